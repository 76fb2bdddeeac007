"""Tables that go on over pages are one, without the header rows that are set again; and which rows are headers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.readers.pdf.layout import Column, Filled, Grid, Item, Laid
from kg.readers.pdf.paragraphs import Measure, ends

# Columns are the same where their widths differ by no more than this, in points.
SAME = 4.0
MOST_HEADERS = 3
Row = tuple[Filled, ...]


def joined(pages: Sequence[Laid]) -> tuple[list[Item], int]:
    """The parts of all pages in order, with tables in one piece; and how many rows were left out as set again."""
    found: list[Item] = []
    again = 0
    for page in pages:
        for place, item in enumerate(page.items):
            last = found[-1] if found else None
            if place == 0 and isinstance(item, Grid) and isinstance(last, Grid) and _alike(last, item):
                found[-1], dropped = _on(last, item, _repeated(last, item))
                again += dropped
            else:
                found.append(item)
    return found, again


def _alike(one: Grid, other: Grid) -> bool:
    if len(one.across) != len(other.across):
        return False
    widths = zip(one.across, other.across, strict=True)
    return all(abs((a - one.across[0]) - (b - other.across[0])) <= SAME for a, b in widths)


def _repeated(one: Grid, other: Grid) -> int:
    """How many of the first rows of a table stand again at the begin of the part that goes on with it."""
    count = 0
    for first, second in zip(one.rows[:MOST_HEADERS], other.rows, strict=False):
        if not any(_words(row) for row in (first, second)) or _words(first) != _words(second):
            break
        count += 1
    return count if count < len(other.rows) else 0


def _words(row: Row) -> tuple[str, ...]:
    return tuple("".join("".join(line.text.split()) for line in cell.lines) for cell in row)


def _on(one: Grid, other: Grid, headers: int) -> tuple[Grid, int]:
    """A table with the part that goes on with it on the next page; how many rows were left out."""
    heads = {_words(row) for row in one.rows[:headers]}
    rows = [*one.rows[:headers], *(row for row in one.rows[headers:] if _words(row) not in heads)]
    rest = [row for row in other.rows if _words(row) not in heads]
    dropped = len(one.rows) + len(other.rows) - len(rows) - len(rest)
    if rest and rows and _goes_on(rows[-1], rest[0]):
        pairs = zip(rows[-1], rest.pop(0), strict=True)
        rows[-1] = tuple(replace(cell, lines=(*cell.lines, *below.lines)) for cell, below in pairs)
    return replace(one, rows=(*rows, *rest), repeated=max(one.repeated, headers)), dropped


def _goes_on(row: Row, below: Row) -> bool:
    """Whether a row goes on in the first row of the next page: its first cell is empty there, or all its cells broke
    off in the midst of a sentence."""
    if len(row) != len(below) or not row:
        return False
    filled = [(cell, under) for cell, under in zip(row, below, strict=True) if under.lines]
    if any(not cell.lines for cell, _ in filled):
        return False
    if not below[0].lines and row[0].lines:
        return True
    return all(not ends(cell.lines[-1].text) and _full(cell, under) for cell, under in filled)


def _full(cell: Filled, below: Filled) -> bool:
    return Measure(0, cell.cell.right - cell.lines[-1].size).full(cell.lines[-1], below.lines[0])


def header_rows(grid: Grid) -> int:
    """How many of the first rows of a table are its headers. A PDF seldom says it: those that are set again on its
    other pages; else the first row, where it has no digit and a row below has, with those that its cells reach down to
    or that divide one of them."""
    if grid.repeated:
        return grid.repeated
    rows = [row for row in grid.rows if any(cell.lines for cell in row)]
    if len(rows) < 2 or not any(_has_digit(cell) for row in rows[1:] for cell in row):
        return 0
    count = 0
    for row in rows[:MOST_HEADERS]:
        if any(_has_digit(cell) for cell in row) or (count and not _divides(rows[count - 1])):
            break
        count += 1
    return count


def _divides(row: Row) -> bool:
    return any(cell.cell.columns > 1 for cell in row)


def _has_digit(cell: Filled) -> bool:
    return any(char.isdigit() for line in cell.lines for char in line.text)


def columns_of(items: Sequence[Item]) -> Iterator[Column]:
    yield from (item for item in items if isinstance(item, Column))
