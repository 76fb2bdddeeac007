"""A block as it is told: its sentences, the names and dates in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice, takewhile
from operator import attrgetter

from msgspec import Struct

from kg.model.mentions import DateMention, DateRole, Mentions, NameKind, NameMention, Period
from kg.model.text import Block, Outline

STOP = re.compile(r"[。！？;；](?!\d)")
DATED = (DateRole.SINCE, DateRole.DURING, DateRole.AS_OF)
START = attrgetter("start")
CLAUSE = "，,:："
FAR = 10**6
RECENT = 8  # dates before a sentence that a reader may still have in mind


class Telling(Struct, frozen=True, gc=False):
    """Names and dates of one block, sorted.

    outer   the names that stand in no longer one
    stops   the places where its sentences begin, and its end
    """

    block: Block
    text: str
    names: Sequence[NameMention]
    outer: Sequence[NameMention]
    dates: Sequence[DateMention]
    stops: Sequence[int]

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence of a character."""
        number = bisect_right(self.stops, place) - 1
        return self.stops[number], self.stops[min(number + 1, len(self.stops) - 1)]

    def clause(self, place: int) -> tuple[int, int]:
        """From where the clause of a place begins to that place."""
        start, _ = self.sentence(place)
        return max(start, *(self.text.rfind(sign, start, place) + 1 for sign in CLAUSE)), place

    def within(self, start: int, end: int, *kinds: NameKind) -> Iterator[NameMention]:
        """The names of some kinds that begin in a stretch."""
        if not self.names:
            return
        for one in islice(self.names, bisect_left(self.names, start, key=START), None):
            if one.start >= end:
                return
            if one.kind in kinds:
                yield one

    def of_kind(self, kind: NameKind, start: int) -> Iterator[NameMention]:
        """The names of a kind from a place on."""
        return self.within(start, len(self.text), kind)

    def outer_after(self, place: int) -> Iterator[NameMention]:
        """The outer names that begin at a place or later."""
        return islice(self.outer, bisect_left(self.outer, place, key=START), None)

    def outer_before(self, place: int) -> Iterator[NameMention]:
        """The outer names that begin before a place, the last first."""
        return (self.outer[index] for index in range(bisect_left(self.outer, place, key=START) - 1, -1, -1))

    def date(self, place: int) -> str | None:
        """The date that governs a place, ISO, as much of it as the text tells: that of effect (自…起生效) in its
        sentence, else the nearest there, a day before a year, else the nearest before in the block."""
        start, end = self.sentence(place)
        first = bisect_left(self.dates, start, key=START)
        here = [one for one in takewhile(lambda one: one.start < end, islice(self.dates, first, None)) if _dates(one)]
        since = [one for one in here if one.role is DateRole.SINCE and one.start >= place]
        before = [one for one in self.dates[max(0, first - RECENT) : first] if _dates(one)]
        near = sorted(here, key=lambda one: (abs(one.start - place) + FAR * _vague(one.period), one.start))
        found = since or near or before[-1:]
        return iso(found[0].period) if found else None

    def done(self, place: int) -> str | None:
        """The date of what a verb at a place tells: the last before it in its clause, else that which governs it."""
        start, _ = self.clause(place)
        low, high = (bisect_left(self.dates, at, key=START) for at in (start, place))
        clause = [one for one in self.dates[low:high] if _dates(one)]
        return iso(clause[-1].period) if clause else self.date(place)

    @property
    def effect(self) -> str | None:
        """The first date of effect in the block."""
        return next((iso(one.period) for one in self.dates if one.role is DateRole.SINCE), None)


def _dates(one: DateMention) -> bool:
    """Whether a date tells when something was: a compared or cited one does not."""
    return one.role in DATED


def _outer(names: Sequence[NameMention]) -> Sequence[NameMention]:
    if len(names) < 2:
        return names
    found: list[NameMention] = []
    for one in sorted(names, key=lambda name: (name.start, -name.end)):
        if not found or one.end > found[-1].end:
            found.append(one)
    return found


def _vague(period: Period) -> bool:
    """Whether a period tells of more than a month."""
    return (period.end - period.start).days > 31


def tellings(outline: Outline, mentions: Mentions) -> Mapping[int, Telling]:
    """The tellings of all blocks by their ordinal."""
    names: dict[int, list[NameMention]] = {}
    dates: dict[int, list[DateMention]] = {}
    for name in mentions.names:
        names.setdefault(name.block, []).append(name)
    for one in mentions.dates:
        dates.setdefault(one.block, []).append(one)
    return {
        block.ordinal: make_telling(block, names.get(block.ordinal, ()), dates.get(block.ordinal, ()))
        for block in outline.blocks
    }


def make_telling(block: Block, names: Sequence[NameMention], dates: Sequence[DateMention]) -> Telling:
    """A block with its names and dates, each in reading order."""
    text = block.flow.text
    return Telling(block, text, names, _outer(names), dates, _stops(text))


def _stops(text: str) -> list[int]:
    return [0, *(found.end() for found in STOP.finditer(text) if found.end() < len(text)), len(text)]


def iso(period: Period) -> str:
    """A day, month or year in ISO 8601 as it was told; of a longer part of a year the year, of a longer span its first
    day."""
    start, end = period.start, period.end
    if start == end:
        return start.isoformat()
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start.year:04}-{start.month:02}"
    if start.year == end.year and _vague(period):
        return f"{start.year:04}"
    return start.isoformat()
