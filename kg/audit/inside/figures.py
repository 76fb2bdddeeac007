"""Figures where they stand: in which sentence, clause and bracket, with the words that lead up to them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from kg.audit.intervals import INFINITY, Amount
from kg.model.facts import Direction
from kg.model.mentions import DateMention
from kg.model.statements import Statement
from kg.model.text import Block, BlockKind, Outline

CONCURRENT = "兼任"
WINDOW = 40  # how many figures of a sentence are looked at on either side of one


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement in its sentence.

    amount      what its number can stand for
    block       ordinal of its block;  start, end: place of its quote in that block's flow
    sentence, clause  numbers inside the block
    bracket     places of the innermost bracket around it (its opening and its closing sign), or None
    place       which figure of its sentence it is, from 0
    lead        the words from the figure before it in its sentence, or from the beginning of the sentence
    heads       whether it stands in a heading
    double      whether its quote holds two numbers;  inner: whether it is the one in brackets (12 of 97(12)人)
    direction   which way it changes something, if it does
    """

    statement: Statement
    amount: Amount
    block: int
    start: int
    end: int
    sentence: int
    clause: int
    bracket: tuple[int, int] | None
    place: int
    lead: str
    direction: Direction | None = None
    heads: bool = False
    double: bool = False
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
    def concurrent(self) -> bool:
        """Whether it counts posts held beside another one."""
        return self.inner or CONCURRENT in self.lead

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

    def earlier(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures before a figure, as far as any sentence of prose reaches: what is longer is a table."""
        return self.figures[max(0, figure.place - WINDOW) : figure.place]

    def later(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures behind a figure, as far."""
        return self.figures[figure.place + 1 : figure.place + 1 + WINDOW]

    def between(self, left: Figure, right: Figure) -> str:
        """The text between two figures."""
        return self.text[left.end : right.start]


@dataclass(frozen=True, slots=True)
class Page:
    """All figures of a report by sentence, and what stands where.

    dates      of every block that has some;  sections: the figures right under every section (None: under none)
    below      the sections inside every section, itself first
    """

    outline: Outline = field(repr=False)
    sentences: tuple[Sentence, ...]
    dates: Mapping[int, Sequence[DateMention]] = field(repr=False)
    sections: Mapping[int | None, Sequence[Figure]] = field(repr=False)
    below: Mapping[int, Sequence[int]] = field(repr=False)
    starts: Mapping[int, int] = field(repr=False)

    @property
    def figures(self) -> Iterator[Figure]:
        for sentence in self.sentences:
            yield from sentence.figures

    def dates_before(self, figure: Figure, sentence: Sentence) -> tuple[DateMention, ...]:
        """The dates of a figure's sentence that stand before it, in order."""
        dates = self.dates.get(figure.block, ())
        first = bisect_left(dates, sentence.start, key=attrgetter("start"))
        return tuple(dates[first : bisect_left(dates, figure.start, key=attrgetter("start"))])

    def dates_around(
        self, figure: Figure, sentence: Sentence, held: re.Pattern[str], far: int
    ) -> tuple[DateMention, ...]:
        """The last date before a figure, no farther than `far`; and the one behind it where words lead on to it."""
        before = [one for one in self.dates_before(figure, sentence)[-1:] if figure.start - one.end <= far]
        dates = self.dates.get(figure.block, ())
        first = bisect_left(dates, figure.end, key=attrgetter("start"))
        after = [one for one in dates[first : first + 1] if held.fullmatch(sentence.text, figure.end, one.start)]
        return (*before, *after)

    def section(self, section: int | None) -> Sequence[Figure]:
        """The figures right under a section, or under none."""
        return self.sections.get(section, ())

    def headed(self, heading: Block) -> int | None:
        """The section of a heading."""
        return next((self.starts[at] for at in heading.flow.offsets if at in self.starts), None)

    def under(self, section: int) -> Iterator[Figure]:
        """The figures under a section and those inside it, those of their headings left out."""
        for ordinal in self.below[section]:
            yield from (one for one in self.section(ordinal) if not one.heads)

    def headings(self) -> Iterator[Sentence]:
        """Sentences that are headings or run-in labels of the outline."""
        return (sentence for sentence in self.sentences if sentence.block.kind is BlockKind.HEADING)
