"""Figures where they stand: in which sentence, clause and bracket, with the words that lead up to them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from kg.audit.intervals import INFINITY, Amount, Printing
from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.clauses import cut
from kg.model.facts import Direction, Kind
from kg.model.mentions import DateMention, Qualifier
from kg.model.statements import Statement
from kg.model.text import Block, BlockKind, Outline
from kg.resources import read_table

WORDS = Path(__file__).parent / "words.toml"
OPENING, CLOSING = "(（", ")）"
# 97(12)人 is two figures of one quote: the number outside the bracket, and the one inside.
DOUBLE = re.compile(r"^\D*([\d,]+)[(（]([\d,]+)[)）]")


# Words of bounds that are no verbs of a change.
BOUND = re.compile("[逾餘]|未滿|不到")
# What stands before the number inside a quote: 超出 of 超出10.27%, 約 of 約50人.
QUOTED_WORDS = re.compile(r"^[^\d一二三四五六七八九十百千萬億兩○〇零廿卅]+")
# Place in a flow (half-open) and the statement whose quote stands there.
Placed = tuple[int, int, Statement]


@dataclass(frozen=True, slots=True)
class Ways:
    """The words of `words.toml`, which say before a number which way a change goes."""

    pattern: re.Pattern[str]
    ways: Mapping[str, Direction]

    def read(self, lead: str) -> Direction | None:
        """The way that the last words before a number tell."""
        found = self.pattern.search(lead)
        return self.ways[found.group(1)] if found else None


def load_ways() -> Ways:
    """Reads `words.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(WORDS)
    try:
        ways = {str(word): way for way in Direction for word in table[way.value]}
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{WORDS}: {error!r}") from error
    return Ways(re.compile(rf"({alternation(ways)})(?:了|計|共|約|達|為)?$"), ways)


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement in its sentence.

    amount      what its number can stand for
    block       ordinal of its block;  start, end: place of its quote in that block's flow
    sentence, clause  numbers inside the block
    bracket     places of the innermost bracket around it (its opening and its closing sign), or None
    lead        the words from the figure before it in its sentence, or from the beginning of the sentence
    direction   which way it changes something, if it does
    inner       whether it is the number in brackets of a quote of two (12 of 97(12)人)
    """

    statement: Statement
    amount: Amount
    block: int
    start: int
    end: int
    sentence: int
    clause: int
    bracket: tuple[int, int] | None
    lead: str
    direction: Direction | None = None
    inner: bool = False

    @property
    def measure(self) -> str:
        """What it counts, by which 人 and 名 are one."""
        return self.statement.measure or self.statement.unit

    @property
    def ratio(self) -> bool:
        """Whether it is a share, and no count."""
        return self.measure in ("percent", "permille", "percentage-point", "tenth-part", "one", "ratio-to-one")

    @property
    def bounded(self) -> bool:
        """Whether words bound it to one side only."""
        return self.amount.high == INFINITY or (self.amount.value == self.amount.high != self.amount.low)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The figures of a sentence, in order of the text. `start`, `end`: its place in the block's flow `text`."""

    block: Block
    text: str = field(repr=False)
    start: int
    end: int
    figures: tuple[Figure, ...]
    before: "Sentence | None" = field(default=None, repr=False)

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def between(self, left: Figure, right: Figure) -> str:
        """The text between two figures."""
        return self.text[left.end : right.start]


@dataclass(frozen=True, slots=True)
class Page:
    """All figures of a report by sentence, its dates, and the outline that they stand in."""

    outline: Outline = field(repr=False)
    dates: tuple[DateMention, ...] = field(repr=False)
    sentences: tuple[Sentence, ...]

    @property
    def figures(self) -> Iterator[Figure]:
        for sentence in self.sentences:
            yield from sentence.figures

    def dates_before(self, figure: Figure, sentence: Sentence) -> tuple[DateMention, ...]:
        """The dates of a figure's sentence that stand before it, in order."""
        return tuple(
            one for one in self.dates if one.block == figure.block and sentence.start <= one.start < figure.start
        )

    def dates_around(
        self, figure: Figure, sentence: Sentence, held: re.Pattern[str], far: int
    ) -> tuple[DateMention, ...]:
        """The last date before a figure, no farther than `far`; and the one behind it where words lead on to it."""
        before = [one for one in self.dates_before(figure, sentence)[-1:] if figure.start - one.end <= far]
        after = [
            one
            for one in self.dates
            if one.block == figure.block
            and figure.end <= one.start < sentence.end
            and held.fullmatch(sentence.text, figure.end, one.start)
        ]
        return (*before, *after)

    def headings(self) -> Iterator[Sentence]:
        """Sentences that are headings or run-in labels of the outline."""
        return (sentence for sentence in self.sentences if sentence.block.kind is BlockKind.HEADING)


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
    return Page(
        outline,
        tuple(dates),
        tuple(
            sentence
            for ordinal in sorted(placed)
            for sentence in _sentences(outline.blocks[ordinal], placed[ordinal], printing, ways)
        ),
    )


def _sentences(block: Block, placed: Sequence[Placed], printing: Printing, ways: Ways) -> Iterator[Sentence]:
    text = block.flow.text
    ordered = sorted(placed, key=lambda one: one[:2])
    marks = cut(text, [(start, end) for start, end, _ in ordered])
    brackets = _brackets(text)
    before: Sentence | None = None
    for number, group in groupby(ordered, key=lambda one: marks.sentences[one[0]]):
        start = marks.sentences.index(number)
        end = bisect_right(marks.sentences, number)
        figures, last, lead = [], (start, start), ""
        for left, right, statement in group:
            if (left, right) != last:
                lead, last = text[last[1] : left] + _words_of(text[left:right]), (left, right)
            way = ways.read(lead) or statement.direction
            figures.append(
                Figure(
                    statement,
                    printing.amount(_told(statement, way)),
                    block.ordinal,
                    left,
                    right,
                    number,
                    marks.clauses[left],
                    _innermost(brackets, left, right),
                    lead,
                    way,
                    _is_inner(statement),
                )
            )
        before = Sentence(block, text, start, end, tuple(figures), before)
        yield before


def _words_of(quote: str) -> str:
    found = QUOTED_WORDS.match(quote)
    return found.group() if found else ""


def _told(statement: Statement, way: Direction | None) -> Statement:
    """A statement without the bound that is only the verb of its change: 超出10.27% is a margin of 10.27."""
    verb = statement.kind is Kind.CHANGE and way is not None and statement.qualifier in (Qualifier.GT, Qualifier.LT)
    return replace(statement, qualifier=None) if verb and BOUND.search(statement.quote) is None else statement


def _brackets(text: str) -> tuple[tuple[int, int], ...]:
    """Places of opening and closing signs that belong together."""
    pairs, open_signs = [], []
    for index, char in enumerate(text):
        if char in OPENING:
            open_signs.append(index)
        elif char in CLOSING and open_signs:
            pairs.append((open_signs.pop(), index))
    return tuple(pairs)


def _innermost(brackets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    around = [pair for pair in brackets if pair[0] < start and end <= pair[1]]
    return max(around, default=None)


def _is_inner(statement: Statement) -> bool:
    found = DOUBLE.match("".join(statement.quote.split()))
    return bool(found and dict(statement.dims).get("appointment") and found[2].replace(",", "") == str(statement.value))
