"""Readings made from the annotations of the corpus: realistic quads without the stages that read.

The outline is the one written by hand; what stands between two headings is one paragraph. What the annotations do not
say (step, temporality, where a period was read) is filled in by the simplest rule.
"""

import json
import re
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from pathlib import Path

from kg.model.concepts import Concept, Link, Links, Scheme, Vocabulary
from kg.model.facts import Change, ChangeType, Entity, Fact, Kind, PeriodSource, Reading, Temporality
from kg.model.mentions import NameKind, NameMention, Part, Period, Qualifier, Quantity
from kg.model.text import Block, BlockKind, Outline, Section, Span
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.structure.flow import make_flow

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
ANNOTATED = ("kcg-personnel-2014", "kcg-personnel-2017-07_2017-12", "kcg-personnel-2020-07_2020-12")
AGENCIES = {"高雄市政府": "kcg", "高雄市政府人事處": "kcg-personnel"}
UNITS = {"人": "person", "人次": "person-time", "%": "percent", "元": "twd"}
STOP = re.compile(r"[。！？]")


def rows(report, name):
    path = CORPUS / report / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def gold_vocabulary():
    """Metrics of the recurring series, a few units and agencies."""
    lines = (CORPUS / "series.tsv").read_text(encoding="utf-8").splitlines()[1:]
    metrics = [Concept(Scheme.METRIC, line.split("\t")[0], line.split("\t")[2], line.split("\t")[0]) for line in lines]
    units = [Concept(Scheme.UNIT, slug, name, slug) for name, slug in UNITS.items()]
    agencies = [Concept(Scheme.AGENCY, slug, name, slug) for name, slug in AGENCIES.items()]
    return Vocabulary((*units, *metrics, *agencies), digest="0" * 64)


def gold_reading(report):
    """The reading of an annotated report."""
    source = read_file(ROOT / "reports" / f"{report}.txt", 10**7)
    info = describe(source, load_catalogue([ROOT / "reports" / "catalogue.toml"]), None, {})
    outline = _outline(source, rows(report, "outline.jsonl"))
    places = _Places(outline)
    facts = [_fact(row, outline, places) for row in rows(report, "gold/measurements.jsonl")]
    entities = [_entity(row, outline, places) for row in rows(report, "gold/entities.jsonl")]
    changes = [_change(row, places) for row in rows(report, "gold/events.jsonl")]
    return Reading(info, outline, tuple(facts), tuple(entities), tuple(changes))


def gold_links(reading, report):
    """Links as the annotations say them: facts to the recurring series and to a few units, names to a few agencies."""
    known = {concept.slug for concept in gold_vocabulary().scheme(Scheme.METRIC)}
    series = [row["series"] for row in rows(report, "gold/measurements.jsonl")]
    return Links(
        metrics=tuple(
            Link(Scheme.METRIC, i, slug, 0.95, "annotated") for i, slug in enumerate(series) if slug in known
        ),
        units=tuple(
            Link(Scheme.UNIT, i, UNITS[fact.quantity.unit], 1.0, "same name")
            for i, fact in enumerate(reading.facts)
            if fact.quantity.unit in UNITS
        ),
        entities=tuple(
            Link(Scheme.AGENCY, i, AGENCIES[entity.name], 1.0, "same name")
            for i, entity in enumerate(reading.entities)
            if entity.kind is NameKind.AGENCY and entity.name in AGENCIES
        ),
    )


def _outline(source, headings):
    text, sections, blocks, open_sections, above = source.text, [], [], [], None
    ends = [row["start"] - len(row["number"]) for row in headings[1:]] + [len(text)]

    def add(kind, start, end, section, number=""):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            flow = make_flow(text, [Span(start, end)])
            blocks.append(Block(len(blocks), kind, Span(start, end), flow, section, number))

    add(BlockKind.PARAGRAPH, 0, headings[0]["start"] - len(headings[0]["number"]), None)
    for row, end in zip(headings, ends, strict=True):
        open_sections = [one for one in open_sections if sections[one].level < row["level"]]
        above = open_sections[-1] if open_sections else None
        ordinal = len(sections)
        sections.append(Section(ordinal, above, row["level"], row["number"], Span(row["start"], row["end"])))
        open_sections.append(ordinal)
        add(BlockKind.HEADING, row["start"], row["end"], above, row["number"])
        add(BlockKind.PARAGRAPH, row["end"], max(end, row["end"]), ordinal)
    return Outline(source, "general", ("by hand",), None, tuple(sections), tuple(blocks), ())


class _Places:
    """Finds the block of an offset and its place in the block's flow."""

    def __init__(self, outline):
        self.blocks, self.text = outline.blocks, outline.source.text
        self.starts = [block.span.start for block in outline.blocks]

    def block(self, offset):
        return self.blocks[max(0, bisect_right(self.starts, offset) - 1)]

    def flow(self, span):
        offsets = self.block(span.start).flow.offsets
        return bisect_right(offsets, span.start) - 1, bisect_right(offsets, span.end - 1)

    def sentence(self, span):
        block = self.block(span.start).span
        before = [found.end() for found in STOP.finditer(self.text, block.start, span.start)]
        after = STOP.search(self.text, span.end, max(block.end, span.end))
        return Span(before[-1] if before else block.start, after.end() if after else max(block.end, span.end))


def _period(value):
    return Period(date.fromisoformat(value["start"]), date.fromisoformat(value["end"])) if value else None


def _fact(row, outline, places):
    span = Span(row["start"], row["end"])
    block = places.block(span.start)
    start, end = places.flow(span)
    number = re.search(r"\d[\d,.]*", row["quote"])
    bare = Span(span.start + number.start(), span.start + number.end()) if number else span
    quantity = Quantity(
        block.ordinal,
        start,
        end,
        span,
        bare,
        Decimal(str(row["value"])),
        row["unit"],
        Qualifier(row["qualifier"]) if row["qualifier"] else None,
        Decimal(1),
        Part.WHOLE,
    )
    period = _period(row["period"])
    stock = period is not None and period.start == period.end
    return Fact(
        quantity=quantity,
        metric=row["metric"],
        kind=Kind(row["kind"]),
        direction=None,
        base=None,
        temporality=Temporality.RATE if row["unit"] == "%" else Temporality.STOCK if stock else Temporality.FLOW,
        agency=row["agency"] or None,
        programme=row["programme"],
        period=period,
        period_source=PeriodSource.STATED if period else PeriodSource.COVERAGE,
        section=block.section,
        sentence=places.sentence(span),
        dims=tuple(sorted(row["dims"].items())),
    )


def _entity(row, outline, places):
    kind, text = NameKind(row["type"]), outline.source.text
    mentions = []
    for start, end in row["mentions"]:
        span = Span(start, end)
        flow = places.flow(span)
        name = "".join(span.cut(text).split())
        mentions.append(NameMention(places.block(start).ordinal, *flow, span, kind, name, row["name"]))
    details = sorted((key, row[key]) for key in ("recipient", "rank", "date", "for") if row.get(key))
    return Entity(kind, row["name"], tuple(row["aliases"]), row["parent"], tuple(mentions), tuple(details))


def _change(row, places):
    span = Span(row["start"], row["end"])
    return Change(
        ChangeType(row["type"]),
        row["subject"],
        row["object"],
        row["date"],
        span,
        places.block(span.start).ordinal,
        row["before"],
        row["after"],
    )
