"""Joins the lines that a page was too narrow for: by where they end and begin, and by how they end and begin."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from kg.readers.pdf.glyphs import is_wide
from kg.readers.pdf.layout import Column, Kind
from kg.readers.pdf.lines import OPENING, Line

# In sizes of type: what a line may fall short of the margin beyond the word that had no room, and by how much lines
# that begin below one another may differ.
SHORT, INDENTED = 0.5, 0.7
# As wide is a blank at most; one that stood before letters or digits is not drawn where the line ends.
BLANK = 0.5
# So much larger than usual is the distance of two lines that stand apart; so much may the size of their type differ.
WIDER, RESIZED = 1.45, 0.18
# Of so many characters the middle one is as high as its type.
SURE = 4
# At so many lines a margin is known; at so large a share of the lines that are longer than so much of the longest.
KNOWN, MOST, LONG = 3, 0.4, 0.7
# A margin that lines say is at least so far from the left as the page leads to expect.
LEAST = 0.6
# Of the long lines that break off in the midst of a sentence so many end at the margin.
HOLDS = 0.85
# Behind these no line is at its end.
GOING_ON = OPENING | frozenset("，、,")
_ENDS = "。！？!?；;：:"
_CLOSERS = '」』》）)】"”'
_ITEM = re.compile(
    r"[（(]?(?:[一二三四五六七八九十壹貳叁參肆伍陸柒捌玖拾]{1,4}|\d{1,3})(?:[)）、]|[.．](?!\d))"
    r"|第[一二三四五六七八九十\d]{1,4}[章節篇條]|[●○■□◆◇※•▪►➢✓①-⑳⑴-⒇❶-❿\u3220-\u3229]"
)


def ends(text: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and brackets aside."""
    return text.rstrip(_CLOSERS + " ")[-1:] in tuple(_ENDS)


def begins_item(text: str) -> bool:
    """Whether a line begins as a heading or the item of a list does."""
    return _ITEM.match(text) is not None


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which margins lines are set, and how far below one another they stand, in points; in which column."""

    left: float
    right: float
    pitch: float = 0.0
    column: str = ""

    def full(self, line: Line, following: Line) -> bool:
        """Whether a line ended since what follows had no room in it."""
        blank = line.blank or not is_wide(following.text[0])
        needed = following.token + ((SHORT + BLANK) if blank else SHORT) * line.size
        return self.right - line.right < needed


def measure_of(lines: Sequence[Line], right: float) -> Measure:
    """The measure of lines that are set in one column; `right` is where its margin is taken to be as long as lines do
    not say it."""
    size = median(line.size for line in lines)
    steps = [other.top - one.top for one, other in pairwise(lines) if one.page == other.page and other.top > one.top]
    left = min(line.left for line in lines)
    margin = _margin([line.inner for line in lines if not ends(line.text)], 1.3 * size)
    if margin is None or margin - left < LEAST * (right - left):
        margin = right
    return Measure(left, max(margin, *(line.inner for line in lines)), median(steps) if steps else 2 * size)


def _margin(rights: Sequence[float], near: float) -> float | None:
    """Where most of the lines end that come near the longest; else where the longest end, one or two aside. Both within
    a width, in points. None where too few lines end near one another."""
    ordered = sorted(rights)
    ends_at = [bisect_right(ordered, at) - bisect_left(ordered, at - near) for at in ordered]
    found = [(at, count) for at, count in zip(reversed(ordered), reversed(ends_at), strict=True) if count >= KNOWN]
    if not found:
        return None
    most = max(count for _, count in found)
    longest = sum(at >= LONG * ordered[-1] for at in ordered)
    return next(at for at, count in found if count == most) if most >= MOST * longest else found[0][0]


def measures_of(columns: Iterable[Column]) -> Mapping[Kind, Measure]:
    """The measures of all columns by their kinds.

    Where too many long lines break off in the midst of a sentence and well before the margin, the lines were broken by
    something else than this page; then none is full, and lines stay lines.
    """
    by_kind: dict[Kind, list[Line]] = defaultdict(list)
    for column in columns:
        by_kind[column.kind] += column.lines
    found = {kind: measure_of(lines, _mirrored(kind, lines)) for kind, lines in by_kind.items()}
    return {
        kind: replace(one, column=kind.column, right=one.right if _holds(one, by_kind[kind]) else inf)
        for kind, one in found.items()
    }


def _mirrored(kind: Kind, lines: Sequence[Line]) -> float:
    """Where the margin of running text is to be expected: as far from the right edge of the page as its left one is
    from the left edge. Columns say it themselves, or else none of their lines is full."""
    return inf if kind.column else kind.width - min(line.left for line in lines)


def _holds(measure: Measure, lines: Sequence[Line]) -> bool:
    longest = max(line.right for line in lines)
    broken = [
        measure.full(line, following)
        for line, following in pairwise(lines)
        if line.right >= LONG * longest and not ends(line.text) and not begins_item(following.text)
    ]
    return sum(broken) >= HOLDS * len(broken)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `apart`: whether more than the usual distance is above them."""

    lines: list[Line]
    measures: list[Measure]
    apart: bool = False

    def pieces(self) -> Iterator[Line]:
        """Its lines, with a blank where one was at their ends."""
        for line, following in pairwise([*self.lines, None]):
            assert line is not None
            yield line.with_blank() if following is not None and _parted(line, following) else line


def _parted(line: Line, following: Line) -> bool:
    """Whether a blank stands between two lines that are joined: between words of letters."""
    one, other = line.text[-1], following.text[0]
    letters = not is_wide(one) and not is_wide(other) and one not in "-/"
    return letters and (line.blank or not (one.isdigit() and other.isdigit()))


class Joiner:
    """Takes lines in order and gives paragraphs."""

    def __init__(self) -> None:
        self._open: Paragraph | None = None

    def add(self, lines: Iterable[Line], measure: Measure) -> Iterator[Paragraph]:
        """Adds the lines of a column; gives the paragraphs that are at their end."""
        for place, line in enumerate(lines):
            last = self._open
            far = last is None or not place or self._far(last, line, measure)
            if last is not None and self._continues(last, line, measure, far=far and place > 0):
                last.lines.append(line)
                last.measures.append(measure)
                continue
            yield from self.end()
            self._open = Paragraph([line], [measure], far)

    def end(self) -> Iterator[Paragraph]:
        """Gives the last paragraph."""
        if self._open is not None:
            yield self._open
        self._open = None

    @staticmethod
    def _far(last: Paragraph, line: Line, measure: Measure) -> bool:
        return line.top - last.lines[-1].top > WIDER * measure.pitch

    def _continues(self, last: Paragraph, line: Line, measure: Measure, *, far: bool) -> bool:
        before = last.lines[-1]
        resized = abs(before.size - line.size) > RESIZED * max(before.size, line.size)
        resized = resized and min(len(before.text), len(line.text)) >= SURE
        moved = bool(last.measures[-1].column) != bool(measure.column)
        if far or resized or moved or not last.measures[-1].full(before, line):
            return False
        indents = [one.left - of.left for one, of in zip(last.lines, last.measures, strict=True)]
        here, size = line.left - measure.left, INDENTED * line.size
        if len(indents) > 1 and abs(here - indents[1]) > size:
            return False
        hangs = len(indents) > 1 and abs(indents[0] - indents[1]) > size
        if before.text[-1] in GOING_ON:
            return True
        if begins_item(line.text):
            return hangs and not ends(before.text)
        if not ends(before.text) or hangs:
            return True
        # The sentence ended just at the margin: a paragraph that is set in begins another.
        return not (here > size and abs(here - indents[0]) <= size)
