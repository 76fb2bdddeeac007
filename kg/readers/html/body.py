"""The paragraphs and tables of an HTML document in reading order, as a browser shows them without style sheets.

HTML Living Standard, 15.3 (what breaks a line); CSS Text Level 3, 4.1 (white space).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model.places import Hidden
from kg.readers.html.lists import numbers_of, whole
from kg.readers.package import Element, local_name, steps
from kg.readers.typeset import Block, Grid, GridCell, Piece, Words

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "html", "legend", "li"),
        *("listing", "main", "menu", "ol", "p", "plaintext", "pre", "search", "section", "summary", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_LEFT_OUT = {
    **dict.fromkeys(("script", "style", "template", "noscript", "link"), Hidden.CODE),
    **dict.fromkeys(("head", "title", "meta", "base"), Hidden.METADATA),
    **dict.fromkeys(("nav", "input", "select", "button", "textarea", "datalist", "option"), Hidden.NAVIGATION),
    **dict.fromkeys(("iframe", "object", "embed", "svg", "canvas", "audio", "video", "applet", "math"), Hidden.OBJECT),
    "del": Hidden.DELETED,
}
# What is read out by the side of ruby characters, and has no words.
_PASSED = frozenset({"rt", "rp", "img", "wbr", "area", "map", "col", "colgroup", "param", "source", "track"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_ROWS = frozenset({"thead", "tbody", "tfoot"})
# HTML Living Standard, 4.9.11, has 1,000 and 65,534; no table of a report is as wide or has cells as high.
MOST_COLUMNS, MOST_ROWS = 100, 1_000


@dataclass(slots=True)
class _Line:
    """A paragraph in the making: its element, its words, its level as a heading."""

    path: str
    text: list[str] = field(default_factory=list)
    level: int | None = None
    drawn: str = ""
    kept: bool = False


@dataclass(slots=True)
class Body:
    """Reads one document; counts what is left out."""

    left_out: Counter[Hidden]

    def blocks(self, element: Element, path: str) -> list[Block]:
        """The blocks of an element; `path` is its XPath."""
        flow = _Flow(self, _Line(path))
        flow.inside(element, path)
        flow.end()
        return flow.blocks

    def hides(self, element: Element) -> bool:
        """Whether an element is not shown, or no text of the document."""
        name = local_name(element)
        what = _LEFT_OUT.get(name)
        if what is None and (element.get("hidden") is not None or _UNSEEN.search(str(element.get("style", "")))):
            what = Hidden.HIDDEN
        if what is None and name == "sup" and _refers(element):
            what = Hidden.NOTE_MARK
        if what is not None:
            self.left_out[what] += 1
        return what is not None or name in _PASSED

    def grid(self, table: Element, path: str) -> Grid:
        """A table with its rows."""
        rows = list(_rows(table, path))
        return Grid(tuple(self._row(row, place, len(rows) - number) for number, (row, place) in enumerate(rows)))

    def _row(self, row: Element, path: str, below: int) -> tuple[GridCell, ...]:
        """`below` is how many rows there are from this one on."""
        cells = []
        for cell, place in steps(row, path):
            name = local_name(cell)
            if name not in ("td", "th") or self.hides(cell):
                continue
            columns = _within(whole(cell.get("colspan")), MOST_COLUMNS)
            rows = whole(cell.get("rowspan"))
            reach = below if rows == 0 else min(below, _within(rows, MOST_ROWS))
            header = name == "th" or local_name(_parent(row)) == "thead"
            cells.append(GridCell(tuple(self.blocks(cell, place)), reach, columns, header))
        return tuple(cells)


@dataclass(slots=True)
class _Flow:
    """The blocks of one element in the making."""

    body: Body
    line: _Line
    blocks: list[Block] = field(default_factory=list)

    def inside(self, element: Element, path: str) -> None:
        """Reads what is in an element."""
        self._text(element.text)
        for child, place in steps(element, path):
            if not self.body.hides(child):
                self._child(child, place)
            self._text(child.tail)

    def _child(self, child: Element, path: str) -> None:
        name = local_name(child)
        if name == "br":
            self.line.text.append("\n")
        elif name == "hr":
            self.end()
        elif name == "table":
            self._table(child, path)
        elif name in _LISTS:
            self._list(child, path)
        elif name in _BLOCKS:
            self._block(child, path)
        else:
            self.inside(child, path)

    def _block(self, element: Element, path: str, drawn: str = "") -> None:
        self.end()
        outer, name = self.line, local_name(element)
        level = int(name[1]) if re.fullmatch("h[1-6]", name) else outer.level
        self.line = _Line(path, level=level, drawn=drawn, kept=outer.kept or name in ("pre", "listing", "plaintext"))
        self.inside(element, path)
        self.end()
        self.line = _Line(outer.path, level=outer.level, kept=outer.kept)

    def _list(self, element: Element, path: str) -> None:
        self.end()
        numbers = numbers_of(element)
        for child, place in steps(element, path):
            if self.body.hides(child):
                continue
            if local_name(child) == "li":
                self._block(child, place, numbers.draw(child))
            else:
                self._child(child, place)
        self.end()

    def _table(self, element: Element, path: str) -> None:
        self.end()
        for child, place in steps(element, path):
            if local_name(child) == "caption" and not self.body.hides(child):
                self._block(child, place)
        grid = self.body.grid(element, path)
        if str(element.get("role", "")) in ("presentation", "none"):
            self.blocks += [block for row in grid.rows for cell in row for block in cell.blocks]
        elif grid.rows:
            self.blocks.append(grid)

    def _text(self, text: str | None) -> None:
        if text:
            self.line.text.append(text if self.line.kept else _WHITE.sub(" ", text))

    def end(self) -> None:
        """Ends the paragraph."""
        line = self.line
        words = "".join(line.text) if line.kept else _drawn_together("".join(line.text))
        if words.strip():
            label = line.path.rpartition("/")[2]
            drawn = (Piece(line.drawn, line.path, label, drawn=True),) if line.drawn else ()
            self.blocks.append(Words((*drawn, Piece(words, line.path, label)), line.level))
            line.drawn = ""
        line.text = []


def _drawn_together(text: str) -> str:
    """White space as it is shown: one blank, and none at the beginning and end of a line."""
    return "\n".join(re.sub(" {2,}", " ", part).strip(" ") for part in text.split("\n"))


def _rows(table: Element, path: str) -> Iterator[tuple[Element, str]]:
    for child, place in steps(table, path):
        if local_name(child) == "tr":
            yield child, place
        elif local_name(child) in _ROWS:
            yield from ((row, where) for row, where in steps(child, place) if local_name(row) == "tr")


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _refers(element: Element) -> bool:
    """Whether a raised text is the mark of a note: a link to another place of the page."""
    links: Iterable[Element] = element.iter("a")
    return any(str(link.get("href", "")).startswith("#") for link in links)


def _within(number: int | None, most: int) -> int:
    return max(1, min(most, number or 1))
