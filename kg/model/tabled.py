"""The tables of figures of a report as plain values, so that one can be known again in another report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table of figures.

    span     from its first to its last row, in code points of the source
    place    that of its caption, of its first row where it has none
    caption  the words right above it as they stand in the flow, "" where there are none
    columns  the words of its headers;  rows: what its rows begin with
    section  headings above it, outermost first
    """

    span: Span
    place: Span
    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


def tabled_row(table: Tabled) -> dict[str, Any]:
    """A table as plain values, which `read_tabled` takes."""
    return {
        "start": table.span.start,
        "end": table.span.end,
        "place": [table.place.start, table.place.end],
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": list(table.rows),
        "section": list(table.section),
    }


def read_tabled(row: Mapping[str, Any]) -> Tabled:
    """The table of such a row; other columns are passed over."""
    texts = {name: tuple(row[name]) for name in ("columns", "rows", "section")}
    return Tabled(Span(row["start"], row["end"]), Span(*row["place"]), row["caption"], **texts)
