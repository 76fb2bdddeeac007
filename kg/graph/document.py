"""The report itself: metadata, source file, sections and paragraphs."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.graph.frame import Frame
from kg.graph.periods import say_period
from kg.graph.series import series_slug
from kg.graph.terms import chinese, day, day_or_year, decimal, integer, string, uri
from kg.model.facts import Yield
from kg.model.text import Block, BlockKind, Section


def say_report(frame: Frame, issuer: NamedNode | None) -> None:
    """The report's metadata. `issuer` is the concept that its issuer was linked to, if any."""
    info = frame.reading.info
    series = series_slug(info)
    frame.triples.say(
        frame.report,
        {
            "a": frame.triples.name("kg:Report"),
            "dcterms:title": chinese(info.title),
            "dcterms:identifier": string(info.id),
            "dcterms:issued": day_or_year(info.issued) if info.issued else None,
            "dcat:inSeries": NamedNode(frame.iris.thing("series", series)) if series else None,
            "kg:issuer": issuer,
            "kg:issuerText": string(info.issuer) if info.issuer else None,
            "kg:reportKind": string(info.kind) if info.kind else None,
            "kg:councilSession": string(info.session) if info.session else None,
            "kg:coverage": say_period(frame, info.coverage) if info.coverage else None,
            "kg:coverageStart": day(info.coverage.start) if info.coverage else None,
            "kg:coverageEnd": day(info.coverage.end) if info.coverage else None,
            "kg:describedBy": string(info.origin),
            "kg:url": uri(info.url) if info.url else None,
            "kg:hasSource": frame.source,
        },
    )


def say_yield(frame: Frame, found: Yield) -> None:
    """How much was read of the report, and how much its family leads one to expect."""
    expected = found.expected
    frame.triples.say(
        frame.report,
        {
            "kg:factCount": integer(found.facts),
            "kg:characterCount": integer(found.characters),
            "kg:numberCount": integer(found.numbers),
            "kg:missedCount": integer(found.missed),
            "kg:factsPerThousand": decimal(found.facts_per_thousand),
            "kg:leastFactsPerThousand": decimal(expected.least_facts),
            "kg:mostFactsPerThousand": None if expected.most_facts is None else decimal(expected.most_facts),
            "kg:missedShare": decimal(found.missed_share),
            "kg:mostMissedShare": decimal(expected.most_missed),
        },
    )


def say_source(frame: Frame) -> None:
    source = frame.reading.outline.source
    frame.triples.say(
        frame.source,
        {
            "a": frame.triples.name("kg:Source"),
            "kg:sha256": string(source.sha256),
            "kg:fileName": string(source.name),
            "kg:encoding": string(source.encoding),
            "kg:mediaType": string(source.media_type),
            "kg:length": integer(len(source.text)),
        },
    )


def say_outline(frame: Frame) -> None:
    """Sections and paragraphs. What stands under no heading hangs on a section made from the title."""
    outline = frame.reading.outline
    headings = [block for block in outline.blocks if block.kind is BlockKind.HEADING]
    opened = {section.ordinal: _heading_block(section, headings) for section in outline.sections}
    if any(block.section is None for block in outline.blocks):
        _say_front(frame)
    for section in outline.sections:
        _say_section(frame, section, opened[section.ordinal])
    opening = {block.ordinal for block in opened.values() if block}
    for block in outline.blocks:
        _say_block(frame, block, "kg:Heading" if block.ordinal in opening else "kg:Paragraph")


def _say_front(frame: Frame) -> None:
    title = frame.reading.outline.title
    frame.triples.say(
        frame.section(None),
        {
            "a": frame.triples.name("kg:Section"),
            "kg:heading": string(frame.reading.info.title),
            "kg:headingSpan": frame.span(title, None) if title else None,
            "kg:ordinal": integer(0),
            "kg:level": integer(0),
            "kg:sectionOf": frame.report,
        },
    )


def _heading_block(section: Section, headings: Iterable[Block]) -> Block | None:
    return next((block for block in headings if block.span.contains(section.heading)), None)


def _say_section(frame: Frame, section: Section, block: Block | None) -> None:
    node = frame.section(section.ordinal)
    frame.triples.say(
        node,
        {
            "a": frame.triples.name("kg:Section"),
            "kg:number": string(section.number) if section.number else None,
            "kg:heading": string(frame.reading.outline.headings(section.ordinal)[-1]),
            "kg:headingSpan": frame.span(section.heading, block.ordinal if block else None),
            "kg:ordinal": integer(section.ordinal + 1),
            "kg:level": integer(section.level),
            "kg:sectionOf": frame.report,
            "kg:subsectionOf": None if section.parent is None else frame.section(section.parent),
        },
    )
    if block:
        frame.triples.say(frame.paragraph(block.ordinal), {"kg:headingOf": node})


def _say_block(frame: Frame, block: Block, kind: str) -> None:
    frame.triples.say(
        frame.paragraph(block.ordinal),
        {
            "a": frame.triples.name(kind),
            "kg:ordinal": integer(block.ordinal),
            "kg:number": string(block.number) if block.number else None,
            "kg:text": string(block.flow.text),
            "kg:paragraphOf": frame.section(block.section),
            "kg:blockSpan": frame.span(block.span, block.ordinal),
            "kg:introducedBy": None if block.lead is None else frame.paragraph(block.lead),
        },
    )
