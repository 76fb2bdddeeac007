"""From straight strokes to the cells of ruled tables: strokes that meet make a grid, a cell is what no stroke parts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

# Strokes that are nearer than this, in points, are one, or meet.
NEAR = 3.0
# A stroke that is shorter is an ornament.
SHORTEST = 6.0
MOST_CELLS = 10_000


class Stroke(NamedTuple):
    """A stroke at a height (level) or at a distance from the left edge (upright), from start to end."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its row and column from 0, over how many it reaches, its edges."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: where its columns and rows are parted, in ascending order, and its cells in reading order."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[Cell, ...]
    owners: dict[tuple[int, int], int]

    @property
    def left(self) -> float:
        return self.across[0]

    @property
    def top(self) -> float:
        return self.down[0]

    @property
    def right(self) -> float:
        return self.across[-1]

    @property
    def bottom(self) -> float:
        return self.down[-1]

    def at(self, x: float, y: float) -> int | None:
        """Which cell a place lies in."""
        column, row = bisect_right(self.across, x) - 1, bisect_right(self.down, y) - 1
        return self.owners.get((row, column))

    def holds(self, other: "Ruled") -> bool:
        inside = self.left - NEAR <= other.left and other.right <= self.right + NEAR
        return inside and self.top - NEAR <= other.top and other.bottom <= self.bottom + NEAR


def ruled_tables(strokes: Iterable[Sequence[float]]) -> list[Ruled]:
    """The ruled tables of a page, those in cells of others left out; what is one cell is a frame and no table."""
    level, upright = _sorted(strokes)
    found = [made for part in _meeting(level, upright) if (made := _ruled(*part)) is not None]
    found = [one for one in found if len(one.cells) > 1]
    return [one for one in found if not any(other is not one and other.holds(one) for other in found)]


def _sorted(strokes: Iterable[Sequence[float]]) -> tuple[list[Stroke], list[Stroke]]:
    level: list[Stroke] = []
    upright: list[Stroke] = []
    for left, top, right, bottom in strokes:
        if right - left >= bottom - top:
            level.append(Stroke((top + bottom) / 2, left, right))
        else:
            upright.append(Stroke((left + right) / 2, top, bottom))
    return _joined(level), _joined(upright)


def _joined(strokes: list[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch are one: dashes, the edges of neighbouring cells."""
    bands: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if bands and stroke.at - bands[-1][0].at <= NEAR / 2:
            bands[-1].append(stroke)
        else:
            bands.append([stroke])
    return [one for band in bands for one in _along(band) if one.end - one.start >= SHORTEST]


def _along(band: Sequence[Stroke]) -> Iterator[Stroke]:
    at = sum(stroke.at for stroke in band) / len(band)
    start = end = None
    for stroke in sorted(band, key=lambda one: one.start):
        if start is None or end is None:
            start, end = stroke.start, stroke.end
        elif stroke.start <= end + NEAR:
            end = max(end, stroke.end)
        else:
            yield Stroke(at, start, end)
            start, end = stroke.start, stroke.end
    if start is not None and end is not None:
        yield Stroke(at, start, end)


def _meeting(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The strokes that meet one another, directly or by others."""
    groups = list(range(len(level) + len(upright)))

    def root(place: int) -> int:
        while groups[place] != place:
            groups[place] = groups[groups[place]]
            place = groups[place]
        return place

    for (one, flat), (other, tall) in product(enumerate(level), enumerate(upright, len(level))):
        if _meet(flat, tall):
            groups[root(one)] = root(other)
    for group in dict.fromkeys(root(place) for place in range(len(groups))):
        flats = [stroke for place, stroke in enumerate(level) if root(place) == group]
        talls = [stroke for place, stroke in enumerate(upright, len(level)) if root(place) == group]
        if len(flats) > 1 and len(talls) > 1:
            yield flats, talls


def _meet(flat: Stroke, tall: Stroke) -> bool:
    across = flat.start - NEAR <= tall.at <= flat.end + NEAR
    return across and tall.start - NEAR <= flat.at <= tall.end + NEAR


def _ruled(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Ruled | None:
    across, down = _distinct(upright, level), _distinct(level, upright)
    rows, columns = len(down) - 1, len(across) - 1
    if not rows or not columns or rows * columns > MOST_CELLS:
        return None
    owners: dict[tuple[int, int], int] = {}
    cells: list[Cell] = []
    for row, column in product(range(rows), range(columns)):
        if (row, column) in owners:
            continue
        wide = _reach(upright, across, column, (down[row] + down[row + 1]) / 2)
        high = _reach(level, down, row, (across[column] + across[column + 1]) / 2)
        edges = (across[column], down[row], across[column + wide], down[row + high])
        places = product(range(row, row + high), range(column, column + wide))
        owners |= {place: len(cells) for place in places if place not in owners}
        cells.append(Cell(row, column, high, wide, *edges))
    return Ruled(across, down, tuple(cells), owners)


def _distinct(strokes: Sequence[Stroke], others: Sequence[Stroke]) -> tuple[float, ...]:
    """The places of strokes in ascending order; those that are near are one. Where the strokes that cross them go on
    beyond the last, the table is open there: it goes on on another page, or has no line at its side."""
    found: list[float] = []
    starts, stops = sorted(one.start for one in others), sorted(one.end for one in others)
    open_ = [ends[place] for ends, place in ((starts, 1), (stops, -2)) if abs(ends[place] - ends[place ^ 1]) <= NEAR]
    for at in sorted([*(stroke.at for stroke in strokes), *open_]):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return tuple(found)


def _reach(strokes: Sequence[Stroke], places: Sequence[float], first: int, beside: float) -> int:
    """Over how many columns (or rows) a cell reaches from one on: to the first stroke that parts them at a place."""
    for reach, at in enumerate(places[first + 1 : -1], 1):
        if any(abs(one.at - at) <= NEAR and one.start - NEAR <= beside <= one.end + NEAR for one in strokes):
            return reach
    return len(places) - 1 - first
