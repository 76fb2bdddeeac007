"""Families of reports: by which habits a report is read, chosen by evidence in its text."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Family:
    name: str


@dataclass(frozen=True, slots=True)
class Families:
    """All families, in order of name."""

    rows: tuple[Family, ...]


def load_families(extra: Sequence[Path] = ()) -> Families:
    """The packaged families and those of `extra` files; a later file replaces a family of its name.

    Raises KnowledgeError where a file is not as it must be.
    """
    found: dict[str, Family] = {}
    for path in (*sorted(Path(__file__).parent.glob("*.toml")), *extra):
        try:
            row = tomllib.loads(path.read_text(encoding="utf-8"))
            found[row["name"]] = Family(row["name"])
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
    return Families(tuple(found[name] for name in sorted(found)))
