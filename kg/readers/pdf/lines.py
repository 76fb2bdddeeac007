"""From characters to lines: what stands at one height, with the blanks that a reader sees."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kg.readers.pdf.glyphs import Glyph, is_wide

# In sizes of type: a gap that parts two runs of one line; one that is a blank between letters or digits, between wide
# characters; one that parts columns.
APART, BLANK, WIDE_BLANK, FAR = 1.0, 0.22, 0.8, 2.2
# So many characters may be the mark of a list, behind which a gap is no gap between columns.
LONGEST_MARK = 5
GAP = "   "
# Digits that are set so much smaller than their line, and with their foot so far above its own, are marks of notes.
_SMALL, _RAISED = 0.8, 0.2
OPENING = frozenset("「『《（(〈【〔[“‘")
CLOSING = frozenset("，。、；：」』》）)％%〉】〕！？,.;:]”’")
_LETTERS = frozenset("mMcCkK")


class Segment(NamedTuple):
    """Characters that stand side by side without a wide gap, in the order in which they are drawn."""

    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _no_boxes() -> "array[float]":
    return array("f")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, and for every character its place in the text of the page (-1 for a blank that is put in).

    left … bottom  its box in the direction of reading
    size   of its type, in points;  marks: how many marks of notes were left out;  noted: whether it began with one
    inner  its right edge without the closing signs at its end, which may hang over the margin
    token  width of its first word or character with the signs that cannot be parted from it
    blank  whether a blank stands behind it
    page   number of its page, from 1;  boxes: for every character its edges on it: left, top, right, bottom
    """

    text: str
    places: tuple[int, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    inner: float
    token: float
    marks: int = 0
    noted: bool = False
    blank: bool = False
    page: int = 0
    boxes: "array[float]" = field(default_factory=_no_boxes, repr=False)

    def set_on(self, page: int, boxes: "array[float]") -> "Line":
        """The line with the boxes of its characters, of all the boxes of its page."""
        own = _no_boxes()
        for place in self.places:
            own.extend(boxes[4 * place : 4 * place + 4] if place >= 0 else _edge(own))
        return replace(self, places=(), page=page, boxes=own)

    def with_blank(self) -> "Line":
        """The line with a blank behind it."""
        return replace(self, text=f"{self.text} ", boxes=self.boxes + array("f", _edge(self.boxes)))


def _edge(boxes: "array[float]") -> Sequence[float]:
    """The place of a blank that is put in: the right edge of the last box."""
    return boxes[-2], boxes[-3], boxes[-2], boxes[-1]


def segments_of(glyphs: Iterable[Glyph]) -> list[Segment]:
    """Characters in the order in which they are drawn, cut where the next is drawn elsewhere. Blanks at the ends are
    kept."""
    found: list[Segment] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _beside(run[-1], glyph):
            found.append(_segment(run))
            run = []
        run.append(glyph)
    return [*found, _segment(run)] if run else found


def _beside(one: Glyph, other: Glyph) -> bool:
    size = max(one.size, other.size)
    return abs(one.middle - other.middle) < 0.7 * size and -0.7 * size < other.left - one.right < APART * size


def _segment(glyphs: list[Glyph]) -> Segment:
    inked = [glyph for glyph in glyphs if not glyph.blank] or glyphs
    return Segment(
        glyphs,
        min(glyph.left for glyph in inked),
        min(glyph.top for glyph in inked),
        max(glyph.right for glyph in inked),
        max(glyph.bottom for glyph in inked),
    )


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """The lines of segments, from above to below. Those of which nothing is seen are left out."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.middle):
        if rows and abs(segment.middle - rows[-1][0].middle) < 0.5 * max(segment.height, rows[-1][0].height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    found = (_line([glyph for segment in row for glyph in segment.glyphs]) for row in rows)
    return [line for line in found if line is not None]


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    ordered = sorted(glyphs, key=lambda glyph: (glyph.left, glyph.place))
    inked = [glyph for glyph in ordered if not glyph.blank]
    if not inked:
        return None
    kept = _without_marks(inked)
    if not kept:
        return None
    text, places = _written(kept, [glyph for glyph in ordered if glyph.blank])
    size = median(glyph.size for glyph in kept)
    return Line(
        text,
        places,
        min(glyph.left for glyph in kept),
        min(glyph.top for glyph in kept),
        max(glyph.right for glyph in kept),
        max(glyph.bottom for glyph in kept),
        size,
        next((glyph.right for glyph in reversed(kept) if glyph.char not in CLOSING), kept[-1].right),
        _token(kept),
        marks=len(inked) - len(kept),
        noted=kept[0] is not inked[0],
        blank=ordered[-1].blank,
    )


def _without_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without raised small digits, but for exponents: behind the letter of a unit, or another of them."""
    height = median(glyph.bottom - glyph.top for glyph in glyphs)
    foot = median(glyph.bottom for glyph in glyphs)
    kept: list[Glyph] = []
    exponent = False
    for glyph in glyphs:
        small = glyph.bottom - glyph.top < _SMALL * height and glyph.bottom < foot - _RAISED * height
        exponent = small and (exponent or (bool(kept) and kept[-1].char in _LETTERS))
        if not (small and glyph.char.isdigit()) or exponent:
            kept.append(glyph)
    return kept


def _written(glyphs: Sequence[Glyph], blanks: Sequence[Glyph]) -> tuple[str, tuple[int, ...]]:
    """The text of a line with its blanks, and the places of its characters."""
    behind = _blanks_behind(glyphs, blanks)
    gaps = [other.left - one.right for one, other in pairwise(glyphs)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    spaced = len(gaps) > 4 and sum(place in behind for place in range(len(gaps))) >= 0.8 * len(gaps)
    text, places = [glyphs[0].char], [glyphs[0].place]
    for place, (one, other) in enumerate(pairwise(glyphs)):
        gap = (gaps[place] - usual) / max(one.size, other.size, 0.1)
        blank = _between(one, other, gap, len(text)) or (" " if place in behind and not spaced else "")
        if is_wide(one.char) and is_wide(other.char) and gap <= WIDE_BLANK:
            blank = ""
        text += [*blank, other.char]
        places += [-1] * len(blank) + [other.place]
    return "".join(text), tuple(places)


def _blanks_behind(glyphs: Sequence[Glyph], blanks: Sequence[Glyph]) -> set[int]:
    """Behind which characters a blank is drawn, both being in order."""
    found: set[int] = set()
    place = 0
    for blank in blanks:
        while place < len(glyphs) and glyphs[place].left <= blank.left:
            place += 1
        found.add(place - 1)
    return found


def _between(one: Glyph, other: Glyph, gap: float, length: int) -> str:
    """The blank between two characters that is there by their distance; in sizes of type, beyond what is usual."""
    if gap > FAR:
        return GAP if length > LONGEST_MARK else " "
    narrow = not is_wide(one.char) and not is_wide(other.char)
    return " " if gap > (BLANK if narrow else WIDE_BLANK) else ""


def _token(glyphs: Sequence[Glyph]) -> float:
    """The width of what cannot be broken at the beginning of a line."""
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].char in OPENING:
        end += 1
    narrow = not is_wide(glyphs[end].char)
    while end < len(glyphs) - 1 and (glyphs[end + 1].char in CLOSING or (narrow and _goes_on(glyphs, end))):
        end += 1
    return glyphs[end].right - glyphs[0].left


def _goes_on(glyphs: Sequence[Glyph], end: int) -> bool:
    """Whether a word of letters or digits goes on behind a place."""
    one, other = glyphs[end], glyphs[end + 1]
    return not is_wide(other.char) and not is_wide(one.char) and other.left - one.right < BLANK * one.size
