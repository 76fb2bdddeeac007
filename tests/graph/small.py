"""A reading of a dozen lines made by hand, with one of everything that a report's graph can say."""

from datetime import date
from decimal import Decimal

from kg.model.concepts import Judgement, Link, Links, Scheme, Vocabulary
from kg.model.facts import (
    Change,
    ChangeType,
    Direction,
    Entity,
    Expectation,
    Fact,
    Kind,
    PeriodSource,
    Reading,
    ReportInfo,
    Temporality,
    Yield,
)
from kg.model.mentions import NameKind, NameMention, Part, Period, Qualifier, Quantity
from kg.model.text import Block, BlockKind, Flow, Outline, Section, Source, Span

TEXT = """某市人事處109年度報告
一、訓練
109年7月至12月英檢通過率達25.50%，較108年增加1.5%。
社會局編制由97(12)人增為121人。
二、獲獎
人事處獲創新獎第1名。
"""
SHA256 = "ab" * 32
HALF = Period(date(2020, 7, 1), date(2020, 12, 31))
JUDGEMENT = Judgement(Scheme.AGENCY, "人事處", "personnel", True, "reader", "2026-01-02", "the only one", "j-1")


def span(words, after=0):
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def block(ordinal, kind, words, section, number="", lead=None):
    place = span(words)
    flow = Flow(words, tuple(range(place.start, place.end)))
    return Block(ordinal, kind, place, flow, section, number, None, lead)


SENTENCES = ("109年7月至12月英檢通過率達25.50%，較108年增加1.5%。", "社會局編制由97(12)人增為121人。")
OUTLINE = Outline(
    Source("small.txt", "text/plain", "utf-8", SHA256, TEXT),
    "general",
    ("by hand",),
    span("某市人事處109年度報告"),
    (
        Section(0, None, 0, "一、", span("訓練")),
        Section(1, None, 0, "二、", span("獲獎")),
    ),
    (
        block(0, BlockKind.HEADING, "一、訓練", None, "一、"),
        block(1, BlockKind.PARAGRAPH, SENTENCES[0], 0),
        block(2, BlockKind.PARAGRAPH, SENTENCES[1], 0, lead=1),
        block(3, BlockKind.HEADING, "二、獲獎", None, "二、"),
        block(4, BlockKind.PARAGRAPH, "人事處獲創新獎第1名。", 1),
    ),
    (),
)


def fact(place, value, words, **changes):
    paragraph = OUTLINE.blocks[place]
    where = span(words, paragraph.span.start)
    quantity = Quantity(
        place,
        where.start - paragraph.span.start,
        where.end - paragraph.span.start,
        where,
        changes.pop("number", where),
        Decimal(value),
        changes.pop("unit", "人"),
        changes.pop("qualifier", None),
        changes.pop("step", Decimal(1)),
        changes.pop("part", Part.WHOLE),
    )
    content = {
        "metric": "人數",
        "kind": Kind.OBSERVED,
        "direction": None,
        "base": None,
        "temporality": Temporality.STOCK,
        "agency": "某市社會局",
        "programme": None,
        "period": HALF,
        "period_source": PeriodSource.STATED,
        "section": 0,
        "sentence": paragraph.span,
    }
    return Fact(quantity=quantity, **(content | changes))


def name(place, kind, words, full):
    where = span(words, OUTLINE.blocks[place].span.start)
    start = where.start - OUTLINE.blocks[place].span.start
    return NameMention(place, start, start + len(words), where, kind, words, full)


FACTS = (
    fact(
        1,
        "25.50",
        "25.50%",
        unit="%",
        step=Decimal("0.01"),
        metric="英檢通過率",
        temporality=Temporality.RATE,
        programme="英檢",
        dims=(("group", "公務人員"), ("sex", "女性")),
        qualifier=Qualifier.APPROX,
    ),
    fact(
        1,
        "1.5",
        "1.5%",
        unit="%",
        kind=Kind.CHANGE,
        direction=Direction.INCREASE,
        base="2019-01-01/2019-12-31",
        temporality=Temporality.RATE,
    ),
    fact(2, "97", "97(12)人", part=Part.OUTER, period=None, period_source=PeriodSource.COVERAGE),
    fact(2, "12", "97(12)人", part=Part.INNER, base="target", period=Period(date(2020, 12, 31), date(2020, 12, 31))),
    fact(2, "121", "121人"),
)
ENTITIES = (
    Entity(NameKind.AGENCY, "某市人事處", ("人事處",), "某市", (name(4, NameKind.AGENCY, "人事處", "某市人事處"),)),
    Entity(NameKind.AGENCY, "某市社會局", ("社會局",), "某市", (name(2, NameKind.AGENCY, "社會局", "某市社會局"),)),
    Entity(NameKind.PROGRAMME, "英檢", (), None, (name(1, NameKind.PROGRAMME, "英檢", "英檢"),)),
    Entity(
        NameKind.AWARD,
        "創新獎",
        (),
        None,
        (name(4, NameKind.AWARD, "創新獎", "創新獎"),),
        (("date", "2020"), ("for", "訓練"), ("rank", "第1名"), ("recipient", "某市人事處")),
    ),
)
CHANGES = (Change(ChangeType.STAFFING_CHANGE, "某市社會局", None, "2020-09", span(SENTENCES[1]), 2, 97, 121),)
INFO = ReportInfo(
    "small-1",
    "某市人事處109年度報告",
    "某市人事處",
    "某市",
    "annual performance report",
    Period(date(2020, 1, 1), date(2020, 12, 31)),
    issued="2021-02",
    session="第1次定期大會",
    url="https://example.org/small.txt",
    origin="sidecar",
)
READING = Reading(INFO, OUTLINE, FACTS, ENTITIES, CHANGES)
YIELD = Yield(len(FACTS), len(TEXT), 12, 0, Expectation(Decimal(1), Decimal(200), Decimal("0.05")))
LINKS = Links(
    metrics=(Link(Scheme.METRIC, 0, "english-rate", 0.9, "words of the label"),),
    units=(Link(Scheme.UNIT, 0, "percent", 1.0, "same name"),),
    entities=(
        Link(Scheme.AGENCY, 0, "personnel", 1.0, "judged", JUDGEMENT),
        Link(Scheme.AGENCY, 1, "welfare", 0.8, "same name"),
        Link(Scheme.PROGRAMME, 2, "english-test", 0.75, "same name"),
        Link(Scheme.AWARD, 3, "innovation-award", 0.7, "same name"),
    ),
)
VOCABULARY = Vocabulary((), (JUDGEMENT,), "cd" * 32)
