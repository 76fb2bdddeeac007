"""Rows of values as CSV (RFC 4180), with what a spreadsheet would run made harmless."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain, islice
from typing import TextIO

# What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection); some read full width alike.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A printed number with its sign is a number to a spreadsheet, too.
NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?", re.ASCII)
# About so many characters are written at one time.
PIECE = 1 << 16


def as_cell(value: object) -> str:
    """A value as a cell of a table: lists joined by " / ", objects as JSON, nothing as ""."""
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


def as_csv_cell(value: object) -> str:
    """A value as a cell of CSV: a text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers
    stay numbers, also those of a text."""
    cell = as_cell(value)
    if not cell.startswith(FORMULA) or isinstance(value, int | float) or NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def write_csv(
    out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]], line_end: str = "\r\n"
) -> None:
    """Writes rows as RFC 4180, with a heading line."""
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_csv_cell(row.get(column)) for column in columns])


def csv_pieces(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The same, piece by piece as the rows come: nothing is held but one piece. The first has the heading alone, and
    comes with the first row: what is raised before that is raised before anything was written."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    coming = iter(rows)
    first = list(islice(coming, 1))
    yield out.getvalue()
    out.seek(0)
    out.truncate()
    for row in chain(first, coming):
        writer.writerow([as_csv_cell(row.get(column)) for column in columns])
        if out.tell() >= PIECE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    if out.tell():
        yield out.getvalue()
