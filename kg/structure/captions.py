"""What a table of figures is called and made of: the line above it, its headers, what its rows begin with.

A caption is a short line without a full stop that stands right above a table, or above the line that says the unit of
its figures; a longer one counts where it says that the table follows. A table whose headers stand again, as where it
goes on over the next page, is one table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg.model.above import INTRODUCES, UNIT_LINE
from kg.model.tabled import Tabled
from kg.model.text import Block, BlockKind, Outline, Span

# Characters at most of a line that is a caption by standing there, and of one that says that a table follows.
SHORT, LONG = 40, 80
_STOP = re.compile(r"[。!?;]")


def tables_of(outline: Outline) -> tuple[Tabled, ...]:
    """The tables of figures of an outline, in reading order."""
    found: list[Tabled] = []
    for run in _runs(outline.blocks):
        parts = [_read(outline, rows) for rows in run]
        joined = [parts[0]]
        for part in parts[1:]:
            if part.columns == joined[-1].columns:
                span = Span(joined[-1].span.start, part.span.end)
                joined[-1] = replace(joined[-1], span=span, rows=(*joined[-1].rows, *part.rows))
            else:
                joined.append(part)
        found += joined
    return tuple(found)


def _runs(blocks: Sequence[Block]) -> Iterator[list[list[Block]]]:
    """Rows that stand right under one another, parted where a row of headers comes behind one of a body."""
    for in_table, rows in groupby(blocks, key=lambda block: bool(block.cells)):
        parts: list[list[Block]] = [[]]
        for row in rows if in_table else ():
            if _is_head(row) and parts[-1] and not _is_head(parts[-1][-1]):
                parts.append([])
            parts[-1].append(row)
        if in_table:
            yield parts


def _is_head(row: Block) -> bool:
    """Whether nothing says what the cells of a row are, since they say it of others."""
    return not any(cell.heads for cell in row.cells)


def _read(outline: Outline, rows: Sequence[Block]) -> Tabled:
    above = _above(outline, rows[0])
    heads = [row for row in rows if _is_head(row)]
    return Tabled(
        span=Span(rows[0].span.start, rows[-1].span.end),
        place=(above or rows[0]).span,
        caption=above.flow.text if above else "",
        columns=tuple(words for row in heads for words in _cells(row)),
        rows=tuple(_cells(row)[0] for row in rows if not _is_head(row)),
        section=outline.headings(rows[0].section),
    )


def _cells(row: Block) -> list[str]:
    return [row.flow.text[cell.start : cell.end] for cell in row.cells]


def _above(outline: Outline, first: Block) -> Block | None:
    """The line that is the caption of the table which begins with a block, if there is one."""
    place = first.ordinal - 1
    if place >= 0 and UNIT_LINE.match(outline.blocks[place].flow.text):
        place -= 1
    above = outline.blocks[place] if place >= 0 else None
    if above is None or above.cells or above.kind is not BlockKind.PARAGRAPH or above.section != first.section:
        return None
    follows = INTRODUCES.search(above.flow.text)
    text = above.flow.text[: follows.start()] if follows else above.flow.text
    return above if len(text) <= (LONG if follows else SHORT) and not _STOP.search(text) else None
