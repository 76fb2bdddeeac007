"""The characters of a page as somebody who reads it sees them: turned so that lines go from left to right."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.readers.pdf.pages import Page

_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff]")
# Characters that are as wide as they are high, with the punctuation among them.
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
# Of a box as the library makes it, which reaches from the lowest to the highest sign of a font, so much is the size.
_SIZE = 0.75
# Letters, digits and signs that no font sets as wide as high.
_NARROW = re.compile(r"[!-$'-?A-LN-VX-\[\]-ln-vx-~]")
# So wide for its size is a character of Chinese writing; at so many of them it is no chance.
_AS_WIDE, _NO_CHANCE = 0.88, 8


class Glyph(NamedTuple):
    """A character with its box in the direction of reading. `place` counts in the text of its page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    place: int

    @property
    def blank(self) -> bool:
        return _BLANK.match(self.char) is not None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """About the size of its type."""
        return (self.bottom - self.top) * _SIZE


def is_wide(char: str) -> bool:
    """Whether a character is one of Chinese writing, its punctuation included."""
    return _WIDE.match(char) is not None


class Frame(NamedTuple):
    """A direction of reading on a page: quarters clockwise, and the size of the page as it is shown."""

    turn: int
    width: float
    height: float

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the page, as it stands when the page is turned so that its lines go to the right."""
        if self.turn == 1:
            return top, self.width - right, bottom, self.width - left
        if self.turn == 2:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        if self.turn == 3:
            return self.height - bottom, left, self.height - top, right
        return left, top, right, bottom

    @property
    def across(self) -> float:
        """How wide the page is in this direction."""
        return self.height if self.turn % 2 else self.width


def frames_of(page: Page) -> list[Frame]:
    """The directions that characters of a page are read in, the most frequent first."""
    counts = sorted((-page.turns.count(str(turn)), turn) for turn in range(4))
    return [Frame(turn, page.width, page.height) for count, turn in counts if count]


def glyphs_in(page: Page, frame: Frame) -> list[Glyph]:
    """The characters that are read in a direction, in the order in which they are drawn."""
    sign, boxes = str(frame.turn), page.boxes
    return [
        Glyph(char, *frame.box(*boxes[4 * place : 4 * place + 4]), place)
        for place, (char, turn) in enumerate(zip(page.text, page.turns, strict=True))
        if turn == sign
    ]


def strokes_in(page: Page, frame: Frame) -> Iterator[Sequence[float]]:
    """The straight strokes of a page in a direction of reading, as boxes."""
    for start in range(0, len(page.strokes), 4):
        yield frame.box(*page.strokes[start : start + 4])


def too_wide(page: Page) -> int:
    """How many letters, digits and signs of a page are as wide as Chinese characters, where that is most of them: they
    are such, and a font without a table of its characters calls them by its own numbers. Else 0."""
    wide = narrow = 0
    for frame in frames_of(page):
        for glyph in glyphs_in(page, frame):
            if _NARROW.match(glyph.char):
                narrow += 1
                wide += glyph.right - glyph.left > _AS_WIDE * glyph.size
    return wide if wide >= _NO_CHANCE and 2 * wide > narrow else 0
