"""Cuts a block into sentences and clauses, so that a word can be told to stand beside a number or far from it.

A clause ends at a comma, semicolon, colon or full stop; at 、 and before 及 與 和 暨 where figures are listed
(單身34人、有眷9人); and at a bracket that holds figures, which is cut on its own, after which the outer clause goes on
(計有296人(男性148人、女性148人)參加). Commas inside quotation marks and inside numbers do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Place = tuple[int, int]

SENTENCE_END = re.compile(r"[。！？!?]")
CLAUSE_END = re.compile(r"(?<!\d)[,，]|[,，](?!\d)|[；;。：:！？!?]")
QUOTED = re.compile(r"「[^「」]{1,40}」|『[^『』]{1,40}』|《[^《》]{1,40}》")
BRACKET = re.compile(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]")
LISTED = re.compile(r"(?<=、)|(?=[及與和暨].{0,2}\d)")


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
    marks: list[tuple[int, int]] = [(0, number) for number in _numbers(ends, 0, len(text))]
    within = Closed.of(closed)
    for number, (start, end) in enumerate(inner, 1):
        inside = _ends(text, figures, (start, end), within)
        marks[start:end] = [(number, part) for part in _numbers(inside, start, end)]
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


def _numbers(ends: Sequence[int], start: int, stop: int) -> Iterator[int]:
    """For every character the number of ends at or before it."""
    number = bisect_right(ends, start)
    for index in range(start, stop):
        while number < len(ends) and ends[number] <= index:
            number += 1
        yield number


def _ends(text: str, figures: Sequence[Place], span: Place, closed: Closed) -> list[int]:
    """Where the clauses of a stretch end, sorted. No clause ends inside what is closed."""
    hard = [found.end() for found in CLAUSE_END.finditer(text, *span) if not closed.holds(found.start())]
    listed: list[int] = []
    for mark in LISTED.finditer(text, *span):
        place = mark.start()
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


def _in_order(marks: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Numbers by first appearance, so that the clauses of a bracket count between those around it."""
    order: dict[tuple[int, int], int] = {}
    return tuple(order.setdefault(mark, len(order)) for mark in marks)
