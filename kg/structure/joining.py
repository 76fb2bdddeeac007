"""Joins the lines that page breaks and narrow pages cut apart into paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model.text import Flow, Span
from kg.structure.flow import join_flows
from kg.structure.lines import Line
from kg.structure.marks import BULLET, Mark
from kg.structure.rules import Signs

ENDS = "。！？!?；;:"
STOPS = "。！？!?"
_PAIRS = (("「", "」"), ("『", "』"), ("《", "》"), ("(", ")"))
_CLOSERS = '」』》）)】"'
# What cannot be broken at the end of a line, with the signs that stay at its sides.
_TOKEN = re.compile(r"[「『《（(〈【]*(?:[A-Za-z0-9.,%]+|.)[，。、；：」』》）)％%〉】！？,.;:]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a paragraph as it stands, before it is known which.

    flow    its text with its mark
    mark    the mark that it begins with
    sharps  number of # before it
    glued   whether the passage that follows stands in the same physical line
    column  0 for running text; in a table of two columns 1 left, 2 right
    cells   number of columns that it is set in, 1 for running text
    lines   how many lines it was joined from
    row     the cells of a row of a table of figures, by offsets of the source, each with where those begin that say
            what it is; else none
    """

    flow: Flow
    mark: Mark | None
    sharps: int
    glued: bool
    column: int
    cells: int
    lines: int
    top: int | None = None
    row: tuple[tuple[Span, tuple[int, ...]], ...] = ()

    @property
    def body(self) -> str:
        """Its text without the mark."""
        return self.flow.text[self.mark.end :] if self.mark else self.flow.text

    @property
    def span(self) -> Span:
        """From its mark (behind a dash) to its last character."""
        start = self.mark.start if self.mark else 0
        return self.flow.span(start, len(self.flow.text))


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a wrapped text is set. Widths count 1 for a half-width, 2 for a full-width character."""

    margin: float

    def full(self, line: Line, following: Line) -> bool:
        """Whether a line broke off because what follows had no room."""
        token = _TOKEN.match(following.text)
        return width(line.text) + width(token.group() if token else "") >= 0.75 * self.margin


def find_measure(lines: Sequence[Line]) -> Measure | None:
    """The measure of a text whose paragraphs are wrapped, None where a paragraph is a line.

    In a wrapped text hardly a line goes beyond the margin, and most that come near it have no end; those that come near
    are of nearly one width.
    """
    if len(lines) < 8:
        return None
    widths = sorted(width(line.text) for line in lines)
    margin = widths[int(len(widths) * 0.95)]
    beyond = sum(one > 1.2 * margin for one in widths)
    near = [line for line in lines if width(line.text) >= 0.7 * margin]
    cut = [width(line.text) for line in near if line.text[-1] not in ENDS]
    even = sum(one >= 0.8 * margin for one in cut)
    full = len(cut) >= 5 and len(cut) >= 0.5 * len(near) and even >= 0.8 * len(cut)
    return Measure(margin) if full and 40 <= margin <= 160 and beyond <= 0.02 * len(lines) else None


@dataclass(frozen=True, slots=True)
class Layout:
    """How running text is set.

    measure   the measure of a wrapped text, None where a paragraph is a line
    numbered  whether its headings and lists have marks
    """

    measure: Measure | None
    numbered: bool


def find_layout(lines: Sequence[Line]) -> Layout:
    """How lines of running text are set."""
    marked = sum(line.mark is not None and line.mark.kind != BULLET for line in lines)
    return Layout(find_measure(lines), marked >= max(3, 0.02 * len(lines)))


def width(text: str) -> float:
    """The width of a text: a character of one byte in UTF-8 is half as wide as one of three."""
    return (len(text) + len(text.encode("utf-8", "replace"))) / 2


def ends(text: str, signs: str = ENDS) -> bool:
    """Whether a text ends as a sentence does, quotation marks and brackets aside."""
    core = text[-6:].rstrip(_CLOSERS)
    return core != "" and core[-1] in signs


class _Group:
    """The lines that were joined so far, with what is asked of them again and again."""

    def __init__(self, first: Line) -> None:
        self.lines = [first]
        self.length = len(first.text)
        self._open = [0] * len(_PAIRS)
        self._count(first.text)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.length += len(line.text)
        self._count(line.text)

    def is_open(self) -> bool:
        """Whether a quotation or a bracket is still open."""
        return any(count > 0 for count in self._open)

    def _count(self, text: str) -> None:
        for place, (left, right) in enumerate(_PAIRS):
            self._open[place] += text.count(left) - text.count(right)


class Joiner:
    """Takes lines in order and gives passages."""

    def __init__(self, signs: Signs, layout: Layout, longest: int) -> None:
        self._signs = signs
        self._layout = layout
        self._measure = layout.measure
        self._longest = longest
        self._last: dict[str, int] = {}

    def for_cells(self) -> "Joiner":
        """A joiner for the cells of a table: the measure of the running text does not hold in them."""
        return Joiner(self._signs, Layout(measure=None, numbered=True), self._longest)

    def join(self, lines: Iterable[Line], column: int = 0) -> list[Passage]:
        """The passages of lines in order."""
        groups: list[_Group] = []
        for line in lines:
            if groups and self._continues(groups[-1], line):
                groups[-1].add(line)
                continue
            groups.append(_Group(line))
            if line.mark:
                self._last[line.mark.kind] = line.mark.value
        return [joined(group.lines, column) for group in groups]

    def _continues(self, group: _Group, line: Line) -> bool:
        """Whether a line goes on with what the lines before it began."""
        last = group.last
        apart = line.first or line.row == last.row or line.sharps or last.sharps
        if apart or max(last.cells, line.cells) > 2:
            return False
        return self._cut(group, line) and (line.mark is None or not self._counts(line.mark))

    def _cut(self, group: _Group, line: Line) -> bool:
        """Whether the lines so far break off, by their own end, by the next beginning, or by the measure."""
        last = group.last
        if last.mark is not None and last.mark.end == len(last.text):
            return True
        if ends(last.text, STOPS):
            return self._full_stop_at_margin(last, line)
        if self._goes_on(group, line) or self._breaks_off(group):
            return True
        if ends(last.text) and last.text[-1] not in "；;":
            return False
        if self._measure is not None:
            return self._measure.full(last, line)
        return not ends(last.text) and self._is_prose(group, line)

    def _goes_on(self, group: _Group, line: Line) -> bool:
        """Whether a line begins as none does that stands on its own. Under a heading a text may begin with a figure."""
        if self._signs.goes_on.match(line.text):
            return True
        begun = "，" in group.last.text or len(group.lines) > 1
        prose = begun and (":" in group.first.text or not self._heading_like(group))
        return prose and self._signs.figure_first.match(line.text) is not None

    def _breaks_off(self, group: _Group) -> bool:
        """Whether a line ends as no sentence does. A heading may end with a figure."""
        last = group.last.text
        figured = last[-1].isdigit() and self._heading_like(group)
        return not figured and self._signs.breaks_off.search(last[-12:]) is not None

    def _full_stop_at_margin(self, last: Line, line: Line) -> bool:
        """Whether a sentence ended just at the margin of a wrapped text and the paragraph goes on in a full line."""
        if self._measure is None or line.mark is not None or width(last.text) < 0.93 * self._measure.margin:
            return False
        return width(line.text) >= 0.75 * self._measure.margin

    def _heading_like(self, group: _Group) -> bool:
        return group.first.mark is not None and len(group.lines) == 1 and group.length <= 40

    def _is_prose(self, group: _Group, line: Line) -> bool:
        """Whether lines are a sentence of which an end is missing."""
        last = group.last
        if len(last.text) > self._longest or "。" in last.text or group.is_open():
            return True
        body = last.text[last.mark.end :] if last.mark else last.text
        if len(body) > 25 and (":" in body or ("，" in body and self._signs.clause.search(body))):
            return True
        # Where headings have marks, a line without one that ends like none and goes on in a sentence was cut off.
        return last.mark is None and self._layout.numbered and "，" in body and "。" in line.text

    def _counts(self, mark: Mark) -> bool:
        """Whether a mark behind a broken line is one: it begins a count or goes on with it."""
        if mark.kind == BULLET:
            return False
        return mark.value == 1 or self._last.get(mark.kind) == mark.value - 1


def joined(group: Sequence[Line], column: int) -> Passage:
    """One passage of the lines that belong to it."""
    first = group[0]
    if len(group) == 1:
        flow = first.flow
    else:
        flow = join_flows([line.flow for line in group], [line.start - 1 for line in group[1:]])
    cells = max(line.cells for line in group)
    return Passage(flow, first.mark, first.sharps, group[-1].glued, column, cells, len(group), first.top)
