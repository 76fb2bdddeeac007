"""The words of a paragraph of an ODT document, without comments, hidden text and marks of notes.

OpenDocument 1.3 part 3, 6.1 (white space, spans), 6.3 (notes), 7 (fields), 14.1 (annotations).
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.model.places import Hidden
from kg.readers.odt.styles import DRAW, OFFICE, TEXT, Styles, whole
from kg.readers.package import Element, steps

_WHITE = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = {
    f"{OFFICE}annotation": Hidden.COMMENT,
    f"{TEXT}hidden-text": Hidden.HIDDEN,
    f"{TEXT}hidden-paragraph": Hidden.HIDDEN,
    f"{TEXT}script": Hidden.CODE,
    f"{DRAW}object": Hidden.OBJECT,
    f"{DRAW}object-ole": Hidden.OBJECT,
    f"{DRAW}plugin": Hidden.OBJECT,
    f"{DRAW}applet": Hidden.OBJECT,
}
# What is read out by the side of ruby characters; what describes a picture.
_PASSED = frozenset(
    {
        f"{TEXT}ruby-text",
        f"{OFFICE}annotation-end",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
        f"{DRAW}image",
        f"{DRAW}glue-point",
    }
)
MOST_BLANKS = 1_000


@dataclass(slots=True)
class Found:
    """What a paragraph has: its words; the text boxes that hang on it and the notes in it, with their XPaths."""

    text: list[str] = field(default_factory=list)
    boxes: list[tuple[Element, str]] = field(default_factory=list)
    notes: list[tuple[Element, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Adds characters of the file; white space is one blank, and none behind another (6.1.2)."""
        if text:
            drawn = _WHITE.sub(" ", text)
            behind = not self.text or self.text[-1].endswith((" ", "\n", "\t"))
            self.text.append(drawn[1:] if behind and drawn.startswith(" ") else drawn)
            if not self.text[-1]:
                self.text.pop()


class Reader:
    """Reads paragraphs; counts what is left out."""

    def __init__(self, styles: Styles, left_out: Counter[Hidden]) -> None:
        self._styles = styles
        self._left_out = left_out

    def read(self, paragraph: Element, path: str) -> Found:
        """What a paragraph has; `path` is its XPath."""
        found = Found()
        self._inside(paragraph, path, found)
        return found

    def _inside(self, element: Element, path: str, found: Found) -> None:
        style = str(element.get(f"{TEXT}style-name", ""))
        if style and self._styles.hides(style):
            self._left_out[Hidden.HIDDEN] += 1
            return
        found.add(element.text)
        for child, place in steps(element, path):
            self._child(child, place, found)
            found.add(child.tail)

    def _child(self, child: Element, path: str, found: Found) -> None:
        if child.tag in _LEFT_OUT:
            self._left_out[_LEFT_OUT[child.tag]] += 1
        elif child.tag == f"{TEXT}s":
            found.text.append(" " * min(MOST_BLANKS, whole(child.get(f"{TEXT}c"), 1)))
        elif child.tag == f"{TEXT}tab":
            found.text.append("\t")
        elif child.tag == f"{TEXT}line-break":
            found.text.append("\n")
        elif child.tag == f"{TEXT}note":
            self._left_out[Hidden.NOTE_MARK] += 1
            found.notes.append((child, path))
        elif child.tag == f"{DRAW}text-box":
            found.boxes.append((child, path))
        elif child.tag not in _PASSED:
            self._inside(child, path, found)
