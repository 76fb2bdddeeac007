"""Where the characters of a source's text stand in its file, and what of the file is no part of the text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown: in points (1/72 inch) from its left and upper edge."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where characters start to end (code points of the text, half-open) stand in the file.

    path   the element of a document of markup, as XPath from its root: "/w:document/w:body/w:p[3]"; "" on a page
    part   which file of a package the path is of: "word/document.xml"; "" where there is only one
    label  the same in words: "paragraph 3", "table 1, row 2, cell 1, paragraph 1", "footnote 2"
    page   number of the page, from 1, or None;  box: on that page, or None
    drawn  whether the characters do not stand in the file, but are drawn by it: the number of a numbered list
    line   number of the line of a text with marks of layout, from 1, or None
    """

    start: int
    end: int
    path: str = ""
    part: str = ""
    label: str = ""
    page: int | None = None
    box: Box | None = None
    drawn: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of the text that stand together in the file: those of one element, or of one line of a page. `boxes`
    has the edges of every character of a page: left, top, right, bottom, four numbers a character."""

    start: int
    end: int
    path: str = ""
    part: str = ""
    label: str = ""
    page: int | None = None
    boxes: Sequence[float] = field(default=(), repr=False)
    drawn: bool = False
    line: int | None = None

    def place(self, start: int, end: int) -> Place:
        """Where some of its characters stand."""
        box: Box | None = None
        for first in range(4 * (start - self.start), 4 * (end - self.start), 4):
            one = Box(*self.boxes[first : first + 4]) if self.boxes else None
            box = box.around(one) if box and one else one or box
        return Place(start, end, self.path, self.part, self.label, self.page, box, self.drawn, self.line)


@dataclass(frozen=True, slots=True)
class Places:
    """All runs of a text in order. Characters between two runs (line ends, tabs between cells) stand nowhere in the
    file. A plain text has none: its characters stand where they stand."""

    runs: tuple[Run, ...] = field(default=(), repr=False)

    def of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of characters start to end, one for every run that has some of them."""
        return tuple(self._of(start, end))

    def _of(self, start: int, end: int) -> Iterator[Place]:
        first = max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1)
        for run in self.runs[first:]:
            if run.start >= end:
                return
            if run.end > start:
                yield run.place(max(start, run.start), min(end, run.end))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: characters start to end, in rows and columns that count from 0; over how many of them it
    reaches; whether it heads its column or row."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False

    def covers(self, row: int, column: int) -> bool:
        return self.row <= row < self.row + self.rows and self.column <= column < self.column + self.columns


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document, its cells in reading order. Cells that a merged one covers are not among them."""

    cells: tuple[Cell, ...]

    def headers_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The header cells of a cell: those above it, the uppermost first, then those before it in its rows."""
        if cell.header:
            return ()
        above = [
            one
            for one in self.cells
            if one.header and one.row < cell.row and _meet(one.column, one.columns, cell.column, cell.columns)
        ]
        beside = [
            one
            for one in self.cells
            if one.header and one.column < cell.column and _meet(one.row, one.rows, cell.row, cell.rows)
        ]
        return (*above, *(one for one in beside if one not in above))


def _meet(start: int, length: int, other: int, extent: int) -> bool:
    return start < other + extent and other < start + length


class Hidden(StrEnum):
    """What of a file is not read as text of the report."""

    DELETED = "tracked deletions"
    COMMENT = "comments"
    HIDDEN = "hidden text"
    METADATA = "metadata"
    RUNNING = "page headers and footers"
    CODE = "scripts and styles"
    NAVIGATION = "navigation and forms"
    NOTE_MARK = "marks of notes"
    FIELD = "instructions of fields"
    OBJECT = "embedded objects"
    ASLANT = "text set aslant"
    UNMAPPED = "characters without a Unicode value"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How often something was left out of the text."""

    what: Hidden
    count: int
