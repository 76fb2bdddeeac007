"""What is set again and again at the edges of pages, and is no text of the report: headers, footers, page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.readers.pdf.layout import Column, Item, Laid
from kg.readers.pdf.lines import Line

# So many lines from each edge are looked at; they stand at the same height but for this, in points.
EDGE, SAME = 3, 4.0
# Lines on at least so many pages, and on so large a share of them, run; of a file of two pages on both.
FEWEST, SHARE = 3, 0.3
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A line near an edge of a page: its words with # for numbers, how far from the edge, and its numbers."""

    page: int
    words: str
    edge: str
    distance: float
    numbers: tuple[int, ...]


def without_running(pages: Sequence[Laid]) -> tuple[list[Laid], int]:
    """The pages without their running lines, and how many lines these were."""
    sightings: dict[tuple[str, str], list[_Sighting]] = defaultdict(list)
    for page in pages:
        for edge in ("top", "bottom"):
            for line in _at(page, edge):
                seen = _sighting(page, edge, line)
                sightings[seen.edge, seen.words].append(seen)
    running = {id(line) for page in pages for line in _running(page, sightings, len(pages))}
    return [_without(page, running) for page in pages], len(running)


def _at(page: Laid, edge: str) -> list[Line]:
    """The outermost lines of a page at an edge, from there on inwards."""
    lines = (line for item in page.items if isinstance(item, Column) and not item.kind.turn for line in item.lines)
    ordered = sorted(lines, key=lambda line: line.top, reverse=edge == "bottom")
    return ordered[:EDGE]


def _sighting(page: Laid, edge: str, line: Line) -> _Sighting:
    words = "".join(line.text.split())
    distance = line.top if edge == "top" else page.height - line.bottom
    numbers = tuple(int(found) for found in _NUMBER.findall(words) if len(found) < 10)
    return _Sighting(page.number, _NUMBER.sub("#", words), edge, distance, numbers)


def _running(page: Laid, sightings: dict[tuple[str, str], list[_Sighting]], pages: int) -> Iterator[Line]:
    """The running lines of a page: from each edge on inwards, until one does not run."""
    for edge in ("top", "bottom"):
        for line in _at(page, edge):
            seen = _sighting(page, edge, line)
            like = [
                one
                for one in sightings[edge, seen.words]
                if abs(one.distance - seen.distance) <= SAME and _same_count(one, seen)
            ]
            often = {one.page for one in like}
            if len(often) < min(FEWEST, max(2, pages)) or len(often) < SHARE * pages:
                break
            yield line


def _same_count(one: _Sighting, other: _Sighting) -> bool:
    """Whether the numbers of two lines are equal, or differ as the numbers of their pages do."""
    if len(one.numbers) != len(other.numbers):
        return False
    steps = {first - second for first, second in zip(one.numbers, other.numbers, strict=True)}
    return steps <= {0, one.page - other.page}


def _without(page: Laid, running: set[int]) -> Laid:
    items: list[Item] = []
    for item in page.items:
        if isinstance(item, Column):
            kept = tuple(line for line in item.lines if id(line) not in running)
            items += [replace(item, lines=kept)] if kept else []
        else:
            items.append(item)
    return replace(page, items=tuple(items))
