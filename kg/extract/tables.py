"""Reads the files of rules beside the code."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KnowledgeError

RULES = Path(__file__).parent / "rules"

Row = Mapping[str, Any]
Made = TypeVar("Made")


def read_tables(name: str) -> Mapping[str, list[Row]]:
    """The tables of one file of rules. Raises KnowledgeError where it is no TOML."""
    path = RULES / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def make_rows(name: str, table: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """What `make` makes of every row of a table. Raises KnowledgeError, naming file and row, where it cannot."""
    made = []
    for number, row in enumerate(read_tables(name).get(table, ()), 1):
        try:
            made.append(make(row))
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{RULES / name}: [[{table}]] {number}: {error!r}") from error
    return tuple(made)
