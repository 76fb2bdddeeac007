"""The paragraphs and tables of a DOCX document in reading order. ECMA-376 part 1, 17.2 to 17.4, 17.11."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.model.places import Hidden
from kg.readers.docx.numbering import Numbering
from kg.readers.docx.styles import Styles, W, style_of, value, whole
from kg.readers.docx.words import MC, Reader, is_header, mark_deleted
from kg.readers.package import Element, root_path, steps
from kg.readers.typeset import Block, Grid, GridCell, Piece, Words

# What holds paragraphs and tables and adds nothing to them.
_FRAMES = frozenset(
    {
        *(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")),
        *(f"{MC}{name}" for name in ("AlternateContent", "Choice")),
    }
)
_HEX = re.compile(r"[0-9A-Fa-f]{1,4}")
# Word takes 63 columns at most; a file that says more is not followed.
MOST_COLUMNS = 63


@dataclass(frozen=True, slots=True)
class Spot:
    """Where paragraphs are read: the part of the package, and in words what they stand in ("" for the body)."""

    part: str
    inside: str = ""

    def label(self, number: int) -> str:
        return f"{self.inside}, paragraph {number}" if self.inside else f"paragraph {number}"

    def within(self, words: str) -> "Spot":
        return replace(self, inside=f"{self.inside}, {words}" if self.inside else words)


@dataclass(slots=True)
class _Cell:
    """A cell in the making: cells that are merged to it from below make it longer."""

    blocks: tuple[Block, ...]
    column: int
    columns: int
    header: bool
    rows: int = 1


@dataclass(slots=True)
class Body:
    """Reads one document. `notes` are the notes that its text refers to, in the order of the references."""

    styles: Styles
    numbering: Numbering
    reader: Reader
    left_out: Counter[Hidden]
    notes: list[tuple[str, str]] = field(default_factory=list)

    def blocks(self, element: Element, path: str, spot: Spot) -> Iterator[Block]:
        """The blocks of an element that holds paragraphs and tables; `path` is its XPath."""
        counts: Counter[str] = Counter()
        open_: tuple[Piece, ...] = ()
        for child, place in self._flat(element, path):
            if child.tag == f"{W}tbl":
                counts["table"] += 1
                yield self._table(child, place, spot.within(f"table {counts['table']}"))
                continue
            counts["paragraph"] += 1
            words, boxes = self._paragraph(child, place, spot, counts["paragraph"], open_)
            open_ = words.pieces if mark_deleted(child) else ()
            if not open_:
                yield words
            for box, where in boxes:
                counts["box"] += 1
                yield from self.blocks(box, where, spot.within(f"text box {counts['box']}"))
        if open_:
            yield Words(open_)

    def _flat(self, element: Element, path: str) -> Iterator[tuple[Element, str]]:
        for child, place in steps(element, path):
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child, place
            elif child.tag in _FRAMES:
                yield from self._flat(child, place)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self.left_out[Hidden.DELETED] += 1

    def _paragraph(
        self, paragraph: Element, path: str, spot: Spot, number: int, before: tuple[Piece, ...]
    ) -> tuple[Words, list[tuple[Element, str]]]:
        """A paragraph with what of the one before it goes on in it; and its text boxes."""
        found = self.reader.read(paragraph, path)
        self.notes += found.notes
        label = spot.label(number)
        pieces = [*before, Piece("".join(found.text), path, label, spot.part)]
        reference = None if mark_deleted(paragraph) else self.styles.number(paragraph)
        drawn = self.numbering.draw(reference, style_of(paragraph)) if reference else ""
        if drawn:
            pieces.insert(0, Piece(drawn, path, label, spot.part, drawn=True))
        return Words(tuple(pieces), self.styles.heading(paragraph)), found.boxes

    def _table(self, table: Element, path: str, spot: Spot) -> Grid:
        made: list[list[_Cell]] = []
        open_: dict[int, _Cell] = {}
        rows = [(row, place) for row, place in self._parts(table, path, "tr") if not self._deleted(row)]
        marked = any(is_header(row) for row, _ in rows)
        for number, (row, place) in enumerate(rows, 1):
            header = is_header(row) if marked else number == 1 and _first_row_heads(table)
            made.append(self._row(row, place, spot.within(f"row {number}"), open_, header=header))
        return Grid(tuple(tuple(_made(cell) for cell in row) for row in made))

    def _deleted(self, row: Element) -> bool:
        gone = row.find(f"{W}trPr/{W}del") is not None
        self.left_out[Hidden.DELETED] += gone
        return gone

    def _parts(self, element: Element, path: str, name: str) -> Iterator[tuple[Element, str]]:
        """The rows of a table, the cells of a row; content controls may stand around them."""
        for child, place in steps(element, path):
            if child.tag == f"{W}{name}":
                yield child, place
            elif child.tag in _FRAMES:
                yield from self._parts(child, place, name)

    def _row(self, row: Element, path: str, spot: Spot, open_: dict[int, _Cell], *, header: bool) -> list[_Cell]:
        """The cells that begin in a row; those that go on from above reach one row further. `open_` has for every
        column the cell that a cell below may be merged to."""
        cells: list[_Cell] = []
        column = _columns(row.find(f"{W}trPr/{W}gridBefore"), 0)
        if column:
            cells.append(_Cell((), 0, column, header=False))
        for number, (cell, place) in enumerate(self._parts(row, path, "tc"), 1):
            columns = _columns(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            above = open_.pop(column, None)
            if merge is not None and value(merge, "continue") == "continue" and above is not None:
                above.rows += 1
                open_[column] = above
            else:
                made = _Cell(tuple(self.blocks(cell, place, spot.within(f"cell {number}"))), column, columns, header)
                cells.append(made)
                if merge is not None:
                    open_[column] = made
            column += columns
        return cells


def _columns(element: Element | None, default: int) -> int:
    return min(MOST_COLUMNS, max(default, whole(value(element), default)))


def _first_row_heads(table: Element) -> bool:
    """Whether the table says that its first row is set as a header (ECMA-376 part 1, 17.4.56)."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    bits = value(look)
    if stated is not None:
        return str(stated) in ("1", "true", "on")
    return _HEX.fullmatch(bits) is not None and bool(int(bits, 16) & 0x20)


def _made(cell: _Cell) -> GridCell:
    return GridCell(cell.blocks, cell.rows, cell.columns, cell.header)


def notes_of(root: Element | None, kind: str) -> Mapping[str, tuple[Element, str]]:
    """The notes of a part by their ids, with their XPaths. Separators are no notes."""
    if root is None:
        return {}
    return {
        str(note.get(f"{W}id", "")): (note, place)
        for note, place in steps(root, root_path(root))
        if note.tag == f"{W}{kind}" and note.get(f"{W}type", "normal") == "normal"
    }
