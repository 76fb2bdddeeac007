"""The numbers of lists of an HTML document, which stand nowhere in its text.

HTML Living Standard, 4.4.5 to 4.4.8 (ol, ul, li); CSS Lists Level 3, 3 (list-style-type).
"""

import re
from dataclasses import dataclass

from kg.readers.counting import STYLE, draw
from kg.readers.package import Element, local_name

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"(?:^|;)\s*(?P<name>list-style(?:-type)?)\s*:\s*(?P<value>[^;]*)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*[+-]?\d{1,9}")
BULLET = "• "


@dataclass(slots=True)
class Numbers:
    """Counts the items of one list. `way` is the name of its way of counting, "" for bullets, "none" for nothing."""

    way: str
    next: int
    step: int

    def draw(self, item: Element) -> str:
        """The number of the next item with what stands behind it; an item may say its own number."""
        way = _way(item) or self.way
        if way in ("", "none"):
            return BULLET if not way else ""
        stated = whole(item.get("value"))
        value = self.next if stated is None else stated
        self.next = value + self.step
        count, behind = STYLE.get(way, STYLE["decimal"])
        return draw(count, value) + behind


def numbers_of(element: Element) -> Numbers:
    """The numbers of a list."""
    if local_name(element) != "ol":
        way = _way(element)
        return Numbers(way if way in STYLE or way == "none" else "", 1, 1)
    backwards = element.get("reversed") is not None
    start = whole(element.get("start"))
    items = sum(1 for child in element if local_name(child) == "li")
    default = items if backwards else 1
    return Numbers(_way(element) or "decimal", default if start is None else start, -1 if backwards else 1)


def _way(element: Element) -> str:
    """The way of counting that an element states, "" where it states none that is known."""
    stated = [found["value"].lower().split() for found in _STYLE.finditer(str(element.get("style", "")))]
    for word in (word for words in stated for word in words):
        if word in STYLE or word == "none":
            return word
    return _TYPES.get(str(element.get("type", "")).strip(), "")


def whole(text: str | None) -> int | None:
    """A whole number at the beginning of an attribute, or None."""
    found = _WHOLE.match(text or "")
    return int(found[0]) if found else None
