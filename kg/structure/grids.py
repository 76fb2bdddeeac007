"""Tables of figures: a row of headers, rows that begin with what they tell of, and a number in each cell.

Every row becomes a passage, with a tab between its cells, that knows by which cells each of them is understood. The
tables of a format are taken as it tells them, with merged cells; in plain text a table is a run of lines with as many
tabs or bars.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.model.above import UNIT_LINE
from kg.model.places import Cell, Table
from kg.model.text import Flow, Source, Span
from kg.structure.columns import Region
from kg.structure.joining import Passage
from kg.structure.lines import Line

_TAB = "\t"
# What parts cells, and paragraphs in them.
_PARTS = re.compile(r"[\t|｜\u2029]")
_NUMBER = re.compile(r"[-−－△▲+(（]{0,2}(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％‰]?[)）]?")
_FIGURE = re.compile(rf"{_NUMBER.pattern}\s*[\u4e00-\u9fff/]{{0,5}}")
_NOTHING = frozenset({"", "-", "－", "—", "–", "─", "--", "…", "...", "*", "△", "X", "x", "無", "N/A"})
_BARS = "|｜"
_BAR = re.compile(f"[{_BARS}]")
_Cells: TypeAlias = tuple[tuple[int, int], ...]
# A table is one of figures where at least so much of what stands behind the first column of its body is figures.
SHARE = 0.5
MOST_HEADERS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures: the places of its first and last line among the lines, how many rows head it, its cells."""

    first: int
    last: int
    headers: int
    cells: tuple[Cell, ...]


def find_grids(source: Source, lines: Sequence[Line], others: Sequence[Region]) -> list[Grid]:
    """The tables of figures among lines, in order, none of which lies in another kind of table."""
    taken = {place for region in others for place in range(region.first, region.last + 1)}
    tables = source.tables or tuple(_drawn(source.text, lines, taken))
    starts = [line.start for line in lines]
    found: list[Grid] = []
    for table in tables:
        grid = _grid(source.text, table, starts)
        if grid is None or taken & set(range(grid.first, grid.last + 1)):
            continue
        taken |= set(range(grid.first, grid.last + 1))
        found.append(grid)
    return sorted(found, key=lambda grid: grid.first)


def _drawn(text: str, lines: Sequence[Line], taken: set[int]) -> Iterator[Table]:
    """The tables that a plain text draws: runs of lines with as many tabs, or as many bars. Behind an empty line a row
    without a number begins another."""
    runs: list[list[_Cells]] = [[]]
    before: tuple[int, str] = (0, "")
    for place, line in enumerate(lines):
        sign = _sign(text, line) if place not in taken else ""
        cells = tuple(_columns(text, line, sign)) if sign else ()
        fresh = line.apart and not any(_NUMBER.fullmatch(_cut(text, *cell)) for cell in cells[1:])
        if (len(cells), sign) != before or fresh:
            runs.append([])
        before = len(cells), sign
        runs[-1].append(cells)
    for run in runs:
        if len(run) >= 2 and len(run[0]) >= 2:
            rows = enumerate(run)
            yield Table(tuple(Cell(*cell, row, column) for row, one in rows for column, cell in enumerate(one)))


def _sign(text: str, line: Line) -> str:
    """What parts the cells of a line: tabs, bars, or nothing."""
    if text.find(_TAB, line.start, line.end) >= 0:
        return _TAB
    return "|" if len(_BAR.findall(text, line.start, line.end)) >= 2 else ""


def _columns(text: str, line: Line, sign: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a line begin and end."""
    raw = text[line.start : line.end]
    if sign == _TAB:
        return _split(line.start, raw, re.compile(_TAB))
    begin, inner = line.start + len(raw) - len(raw.lstrip()), raw.strip()
    left, right = inner[:1] in _BARS, inner[-1:] in _BARS
    return _split(begin + left, inner[left : len(inner) - right], _BAR)


def _split(start: int, raw: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in sign.finditer(raw):
        yield start + begin, start + found.start()
        begin = found.end()
    yield start + begin, start + len(raw)


def _grid(text: str, table: Table, starts: Sequence[int]) -> Grid | None:
    """The table as one of figures, or None where it is none."""
    cells = table.cells
    if not cells or not starts:
        return None
    headers = _headers(text, cells)
    body = [cell for cell in cells if cell.row >= headers and cell.column > 0 and not cell.header]
    said = [words for cell in body if (words := _words(text, cell)) not in _NOTHING]
    figures = sum(_FIGURE.fullmatch(words) is not None for words in said)
    numbers = sum(_NUMBER.fullmatch(words) is not None for words in said)
    if not headers or numbers < 2 or figures < SHARE * len(said):
        return None
    first = bisect_left(starts, min(cell.start for cell in cells) + 1) - 1
    last = bisect_left(starts, max(cell.start for cell in cells) + 1) - 1
    return Grid(first, last, headers, cells) if first >= 0 else None


def _headers(text: str, cells: Sequence[Cell]) -> int:
    """How many rows head a table: those that the format calls so, or the first ones that hold no bare number."""
    rows = 1 + max(cell.row for cell in cells)
    for row in range(min(rows - 1, MOST_HEADERS + 1)):
        behind = [cell for cell in cells if cell.covers(row, cell.column) and cell.column > 0]
        bare = any(_NUMBER.fullmatch(_words(text, cell)) for cell in behind if not cell.header)
        if bare or not any(_words(text, cell) for cell in behind):
            return row
    return 0


def _words(text: str, cell: Cell) -> str:
    return _cut(text, cell.start, cell.end)


def _cut(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())


def read_grid(source: str, lines: Sequence[Line], grid: Grid) -> list[Passage]:
    """The passages of a table of figures, one a row."""
    above = lines[grid.first - 1] if grid.first else None
    heads = _Heads(grid.headers, [above.span.start] if above is not None and UNIT_LINE.match(above.text) else [])
    passages: list[Passage] = []
    for line, cells in _rows(lines, grid):
        row: list[tuple[Span, tuple[int, ...]]] = []
        for cell in cells:
            words = part_within(line, cell.start, cell.end)
            if words is None:
                continue
            row.append((words, heads.of(cell)))
            said = _words(source, cell)
            if cell.row < grid.headers or cell.header or not (said in _NOTHING or _FIGURE.fullmatch(said)):
                heads.add(cell, words.start)
        flow = _tabbed(source, line.flow)
        passages.append(Passage(flow, None, 0, glued=False, column=0, cells=line.cells, lines=1, row=tuple(row)))
    return passages


def part_within(line: Line, start: int, end: int) -> Span | None:
    """From the first to the last character of a line's flow between two offsets, or None where there is none."""
    offsets = line.flow.offsets
    first, last = bisect_left(offsets, start), bisect_left(offsets, end)
    while first < last and line.flow.text[first] == " ":
        first += 1
    return Span(offsets[first], offsets[last - 1] + 1) if first < last else None


def _tabbed(source: str, flow: Flow) -> Flow:
    """The flow of a row with a tab where cells, or paragraphs in them, are parted."""
    chars: list[str] = []
    offsets: list[int] = []
    for char, offset in zip(flow.text, flow.offsets, strict=True):
        gap = _PARTS.search(source, offsets[-1] + 1, offset) if offsets else None
        if gap is not None:
            chars.append(_TAB)
            offsets.append(gap.start())
        chars.append(_TAB if _PARTS.match(source, offset) else char)
        offsets.append(offset)
    return Flow("".join(chars), tuple(offsets))


def _rows(lines: Sequence[Line], grid: Grid) -> Iterator[tuple[Line, list[Cell]]]:
    """The lines of a table, each with the cells that begin in it."""
    cells = sorted(grid.cells, key=lambda cell: (cell.start, cell.column))
    starts = [cell.start for cell in cells]
    for line in lines[grid.first : grid.last + 1]:
        yield line, cells[bisect_left(starts, line.start) : bisect_left(starts, line.end + 1)]


class _Heads:
    """Where the cells begin that say what others are: headers by column, and what rows begin with by row."""

    def __init__(self, headers: int, unit: Sequence[int]) -> None:
        """`unit` is where the line begins that says the unit of all figures, if there is one."""
        self._headers, self._unit = headers, tuple(unit)
        self._columns: dict[int, list[int]] = {}
        self._rows: dict[int, list[tuple[int, int]]] = {}

    def add(self, cell: Cell, start: int) -> None:
        """A cell that says what others are, and where its words begin."""
        if cell.row < self._headers:
            for column in range(cell.column, cell.column + cell.columns):
                self._columns.setdefault(column, []).append(start)
        else:
            for row in range(cell.row, cell.row + cell.rows):
                self._rows.setdefault(row, []).append((cell.column, start))

    def of(self, cell: Cell) -> tuple[int, ...]:
        """Those of a cell of the body."""
        if cell.row < self._headers:
            return ()
        columns = [self._columns.get(column, ()) for column in range(cell.column, cell.column + cell.columns)]
        beside = [start for column, start in self._rows.get(cell.row, ()) if column < cell.column]
        return tuple(dict.fromkeys((*self._unit, *(start for one in columns for start in one), *beside)))
