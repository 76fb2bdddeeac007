"""Prints answers to stdout: tables for people; JSON, JSON lines and CSV for programs. Words go to stderr."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import click
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.model.cells import as_cell, write_csv

Row = Mapping[str, object]
# Cells between two columns of a table, and the width below which no column is cut.
GAP = 3
NARROW = 8


def say(words: str) -> None:
    """Words about what is done, to stderr."""
    click.echo(words, err=True)


def console() -> Console:
    """Where tables and marked texts go: as wide as the terminal (or COLUMNS), in a pipe as wide as they need."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return Console(file=sys.stdout, highlight=False, soft_wrap=False)
    return Console(file=sys.stdout, highlight=False, width=100_000)


@dataclass(frozen=True, slots=True)
class Output:
    """Prints in one format: "table", "csv", "jsonl" or "json"."""

    format: str

    @property
    def for_people(self) -> bool:
        return self.format == "table"

    def document(self, value: object) -> None:
        """One JSON document."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))

    def rows(self, columns: Sequence[str], rows: Iterable[Row], shown: Sequence[str] = ()) -> None:
        """Rows with these columns; a table shows only the columns of `shown`, where given."""
        match self.format:
            case "json":
                self.document([dict(row) for row in rows])
            case "jsonl":
                for row in rows:
                    click.echo(json.dumps(row, ensure_ascii=False))
            case "csv":
                # Line ends are LF, as in every other text that the commands print.
                write_csv(sys.stdout, columns, rows, "\n")
            case _:
                _table(shown or columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A line a row; what is too wide for the terminal is cut with an ellipsis. The other formats give all of it."""
    cells = [[brief(column, row.get(column)) for column in columns] for row in rows]
    screen = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column, width in zip(columns, _widths([list(columns), *cells], screen.width), strict=True):
        table.add_column(column, no_wrap=True, overflow="ellipsis", width=width)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    screen.print(table)


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide the columns of a table are made, in cells: the widest give way until all fit."""
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    spare = room - GAP * (len(widths) - 1)
    ceiling = max(widths)
    while ceiling > NARROW and sum(min(width, ceiling) for width in widths) > spare:
        ceiling -= 1
    return [min(width, ceiling) for width in widths]


def brief(column: str, value: object) -> str:
    """A value as people need it in a table: a fact by its hash, another IRI by its last part, a period as its days,
    the innermost heading only, a text on one line."""
    if isinstance(value, Mapping) and set(value) == {"start", "end"}:
        return " – ".join(dict.fromkeys(str(day) for day in value.values()))
    if column == "section":
        value = value[-1] if isinstance(value, list) and value else str(value or "").rpartition(" / ")[2]
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        value = re.split("[/#]", value)[-1]
    if column == "fact":
        value = str(value or "").rpartition(".")[2]
    return " ".join(as_cell(value).split())
