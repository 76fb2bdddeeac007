"""From a text to its lines: what is layout or residue is cut out, what remains keeps its offsets."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from kg.model.text import Flow, Skipped, SkipReason, Source, Span
from kg.structure.flow import make_flow
from kg.structure.marks import ARABIC, Mark, mark_at, mark_of, mark_of_count
from kg.structure.rules import StructureRules

# Between the paragraphs of a cell of a table stands U+2029: they are of one row, and a row is a line.
_LINE = re.compile(r"[^\n\r\v\f\u0085\u2028]+")
PARAGRAPH_END = "\u2029"
_TAG = (
    r"</?(?:p|br|div|table|thead|tbody|tr|td|th|ul|ol|li|h[1-6]|hr|html|body|head|span|b|i|u|s|strong|em|sup|sub|font"
    r"|center|a|img|colgroup|col)(?:\s[^<>\n]{0,500})?/?>"
)
_BREAK = re.compile(r"</?(?:p|br|div|table|tr|td|th|ul|ol|li|h[1-6]|hr)\b[^<>\n]{0,500}>|[\t\u2029]")
# Where a layout program says how far from the top of its page a paragraph stands.
_TOP = re.compile(r"<p\b[^<>\n]{0,200}\bbbox=\"[\d.]+[ ,]+(?P<top>\d+)")
_RULE = re.compile(r"[\s\-=_*~+|:─━═—.·]{3,}")
_SHARPS = re.compile(r"\s*(?P<sharps>#{1,6})\s+(?=\S)")
_STRONG = re.compile(r"\*\*|__")
_DECIMAL = re.compile(r"(?P<count>[1-9]\d?)\.(?=\d)")
_SENTENCE_ENDS = ("。", ";", ":", "!", "?", ")", "」")
_COLUMNS = re.compile(r"\S(?:[ \u3000]{2,}|[ \u3000]*[|\t]\s*)(?=\S)")
LONGEST_HEADING = 80
_INSIDE = re.compile(r"(?<=[：:。；;)）」])[ \u3000]+(?=[(（①-⑳⑴-⒇\dA-Za-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line, or a paragraph of a table cell: what a reader sees as standing on its own.

    start, end  the line in the source, layout and white space at its ends included
    flow        its text for matching, its mark included
    mark        the mark that it begins with
    sharps      number of # before it, as light-weight markup writes headings; or the level that the format gives it
    row         number of the physical line, from 0
    apart       whether an empty line, or a page break, stands before it
    cells       number of columns that it is set in
    top         distance from the top of the page, in the units of the layout program, or None
    glued       whether the line that follows stands in the same physical line
    first       whether it begins a part of the report: it goes on with nothing
    """

    start: int
    end: int
    flow: Flow
    mark: Mark | None
    sharps: int
    row: int
    apart: bool
    cells: int
    top: int | None = None
    glued: bool = False
    first: bool = False

    @property
    def text(self) -> str:
        return self.flow.text

    @property
    def span(self) -> Span:
        """From the first to the last character that is content."""
        return self.flow.span(0, len(self.flow.text))


@dataclass(frozen=True, slots=True)
class Page:
    """All lines of a source, and what was cut out of them."""

    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...]


def read_lines(source: Source, rules: StructureRules) -> Page:
    """The lines of a source that have something in them."""
    holes = re.compile(f"(?P<residue>{rules.residue.pattern})|(?P<tag>{_TAG})")
    lines: list[Line] = []
    skipped: list[Skipped] = []
    apart = True
    end = 0
    headings = dict(source.headings)
    for row, found in enumerate(_LINE.finditer(source.text)):
        apart = apart or _breaks(source.text, end, found.start()) > 1
        line, cut = _line(source.text, found.span(), holes, rules)
        skipped += cut
        end = found.end()
        if line is None:
            apart = True
            continue
        level = headings.get(found.start(), 0) if _may_head(line) else 0
        lines.append(replace(line, row=row, apart=apart, sharps=level or line.sharps))
        apart = False
    return Page(tuple(_with_counted(lines, rules)), tuple(skipped))


def _may_head(line: Line) -> bool:
    """Whether a line that the format calls a heading reads as one: styles of headings are used for paragraphs too."""
    return len(line.text) <= LONGEST_HEADING and not line.text.endswith(_SENTENCE_ENDS[:1]) and line.cells == 1


def _with_counted(lines: Sequence[Line], rules: StructureRules) -> Iterator[Line]:
    """The lines; what looks like a decimal (2.8公里免費) at the begin of one has a mark where the count of such marks
    comes to it: after the end of a sentence, 1. before it and no other 2. next."""
    counts = [line.mark.value if line.mark is not None and line.mark.kind == ARABIC else 0 for line in lines]
    last, ended = 0, False
    for place, line in enumerate(lines):
        found = _DECIMAL.match(line.text) if line.mark is None and ended and last else None
        following = next((count for count in counts[place + 1 :] if count), 0) if found else 0
        if found is not None and int(found["count"]) == last + 1 != following:
            last += 1
            yield replace(line, mark=mark_of_count(line.text, found.end(), rules))
        else:
            last = counts[place] or last
            yield line
        ended = line.text.endswith(_SENTENCE_ENDS)


def _breaks(text: str, start: int, end: int) -> int:
    """Number of line ends in a gap; a page break counts for two."""
    gap = text[start:end].replace("\r\n", "\n")
    return len(gap) + gap.count("\f")


def _line(
    text: str, place: tuple[int, int], holes: re.Pattern[str], rules: StructureRules
) -> tuple[Line | None, list[Skipped]]:
    """A line without what is layout, or None where nothing else is in it."""
    start, end = place
    raw = text[start:end]
    if _RULE.fullmatch(raw) and raw.strip():
        return None, [Skipped(_stripped(text, start, end), SkipReason.LAYOUT)]
    skipped = [
        Skipped(Span(*found.span()), SkipReason.RESIDUE if found["residue"] else SkipReason.LAYOUT)
        for found in holes.finditer(text, start, end)
    ]
    sharps = _SHARPS.match(text, start, end)
    if sharps:
        skipped.append(Skipped(Span(*sharps.span("sharps")), SkipReason.LAYOUT))
    strong = [Span(*found.span()) for found in _STRONG.finditer(text, start, end)]
    if len(strong) % 2 == 0:
        skipped += [Skipped(span, SkipReason.LAYOUT) for span in strong]
    skipped = _apart(skipped)
    flow = make_flow(text, list(_between(start, end, skipped)))
    if not flow.text:
        return None, skipped
    depth = len(sharps["sharps"]) if sharps else 0
    cells = 1 + len(_COLUMNS.findall(raw))
    return Line(start, end, flow, mark_of(flow, rules), depth, row=0, apart=False, cells=cells), skipped


def _stripped(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    return Span(start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip()))


def _apart(skipped: list[Skipped]) -> list[Skipped]:
    """In order and without overlap: of two that overlap the first counts."""
    result: list[Skipped] = []
    for one in sorted(skipped, key=lambda part: (part.span.start, -part.span.end)):
        if not result or result[-1].span.end <= one.span.start:
            result.append(one)
    return result


def _between(start: int, end: int, skipped: list[Skipped]) -> Iterator[Span]:
    for one in skipped:
        yield Span(start, one.span.start)
        start = one.span.end
    yield Span(start, end)


def part_of(line: Line, start: int, end: int, rules: StructureRules) -> Line | None:
    """What of a line lies between two offsets of the source, or None where that is nothing."""
    first, last = bisect_left(line.flow.offsets, start), bisect_left(line.flow.offsets, end)
    while first < last and line.flow.text[first] == " ":
        first += 1
    while first < last and line.flow.text[last - 1] == " ":
        last -= 1
    if first == last:
        return None
    flow = Flow(line.flow.text[first:last], line.flow.offsets[first:last])
    return replace(line, start=start, end=end, flow=flow, mark=mark_of(flow, rules), sharps=0, cells=1)


def paragraphs_of(text: str, line: Line, start: int, end: int, rules: StructureRules) -> Iterator[Line]:
    """The paragraphs between two offsets of a line, as tags divide them, with their height on the page."""
    top: int | None = None
    for found in _BREAK.finditer(text, start, end):
        part = part_of(line, start, found.start(), rules)
        if part is not None:
            yield replace(part, top=top)
        height = _TOP.match(text, found.start())
        top = int(height["top"]) if height else None
        start = found.end()
    part = part_of(line, start, end, rules)
    if part is not None:
        yield replace(part, top=top)


def items_of(text: str, lines: Sequence[Line], rules: StructureRules) -> Iterator[Line]:
    """Lines, cut where items of a list stand behind one another in them: …如下： (1) … (2) …

    Only what counts up from 1 to at least 2, behind the end of a sentence, a colon or a bracket, is a list; its 2 may
    begin the next line.
    """
    for line, following in zip_longest(lines, lines[1:]):
        yield from _items(text, line, following.mark if following else None, rules)


def _items(text: str, line: Line, following: Mark | None, rules: StructureRules) -> Iterator[Line]:
    places: list[tuple[int, Mark]] = []
    for found in _INSIDE.finditer(text, line.start, line.end):
        place = bisect_left(line.flow.offsets, found.end())
        mark = mark_at(line.text, place, rules) if place < len(line.text) else None
        if mark is not None and mark.value and line.flow.offsets[place] == found.end():
            places.append((found.end(), mark))
    start = line.start
    for place in _counted(places, following):
        part = part_of(line, start, place, rules)
        if part is not None:
            yield replace(part, glued=True, sharps=line.sharps if start == line.start else 0)
        start = place
    if start == line.start:
        yield line
    elif rest := part_of(line, start, line.end, rules):
        yield rest


def _counted(places: list[tuple[int, Mark]], following: Mark | None) -> list[int]:
    """The places whose marks count 1, 2, …; a kind that never comes to 2 is no list."""
    seen: set[tuple[str, int]] = set()
    kept: list[tuple[int, str]] = []
    for place, mark in places:
        if mark.value == 1 or (mark.kind, mark.value - 1) in seen:
            seen.add((mark.kind, mark.value))
            kept.append((place, mark.kind))
    if following is not None and (following.kind, following.value - 1) in seen:
        seen.add((following.kind, following.value))
    return [place for place, kind in kept if (kind, 2) in seen]
