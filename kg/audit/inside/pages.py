"""Places the statements of a report in its outline, sentence by sentence."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.ways import Ways
from kg.audit.intervals import Printing
from kg.model.clauses import Cut, cut
from kg.model.facts import Direction, Kind
from kg.model.mentions import DateMention, Qualifier
from kg.model.statements import Statement
from kg.model.text import Block, BlockKind, Outline

OPENING, CLOSING = "(（", ")）"
# 97(12)人 is two figures of one quote: the number outside the bracket, and the one inside.
DOUBLE = re.compile(r"^\D*([\d,]+)[(（]([\d,]+)[)）]")
# Words of bounds that are no verbs of a change.
BOUND = re.compile("[逾餘]|未滿|不到")
# What stands before the number inside a quote: 超出 of 超出10.27%, 約 of 約50人.
QUOTED_WORDS = re.compile(r"^[^\d一二三四五六七八九十百千萬億兩○〇零廿卅]+")
# Place in a flow (half-open) and the statement whose quote stands there.
Placed = tuple[int, int, Statement]


def read_page(
    outline: Outline, statements: Iterable[Statement], dates: Sequence[DateMention], printing: Printing, ways: Ways
) -> Page:
    """Places the statements of a report in its outline. A statement outside every block is left out."""
    placed: dict[int, list[Placed]] = defaultdict(list)
    shown = {
        offset: (block.ordinal, index) for block in outline.blocks for index, offset in enumerate(block.flow.offsets)
    }
    for statement in statements:
        block, start = shown.get(statement.span.start, (None, 0))
        last, end = shown.get(statement.span.end - 1, (None, 0))
        if block is not None and block == last:
            placed[block].append((start, end + 1, statement))
    sentences = tuple(
        sentence
        for ordinal in sorted(placed)
        for sentence in _sentences(outline.blocks[ordinal], placed[ordinal], printing, ways)
    )
    return _indexed(outline, sentences, dates)


def _indexed(outline: Outline, sentences: tuple[Sentence, ...], dates: Iterable[DateMention]) -> Page:
    by_block: dict[int, list[DateMention]] = defaultdict(list)
    for date in dates:
        by_block[date.block].append(date)
    sections: dict[int | None, list[Figure]] = defaultdict(list)
    for sentence in sentences:
        sections[sentence.block.section].extend(sentence.figures)
    below: dict[int, list[int]] = {section.ordinal: [] for section in outline.sections}
    for section in outline.sections:
        for above in outline.above(section.ordinal):
            below[above.ordinal].append(section.ordinal)
    starts = {section.heading.start: section.ordinal for section in outline.sections}
    return Page(outline, sentences, by_block, sections, below, starts)


def _sentences(block: Block, placed: Sequence[Placed], printing: Printing, ways: Ways) -> Iterator[Sentence]:
    ordered = sorted(placed, key=lambda one: one[:2])
    marks = cut(block.flow.text, [(start, end) for start, end, _ in ordered])
    maker = _Maker(block, marks, _brackets(block.flow.text), printing, ways)
    before: Sentence | None = None
    for number, group in groupby(ordered, key=lambda one: marks.sentences[one[0]]):
        start = bisect_left(marks.sentences, number)
        end = bisect_right(marks.sentences, number)
        before = Sentence(block, block.flow.text, start, end, tuple(maker.figures(group, start)), before)
        yield before


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the figures of one block."""

    block: Block
    marks: Cut
    brackets: Sequence[tuple[int, int] | None]
    printing: Printing
    ways: Ways

    def figures(self, placed: Iterable[Placed], start: int) -> Iterator[Figure]:
        """The figures of the sentence that begins at `start`. Figures of one quote have one lead."""
        text, last, lead = self.block.flow.text, (start, start), ""
        for place, (left, right, statement) in enumerate(placed):
            if (left, right) != last:
                lead, last = text[last[1] : left] + _words_of(text[left:right]), (left, right)
            yield self._figure(place, (left, right), lead, statement)

    def _figure(self, place: int, span: tuple[int, int], lead: str, statement: Statement) -> Figure:
        start, end = span
        way = self.ways.read(lead) or statement.direction
        return Figure(
            statement=statement,
            amount=self.printing.amount(_told(statement, way)),
            block=self.block.ordinal,
            start=start,
            end=end,
            sentence=self.marks.sentences[start],
            clause=self.marks.clauses[start],
            bracket=self.brackets[start],
            place=place,
            lead=lead,
            direction=way,
            heads=self.block.kind is BlockKind.HEADING,
            double=DOUBLE.match(self.block.flow.text[start:end]) is not None,
            inner=_is_inner(statement),
        )


def _words_of(quote: str) -> str:
    found = QUOTED_WORDS.match(quote)
    return found.group() if found else ""


def _told(statement: Statement, way: Direction | None) -> Statement:
    """A statement without the bound that is only the verb of its change: 超出10.27% is a margin of 10.27."""
    verb = statement.kind is Kind.CHANGE and way is not None and statement.qualifier in (Qualifier.GT, Qualifier.LT)
    return replace(statement, qualifier=None) if verb and BOUND.search(statement.quote) is None else statement


def _brackets(text: str) -> list[tuple[int, int] | None]:
    """For every character the innermost bracket around it, as the places of its opening and its closing sign."""
    closing: dict[int, int] = {}
    open_signs: list[int] = []
    for index, char in enumerate(text):
        if char in OPENING:
            open_signs.append(index)
        elif char in CLOSING and open_signs:
            closing[open_signs.pop()] = index
    around: list[tuple[int, int] | None] = []
    inside: list[tuple[int, int]] = []
    for index in range(len(text)):
        if index in closing:
            inside.append((index, closing[index]))
        around.append(inside[-1] if inside else None)
        if inside and inside[-1][1] == index:
            inside.pop()
    return around


def _is_inner(statement: Statement) -> bool:
    found = DOUBLE.match("".join(statement.quote.split()))
    return bool(found and dict(statement.dims).get("appointment") and found[2].replace(",", "") == str(statement.value))
