"""From a source to its outline, step by step: lines, what frames the report, tables, paragraphs, headings, levels."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model.text import Block, BlockCell, BlockKind, Flow, Head, Outline, Section, Skipped, SkipReason, Source, Span
from kg.structure.columns import LEFT, Region, find_tables, read_table
from kg.structure.families import Families
from kg.structure.front import Skips, find_contents, find_page_numbers, find_titles
from kg.structure.grids import Grid, find_grids, read_grid
from kg.structure.headings import Judge
from kg.structure.joining import Joiner, Passage, find_layout
from kg.structure.ladder import UNMARKED, Count, Ladder, Step
from kg.structure.lines import PARAGRAPH_END, Line, items_of, paragraphs_of, read_lines
from kg.structure.rules import StructureRules

# A heading without a mark ranks below all marks: it never closes one by rank.
_LOWEST = 99


def read_outline(source: Source, families: Families) -> Outline:
    """The outline of a source. Every character of it that is not white space is in a block, in a part that is skipped
    with a reason, or layout within a block."""
    family, reasons = families.choose(source.text)
    rules = families.rules
    page = read_lines(source, rules)
    skips = find_contents(source.text, page.lines, rules.signs)
    titles, title = find_titles(page.lines, rules.signs, skips)
    skips = find_page_numbers(page.lines) | titles | skips
    kept = list(_kept(page.lines, skips))
    columns = find_tables(source.text, kept)
    tables: list[Region | Grid] = [*columns, *find_grids(source, kept, columns)]
    layout = find_layout(_running(kept, tables))
    joiner = Joiner(rules.signs, layout, family.longest_heading)
    passages, headers = _passages(source.text, kept, tables, joiner, rules)
    builder = _Builder(source.text, passages, Judge(rules.signs, family, layout), rules)
    builder.build()
    framing = [Skipped(page.lines[place].span, reason) for place, reason in skips.items()]
    framing += [Skipped(span, SkipReason.TABLE_HEADER) for span in headers]
    skipped = _merged(source.text, [*page.skipped, *framing, *builder.dashes])
    sections, blocks = tuple(builder.sections), tuple(builder.blocks)
    return Outline(source, family.name, reasons, title, sections, blocks, skipped, len(tables))


def _kept(lines: Sequence[Line], skips: Skips) -> Iterator[Line]:
    """The lines that are content. What stands behind a title or a table of contents begins anew; what stands behind a
    page number, or a title that heads every page, may go on with the page before."""
    titles = sum(reason is SkipReason.TITLE for reason in skips.values())
    opening = {SkipReason.CONTENTS, SkipReason.TITLE} if titles <= 3 else {SkipReason.CONTENTS}
    for place, line in enumerate(lines):
        if place not in skips:
            yield replace(line, first=True) if skips.get(place - 1) in opening else line


def _running(lines: Sequence[Line], tables: Sequence[Region | Grid]) -> list[Line]:
    """The lines that are in no table."""
    inside = {place for table in tables for place in range(table.first, table.last + 1)}
    return [line for place, line in enumerate(lines) if place not in inside]


def _passages(
    text: str, lines: Sequence[Line], tables: Sequence[Region | Grid], joiner: Joiner, rules: StructureRules
) -> tuple[list[Passage], list[Span]]:
    """The passages of a report in reading order, and the header rows of its tables."""
    passages: list[Passage] = []
    headers: list[Span] = []
    start = 0
    for table in sorted(tables, key=lambda table: table.first):
        passages += joiner.join(_items(text, lines[start : table.first], rules))
        if isinstance(table, Grid):
            passages += read_grid(text, lines, table)
        else:
            found, rows = read_table(text, lines[table.first : table.last + 1], rules, joiner.for_cells())
            passages += found
            headers += rows
        start = table.last + 1
    passages += joiner.join(_items(text, lines[start:], rules))
    return passages, headers


def _items(text: str, lines: Sequence[Line], rules: StructureRules) -> Iterator[Line]:
    """What stands on its own in running text: lines, paragraphs that tags divide in them, items behind one another."""
    parts: list[Line] = []
    for line in lines:
        tagged = any(text.find(sign, line.start, line.end) >= 0 for sign in ("<", PARAGRAPH_END))
        parts += paragraphs_of(text, line, line.start, line.end, rules) if tagged else (line,)
    return items_of(text, parts, rules)


class _Builder:
    """Builds sections and blocks from passages in reading order."""

    def __init__(self, text: str, passages: Sequence[Passage], judge: Judge, rules: StructureRules) -> None:
        self._text = text
        self._passages = passages
        self._judge = judge
        self._rules = rules
        self._ladder = Ladder(Count([passage.mark for passage in passages]))
        self._intro: int | None = None
        self._cells: dict[int, Head] = {}  # cells and lines by where they begin
        self.sections: list[Section] = []
        self.blocks: list[Block] = []
        self.dashes: list[Skipped] = []

    def build(self) -> None:
        headings = self._judge.headings(self._passages)
        for place, (passage, heading) in enumerate(zip(self._passages, headings, strict=True)):
            if passage.mark is not None and passage.mark.start:
                self.dashes.append(Skipped(passage.flow.span(0, passage.mark.start), SkipReason.LAYOUT))
            if heading:
                self._heading(place, passage)
            elif passage.row:
                self._row(passage)
            else:
                self._paragraph(passage)

    def _heading(self, place: int, passage: Passage) -> None:
        if passage.column == LEFT:
            self._ladder.sink()
        intro = self._intro
        (kind, rank, value), sibling = self._reach(place, passage)
        section = self._ladder.section()
        ordinal, block = len(self.sections), len(self.blocks)
        words = _words(passage)
        number = self._number(passage)
        pieces = _pieces(self._text, passage, words) if passage.lines > 1 else ()
        self.sections.append(Section(ordinal, section, self._ladder.depth(), number, words, pieces))
        self.blocks.append(Block(block, BlockKind.HEADING, passage.span, _body(passage), section, number))
        self._ladder.open(Step(kind, rank, value, block, ordinal, sibling.lead if sibling else intro))
        if passage.column == LEFT:
            self._ladder.fix()
        self._intro = None

    def _reach(self, place: int, passage: Passage) -> tuple[tuple[str, int, int], Step | None]:
        """Closes what the heading closes; its kind, rank and place in the count, and the step that it follows."""
        mark = passage.mark
        if mark is not None and (not passage.sharps or mark.value):
            return (mark.kind, mark.rank, mark.value), self._ladder.reach(mark)
        if passage.sharps:
            self._ladder.reach_sharps(passage.sharps)
            return ("#" * passage.sharps, _LOWEST, 0), None
        self._ladder.reach_unmarked(place)
        return (UNMARKED, _LOWEST, 0), None

    def _paragraph(self, passage: Passage) -> None:
        block = len(self.blocks)
        lead = self._item(passage, block) if passage.mark is not None else self._follows()
        end = self._judge.label(passage)
        body = _body(passage)
        label = body.span(0, end) if end else None
        kind = BlockKind.PARAGRAPH
        section, number = self._ladder.section(), self._number(passage)
        self.blocks.append(Block(block, kind, passage.span, body, section, number, label, lead))
        self._cells[passage.span.start] = Head(block, 0, len(body.text))
        leads = passage.mark is None and self._rules.signs.leads.search(body.text[-12:]) is not None
        self._intro = block if leads else None

    def _row(self, passage: Passage) -> None:
        """A row of a table of figures; what introduces the first row introduces all."""
        block, flow = len(self.blocks), passage.flow
        cells: list[BlockCell] = []
        for words, starts in passage.row:
            start, end = (bisect_left(flow.offsets, offset) for offset in (words.start, words.end))
            heads = tuple(self._cells[one] for one in starts if one in self._cells)
            cells.append(BlockCell(start, end, heads))
            self._cells[words.start] = Head(block, start, end)
        section, lead = self._ladder.section(), self._intro
        kind, span = BlockKind.PARAGRAPH, passage.span
        self.blocks.append(Block(block, kind, span, flow, section, lead=lead, cells=tuple(cells)))

    def _item(self, passage: Passage, block: int) -> int | None:
        """Opens a list item; its lead is that of the item before it, or what introduces the list."""
        mark = passage.mark
        assert mark is not None
        sibling = self._ladder.reach(mark)
        parent = self._ladder.item()
        lead = parent.block if parent is not None else self._intro
        if sibling is not None:
            lead = sibling.lead
        self._ladder.open(Step(mark.kind, mark.rank, mark.value, block, None, lead))
        return lead

    def _follows(self) -> int | None:
        """The list item that a paragraph without a mark goes on with: one that ended in a colon just before."""
        item = self._ladder.item()
        if item is None or item.block != len(self.blocks) - 1:
            return None
        return item.block if self.blocks[item.block].flow.text[-1:] == ":" else None

    def _number(self, passage: Passage) -> str:
        """The mark as it is written."""
        mark = passage.mark
        return passage.flow.span(mark.start, mark.end).cut(self._text) if mark else ""


def _body(passage: Passage) -> Flow:
    """The text of a passage without its mark; the mark itself where there is nothing else."""
    mark = passage.mark
    start = 0 if mark is None else mark.end if mark.end < len(passage.flow.text) else mark.start
    return Flow(passage.flow.text[start:], passage.flow.offsets[start:])


def _words(passage: Passage) -> Span:
    """The words of a heading without a final full stop or colon."""
    body = _body(passage)
    end = len(body.text.rstrip("。:"))
    return body.span(0, end or len(body.text))


def _pieces(text: str, passage: Passage, words: Span) -> tuple[Span, ...]:
    """The parts of a heading that was joined of several lines: cut where more than white space was left out."""
    offsets = [offset for offset in passage.flow.offsets if words.start <= offset < words.end]
    starts = [0, *(place for place in range(1, len(offsets)) if text[offsets[place - 1] + 1 : offsets[place]].strip())]
    return tuple(Span(offsets[first], offsets[last - 1] + 1) for first, last in pairwise([*starts, len(offsets)]))


def _merged(text: str, skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """In order; neighbours of one reason with nothing but white space between them are one."""
    result: list[Skipped] = []
    for one in sorted(skipped, key=lambda part: (part.span.start, -part.span.end)):
        last = result[-1] if result else None
        if last is not None and one.span.end <= last.span.end:
            continue
        if last is not None and last.reason is one.reason and not text[last.span.end : one.span.start].strip():
            result[-1] = Skipped(Span(last.span.start, one.span.end), one.reason)
        else:
            result.append(one)
    return tuple(result)
