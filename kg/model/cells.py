"""Rows of values as CSV."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO


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


def write_csv(
    out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]], line_end: str = "\r\n"
) -> None:
    """Writes rows as RFC 4180, with a heading line."""
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(as_cell(row.get(column)) for column in columns)
