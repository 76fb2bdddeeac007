"""The paragraphs of a report as plain values, so that they can be laid beside those of another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, a paragraph or an item of a list.

    iri      its IRI;  report: id of the report;  source: SHA-256 of the file
    span     in code points of the source, the mark included
    kind     "heading" or "paragraph";  number: its mark as written, "" where it has none
    section  headings above it, outermost first;  under: ordinal of the block that is the innermost of them, or None
    text     its words, without mark and without the wraps of lines
    """

    iri: str
    report: str
    source: str
    span: Span
    kind: str
    number: str
    section: tuple[str, ...]
    under: int | None
    text: str = field(repr=False)


def read_paragraph(row: Mapping[str, Any]) -> Paragraph:
    """The paragraph of a row of the table of paragraphs."""
    return Paragraph(
        iri=row["paragraph"],
        report=row["report"],
        source=row["source_sha256"],
        span=Span(row["start"], row["end"]),
        kind=row["kind"],
        number=row["number"],
        section=tuple(row["section"]),
        under=row["under"],
        text=row["text"],
    )
