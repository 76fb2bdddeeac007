"""From paths to reports: finds the files, reads them, asks who and when, and refuses two of one kind."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from kg.errors import InputError
from kg.model.facts import ReportInfo
from kg.model.masking import Spans
from kg.model.text import Source
from kg.pipeline.product import Progress, silent
from kg.readers import READERS, load_file, read_source
from kg.readers.catalogue import Catalogue, describe, load_catalogue
from kg.resources import Resources

CATALOGUE = "catalogue.toml"
# Files of these names tell of a directory of reports.
ABOUT = frozenset({"README", "CHANGELOG", "LICENSE"})
# What is of one report alone: a flag that gives it cannot hold for several files.
OF_ONE = ("id", "title", "coverage", "issued", "session", "url", "begins_inside")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came in: where from, byte for byte, what the file says, what is known of it. `masked`: the places
    of its text that are not shown."""

    path: Path
    data: bytes = field(repr=False)
    source: Source = field(repr=False)
    info: ReportInfo
    masked: Spans = ()


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The report files among these paths: a file as it is, of a directory those with the suffix of a reader.

    Sorted by path, each file once. Raises InputError for a path that does not exist and a directory without reports.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path):
            found.setdefault(file.resolve(), file)
    return tuple(found[key] for key in sorted(found))


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        known = "this is neither a file nor a directory" if path.exists() else "there is no such file or directory"
        raise InputError(f"{path}: {known}.")
    inside = [file for file in sorted(path.iterdir()) if file.is_file() and is_report(file.name)]
    if not inside:
        raise InputError(f"{path}: no report in this directory. A report ends in {', '.join(sorted(READERS))}.")
    return inside


def is_report(name: str) -> bool:
    """Whether a file of a directory is taken for a report: by its ending, unless it is one that tells of the directory
    (README.md) or is hidden."""
    path = PurePath(name)
    return path.suffix.lower() in READERS and path.stem.upper() not in ABOUT and not name.startswith((".", "~$"))


def catalogue_of(files: Iterable[Path], resources: Resources) -> Catalogue:
    """The packaged catalogue, those of the knowledge directories, and those that lie beside the files."""
    beside = sorted({file.resolve().parent for file in files})
    directories = [*(root / "reports" for root in resources.roots), *beside]
    paths = dict.fromkeys(directory / CATALOGUE for directory in directories)
    return load_catalogue([path for path in paths if path.is_file()])


def gather(
    files: Sequence[Path], flags: Mapping[str, str], catalogue: Catalogue, limit: int, progress: Progress = silent
) -> tuple[Report, ...]:
    """Reads and describes the files, sorted by report id. `limit` is the largest size of a file in bytes.

    Raises what `kg.readers` raises, and InputError for a flag that cannot hold for all of them and for two reports of
    one id or of one content.
    """
    single = sorted(set(flags) & set(OF_ONE))
    if single and len(files) > 1:
        raise InputError(f"--{single[0]} describes one report, and {len(files)} files are given.")
    reports = sorted(_read(files, flags, catalogue, limit, progress), key=lambda report: report.info.id)
    _refuse_twins(reports)
    return tuple(reports)


def _read(
    files: Sequence[Path], flags: Mapping[str, str], catalogue: Catalogue, limit: int, progress: Progress
) -> Iterator[Report]:
    for file in files:
        progress("read", file.name)
        data = load_file(file, limit)
        source = read_source(data, file.name, limit)
        yield Report(file, data, source, describe(source, catalogue, sidecar_of(file), flags))


def sidecar_of(file: Path) -> Path | None:
    """The file beside a report that describes it, NAME.toml, if there is one."""
    sidecar = file.with_suffix(".toml")
    return sidecar if sidecar.is_file() and sidecar.name != CATALOGUE else None


def _refuse_twins(reports: Sequence[Report]) -> None:
    contents = Counter(report.source.sha256 for report in reports)
    ids = Counter(report.info.id for report in reports)
    for report in reports:
        if contents[report.source.sha256] > 1:
            twins = [str(other.path) for other in reports if other.source.sha256 == report.source.sha256]
            raise InputError(f"{' and '.join(twins)} are the same file (SHA-256 {report.source.sha256}). Give it once.")
        if ids[report.info.id] > 1:
            twins = [str(other.path) for other in reports if other.info.id == report.info.id]
            raise InputError(
                f"{' and '.join(twins)} are both report '{report.info.id}'. Give one of them another id, "
                "in its sidecar file or in the catalogue."
            )
