"""What the styles of an ODT document say: what is hidden, and how lists are numbered.

OpenDocument 1.3 part 3, 16.2 (style:style), 16.30 to 16.36 (text:list-style), 19.501, 20.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.readers.counting import OPEN, draw
from kg.readers.package import Element

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW = (f"{{{_NS}{name}:1.0}}" for name in ("office", "text", "table", "drawing"))
STYLE = f"{{{_NS}style:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
LEVELS = 10
BULLET = "•"
# So many styles that are based on one another are followed; no template has more.
DEEPEST = 40
_PLACEHOLDER = re.compile(r"%(\d{1,2})%")


def whole(text: str | None, default: int) -> int:
    """A whole number that a file gives; the default where it is none."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else default


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered.

    way      sample of its way of counting ("1", "一, 二, 三, ..."), "" for none, None for bullets
    before, behind  what stands before and behind the number
    shown    how many levels are drawn: 2 draws 1.1
    pattern  the whole as LibreOffice writes it ("第%1%章"), or ""
    gap      what stands between number and text
    """

    start: int
    way: str | None
    before: str
    behind: str
    shown: int
    pattern: str
    gap: str


Levels = Mapping[int, Level]


def drawn(levels: Levels, place: int, counts: list[int | None]) -> str:
    """The number of an item on a level (from 0), with what stands behind it."""
    level = levels.get(place)
    if level is None or level.way == "":
        return ""
    if level.way is None:
        return BULLET + level.gap

    def one(other: int) -> str:
        style = levels.get(other, level)
        count = counts[other] if other < len(counts) else None
        return draw(OPEN.get((style.way or "1")[:1]), style.start if count is None else count)

    if level.pattern:
        return _PLACEHOLDER.sub(lambda found: one(int(found[1]) - 1), level.pattern) + level.gap
    numbers = ".".join(one(other) for other in range(max(0, place + 1 - level.shown), place + 1))
    return level.before + numbers + level.behind + level.gap


class Styles:
    """The styles of a document, those of its own paragraphs before those that it shares."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Levels] = {}
        self.outline: Levels = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles.setdefault(str(style.get(f"{STYLE}name", "")), style)
            for found in root.iter(f"{TEXT}list-style"):
                self._lists.setdefault(str(found.get(f"{STYLE}name", "")), dict(_levels(found)))
            for found in root.iter(f"{TEXT}outline-style"):
                self.outline = self.outline or dict(_levels(found))

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on, itself first."""
        seen: set[str] = set()
        while name in self._styles and name not in seen and len(seen) < DEEPEST:
            seen.add(name)
            yield self._styles[name]
            name = str(self._styles[name].get(f"{STYLE}parent-style-name", ""))

    def hides(self, name: str) -> bool:
        """Whether text of that style is not shown."""
        for style in self.chain(name):
            properties = style.find(f"{STYLE}text-properties")
            display = None if properties is None else properties.get(f"{TEXT}display")
            if display is not None:
                return str(display) == "none"
        return False

    def levels(self, name: str) -> Levels:
        """The levels of a list style."""
        return self._lists.get(name, {})

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style names, or ""."""
        stated = (style.get(f"{STYLE}list-style-name") for style in self.chain(name))
        return next((str(one) for one in stated if one), "")


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for level in element:
        place = whole(level.get(f"{TEXT}level"), 0) - 1
        if 0 <= place < LEVELS:
            yield place, _level(level)


def _level(element: Element) -> Level:
    numbered = element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")
    label = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    followed = "" if label is None else str(label.get(f"{TEXT}label-followed-by", ""))
    return Level(
        start=whole(element.get(f"{TEXT}start-value"), 1),
        way=str(element.get(f"{STYLE}num-format", "")) if numbered else None,
        before=str(element.get(f"{STYLE}num-prefix", "")),
        behind=str(element.get(f"{STYLE}num-suffix", "")),
        shown=max(1, whole(element.get(f"{TEXT}display-levels"), 1)),
        pattern=str(element.get(f"{LOEXT}num-list-format", "")),
        gap="" if followed == "nothing" else " ",
    )
