"""PDF: its characters in the order of reading, with the page and the box of each. ISO 32000-2.

The library for PDF says which characters stand where; what makes lines, columns, tables and paragraphs of them stands
here, since a page knows nothing of these. A page of which only a picture is there is no text, and is not read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.pdf.glyphs import too_wide
from kg.readers.pdf.layout import Column, Filled, Grid, Item, Laid, laid_out
from kg.readers.pdf.lines import Line
from kg.readers.pdf.pages import Page, open_pdf
from kg.readers.pdf.paragraphs import Joiner, Measure, Paragraph, measure_of, measures_of
from kg.readers.pdf.running import without_running
from kg.readers.pdf.tables import columns_of, header_rows, joined
from kg.readers.typeset import Block, GridCell, Piece, Words, typeset
from kg.readers.typeset import Grid as Table

MEDIA_TYPE = "application/pdf"
UNKNOWN = "\ufffd"
# What the library counts, by what it is.
_COUNTED = {"metadata": Hidden.METADATA, "attached": Hidden.OBJECT, "scripts": Hidden.CODE}
_COUNTED_ON_PAGES = {"hidden": Hidden.HIDDEN, "remarks": Hidden.COMMENT}
# A note is set in type that is smaller by so much.
_NOTE = 0.92


def read_pdf(data: bytes, name: str, sha256: str) -> Source:
    """Reads a PDF. Raises UnreadableError for what is none, is damaged or protected, has no text (a scan), or has
    characters of which it does not say what they are; TooLargeError beyond the limits of `extraction`."""
    opened = open_pdf(data, name)
    left_out = Counter({_COUNTED[what]: opened.counts.get(what, 0) for what in _COUNTED})
    pages, pictures = _laid_out(opened.pages, left_out, name)
    pages, running = without_running(pages)
    pages, notes = _without_notes(pages)
    items, again = joined(pages)
    left_out[Hidden.RUNNING] += running + again
    left_out[Hidden.NOTE_MARK] += sum(line.marks for line in _all_lines(items)) + sum(line.marks for line in notes)
    found = typeset(_blocks(items, notes), name)
    if not found.text.strip():
        raise UnreadableError(_no_text(name, pictures, left_out[Hidden.HIDDEN]))
    return found.source(MEDIA_TYPE, "pdf", sha256, left_out)


def _laid_out(pages: Iterator[Page], left_out: Counter[Hidden], name: str) -> tuple[list[Laid], int]:
    """All pages as they are read, and how many pictures are on them."""
    found: list[Laid] = []
    pictures = 0
    for page in pages:
        for what, hidden in _COUNTED_ON_PAGES.items():
            left_out[hidden] += page.counts[what]
        left_out[Hidden.ASLANT] += page.turns.count("x")
        pictures += page.counts["pictures"]
        laid = laid_out(page)
        left_out[Hidden.UNMAPPED] += page.text.count(UNKNOWN)
        found.append(_known(laid, page, name))
    return found, pictures


def _no_text(name: str, pictures: int, hidden: int) -> str:
    if hidden:
        return (
            f"{name} shows pictures of its pages; the text behind them ({hidden:,} characters) is not shown and was "
            "read off by a machine, so it is not taken. Ask for the file that the pages were printed from."
        )
    if pictures:
        return f"{name} has no text: its pages are pictures (a scan). Ask for the file that it was printed from."
    return f"{name} holds no words."


def _known(laid: Laid, page: Page, name: str) -> Laid:
    """The page, where it says of all characters what they are. A sign before a line alone may be unknown: a bullet."""
    count = page.text.count(UNKNOWN)
    bare = UNKNOWN + " "
    inside = any(UNKNOWN in line.text[1:] for line in _all_lines(laid.items))
    if count and not inside and page.text.strip(bare):
        return laid
    count = count or too_wide(page)
    if count:
        raise UnreadableError(
            f"{name}: of {count:,} of {len(page.text):,} characters of page {page.number} the file says how they look "
            "and not which they are: a font has no table of them (ToUnicode). Save it anew with its text, or ask for "
            "the file that it was printed from."
        )
    return laid


def _all_lines(items: Sequence[Item]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Column):
            yield from item.lines
        else:
            yield from (line for row in item.rows for cell in row for line in cell.lines)


def _without_notes(pages: Sequence[Laid]) -> tuple[list[Laid], list[Line]]:
    """The pages without the notes at their feet, and the lines of these, which stand at the end of the text."""
    sizes = [line.size for page in pages for line in _all_lines(page.items)]
    largest = _NOTE * median(sizes) if sizes else 0.0
    found: list[Laid] = []
    notes: list[Line] = []
    for page in pages:
        last = page.items[-1] if page.items else None
        start = _notes_begin(last.lines, largest) if isinstance(last, Column) else None
        if start is None or not isinstance(last, Column):
            found.append(page)
            continue
        notes += last.lines[start:]
        kept = (replace(last, lines=last.lines[:start]),) if start else ()
        found.append(replace(page, items=(*page.items[:-1], *kept)))
    return found, notes


def _notes_begin(lines: Sequence[Line], largest: float) -> int | None:
    """Where the notes of a page begin: small lines to its end, the first of which has a mark of a note before it."""
    place = len(lines)
    while place and lines[place - 1].size <= largest:
        place -= 1
    return next((at for at in range(place, len(lines)) if lines[at].noted), None)


def _blocks(items: Sequence[Item], notes: Sequence[Line]) -> Iterator[Block]:
    measures = measures_of(columns_of(items))
    joiner = Joiner()
    for item in items:
        if isinstance(item, Column):
            yield from _words(joiner.add(item.lines, measures[item.kind]))
        else:
            yield from _words(joiner.end())
            yield _table(item)
    yield from _words(joiner.end())
    if notes:
        for start, end in _notes(notes):
            yield from _words([Paragraph(list(notes[start:end]), [], apart=True)])


def _notes(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where each note begins and ends: each has its mark."""
    starts = [place for place, line in enumerate(lines) if line.noted]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _words(paragraphs: Sequence[Paragraph] | Iterator[Paragraph]) -> Iterator[Words]:
    for paragraph in paragraphs:
        if paragraph.apart:
            yield Words(())
        yield _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Words:
    pieces = (
        Piece(line.text, "", f"page {line.page}", page=line.page, boxes=line.boxes) for line in paragraph.pieces()
    )
    return Words(tuple(pieces))


def _table(grid: Grid) -> Table:
    headers = header_rows(grid)
    measures = _measures(grid)
    return Table(
        tuple(
            tuple(
                GridCell(tuple(_cell(cell, measures)), cell.cell.rows, cell.cell.columns, header=number < headers)
                for cell in row
            )
            for number, row in enumerate(grid.rows)
        )
    )


def _measures(grid: Grid) -> dict[tuple[int, int], Measure]:
    """The measures of the columns of a table, by the first and the number of them that a cell reaches over."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for row in grid.rows:
        for cell in row:
            lines.setdefault((cell.cell.column, cell.cell.columns), []).extend(cell.lines)
    return {
        (first, many): measure_of(found, grid.across[first + many] - median(line.size for line in found))
        for (first, many), found in lines.items()
        if found
    }


def _cell(cell: Filled, measures: dict[tuple[int, int], Measure]) -> Iterator[Words]:
    if cell.lines:
        joiner = Joiner()
        measure = measures[cell.cell.column, cell.cell.columns]
        yield from map(_paragraph, (*joiner.add(cell.lines, measure), *joiner.end()))
