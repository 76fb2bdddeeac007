"""Opens data files: ontology, shapes, queries and reports that travel with the package, and rules beside the code."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError

KINDS = ("ontology", "shapes", "queries", "reports")
# Where an overlay is looked at: its directories (families lie beside the code that reads them), and what people decide.
OVERLAID = (*KINDS, "families", "exclusions.toml", "suppressions.toml", "dataset.toml")


@dataclass(frozen=True, slots=True)
class Resources:
    """Finds data files. `roots` are searched in order: a later root adds files and replaces namesakes."""

    roots: tuple[Path, ...]

    def directory(self, kind: str) -> Path:
        """The packaged directory of one kind (see KINDS), whatever overlays it."""
        return self.roots[0] / kind

    def files(self, kind: str, pattern: str) -> tuple[Path, ...]:
        """The files below `kind` that match a glob pattern, sorted by relative path; a later root wins."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((root / kind).glob(pattern)):
                found[path.relative_to(root / kind).as_posix()] = path
        return tuple(found[name] for name in sorted(found))

    def every(self, kind: str, pattern: str) -> tuple[Path, ...]:
        """The files below `kind` that match, of all roots in their order, and none in the place of a namesake: for
        what is added to and never replaced, as decisions of people are."""
        return tuple(path for root in self.roots for path in Resources((root,)).files(kind, pattern))

    def added(self, kind: str, pattern: str) -> tuple[Path, ...]:
        """The files below `kind` of the overlays alone: of what lies beside the code, as families do."""
        return Resources(self.roots[1:]).files(kind, pattern)

    def text(self, path: Path) -> str:
        """The text of a data file. Raises KnowledgeError where it is missing or is not UTF-8."""
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file of rules or habits as it stands. Raises KnowledgeError, with the file, for what cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def packaged() -> Path:
    """Where the data files lie: in the wheel below `kg/_resources`, in a checkout beside `kg`."""
    here = Path(__file__).resolve().parent
    inside = here / "_resources"
    return inside if inside.is_dir() else here.parent


def open_resources(knowledge: Path | None = None) -> Resources:
    """The packaged files, overlaid with those of a knowledge directory of the same layout.

    Raises KnowledgeError where the package is incomplete, where the overlay does not exist, and where it has files but
    none that is looked for.
    """
    root = packaged()
    missing = [kind for kind in KINDS if not (root / kind).is_dir()]
    if missing:
        raise KnowledgeError(f"{root} lacks {', '.join(missing)}: the installation is incomplete.")
    if knowledge is None:
        return Resources((root,))
    if not knowledge.is_dir():
        raise KnowledgeError(f"The knowledge directory {knowledge} does not exist.")
    _refuse_misplaced(knowledge)
    return Resources((root, knowledge))


def _refuse_misplaced(knowledge: Path) -> None:
    """Returns where an overlay is empty or has a file where files are looked for. Whoever puts all of them elsewhere
    would take what comes of the packaged files alone for their result."""
    files = [path.relative_to(knowledge) for path in sorted(knowledge.rglob("*")) if path.is_file()]
    if files and not any(path.parts[0] in OVERLAID for path in files):
        raise KnowledgeError(
            f"The knowledge directory {knowledge} adds nothing: no file of it, as {files[0]}, is or lies below "
            f"{', '.join(OVERLAID)}."
        )
