"""From a page to what is read on it, in order: lines of running text, ruled tables with the lines of their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.readers.pdf.columns import zones_of
from kg.readers.pdf.glyphs import Frame, Glyph, frames_of, glyphs_in, strokes_in
from kg.readers.pdf.lines import CLOSING, Line, Segment, lines_of, segments_of
from kg.readers.pdf.pages import Page
from kg.readers.pdf.rulings import Cell, Ruled, ruled_tables


class Kind(NamedTuple):
    """What lines of running text are measured with: the same column of all pages that are turned and as wide alike."""

    turn: int
    width: int
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of running text under one another."""

    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell of a ruled table with its lines."""

    cell: Cell
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns are parted, its rows of cells, its upper edge; how many of its first rows are
    set again on every page that it goes on to."""

    across: tuple[float, ...]
    rows: tuple[tuple[Filled, ...], ...]
    top: float
    repeated: int = 0


Item = Column | Grid
# Which table of a page, and which of its cells.
_Spot = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as it is read: its number from 1, its height in points, its parts in order."""

    number: int
    height: float
    items: tuple[Item, ...]


def laid_out(page: Page) -> Laid:
    """A page in its order of reading: direction by direction, the most frequent first."""
    items = [item for frame in frames_of(page) for item in _in_frame(page, frame)]
    return Laid(page.number, page.height, tuple(items))


def _in_frame(page: Page, frame: Frame) -> Iterator[Item]:
    tables = ruled_tables(strokes_in(page, frame))
    inside: dict[_Spot, list[Glyph]] = {None: []}
    last: tuple[Glyph | None, _Spot] = (None, None)
    for glyph in glyphs_in(page, frame):
        spot = last[1] if _hangs(last[0], glyph) else _spot(tables, glyph)
        inside.setdefault(spot, []).append(glyph)
        last = glyph, spot
    free = segments_of(inside.pop(None))
    filled = {spot[0] for spot in inside if spot is not None}
    grids = [_grid(page, place, tables[place], inside) for place in sorted(filled)]
    yield from _ordered(page, frame, free, sorted(grids, key=lambda grid: grid.top))


def _hangs(last: Glyph | None, glyph: Glyph) -> bool:
    """Whether a sign closes what was drawn just before it: it may hang over the edge of a cell."""
    if last is None or glyph.char not in CLOSING:
        return False
    return abs(last.middle - glyph.middle) < last.size / 2 and abs(glyph.left - last.right) < last.size / 2


def _spot(tables: Sequence[Ruled], glyph: Glyph) -> _Spot:
    """Which table and which of its cells a character stands in, None for running text."""
    for place, table in enumerate(tables):
        cell = table.at((glyph.left + glyph.right) / 2, glyph.middle)
        if cell is not None:
            return place, cell
    return None


def _grid(page: Page, number: int, table: Ruled, inside: Mapping[_Spot, Sequence[Glyph]]) -> Grid:
    rows: list[list[Filled]] = [[] for _ in range(len(table.down) - 1)]
    for place, cell in enumerate(table.cells):
        rows[cell.row].append(Filled(cell, _lines(page, segments_of(inside.get((number, place), ())))))
    return Grid(table.across, tuple(tuple(row) for row in rows), table.top)


def _lines(page: Page, segments: Sequence[Segment]) -> tuple[Line, ...]:
    return tuple(line.set_on(page.number, page.boxes) for line in lines_of(segments))


def _ordered(page: Page, frame: Frame, segments: Sequence[Segment], grids: Sequence[Grid]) -> Iterator[Item]:
    """Columns of running text and tables, from above to below; a table parts what stands above it from the rest."""
    rest = list(segments)
    for grid in grids:
        yield from _columns(page, frame, [one for one in rest if one.middle < grid.top])
        rest = [one for one in rest if one.middle >= grid.top]
        yield grid
    yield from _columns(page, frame, rest)


def _columns(page: Page, frame: Frame, segments: Sequence[Segment]) -> Iterator[Column]:
    for zone in zones_of(segments):
        lines = _lines(page, zone.segments)
        if lines:
            yield Column(Kind(frame.turn, round(frame.across), zone.column), lines)
