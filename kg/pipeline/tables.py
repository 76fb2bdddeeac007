"""The tables of one report: its facts, names and changes, what became of its numbers, and the report itself."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from kg.audit.claims import Fate
from kg.audit.coverage import Run, What, tally
from kg.graph import change_rows, entity_rows, fact_rows
from kg.graph.identity import fact_digests, withdrawn_digests
from kg.iris import Iris
from kg.model.concepts import Links
from kg.model.facts import Reading
from kg.model.tabled import tabled_row
from kg.model.text import Block, BlockKind, Outline, Section, Span
from kg.structure.captions import tables_of

Row = Mapping[str, object]
# Characters before and after a place that show what it is about.
CONTEXT = 20


def make_tables(reading: Reading, links: Links, runs: Sequence[Run], iris: Iris) -> dict[str, tuple[Row, ...]]:
    """The tables of a report by name. What is found by checking is not among them: it is made of them."""
    return {
        "facts": fact_rows(reading, links, iris),
        "entities": entity_rows(reading, links, iris),
        "events": change_rows(reading, links, iris),
        "paragraphs": tuple(paragraph_rows(reading, iris)),
        "coverage": tuple(coverage_rows(runs, reading, iris)),
        "report": (report_row(reading, runs, iris),),
        "tables": tuple(tabled_rows(reading)),
    }


def as_lines(rows: Iterable[Row]) -> bytes:
    """Rows as JSON lines in UTF-8."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def coverage_rows(runs: Iterable[Run], reading: Reading, iris: Iris) -> Iterator[Row]:
    """One row a number, quotation or award word: what became of it, why it is left out or what it names, which fact it
    belongs to, and where it stands."""
    digests, source = fact_digests(reading), reading.outline.source
    sections = _Sections(reading.outline)
    for run in runs:
        yield {
            "report": reading.info.id,
            "source_sha256": source.sha256,
            "start": run.span.start,
            "end": run.span.end,
            "quote": run.span.cut(source.text),
            "what": run.what.value,
            "fate": run.fate.value,
            "reason": run.reason,
            "fact": None if run.fact is None else iris.fact(reading.info.id, digests[run.fact]),
            "context": _context(source.text, run.span),
            "section": list(sections.at(run.span.start)),
        }


def paragraph_rows(reading: Reading, iris: Iris) -> Iterator[Row]:
    """One row a heading, paragraph or item of a list, in reading order: where it stands, under which headings, and its
    words without mark and wraps. `under` is the ordinal of the innermost heading's row."""
    outline, report = reading.outline, reading.info.id
    headings = {
        section.ordinal: block.ordinal
        for block in outline.blocks
        if block.kind is BlockKind.HEADING
        for section in _begun_by(block, outline)
    }
    for block in outline.blocks:
        yield {
            "paragraph": iris.part("paragraph", report, block.ordinal),
            "report": report,
            "source_sha256": outline.source.sha256,
            "start": block.span.start,
            "end": block.span.end,
            "kind": block.kind.value,
            "number": block.number,
            "section": list(outline.headings(block.section)),
            "under": None if block.section is None else headings.get(block.section),
            "text": block.flow.text,
        }


def tabled_rows(reading: Reading) -> Iterator[Row]:
    """One row a table of figures, in reading order: where it stands, its caption and its place, the words of its
    headers, what its rows begin with, the headings above it."""
    for one in tables_of(reading.outline):
        yield {
            "report": reading.info.id,
            "source_sha256": reading.outline.source.sha256,
            **tabled_row(one),
        }


def _begun_by(block: Block, outline: Outline) -> Iterator[Section]:
    """The sections whose heading stands in a block. Sections are in reading order."""
    first = bisect_left(outline.sections, block.span.start, key=lambda section: section.heading.start)
    for section in outline.sections[first:]:
        if section.heading.start >= block.span.end:
            return
        yield section


def _context(text: str, span: Span) -> str:
    return " ".join(text[max(0, span.start - CONTEXT) : span.end + CONTEXT].split())


class _Sections:
    """The headings above a place of a source."""

    def __init__(self, outline: Outline) -> None:
        self._sections = [block.section for block in outline.blocks]
        self._starts = [block.span.start for block in outline.blocks]
        self._headings = {section: outline.headings(section) for section in {None, *self._sections}}

    def at(self, place: int) -> tuple[str, ...]:
        """Those of the last block that begins at or before the place."""
        index = bisect_right(self._starts, place) - 1
        return self._headings[self._sections[index]] if index >= 0 else ()


def report_row(reading: Reading, runs: Sequence[Run], iris: Iris) -> Row:
    """The report in one row: what is known of it, and how much was read. `ReportInfo` can be made of it again.
    `withdrawn` are the IRIs of facts that a person has taken out."""
    source = reading.outline.source
    known = asdict(reading.info)
    coverage = reading.info.coverage
    known["coverage"] = {"start": str(coverage.start), "end": str(coverage.end)} if coverage else None
    return known | {
        "file": source.name,
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "left_out": {one.what.value: one.count for one in source.left_out},
        "characters": len(source.text),
        "family": reading.outline.family,
        "sections": len(reading.outline.sections),
        "paragraphs": len(reading.outline.blocks),
        "facts": len(reading.facts),
        "entities": len(reading.entities),
        "events": len(reading.changes),
        "withdrawn": [iris.fact(reading.info.id, digest) for digest in withdrawn_digests(reading)],
        "numbers": _counted(runs, What.NUMBER, (Fate.FACT, Fate.EXCLUDED, Fate.MISSED)),
        "names": _counted(runs, What.NAME, tuple(Fate)),
        "awards": _counted(runs, What.AWARD, (Fate.NAMED, Fate.EXCLUDED, Fate.MISSED)),
    }


def _counted(runs: Iterable[Run], what: What, fates: Iterable[Fate]) -> dict[str, int]:
    counts = tally(run for run in runs if run.what is what)
    return {fate.value: counts[fate.value] for fate in fates}
