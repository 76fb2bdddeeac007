"""Prints answers to stdout: tables for people; JSON, JSON lines and CSV for programs. Words go to stderr."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = Mapping[str, object]


def say(words: str) -> None:
    """Words about what is done, to stderr."""
    click.echo(words, err=True)


def console() -> Console:
    """Where tables and marked texts go: as wide as the terminal (or COLUMNS), in a pipe as wide as they need."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return Console(file=sys.stdout, highlight=False, soft_wrap=False)
    return Console(file=sys.stdout, highlight=False, width=100_000)


def as_cell(value: object) -> str:
    """A value as a cell of a table or of CSV: lists joined by " / ", objects as JSON, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " / ".join(as_cell(part) for part in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


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
                _csv(columns, rows)
            case _:
                _table(shown or columns, rows)


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """RFC 4180 with a heading line; line ends are LF, as in every other text that the commands print."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(as_cell(row.get(column)) for column in columns)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> None:
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(as_cell(row.get(column))) for column in columns))
    console().print(table)
