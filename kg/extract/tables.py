"""Reads the files of rules beside the code."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KnowledgeError
from kg.resources import read_table

RULES = Path(__file__).parent / "rules"

Row = Mapping[str, Any]
Made = TypeVar("Made")


def make_rows(name: str, table: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """What `make` makes of every row of a table. Raises KnowledgeError, naming file and row, where it cannot."""
    made = []
    for number, row in enumerate(read_table(RULES / name).get(table, ()), 1):
        try:
            made.append(make(row))
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{RULES / name}: [[{table}]] {number}: {error!r}") from error
    return tuple(made)
