"""The paragraphs and tables of an ODT document in reading order. OpenDocument 1.3 part 3, 3.4, 5, 9."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.model.places import Hidden
from kg.readers.odt.lists import Counts, Lists
from kg.readers.odt.styles import OFFICE, TABLE, TEXT, Styles, whole
from kg.readers.odt.words import Reader
from kg.readers.package import Element, local_name, steps
from kg.readers.typeset import Block, Grid, GridCell, Piece, Words

# A cell reaches over, and is repeated, so many rows and columns at most: spreadsheets fill pages with empty ones.
MOST_REPEATED = 100
_LEFT_OUT = {f"{TEXT}tracked-changes": Hidden.DELETED, f"{OFFICE}annotation": Hidden.COMMENT}
# What only says how indexes and sequences are made.
_PASSED = frozenset(
    {
        *(
            f"{TEXT}{name}"
            for name in ("sequence-decls", "variable-decls", "user-field-decls", "alphabetical-index-auto")
        ),
        *(f"{OFFICE}{name}" for name in ("forms", "scripts")),
    }
)
_LIST_ITEMS = {f"{TEXT}list-item": True, f"{TEXT}list-header": False}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where paragraphs are read, in words ("" for the body)."""

    inside: str = ""

    def label(self, number: int) -> str:
        return f"{self.inside}, paragraph {number}" if self.inside else f"paragraph {number}"

    def within(self, words: str) -> "Spot":
        return Spot(f"{self.inside}, {words}" if self.inside else words)


@dataclass(slots=True)
class _List:
    """The list that is read: its style, its counts, the level (from 0), whether the next paragraph has a number, and
    the one that its item says it has."""

    style: str
    counts: Counts
    place: int
    numbers: bool = False
    stated: str | None = None


@dataclass(slots=True)
class Body:
    """Reads one document. `notes` are those of its paragraphs, with their XPaths."""

    styles: Styles
    lists: Lists
    reader: Reader
    left_out: Counter[Hidden]
    part: str
    notes: list[tuple[Element, str]] = field(default_factory=list)

    def blocks(self, element: Element, path: str, spot: Spot) -> Iterator[Block]:
        """The blocks of an element that holds paragraphs and tables; `path` is its XPath."""
        yield from self._inside(element, path, spot, None, Counter())

    def _inside(
        self, element: Element, path: str, spot: Spot, in_list: _List | None, counts: Counter[str]
    ) -> Iterator[Block]:
        for child, place in steps(element, path):
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, place, spot, in_list, counts)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, place, spot, in_list, counts)
            elif child.tag == f"{TABLE}table":
                counts["table"] += 1
                yield self._table(child, place, spot.within(f"table {counts['table']}"))
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += max(1, sum(1 for _ in child.iter(f"{TEXT}deletion")))
            elif child.get(f"{TEXT}display") == "none":
                self.left_out[Hidden.HIDDEN] += 1
            elif child.tag not in _PASSED and not local_name(child).endswith("-source"):
                yield from self._inside(child, place, spot, in_list, counts)

    def _list(
        self, element: Element, path: str, spot: Spot, above: _List | None, counts: Counter[str]
    ) -> Iterator[Block]:
        style = str(element.get(f"{TEXT}style-name", "")) or (above.style if above else "")
        inner = (
            replace(above, style=style, place=above.place + 1, numbers=False, stated=None)
            if above
            else _List(style, self.lists.begin(element, style), 0)
        )
        for child, place in steps(element, path):
            if child.tag in _LIST_ITEMS:
                stated = child.get(f"{TEXT}start-value")
                item = replace(inner, numbers=_LIST_ITEMS[child.tag], stated=None if stated is None else str(stated))
                yield from self._inside(child, place, spot, item, counts)

    def _paragraph(
        self, element: Element, path: str, spot: Spot, in_list: _List | None, counts: Counter[str]
    ) -> Iterator[Block]:
        counts["paragraph"] += 1
        found = self.reader.read(element, path)
        self.notes += found.notes
        label = spot.label(counts["paragraph"])
        level = whole(element.get(f"{TEXT}outline-level"), 1) if element.tag == f"{TEXT}h" else None
        number = self._number(element, in_list, level)
        pieces = [Piece(number, path, label, self.part, drawn=True)] if number else []
        yield Words((*pieces, Piece("".join(found.text).rstrip(" "), path, label, self.part)), level)
        for box, place in found.boxes:
            counts["box"] += 1
            yield from self.blocks(box, place, spot.within(f"text box {counts['box']}"))

    def _number(self, element: Element, in_list: _List | None, level: int | None) -> str:
        """The number of a paragraph: as the first of an item of a list, or as a heading."""
        if in_list is None:
            return self.lists.heading(element, level - 1) if level else ""
        if not in_list.numbers:
            return ""
        in_list.numbers = False
        style = in_list.style or self.styles.list_of(str(element.get(f"{TEXT}style-name", "")))
        return self.lists.item(in_list.counts, style, in_list.place, in_list.stated)

    def _table(self, table: Element, path: str, spot: Spot) -> Grid:
        heads = _header_columns(table)
        rows: list[tuple[GridCell, ...]] = []
        for number, (row, place, header) in enumerate(self._rows(table, path), 1):
            cells = tuple(self._cells(row, place, spot.within(f"row {number}"), heads, header=header))
            again = min(MOST_REPEATED, whole(row.get(f"{TABLE}number-rows-repeated"), 1))
            rows += [cells] * (again if any(cell.blocks for cell in cells) else 1)
        return Grid(tuple(rows))

    def _rows(self, table: Element, path: str, *, header: bool = False) -> Iterator[tuple[Element, str, bool]]:
        for child, place in steps(table, path):
            if child.tag == f"{TABLE}table-row":
                if child.get(f"{TABLE}visibility", "visible") == "visible":
                    yield child, place, header
                else:
                    self.left_out[Hidden.HIDDEN] += 1
            elif child.tag == f"{TABLE}table-header-rows":
                yield from self._rows(child, place, header=True)
            elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
                yield from self._rows(child, place, header=header)

    def _cells(self, row: Element, path: str, spot: Spot, heads: int, *, header: bool) -> Iterator[GridCell]:
        column = 0
        for number, (cell, place) in enumerate(steps(row, path), 1):
            again = min(MOST_REPEATED, whole(cell.get(f"{TABLE}number-columns-repeated"), 1))
            if cell.tag == f"{TABLE}table-cell":
                blocks = tuple(self.blocks(cell, place, spot.within(f"cell {number}")))
                rows = max(1, whole(cell.get(f"{TABLE}number-rows-spanned"), 1))
                columns = max(1, whole(cell.get(f"{TABLE}number-columns-spanned"), 1))
                made = GridCell(blocks, min(MOST_REPEATED, rows), min(MOST_REPEATED, columns), header or column < heads)
                yield from [made] * again
            # Every place has an element: what a merged cell covers too.
            column += again


def _header_columns(table: Element) -> int:
    """How many columns at the left are marked as headers (9.1.11)."""
    heads = table.find(f"{TABLE}table-header-columns")
    columns = () if heads is None else heads.iter(f"{TABLE}table-column")
    return sum(min(MOST_REPEATED, whole(one.get(f"{TABLE}number-columns-repeated"), 1)) for one in columns)
