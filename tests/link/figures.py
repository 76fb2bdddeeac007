"""Readings of one paragraph, made by hand, with the vocabulary to link them to."""

from decimal import Decimal

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.facts import Fact, Kind, PeriodSource, Reading, ReportInfo, Temporality
from kg.model.mentions import Part, Quantity
from kg.model.text import Block, BlockKind, Outline, Section, Source, Span
from kg.structure.flow import make_flow

HEADING = "訓練進修"


def reading(text, *figures):
    """A reading of one paragraph under one heading. A figure is its words in the text and changes of its fact;
    `value`, `unit` and `part` change its quantity; it stands after the figure before it."""
    whole = f"{HEADING}\n{text}"
    start = len(HEADING) + 1
    source = Source("one.txt", "text/plain", "utf-8", "ab" * 32, whole)
    heading, place = Span(0, len(HEADING)), Span(start, len(whole))
    blocks = (
        Block(0, BlockKind.HEADING, heading, make_flow(whole, [heading]), None),
        Block(1, BlockKind.PARAGRAPH, place, make_flow(whole, [place]), 0),
    )
    outline = Outline(source, "general", (), None, (Section(0, None, 0, "", heading),), blocks, ())
    facts, at = [], 0
    for words, changes in figures:
        at = blocks[1].flow.text.index(words, at)
        facts.append(_fact(blocks[1].flow, at, words, dict(changes)))
        at += len(words)
    info = ReportInfo("one", "報告", "某市人事處", "某市政府", None, None)
    return Reading(info, outline, tuple(facts), (), ())


def _fact(flow, start, words, changes):
    end = start + len(words)
    number = words.rstrip("人次場元%")
    quantity = Quantity(
        1,
        start,
        end,
        flow.span(start, end),
        flow.span(start, start + len(number)),
        Decimal(changes.pop("value", number.replace(",", ""))),
        changes.pop("unit", words[len(number) :]),
        None,
        Decimal(1),
        changes.pop("part", Part.WHOLE),
    )
    content = {
        "metric": "",
        "kind": Kind.OBSERVED,
        "direction": None,
        "base": None,
        "temporality": Temporality.FLOW,
        "agency": None,
        "programme": None,
        "period": None,
        "period_source": PeriodSource.COVERAGE,
        "section": 0,
        "sentence": quantity.span,
    }
    return Fact(quantity=quantity, **(content | changes))


def unit(slug, label, *names, **more):
    return Concept(Scheme.UNIT, slug, label, slug, names=names, **more)


def metric(slug, usual, *features, **more):
    """A metric of the kind "observed" with a usual unit and (key, value) features."""
    return Concept(Scheme.METRIC, slug, slug, slug, unit=usual, features=(("usualKind", "observed"), *features), **more)


UNITS = (
    unit("count", "計數"),
    unit("person", "人", "員", parent="count"),
    unit("person-time", "人次", parent="count"),
    unit("percent", "%", features=(("hiddenLabel", "百分之"),)),
    unit("session", "場", "場次"),
)


def vocabulary(*concepts):
    return Vocabulary((*UNITS, *concepts))
