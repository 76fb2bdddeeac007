"""From the paragraphs and tables of a document of markup to its text, with the place of every character.

A paragraph becomes a line, with the number that is drawn before it; a row of a table becomes a line with a tab between
its cells and U+2029 between the paragraphs of a cell, so that whoever reads plain text reads it too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.errors import TooLargeError, UnreadableError
from kg.model.places import Cell, Hidden, LeftOut, Places, Run, Table
from kg.model.text import Source

# A report of 500 pages has half a million; what repeats cells can say much more in few bytes.
MOST_CHARACTERS = 20_000_000
PARAGRAPH_END = "\u2029"
_WRAPS = str.maketrans({"\n": PARAGRAPH_END, "\t": " "})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one element: its XPath, in which part of the package, the same in words; or of a line of a page,
    with the edges of each (left, top, right, bottom); or of a line of a text with marks of layout.
    One without label stands nowhere in the file."""

    text: str
    path: str
    label: str
    part: str = ""
    drawn: bool = False
    page: int | None = None
    boxes: Sequence[float] = field(default=(), repr=False)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `level` is that of a heading, from 1, or None."""

    pieces: tuple[Piece, ...]
    level: int | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with what stands in it; over how many rows and columns it reaches; whether it is a header."""

    blocks: tuple["Block", ...]
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row. Cells that a merged one covers are left out."""

    rows: tuple[tuple[GridCell, ...], ...]


Block = Words | Grid


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text with all that is known of its parts, as `Source` has it. `name` is that of the file."""

    name: str
    text: str
    places: Places
    headings: tuple[tuple[int, int], ...]
    tables: tuple[Table, ...]

    def source(self, media_type: str, encoding: str, sha256: str, left_out: Mapping[Hidden, int]) -> Source:
        """The source that a reader hands on, with the counts of what it left out. Raises UnreadableError for a text
        without any words."""
        if not self.text.strip():
            raise UnreadableError(f"{self.name} holds no words.")
        return Source(
            name=self.name,
            media_type=media_type,
            encoding=encoding,
            sha256=sha256,
            text=self.text,
            places=self.places,
            headings=self.headings,
            tables=self.tables,
            left_out=tuple(LeftOut(what, left_out[what]) for what in Hidden if left_out.get(what)),
        )


def typeset(blocks: Iterable[Block], name: str) -> Typeset:
    """The text of the blocks in order. Raises TooLargeError, with the name of the file, above MOST_CHARACTERS."""
    writer = _Writer(name)
    for block in blocks:
        writer.block(block)
    return Typeset(name, "".join(writer.text), Places(tuple(writer.runs)), tuple(writer.headings), tuple(writer.tables))


@dataclass(slots=True)
class _Writer:
    name: str
    text: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    length: int = 0

    def block(self, block: Block) -> None:
        if isinstance(block, Words):
            self._words(block)
            self._sign("\n")
        elif all(len(row) == 1 for row in block.rows):
            # A table of one column is a frame for what stands in it.
            for one in (inner for row in block.rows for inner in row[0].blocks):
                self.block(one)
        else:
            self._grid(block)

    def _grid(self, grid: Grid) -> None:
        self._sign("\n")
        cells: list[Cell] = []
        for row, boxes in enumerate(placed(grid)):
            for before, box in pairwise([None, *boxes]):
                assert box is not None
                self._sign("\t" * (box.column - (before.column if before else 0)))
                start = self.length
                for place, words in enumerate(_paragraphs(box.box.blocks)):
                    self._sign(PARAGRAPH_END if place else "")
                    self._words(words)
                size = {"rows": box.box.rows, "columns": box.box.columns}
                cells.append(Cell(start, self.length, row, box.column, header=box.box.header, **size))
            self._sign("\n")
        self.tables.append(Table(tuple(cells)))
        self._sign("\n")

    def _words(self, words: Words) -> None:
        if words.level is not None and words.text.strip():
            self.headings.append((self.length, words.level))
        for piece in words.pieces:
            if piece.text:
                end = self.length + len(piece.text)
                place = (piece.path, piece.part, piece.label, piece.page, piece.boxes, piece.drawn, piece.line)
                if piece.label:
                    self.runs.append(Run(self.length, end, *place))
                self._sign(piece.text)

    def _sign(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)
        if self.length > MOST_CHARACTERS:
            raise TooLargeError(f"{self.name} has more than {MOST_CHARACTERS:,} characters.")


@dataclass(frozen=True, slots=True)
class _Placed:
    box: GridCell
    column: int


def placed(grid: Grid) -> Iterator[list[_Placed]]:
    """The cells of every row with their columns: what a cell above reaches down to is passed over."""
    covered: dict[int, int] = {}
    for boxes in grid.rows:
        column = 0
        row: list[_Placed] = []
        below = {place: rows - 1 for place, rows in covered.items() if rows > 1}
        for box in boxes:
            while covered.get(column, 0):
                column += 1
            row.append(_Placed(box, column))
            if box.rows > 1:
                below |= dict.fromkeys(range(column, column + box.columns), box.rows - 1)
            column += box.columns
        yield row
        covered = below


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Words]:
    """The paragraphs of a cell on one line; of a table within a cell those of its cells, row by row."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for box in row:
                    yield from _paragraphs(box.blocks)
        elif block.text.strip():
            pieces = (replace(piece, text=piece.text.translate(_WRAPS)) for piece in block.pieces)
            yield Words(tuple(pieces), block.level)
