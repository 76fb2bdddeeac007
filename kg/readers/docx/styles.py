"""What the styles of a DOCX document say of a paragraph: its level as a heading, its list, whether it is hidden.

ECMA-376 part 1, 17.7 (styles), 17.3.1.20 (outlineLvl), 17.3.2.41 (vanish).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALSE = frozenset({"0", "false", "off"})
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
# Levels of headings count from 0; 9 says that it is none.
NO_HEADING = 9
# Word follows ten styles that are based on one another; no template has more.
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class NumberRef:
    """Which list a paragraph is an item of, and on which level (from 0)."""

    number: str
    level: int


def value(element: Element | None, default: str = "") -> str:
    """The w:val of an element."""
    return default if element is None else str(element.get(f"{W}val", default))


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off (ECMA-376 part 1, 17.17.4)."""
    return element is not None and value(element, "true").lower() not in _FALSE


def whole(text: str, default: int) -> int:
    """A whole number that a file gives; the default where it is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterfind(f"{W}style") if root is not None else ()
        self._styles: Mapping[str, Element] = {str(style.get(f"{W}styleId", "")): style for style in found}

    def chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on, itself first."""
        seen: set[str] = set()
        while style in self._styles and style not in seen and len(seen) < DEEPEST:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style].find(f"{W}basedOn"))

    def heading(self, paragraph: Element) -> int | None:
        """The level of a paragraph as a heading, from 1; None where it is none."""
        direct = paragraph.find(f"{W}pPr/{W}outlineLvl")
        chain = list(self.chain(style_of(paragraph)))
        levels = [direct, *(style.find(f"{W}pPr/{W}outlineLvl") for style in chain)]
        stated = next((whole(value(level), NO_HEADING) for level in levels if level is not None), None)
        if stated is None:
            names = (_HEADING.fullmatch(value(style.find(f"{W}name"))) for style in chain)
            stated = next((int(name[1]) - 1 for name in names if name), NO_HEADING)
        return stated + 1 if 0 <= stated < NO_HEADING else None

    def number(self, paragraph: Element) -> NumberRef | None:
        """The list that a paragraph is an item of, by itself or by its style."""
        parts = [paragraph, *self.chain(style_of(paragraph))]
        places = [part.find(f"{W}pPr/{W}numPr") for part in parts]
        found = [place for place in places if place is not None]
        number = next((value(one) for place in found if (one := place.find(f"{W}numId")) is not None), "")
        level = next((value(one) for place in found if (one := place.find(f"{W}ilvl")) is not None), "")
        return NumberRef(number, whole(level, -1)) if number else None

    def hides(self, run: Element, paragraph: Element) -> bool:
        """Whether a run of characters is hidden: by itself, its style, or the style of its paragraph."""
        inside = [run, *self.chain(value(run.find(f"{W}rPr/{W}rStyle"))), *self.chain(style_of(paragraph))]
        switches = (part.find(f"{W}rPr/{W}vanish") for part in inside)
        return is_on(next((switch for switch in switches if switch is not None), None))


def style_of(paragraph: Element) -> str:
    """The id of the style of a paragraph; that of most paragraphs is not stated."""
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))
