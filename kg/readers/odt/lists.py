"""The numbers of lists and headings of an ODT document, which are drawn and stand nowhere in its text.

OpenDocument 1.3 part 3, 5.3 (lists), 5.1.2 (headings), 19.780 (text:continue-numbering).
"""

from dataclasses import dataclass, field

from kg.readers.odt.styles import LEVELS, TEXT, Styles, drawn, whole
from kg.readers.package import Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class Counts:
    """How far the levels of one list have counted."""

    style: str
    now: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Lists:
    """Counts the items of all lists of one document, in reading order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._by_id: dict[str, Counts] = {}
        self._last: dict[str, Counts] = {}
        self._outline = Counts("")

    def begin(self, element: Element, style: str) -> Counts:
        """The counts of a list: new ones, or those of the list that it goes on with."""
        counts = self._continued(element, style) or Counts(style)
        self._last[style] = counts
        identity = element.get(_ID)
        if identity:
            self._by_id[str(identity)] = counts
        return counts

    def _continued(self, element: Element, style: str) -> Counts | None:
        other = element.get(f"{TEXT}continue-list")
        if other is not None:
            return self._by_id.get(str(other)) or self._last.get(style)
        return self._last.get(style) if element.get(f"{TEXT}continue-numbering") == "true" else None

    def item(self, counts: Counts, style: str, place: int, stated: str | None) -> str:
        """The number of the next item on a level (from 0); `stated` is the one that it says it has, or None."""
        levels = self._styles.levels(style)
        level = levels.get(place)
        _step(counts, place, level.start if level else 1, stated)
        return drawn(levels, place, counts.now)

    def heading(self, element: Element, place: int) -> str:
        """The number of a heading that stands in no list."""
        levels = self._styles.outline
        if place not in levels or not levels[place].way or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        stated = element.get(f"{TEXT}start-value")
        restart = element.get(f"{TEXT}restart-numbering") == "true"
        if restart:
            self._outline.now[place] = None
        _step(self._outline, place, levels[place].start, str(stated) if restart and stated is not None else None)
        return drawn(levels, place, self._outline.now)


def _step(counts: Counts, place: int, start: int, stated: str | None) -> None:
    last = counts.now[place]
    following = start if last is None else last + 1
    counts.now[place] = following if stated is None else whole(stated, following)
    for deeper in range(place + 1, LEVELS):
        counts.now[deeper] = None
