"""Gives every figure the time that it covers, and says where that time was read.

The date that governs a figure is the nearest before it in its sentence; else one after it there; else that of an
earlier sentence of its item; else that of the line that introduces it or of a heading above; else the report's
coverage stands in. What a rule grants or a target demands has a time only where its own sentence names one. What a
figure is compared with is its base and never its time.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from kg.interpret.period_rules import PeriodRules, load_period_rules
from kg.interpret.timelines import (
    Timeline,
    Timelines,
    adjoining,
    begun,
    governing,
    polling_day,
    respective,
    severally,
    span_of,
)
from kg.model.above import blocks_above
from kg.model.clauses import CLAUSE_END
from kg.model.facts import Kind, PeriodSource, Temporality
from kg.model.mentions import DateMention, DateRole, Mentions, Period, Quantity
from kg.model.text import BlockKind, Head, Outline

HEADING = BlockKind.HEADING
AS_OF = DateRole.AS_OF
DURING = DateRole.DURING
SINCE = DateRole.SINCE
CHANGE = Kind.CHANGE
OBSERVED = Kind.OBSERVED
PLANNED = Kind.PLANNED
RULE = Kind.RULE
TARGET = Kind.TARGET
COVERAGE = PeriodSource.COVERAGE
STATED = PeriodSource.STATED
RATE = Temporality.RATE
STOCK = Temporality.STOCK

__all__ = ["Dating", "Nature", "PeriodRules", "load_period_rules", "read_periods"]

COMMA = re.compile(r"[，;；:：]|(?<!\d),|,(?!\d)")
# What is no figure and no 、 between two: of 一百案、35人 the words 案 and 人.
NOT_FIGURES = re.compile(r"[\d,.%、一二三四五六七八九十百千萬億零○〇點]+")
MONTH = 31
NEAR = 12  # characters from a time that is compared with to its figure
FROM = ("由", "從")
TIMES = "倍"
OF_THEN = ("之", "的")
FAR = 80  # characters before a figure in which a word still speaks of it
PARAGRAPHS = 2  # blocks before a figure in which the day of its election may be told
HAPPENED = frozenset({Kind.OBSERVED, Kind.CHANGE})
TIMELESS = frozenset({Kind.RULE, Kind.TARGET})


class Nature(Struct, frozen=True, gc=False):
    """What is known of a figure before its time is: on it depends what a date means for the figure."""

    kind: Kind
    temporality: Temporality


class Dating(Struct, frozen=True, gc=False):
    """The time of a figure.

    period  what it covers, or None where the text names no time and the coverage says nothing of it (rules, targets)
    source  where the period was read
    base    for a change the period that it is measured against, "2019-01-01/2019-12-31", or None
    """

    period: Period | None
    source: PeriodSource
    base: str | None = None


class _Asked(Struct, frozen=True, gc=False):
    """A figure whose time is asked for: its block's timeline, its place and sentence, its nature, and what the report
    covers."""

    timeline: Timeline
    start: int
    end: int
    sentence: tuple[int, int]
    nature: Nature
    coverage: Period | None


class _Around(Struct, frozen=True, gc=False):
    """What a figure inherits a time from: the cells that say what its cell is, the nearest first, its block, those
    above it, the nearest first, and all of them to be asked."""

    heads: Sequence[Head]
    block: int
    above: Sequence[int]
    timelines: Timelines


def read_periods(
    outline: Outline, mentions: Mentions, coverage: Period | None, natures: Sequence[Nature], rules: PeriodRules
) -> tuple[Dating, ...]:
    """The datings of the quantities of `mentions`, in their order. `natures` has one entry for each quantity."""
    timelines = Timelines(outline.blocks, mentions)
    above = blocks_above(outline)
    found: list[Dating] = []
    for quantity, nature in zip(mentions.quantities, natures, strict=True):
        timeline = timelines[quantity.block]
        ruled = nature.kind is RULE
        sentence = timeline.stretch(quantity.start) if ruled else timeline.sentence(quantity.start)
        asked = _Asked(timeline, quantity.start, quantity.end, sentence, nature, coverage)
        heads = outline.blocks[quantity.block].heads_of(quantity.start)[::-1]
        found.append(_read(asked, _Around(heads, quantity.block, above[quantity.block], timelines), rules))
    return _with_headings(outline, mentions.quantities, found)


def _read(asked: _Asked, around: _Around, rules: PeriodRules) -> Dating:
    base = _base(asked) if asked.nature.kind is CHANGE else None
    headed = _headed(asked, around, rules)
    if headed is not None:
        return Dating(headed, PeriodSource.HEADING, base)
    period = _stated(asked, rules)
    if period is not None:
        return Dating(period, STATED, base)
    if asked.nature.kind in TIMELESS:
        return Dating(None, COVERAGE)
    if _now(asked, rules):
        return Dating(asked.coverage, COVERAGE, base)
    inherited = _inherited(asked, around, rules)
    return replace(inherited, base=base) if base else inherited


def _stated(asked: _Asked, rules: PeriodRules) -> Period | None:
    """The time that the figure's own sentence names."""
    if asked.timeline.compared:
        compared = _compared_figure(asked, rules) or _former_figure(asked, rules)
        if compared is not None:
            return compared
    before = asked.timeline.before(asked.start, asked.sentence[0])
    after = asked.timeline.after(asked.end, asked.sentence[1])
    if not (before or after):
        return None
    if (expected := _expected(asked, after, rules)) is not None:
        return expected
    date, from_then = _preceding(asked, before, rules), _following_effect(asked, after, rules)
    one = respective(asked.timeline, asked.start, before)
    if one is not None:
        return one
    if from_then is not None and (date is None or _reason(asked, date, rules)):
        date = from_then
    return _meant(asked, date, rules) if date is not None else _following(asked, after, rules)


def _headed(asked: _Asked, around: _Around, rules: PeriodRules) -> Period | None:
    """The time that a header of its column tells of a figure in a table (94年 above 412,345)."""
    for head in around.heads:
        if head.block == around.block:  # what the row begins with stands in its sentence
            continue
        timeline = around.timelines[head.block]
        date = next((one for one in timeline.dates if head.start <= one.start < head.end), None)
        if date is not None:
            return _meant(replace(asked, timeline=timeline), date, rules)
    return None


def _reason(asked: _Asked, date: DateMention, rules: PeriodRules) -> bool:
    """Whether a date before the figure tells why something was done, not when: 因條例於104年廢止,爰修編為131人."""
    floor = max(date.end, asked.start - FAR)
    return rules.therefore.search(asked.timeline.text, floor, asked.start) is not None


def _preceding(asked: _Asked, before: Sequence[DateMention], rules: PeriodRules) -> DateMention | None:
    """Which of the dates before the figure in its sentence governs it; not one that tells when a thing began that is
    there since (自99年1月6日正式上線,共749門)."""
    timeline, timeless = asked.timeline, asked.nature.kind in TIMELESS
    happened = asked.nature.kind in HAPPENED
    dates = (
        one
        for one in before
        if (timeless or one.role is not SINCE or _holds(timeline, one, rules))
        and not (happened and _planned(timeline, one, rules))
        and not timeline.of_former(one, asked.start, rules)
        and not _in_passing(timeline, one, asked.start)
    )
    return governing(timeline.text, dates, rules)


def _planned(timeline: Timeline, date: DateMention, rules: PeriodRules) -> bool:
    """Whether a date tells when something is or was to be: 原定101年完工."""
    near = max(0, date.start - NEAR)
    if rules.planned.search(timeline.text, near, date.start) is None:
        return False
    return rules.planned.search(timeline.text, max(timeline.clause(date.start), near), date.start) is not None


def _expected(asked: _Asked, after: Sequence[DateMention], rules: PeriodRules) -> Period | None:
    """When what is planned is to be, told after it in its clause: 餘15所預定91年6月底完成."""
    if asked.nature.kind is not PLANNED or not after or after[0].start >= asked.end + NEAR:
        return None
    if not _planned(asked.timeline, after[0], rules):
        return None
    together = CLAUSE_END.search(asked.timeline.text, asked.end, after[0].start) is None
    return after[0].period if together else None


def _in_passing(timeline: Timeline, date: DateMention, place: int) -> bool:
    """Whether a day or a month is told of something else: named behind a figure, in an earlier part between semicolons
    (全長29公里,於90年2月通車;另…)."""
    begin, end = timeline.stretch(date.start)
    short = date.role is DURING and (date.period.end - date.period.start).days <= MONTH
    return short and end <= place and timeline.holds_figure(begin, date.start)


def _holds(timeline: Timeline, date: DateMention, rules: PeriodRules) -> bool:
    return rules.effect.match(timeline.text, date.end) is not None


def _following_effect(asked: _Asked, after: Sequence[DateMention], rules: PeriodRules) -> DateMention | None:
    """The date at the sentence's end from which on all of it holds: …修正後為230人,自107年1月1日施行."""
    if not after or after[0].role is not SINCE or not _holds(asked.timeline, after[0], rules):
        return None
    return after[0]


def _following(asked: _Asked, after: Sequence[DateMention], rules: PeriodRules) -> Period | None:
    """A date later in the sentence, where none stands before the figure: of its own clause (2人於109年9月參訓), or
    where the item has told no time before, or a longer one that holds it."""
    if not after or asked.nature.kind in TIMELESS or after[0].role is not DURING:
        return None
    if asked.nature.kind in HAPPENED and _planned(asked.timeline, after[0], rules):
        return None
    period, coverage = after[0].period, asked.coverage
    if coverage is not None and period.end < coverage.start:  # of what is named in passing: 由102年受認證之人員接受訓練
        return None
    if coverage is not None and period.start > coverage.end and asked.nature.kind in HAPPENED:
        return None
    earlier = next(iter(asked.timeline.before(asked.sentence[0], 0)), None)
    narrower = earlier is None or (earlier.period.contains(period) and earlier.period != period)
    together = CLAUSE_END.search(asked.timeline.text, asked.end, after[0].start) is None
    return period if narrower or together else None


def _meant(asked: _Asked, date: DateMention, rules: PeriodRules) -> Period:
    """What a date means for a figure of this nature."""
    if date.role is AS_OF:
        return _as_of(asked, date, rules)
    if date.role is not SINCE:
        return severally(asked.timeline, date, asked.sentence[0], rules) if date.end <= asked.start else date.period
    if rules.former.search(asked.timeline.text, asked.timeline.clause(asked.start), asked.start):
        day = date.period.start - timedelta(days=1)
        return Period(day, day)
    return _since(asked, date)


def _as_of(asked: _Asked, date: DateMention, rules: PeriodRules) -> Period:
    """The day for a state; for what was counted over a named span its first day up to that day."""
    counted = asked.nature.temporality is not STOCK and asked.nature.kind is not TARGET
    if asked.nature.temporality is RATE and not begun(asked.timeline, date, rules):
        counted = False
    if counted or adjoining(asked.timeline, date):
        return span_of(asked.timeline, date, rules) or date.period
    return date.period


def _since(asked: _Asked, date: DateMention) -> Period:
    """The first day for rules and states; what happened since then ran on to the end of what is reported."""
    day, coverage, nature = date.period.start, asked.coverage, asked.nature
    counted = nature.kind is OBSERVED and nature.temporality is Temporality.FLOW and date.end <= asked.start
    if counted and coverage is not None and coverage.start <= day < coverage.end:
        return Period(day, coverage.end)
    return date.period


def _compared_figure(asked: _Asked, rules: PeriodRules) -> Period | None:
    """The time of the figure that something is compared with: 較去年同期911人減少264人."""
    if asked.nature.kind is not OBSERVED:
        return None
    date = asked.timeline.compared_before(asked.start, asked.sentence[0])
    if date is None or asked.start - date.end > FAR:
        return None
    between = asked.timeline.text[date.end : asked.start]
    if COMMA.search(between) or len(NOT_FIGURES.sub("", between)) > NEAR:
        return None
    text, times = asked.timeline.text, asked.timeline.text.startswith(TIMES, asked.end - 1)
    changed = rules.change.search(text, date.end, asked.start if times else asked.end)
    told_by = times and text.startswith(OF_THEN, date.end)  # 為96年之1.8倍 is of now
    return None if changed or told_by else date.period


def _former_figure(asked: _Asked, rules: PeriodRules) -> Period | None:
    """The time of the figure that another grew or shrank from, where the sentence says what it is compared with:
    由93個增加至101個,較102年提升."""
    text, (_, end) = asked.timeline.text, asked.sentence
    from_there = text.startswith(FROM, asked.start - 1) and rules.change.search(text, asked.end, asked.end + NEAR)
    date = asked.timeline.compared_after(asked.end, end)
    return date.period if from_there and date is not None and asked.nature.kind is OBSERVED else None


def _base(asked: _Asked) -> str | None:
    """What a change is measured against: the time compared with that stands nearest before it, else after it, in its
    sentence."""
    start, end = asked.sentence
    date = asked.timeline.compared_before(asked.start, start) or asked.timeline.compared_after(asked.end, end)
    return f"{date.period.start}/{date.period.end}" if date is not None else None


def _now(asked: _Asked, rules: PeriodRules) -> bool:
    """Whether the sentence speaks of the time of the report not far before the figure."""
    floor = max(asked.sentence[0], asked.start - FAR)
    return rules.now.search(asked.timeline.text, floor, asked.start) is not None


def _inherited(asked: _Asked, around: _Around, rules: PeriodRules) -> Dating:
    """From an earlier sentence of the item, a later one from which on it holds, the line above, a heading."""
    date = _of_whole(asked.timeline, asked.sentence[0], rules)
    if date is not None:
        return Dating(_meant(asked, date, rules), PeriodSource.ITEM)
    later = next(iter(asked.timeline.after(asked.end, len(asked.timeline.text))), None)
    if later is not None and later.role is SINCE and _holds(asked.timeline, later, rules):
        return Dating(_meant(asked, later, rules), PeriodSource.ITEM)
    if rules.ballot.search(asked.timeline.text, asked.sentence[0], asked.start):
        before = range(around.block - 1, max(-1, around.block - PARAGRAPHS - 1), -1)
        polled = polling_day((around.timelines[one] for one in before), rules)
        if polled is not None:
            return Dating(polled, PeriodSource.ITEM)
    for above in around.above:
        timeline = around.timelines[above]
        date = _of_whole(timeline, len(timeline.text), rules)
        if date is not None:
            return Dating(_meant(replace(asked, timeline=timeline), date, rules), PeriodSource.HEADING)
    return Dating(asked.coverage, COVERAGE)


def _of_whole(timeline: Timeline, place: int, rules: PeriodRules) -> DateMention | None:
    """The date that a stretch up to a place leaves in force: the last that is not a beginning."""
    dates = (one for one in timeline.before(place, 0) if one.role is not SINCE)
    return governing(timeline.text, dates, rules)


def _with_headings(outline: Outline, quantities: Sequence[Quantity], found: Sequence[Dating]) -> tuple[Dating, ...]:
    """A figure in a heading that names no time has that of the same figure told again below it."""
    datings = list(found)
    for index, (quantity, dating) in enumerate(zip(quantities, found, strict=True)):
        heading = outline.blocks[quantity.block].kind is HEADING
        if not heading or dating.source is STATED:
            continue
        for other, told in zip(quantities[index + 1 : index + 13], found[index + 1 : index + 13], strict=True):
            if (other.value, other.unit) == (quantity.value, quantity.unit) and told.period is not None:
                datings[index] = replace(told, source=PeriodSource.ITEM)
                break
    return tuple(datings)
