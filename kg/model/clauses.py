"""Cuts a block into sentences and clauses, so that a word can be told to stand beside a number or far from it.

A clause ends at a comma, semicolon, colon or full stop; at 、 and before 及 與 和 暨 where figures are listed
(單身34人、有眷9人); and at a bracket that holds figures, which is cut on its own, after which the outer clause goes on
(計有296人(男性148人、女性148人)參加). Commas inside quotation marks and inside numbers do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
    closed = [bracket for bracket in brackets if bracket not in inner]
    closed += [found.span() for found in QUOTED.finditer(text)]
    ends = _ends(text, figures, (0, len(text)), [*inner, *closed])
    marks: list[tuple[int, int]] = [(0, bisect_right(ends, index)) for index in range(len(text))]
    for number, (start, end) in enumerate(inner, 1):
        inside = _ends(text, figures, (start, end), closed)
        marks[start:end] = [(number, bisect_right(inside, index)) for index in range(start, end)]
    stops = [found.end() for found in SENTENCE_END.finditer(text)]
    return Cut(_in_order(marks), tuple(bisect_right(stops, index) for index in range(len(text))))


def _ends(text: str, figures: Sequence[Place], span: Place, closed: Sequence[Place]) -> list[int]:
    """Where the clauses of a stretch end, sorted. No clause ends inside what is closed."""
    hard = [found.end() for found in CLAUSE_END.finditer(text, *span) if not _covered(closed, found.start())]
    found = list(hard)
    for mark in LISTED.finditer(text, *span):
        place = mark.start()
        left = max([span[0], *(end for end in found if end <= place)])
        right = min([span[1], *(end for end in hard if end > place)])
        listed = _holds(figures, left, place) and _holds(figures, place, right)
        if listed and not _covered(closed, place - 1):
            found.append(place)
    return sorted(set(found))


def _holds(figures: Sequence[Place], start: int, end: int) -> bool:
    """Whether a figure stands in a stretch."""
    index = bisect_left(figures, (start, start))
    return index < len(figures) and figures[index][1] <= end


def _covered(spans: Sequence[Place], index: int) -> bool:
    return any(start <= index < end for start, end in spans)


def _in_order(marks: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Numbers by first appearance, so that the clauses of a bracket count between those around it."""
    order: dict[tuple[int, int], int] = {}
    return tuple(order.setdefault(mark, len(order)) for mark in marks)
