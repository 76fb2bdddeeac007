"""The numbers of numbered lists of a DOCX document, which are drawn and stand nowhere in its text.

ECMA-376 part 1, 17.9. Lists of one abstract definition count on from one another, unless one says where it starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.readers.counting import WORD, draw
from kg.readers.docx.styles import NumberRef, Styles, W, is_on, value, whole
from kg.readers.package import Element

LEVELS = 9
BULLET = "•"
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered.

    restart  the level (from 1) from which up it begins anew; 0 never; None behind any higher one
    plain    whether the numbers of higher levels are drawn in digits
    gap      what stands between number and text
    style    the style whose paragraphs are items of this level, or ""
    """

    start: int
    way: str
    text: str
    restart: int | None
    plain: bool
    gap: str
    style: str


@dataclass(slots=True)
class _List:
    """What an instance of a list changes of its definition: levels, and where they start."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the items of all lists of one document, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._definitions = dict(_definitions(root)) if root is not None else {}
        self._lists = dict(_lists(root)) if root is not None else {}
        self._links = _links(root, styles) if root is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def draw(self, reference: NumberRef, style: str) -> str:
        """The number of the next item of a list with what stands behind it, "" where it has none.

        An item that says no level has that of its style in the list, else the first.
        """
        one = self._lists.get(reference.number)
        if one is None:
            return ""
        abstract = self._linked(one.abstract)
        levels = {**self._definitions.get(abstract, {}), **one.levels}
        place = reference.level if 0 <= reference.level < LEVELS else _styled(levels, style)
        level = levels.get(place)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        self._step(reference.number, one, place, levels, counts)
        return _drawn(level, levels, counts)

    def _linked(self, abstract: str) -> str:
        """The definition itself, where a definition only names a style that has it."""
        other = self._lists.get(self._links.get(abstract, ""))
        return other.abstract if other else abstract

    def _step(self, number: str, one: _List, place: int, levels: Mapping[int, Level], counts: list[int | None]) -> None:
        if place in one.starts and (number, place) not in self._begun:
            counts[place] = one.starts[place] - 1
        self._begun.add((number, place))
        last = counts[place]
        counts[place] = levels[place].start if last is None else last + 1
        for deeper in range(place + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place < restart:
                counts[deeper] = None


def _styled(levels: Mapping[int, Level], style: str) -> int:
    return next((place for place, level in sorted(levels.items()) if style and level.style == style), 0)


def _drawn(level: Level, levels: Mapping[int, Level], counts: list[int | None]) -> str:
    if level.way == "bullet":
        return BULLET + level.gap

    def one(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        other = levels.get(place, level)
        count = counts[place]
        way = "decimal" if level.plain else other.way
        return draw(WORD.get(way), other.start if count is None else count) if way != "none" else ""

    drawn = _PLACEHOLDER.sub(one, level.text)
    return drawn + level.gap if drawn.strip() else ""


def _definitions(root: Element) -> list[tuple[str, dict[int, Level]]]:
    return [
        (str(one.get(f"{W}abstractNumId", "")), dict(map(_level, one.iterfind(f"{W}lvl"))))
        for one in root.iterfind(f"{W}abstractNum")
    ]


def _level(element: Element) -> tuple[int, Level]:
    # Word before 2010 writes ways that have no name in ECMA-376 inside w:lvl/mc:AlternateContent; that is passed over.
    restart = element.find(f"{W}lvlRestart")
    gaps = {"tab": " ", "space": " ", "nothing": ""}
    return whole(str(element.get(f"{W}ilvl", "")), 0), Level(
        start=whole(value(element.find(f"{W}start")), 1),
        way=value(element.find(f"{W}numFmt"), "decimal"),
        text=_PRIVATE.sub("", value(element.find(f"{W}lvlText"))),
        restart=None if restart is None else whole(value(restart), 0),
        plain=is_on(element.find(f"{W}isLgl")),
        gap=gaps.get(value(element.find(f"{W}suff"), "tab"), " "),
        style=value(element.find(f"{W}pStyle")),
    )


def _lists(root: Element) -> list[tuple[str, _List]]:
    found = []
    for one in root.iterfind(f"{W}num"):
        made = _List(value(one.find(f"{W}abstractNumId")))
        for override in one.iterfind(f"{W}lvlOverride"):
            place = whole(str(override.get(f"{W}ilvl", "")), 0)
            start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
            if level is not None:
                made.levels[place] = _level(level)[1]
            if start is not None:
                made.starts[place] = whole(value(start), 1)
        found.append((str(one.get(f"{W}numId", "")), made))
    return found


def _links(root: Element, styles: Styles) -> dict[str, str]:
    """For every definition that only names a style of lists, the list of that style."""
    found: dict[str, str] = {}
    for one in root.iterfind(f"{W}abstractNum"):
        style = value(one.find(f"{W}numStyleLink"))
        for part in styles.chain(style):
            number = value(part.find(f"{W}pPr/{W}numPr/{W}numId"))
            if number:
                found.setdefault(str(one.get(f"{W}abstractNumId", "")), number)
    return found
