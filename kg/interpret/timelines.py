"""The dates of a block in their sentences, ready to be asked which of them governs a place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kg.interpret.period_rules import PeriodRules
from kg.model.clauses import CLAUSE_END, SENTENCE_END
from kg.model.mentions import DateMention, DateRole, Mentions, Period
from kg.model.text import Block

COMPARED = DateRole.COMPARED
DURING = DateRole.DURING
SINCE = DateRole.SINCE

CLAUSE = 60  # characters within which a clause is taken to begin
REACH = 12  # a sentence is searched for so many dates on either side
TIMED = frozenset({DateRole.DURING, DateRole.AS_OF, DateRole.SINCE})
_LISTED = re.compile(r"[、及與和暨]|以及")
_RESPECTIVELY = re.compile(r"[^,，。;；\d]{0,20}(?:分別|各[為達是]|依序)")
_SEMICOLONS = ";；"
_FROM = ("由", "從")
_TO = ("為", "至", "到", "成")
_THEN = ("之", "的")
_NEAR = 14  # characters from where a figure begins to the word that it was changed
_OF_THEN = re.compile(r"(?:底|末|初)?[之的]?[^,，。;；:：、\d]{0,6}")
_FIGURE = re.compile(r"\d")
_UP_TO = re.compile(r"(?:[至迄到]|截止|迄至|為止)\Z")
_STOPS = re.compile(r"為?止|底?止")
_CLAUSE_START = re.compile(r"[,，。;；:：、(（]")


class Timeline(Struct, frozen=True, gc=False):
    """A block with its dates.

    dates     those that tell a time, in reading order;  starts: where they begin
    compared  those that something is compared with;  compared_starts: where they begin
    stops     where sentences end
    figures   where its figures begin, sorted, each once
    """

    text: str
    dates: Sequence[DateMention]
    starts: Sequence[int]
    compared: Sequence[DateMention]
    compared_starts: Sequence[int]
    stops: Sequence[int]
    figures: Sequence[int]

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence of a character begins and ends."""
        number = bisect_right(self.stops, place)
        start = self.stops[number - 1] if number else 0
        return start, self.stops[number] if number < len(self.stops) else len(self.text)

    def clause(self, place: int) -> int:
        """Where the clause of a character begins."""
        begin = max(0, place - CLAUSE)
        ends = [found.end() for found in CLAUSE_END.finditer(self.text, begin, place)]
        return ends[-1] if ends else begin

    def stretch(self, place: int) -> tuple[int, int]:
        """Where the part of a sentence of a character begins and ends, between semicolons."""
        start, end = self.sentence(place)
        for sign in _SEMICOLONS:
            start = max(start, self.text.rfind(sign, start, place) + 1)
            right = self.text.find(sign, place, end)
            end = right if right >= 0 else end
        return start, end

    def before(self, place: int, floor: int) -> Sequence[DateMention]:
        """The dates that begin between `floor` and a place, the nearest first."""
        if not self.starts:
            return ()
        end = bisect_left(self.starts, place)
        begin = max(bisect_left(self.starts, floor), end - REACH)
        return self.dates[begin:end][::-1]

    def after(self, place: int, ceiling: int) -> Sequence[DateMention]:
        """The dates that begin from a place on, before `ceiling`."""
        if not self.starts:
            return ()
        begin = bisect_left(self.starts, place)
        return self.dates[begin : min(bisect_left(self.starts, ceiling), begin + REACH)]

    def holds_figure(self, start: int, end: int) -> bool:
        """Whether a figure begins between two places."""
        order = bisect_left(self.figures, start)
        return order < len(self.figures) and self.figures[order] < end

    def of_former(self, date: DateMention, place: int, rules: PeriodRules) -> bool:
        """Whether a date tells only of the figure that another, at a place, was changed from: 由98年之32%升至33%."""
        order = bisect_left(self.figures, date.end)
        if date.role is SINCE or order == len(self.figures) or self.figures[order] >= place:
            return False
        figure = self.figures[order]
        if self.text.endswith(_TO, 0, date.start):  # 由6月之190噸增為12月之342噸
            return False
        from_there = self.text.endswith(_FROM, 0, date.start) or self.text.startswith(_THEN, date.end)
        of_then = from_there and _OF_THEN.fullmatch(self.text, date.end, figure) is not None
        return of_then and rules.change.search(self.text, figure, min(place, figure + _NEAR)) is not None

    def compared_before(self, place: int, floor: int) -> DateMention | None:
        """What is compared with last between `floor` and a place."""
        index = bisect_left(self.compared_starts, place) - 1
        return self.compared[index] if index >= 0 and self.compared_starts[index] >= floor else None

    def compared_after(self, place: int, ceiling: int) -> DateMention | None:
        """What is compared with first from a place on, before `ceiling`."""
        index = bisect_left(self.compared_starts, place)
        return self.compared[index] if index < len(self.compared) and self.compared_starts[index] < ceiling else None


class Timelines:
    """The timelines of all blocks by ordinal. Each is made when it is first asked for: many blocks have no figure."""

    def __init__(self, blocks: Sequence[Block], mentions: Mentions) -> None:
        self._blocks = blocks
        self._dates: dict[int, list[DateMention]] = {}
        for date in mentions.dates:
            self._dates.setdefault(date.block, []).append(date)
        self._figures: dict[int, set[int]] = {}
        for quantity in mentions.quantities:
            self._figures.setdefault(quantity.block, set()).add(quantity.start)
        self._made: dict[int, Timeline] = {}

    def __getitem__(self, block: int) -> Timeline:
        made = self._made.get(block)
        if made is None:
            made = _timeline(self._blocks[block], self._dates.get(block, ()), self._figures.get(block, ()))
            self._made[block] = made
        return made


def _timeline(block: Block, found: Sequence[DateMention], figures: Iterable[int]) -> Timeline:
    timed = [date for date in found if date.role in TIMED]
    compared = [date for date in found if date.role is COMPARED]
    return Timeline(
        block.flow.text,
        timed,
        [date.start for date in timed],
        compared,
        [date.start for date in compared],
        [stop.end() for stop in SENTENCE_END.finditer(block.flow.text)],
        sorted(figures),
    )


def governing(text: str, dates: Iterable[DateMention], rules: PeriodRules) -> DateMention | None:
    """Which of the dates before a place, the nearest first, governs it.

    It is the nearest, but a year inside the words for what was done on a day tells of a name, not of another time
    (3月19日…辦理103年度第1次策勵營).
    """
    nearest: DateMention | None = None
    for further in dates:
        if nearest is not None and not _in_passing(text, nearest, further, rules):
            break
        nearest = further
    return nearest


def _in_passing(text: str, date: DateMention, further: DateMention, rules: PeriodRules) -> bool:
    """Whether a date only names a part of what happened on the date further left."""
    within = date.role is further.role is DURING and date.period.contains(further.period)
    if not within or date.period == further.period or (date.period.end - date.period.start).days < 300:
        return False
    heads_clause = _CLAUSE_START.match(text, date.start - 1) is not None if date.start else True
    return not heads_clause and rules.counts.match(text, date.end) is None


def severally(timeline: Timeline, date: DateMention, floor: int, rules: PeriodRules) -> Period:
    """What a date covers together with those before it that 分別於 holds together, no figure between: 分別於12月3日
    辦理急救班及12月15日辦理防災班,參訓64人."""
    period, right = date.period, date
    for left in timeline.before(date.start, floor):
        if left.role is not DURING or _FIGURE.search(timeline.text, left.end, right.start):
            break
        right = left
        if rules.severally.search(timeline.text, max(0, left.start - 6), left.start):
            return Period(min(left.period.start, period.start), max(left.period.end, period.end))
    return period


def respective(timeline: Timeline, place: int, before: Iterable[DateMention]) -> Period | None:
    """Which of a list of times told one by one a figure belongs to (89年及90年分別為20人、35人); what follows those
    figures belongs to all of them (合計55人)."""
    row: list[DateMention] = []
    for date in before:
        if row and not _LISTED.fullmatch(timeline.text, date.end, row[0].start):
            break
        row.insert(0, date)
    if len(row) < 2 or not _RESPECTIVELY.match(timeline.text, row[-1].end):
        return None
    rank = bisect_left(timeline.figures, place) - bisect_left(timeline.figures, row[-1].end)
    whole = Period(min(date.period.start for date in row), max(date.period.end for date in row))
    return row[rank].period if rank < len(row) else whole


def polling_day(timelines: Iterable[Timeline], rules: PeriodRules) -> Period | None:
    """The day on which an election was held that was told last in some blocks, the last given first."""
    for timeline in timelines:
        for date in reversed(timeline.dates):
            near = rules.polled.search(timeline.text, date.end, date.end + CLAUSE)
            if near and date.role is DURING and date.period.start == date.period.end:
                return date.period
    return None


def span_of(timeline: Timeline, date: DateMention, rules: PeriodRules) -> Period | None:
    """The named span that runs up to the day of a date (106年度…截至12月底), to that day. None where another time has
    been told since, or where all that has ever been is told (統計至)."""
    earlier, day = next(iter(timeline.before(date.start, 0)), None), date.period.end
    if earlier is None or rules.tallied.search(timeline.text, max(0, date.start - 4), date.start):
        return None
    within = earlier.role is DURING and earlier.period.start < day <= earlier.period.end
    return Period(earlier.period.start, day) if within or begun(timeline, date, rules) else None


def begun(timeline: Timeline, date: DateMention, rules: PeriodRules) -> bool:
    """Whether the sentence told before its day when a thing began: 自97年7月4日開航,至12月14日止; 3月爆發,至7月止. A
    day alone ends nothing: 97年10月開辦,97年底繳費率56.4%."""
    if not _UP_TO.search(timeline.text, max(0, date.start - 4), date.start) and not _STOPS.match(
        timeline.text, date.end
    ):
        return False
    earlier = next(iter(timeline.before(date.start, timeline.sentence(date.start)[0])), None)
    if earlier is None or earlier.period.start >= date.period.end:
        return False
    return earlier.role is SINCE or rules.began.match(timeline.text, earlier.end) is not None


def adjoining(timeline: Timeline, date: DateMention) -> bool:
    """Whether the span stands right before its day: 106年截至8月."""
    earlier = next(iter(timeline.before(date.start, 0)), None)
    return earlier is not None and date.start - earlier.end <= 3
