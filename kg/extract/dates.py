"""Finds dates and spans of time, with the days that they mean and how the words around them use them."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.date_context import Context, resolve
from kg.extract.date_rules import DateRules, TimeWord, load_date_rules
from kg.extract.written_dates import WrittenDate, find_written
from kg.model.above import blocks_above
from kg.model.mentions import DateMention, DateRole, Period
from kg.model.text import Block, Outline

AS_OF = DateRole.AS_OF
COMPARED = DateRole.COMPARED
DURING = DateRole.DURING
SINCE = DateRole.SINCE
PRECEDING = TimeWord.PRECEDING
PREVIOUS = TimeWord.PREVIOUS
SAME = TimeWord.SAME

__all__ = ["DateRules", "find_dates", "load_date_rules"]

_QUOTED = re.compile(r"「[^「」]{1,60}」|『[^『』]{1,60}』|《[^《》]{1,60}》|〈[^〈〉]{1,60}〉")
# The roles that words can tell, the surest first.
_OF_THEN = ("之", "的")
_TIMES = re.compile(r"[之的](?:約|近|逾)?[\d.,一二三四五六七八九十兩點]+[多餘]?倍")  # 為去年的2.5倍
_WHOLE = "全年"
_PART_OF = re.compile(r"[占佔為達]\Z|[占佔]本\Z")
_BASE = re.compile(r"度?[^,，。;；:：\d]{1,14}[之的](?:約|近|逾)?[\d〇○零一二三四五六七八九十百]")
_TOLD = (DateRole.COMPARED, DateRole.CITED, DateRole.SINCE, DateRole.AS_OF)


def find_dates(outline: Outline, coverage: Period | None, rules: DateRules) -> tuple[DateMention, ...]:
    """The dates of an outline, in reading order.

    A date that leaves out what nothing tells (去年 in a report of unknown coverage) is none.
    """
    above, written = blocks_above(outline), [list(find_written(block.flow.text, rules)) for block in outline.blocks]
    ends: list[Context] = []
    mentions: list[DateMention] = []
    latest: int | None = None
    for block in outline.blocks:
        begin = _begin(coverage, [ends[one] for one in above[block.ordinal]], latest)
        found, end = _find_in(block, written[block.ordinal], begin, rules)
        mentions += found
        ends.append(end)
        latest = end.year if end.year is not None else latest
    return tuple(mentions)


def _begin(coverage: Period | None, above: Sequence[Context], latest: int | None) -> Context:
    """What a block takes over from those above it. The year last told anywhere stands in for an unknown coverage."""
    year: int | None = None
    governing: Period | None = None
    for context in above:
        year = context.year if year is None else year
        governing = context.governing if governing is None else governing
    return Context(coverage, latest if year is None and coverage is None else year, governing)


def _find_in(
    block: Block, dates: Sequence[WrittenDate], context: Context, rules: DateRules
) -> tuple[list[DateMention], Context]:
    """The dates of one block, with what they leave out, and the context at its end."""
    text, found = block.flow.text, []
    quoted = [quote.span() for quote in _QUOTED.finditer(text)] if dates else []
    for written in dates:
        resolved = resolve(written, context)
        if resolved is None:
            continue
        role = _role(text, written, quoted, rules)
        if role is None:
            continue
        period = _used(resolved.period, role)
        span = block.flow.span(written.start, written.end)
        found.append(DateMention(block.ordinal, written.start, written.end, span, period, role, resolved.inferred))
        context = context.after(resolved, period, role)
    return found, context


def _used(period: Period, role: DateRole) -> Period:
    """Since a date is from its first day on; as of a date is on its last day."""
    if role is SINCE:
        return Period(period.start, period.start)
    return Period(period.end, period.end) if role is AS_OF else period


def _role(text: str, written: WrittenDate, quoted: Sequence[tuple[int, int]], rules: DateRules) -> DateRole | None:
    """How the words around a date use it. None for what is a time only where it is compared with: 上期, 同期."""
    if _TIMES.match(text, written.end):
        return COMPARED
    if _of_whole(text, written):
        return DateRole.CITED
    told = [role for role in _TOLD if rules.roles[role].beside(text, written.start, written.end)]
    compared = COMPARED in told
    if written.word in (SAME, PREVIOUS, PRECEDING):
        return COMPARED if compared or written.points else None
    if not compared and _inside(quoted, written.start):
        return DateRole.CITED
    if told[:1] == [SINCE] and text.startswith(_OF_THEN, written.end):  # 自89年之35人: of then, not since then
        told = []
    role = told[0] if told else AS_OF if written.points and written.points[-1].ending else DURING
    if role in (SINCE, AS_OF) and (written.open or not written.single):
        return DURING
    return role


def _of_whole(text: str, written: WrittenDate) -> bool:
    """Whether a year only says of what a share is one: 占全年預算之52%."""
    if not text.startswith(_WHOLE, written.start) or _BASE.match(text, written.end) is None:
        return False
    return _PART_OF.search(text, max(0, written.start - 2), written.start) is not None


def _inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of the spans, which are sorted and apart."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]
