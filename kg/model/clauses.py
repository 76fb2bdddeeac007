"""Cuts a block into sentences and clauses, so that a word can be told to stand beside a number or far from it.

A clause ends at a comma, semicolon, colon or full stop; at 、 and before 及 與 和 暨 where figures are listed
(單身34人、有眷9人); and at a bracket that holds figures, which is cut on its own, after which the outer clause goes on
(計有296人(男性148人、女性148人)參加). Commas inside quotation marks and inside numbers do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Place = tuple[int, int]

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
    brackets = [found.span(1) for found in BRACKET.finditer(text)]
    inner = [bracket for bracket in brackets if _holds(figures, *bracket)]
    closed = [bracket for bracket in brackets if not _holds(figures, *bracket)]
    closed += [found.span() for found in QUOTED.finditer(text)]
    ends = _ends(text, figures, (0, len(text)), Closed.of([*inner, *closed]))
    marks = _numbers(ends, 0, len(text))
    within, taken = Closed.of(closed), len(ends) + 1
    for start, end in inner:
        inside = _ends(text, figures, (start, end), within)
        marks[start:end] = _numbers(inside, start, end, taken)
        taken += len(inside) + 1
    stops = [found.end() for found in SENTENCE_END.finditer(text)]
    return Cut(_in_order(marks), tuple(_numbers(stops, 0, len(text))))


@dataclass(frozen=True, slots=True)
class Closed:
    """Stretches inside which no clause ends: none overlapping another, sorted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[Place]) -> "Closed":
        """The stretches of some spans that may overlap."""
        joined: list[list[int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return cls(tuple(start for start, _ in joined), tuple(end for _, end in joined))

    def holds(self, index: int) -> bool:
        place = bisect_right(self.starts, index) - 1
        return place >= 0 and index < self.ends[place]


def _numbers(ends: Sequence[int], start: int, stop: int, first: int = 0) -> list[int]:
    """For every character `first` and the number of ends at or before it. `ends` are sorted."""
    low, high = bisect_right(ends, start), bisect_left(ends, stop)
    numbers: list[int] = []
    for number, (left, right) in enumerate(pairwise((start, *ends[low:high], stop)), first + low):
        numbers += [number] * (right - left)
    return numbers


def _ends(text: str, figures: Sequence[Place], span: Place, closed: Closed) -> list[int]:
    """Where the clauses of a stretch end, sorted. No clause ends inside what is closed."""
    hard = [found.end() for found in CLAUSE_END.finditer(text, *span) if not closed.holds(found.start())]
    listed: list[int] = []
    for mark in LISTED.finditer(text, *span):
        place = mark.end() if mark.group() == "、" else mark.start()
        after = bisect_right(hard, place)
        left = max(span[0], hard[after - 1] if after else 0, listed[-1] if listed else 0)
        right = min(span[1], hard[after] if after < len(hard) else span[1])
        if _holds(figures, left, place) and _holds(figures, place, right) and not closed.holds(place - 1):
            listed.append(place)
    return sorted({*hard, *listed})


def _holds(figures: Sequence[Place], start: int, end: int) -> bool:
    """Whether a figure stands in a stretch."""
    index = bisect_left(figures, (start, start))
    return index < len(figures) and figures[index][1] <= end


def _in_order(marks: Sequence[int]) -> tuple[int, ...]:
    """Numbers by first appearance, so that the clauses of a bracket count between those around it."""
    order = {mark: number for number, mark in enumerate(dict.fromkeys(marks))}
    return tuple(map(order.__getitem__, marks))
