"""Cuts a block into sentences and clauses, so that a word can be told to stand beside a number or far from it.

A clause ends at a comma, semicolon, colon or full stop; at 、 and before 及 與 和 暨 where figures are listed
(單身34人、有眷9人); and at a bracket that holds figures, which is cut on its own, after which the outer clause goes on
(計有296人(男性148人、女性148人)參加). Commas inside quotation marks and inside numbers do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec import Struct

Place = tuple[int, int]
# A stretch (half-open) that belongs to one clause or sentence, with the number of that.
Run = tuple[int, int, int]

SENTENCE_END = re.compile(r"[。！？!?]")
# A comma between two digits stands in a number. The signs come first, so that the engine jumps from one to the next.
CLAUSE_END = re.compile(r"[,，；;。：:！？!?](?:(?<![,，])|(?<!\d[,，])|(?!\d))")
QUOTED = re.compile(r"「[^「」]{1,40}」|『[^『』]{1,40}』|《[^《》]{1,40}》")
BRACKET = re.compile(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]")
LISTED = re.compile(r"、|[及與和暨](?=.{0,2}\d)")


@dataclass(frozen=True, slots=True)
class Cut:
    """Number of the clause and of the sentence of every character of a block's flow. Clauses count from the left;
    a clause that goes on after a bracket keeps its number."""

    clauses: tuple[int, ...]
    sentences: tuple[int, ...]


def cut(text: str, figures: Sequence[Place]) -> Cut:
    """Cuts a flow. `figures` are the places of its quantities (half-open), sorted."""
    stops = [found.end() for found in SENTENCE_END.finditer(text)]
    return Cut(_spread(clause_runs(text, figures)), _spread(_numbered(stops, 0, len(text))))


def clause_runs(text: str, figures: Sequence[Place]) -> list[Run]:
    """The stretches of the clauses of a flow, in order, none empty, all of its characters in one. `figures` are the
    places of its quantities (half-open), sorted."""
    inner: list[Place] = []
    closed: list[Place] = []
    for found in BRACKET.finditer(text) if "(" in text or "（" in text else ():
        (inner if _holds(figures, *found.span(1)) else closed).append(found.span(1))
    closed += quoted_places(text)
    ends = _ends(text, figures, (0, len(text)), Closed.of([*inner, *closed]))
    runs = list(_outside(_numbered(ends, 0, len(text)), inner))
    within, taken = Closed.of(closed), len(ends) + 1
    for start, end in inner:
        inside = _ends(text, figures, (start, end), within)
        runs += _numbered(inside, start, end, taken)
        taken += len(inside) + 1
    runs.sort()
    # Numbers by first appearance, so that the clauses of a bracket count between those around it.
    order = {number: place for place, number in enumerate(dict.fromkeys(number for _, _, number in runs))}
    return [(start, stop, order[number]) for start, stop, number in runs]


def quoted_places(text: str) -> list[Place]:
    """What stands in quotation marks, with the marks."""
    if not ("「" in text or "『" in text or "《" in text):
        return []
    return [found.span() for found in QUOTED.finditer(text)]


class Closed(Struct, frozen=True, gc=False):
    """Stretches inside which no clause ends: none overlapping another, sorted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[Place]) -> "Closed":
        """The stretches of some spans that may overlap."""
        if not spans:
            return NONE_CLOSED
        joined: list[list[int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return cls(tuple([start for start, _ in joined]), tuple([end for _, end in joined]))

    def holds(self, index: int) -> bool:
        place = bisect_right(self.starts, index) - 1
        return place >= 0 and index < self.ends[place]


NONE_CLOSED = Closed((), ())


def _numbered(ends: Sequence[int], start: int, stop: int, first: int = 0) -> Iterator[Run]:
    """A stretch cut at `ends`, which are sorted: numbers are `first` and how many ends stand at or before it."""
    low, high = bisect_right(ends, start), bisect_left(ends, stop)
    for number, (left, right) in enumerate(pairwise((start, *ends[low:high], stop)), first + low):
        if left < right:
            yield left, right, number


def _outside(runs: Iterable[Run], places: Sequence[Place]) -> Iterator[Run]:
    """What is left of some runs outside some places, both in order."""
    index = 0
    for begin, right, number in runs:
        left = begin
        while index < len(places) and places[index][0] < right:
            start, end = places[index]
            if left < start:
                yield left, start, number
            left = max(left, end)
            if end > right:
                break
            index += 1
        if left < right:
            yield left, right, number


def _spread(runs: Iterable[Run]) -> tuple[int, ...]:
    """For every character its number."""
    return tuple(number for start, stop, number in runs for _ in range(stop - start))


def _ends(text: str, figures: Sequence[Place], span: Place, closed: Closed) -> list[int]:
    """Where the clauses of a stretch end, sorted. No clause ends inside what is closed."""
    hard = [found.end() for found in CLAUSE_END.finditer(text, *span)]
    if closed.starts:
        hard = [end for end in hard if not closed.holds(end - 1)]
    listed: list[int] = []
    for mark in LISTED.finditer(text, *span):
        place = mark.end() if mark.group() == "、" else mark.start()
        after = bisect_right(hard, place)
        left = max(span[0], hard[after - 1] if after else 0, listed[-1] if listed else 0)
        right = min(span[1], hard[after] if after < len(hard) else span[1])
        if _holds(figures, left, place) and _holds(figures, place, right) and not closed.holds(place - 1):
            listed.append(place)
    return sorted({*hard, *listed}) if listed else hard


def _holds(figures: Sequence[Place], start: int, end: int) -> bool:
    """Whether a figure stands in a stretch."""
    index = bisect_left(figures, (start, start))
    return index < len(figures) and figures[index][1] <= end
