"""How a figure stands in its text: its clause, what comes before and after it there, its sentence, its list."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from kg.model.clauses import SENTENCE_END, Cut, Place, cut
from kg.model.mentions import Mentions, NameMention, Part, Quantity
from kg.model.text import Block, Outline

LIST_SIGNS = "、及與和暨"
BRACKET = 200  # how far back a bracket may have opened
# What a total says of itself before its number, and what may stand between the figures of a list.
TOTAL = re.compile(r"(?:[(（、,，]|共計|合計|總計|小計|計|共|等|各|及|與|和|且|並|暨)*+$")
COMMAS = ",，"
PART_OF = re.compile(r"[,，、(（]*其中")
FROM = ("由", "從", "自")
# After a comma a figure with a noun of its own starts anew: 8,654人，三成民眾.
TAIL_SAYS = re.compile(r"[\u4e00-\u9fff]{2}")
Mention = TypeVar("Mention", Quantity, NameMention)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with figures, cut into clauses.

    figures  places of its quantities, sorted, each once
    names    the names in it, in reading order
    runs     of every clause the stretches that belong to it (a bracket with figures parts a clause)
    stops    where its sentences begin, and the end of the text
    """

    block: Block
    parts: Cut
    figures: tuple[Place, ...]
    names: tuple[NameMention, ...]
    runs: Mapping[int, tuple[Place, ...]] = field(repr=False)
    stops: tuple[int, ...] = field(repr=False)

    @property
    def text(self) -> str:
        return self.block.flow.text

    def clause(self, start: int) -> Place:
        """From the first to the last character of the clause of a character."""
        runs = self.runs[self.parts.clauses[start]]
        return runs[0][0], runs[-1][1]

    def holds_figure(self, start: int, end: int) -> bool:
        """Whether a figure begins in a stretch."""
        order = bisect_left(self.figures, (start, start))
        return order < len(self.figures) and self.figures[order][0] < end

    def sentence(self, start: int) -> Place:
        """The sentence of a character."""
        number = bisect_right(self.stops, start) - 1
        return self.stops[number], self.stops[number + 1]


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure in its passage. Places are in the block's flow.

    number   place of the bare number
    lead     what its clause says before the number: from the figure before it, or from where the clause begins
    tail     what its clause says after the number, unit first: to the next figure, or to the clause's end; a bracket
             with figures of its own is jumped over
    joined   whether it goes on with a list of the figure before it: 單身34人、有眷9人, the bracket in 97人(男50人)
    inside   whether it stands in a bracket that is cut on its own
    """

    quantity: Quantity
    passage: Passage
    number: Place
    lead: Place
    tail: tuple[Place, ...]
    joined: bool
    inside: bool

    @property
    def before(self) -> str:
        """What the clause says before the number, up to the figure before it."""
        return self.passage.text[slice(*self.lead)]

    @property
    def after(self) -> str:
        """What the clause says after the quantity, up to the next figure."""
        text, end = self.passage.text, self.quantity.end
        return "".join(text[max(start, end) : stop] for start, stop in self.tail if stop > end)

    @property
    def sentence(self) -> Place:
        return self.passage.sentence(self.quantity.start)

    @property
    def goes_on(self) -> bool:
        """Whether what is said of the figure before it is said of it too: it goes on with its list, or totals it."""
        if self.joined:
            return True
        last = self.last
        if last is None or self.lead[0] - last[1] > 3 or TOTAL.match(self.before) is None:
            return False
        return bool(self.before.strip(COMMAS)) or TAIL_SAYS.match(self.after) is None

    def like(self, other: "Scene | None") -> bool:
        """Whether another figure stands in its sentence and has its unit."""
        if other is None:
            return False
        together = self.quantity.block == other.quantity.block and self.sentence == other.sentence
        return together and self.quantity.unit == other.quantity.unit

    @property
    def of_those(self) -> bool:
        """Whether it is a part of the figure before it: 其中女性20人."""
        return self.last is not None and PART_OF.match(self.before) is not None

    @property
    def changed_to(self) -> bool:
        """Whether the figure before it, in the same clause, is the one that it was changed from: 由150元調整為210元."""
        last, clause = self.last, self.passage.clause(self.quantity.start)
        return last is not None and last[0] >= clause[0] and self.passage.text.endswith(FROM, clause[0], last[0])

    @property
    def last(self) -> Place | None:
        """The figure before it in its sentence."""
        figures = self.passage.figures
        order = bisect_left(figures, (self.quantity.start, self.quantity.end))
        return figures[order - 1] if order and figures[order - 1][0] >= self.sentence[0] else None


def make_scenes(outline: Outline, mentions: Mentions) -> tuple[Scene, ...]:
    """One scene a quantity, in their order."""
    quantities, names = _by_block(mentions.quantities), _by_block(mentions.names)
    passages = {
        block: make_passage(outline.blocks[block], [(one.start, one.end) for one in found], names.get(block, ()))
        for block, found in quantities.items()
    }
    return tuple(_scene(quantity, passages[quantity.block]) for quantity in mentions.quantities)


def make_passage(block: Block, figures: Iterable[Place], names: Sequence[NameMention]) -> Passage:
    """A block cut into clauses. `figures` are the places of its quantities."""
    places = tuple(sorted(set(figures)))
    text = block.flow.text
    parts = cut(text, places)
    runs: dict[int, tuple[Place, ...]] = {}
    start = 0
    for clause, chars in groupby(parts.clauses):
        stop = start + len(list(chars))
        runs[clause] = (*runs.get(clause, ()), (start, stop))
        start = stop
    ends = {found.end() for found in SENTENCE_END.finditer(text)}
    return Passage(block, parts, places, tuple(names), runs, tuple(sorted({0, len(text)} | ends)))


def names_within(names: Sequence[NameMention], start: int, end: int) -> Sequence[NameMention]:
    """Those of some names, in reading order, that stand wholly between two places."""
    low = bisect_left(names, start, key=lambda name: name.start)
    high = bisect_left(names, end, key=lambda name: name.start)
    return [name for name in names[low:high] if name.end <= end]


def _by_block(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.block, []).append(mention)
    return found


def _scene(quantity: Quantity, passage: Passage) -> Scene:
    offsets = passage.block.flow.offsets
    number = bisect_left(offsets, quantity.number.start), bisect_right(offsets, quantity.number.end - 1)
    if quantity.part in (Part.INNER, Part.HIGH):  # 12 of 97(12)人 is said by what is said of 97
        number = quantity.start, number[1]
    clause = passage.parts.clauses[quantity.start]
    runs = passage.runs[clause]
    order = bisect_left(passage.figures, (quantity.start, quantity.end))
    figure_before = passage.figures[order - 1][1] if order else 0
    figure_after = _next_in_clause(passage, order, clause)
    run = next(run for run in runs if run[0] <= quantity.start < run[1])
    # A figure in a bracket of the same clause is no figure of the clause: the lead may reach over it.
    lead = max(run[0], figure_before) if figure_before <= quantity.start else run[0]
    tail = tuple(
        (max(start, number[1]), min(stop, figure_after))
        for start, stop in runs
        if stop > number[1] and start < figure_after
    )
    inside = _bracketed(passage.text, runs[0][0], quantity.start)
    return Scene(quantity, passage, number, (lead, number[0]), tail, _joined(passage, order, run), inside)


def _bracketed(text: str, begin: int, start: int) -> bool:
    """Whether the list of a clause stands in a bracket that opens before the clause or at an item of its list."""
    near = text[max(0, start - BRACKET) : start]
    opened = max(near.rfind("("), near.rfind("（"))
    return opened > max(near.rfind(")"), near.rfind("）")) and begin > opened + max(0, start - BRACKET)


def _next_in_clause(passage: Passage, order: int, clause: int) -> int:
    """Where the next figure of the same clause begins, or the end of the text."""
    for start, _ in passage.figures[order + 1 : order + 12]:
        if passage.parts.clauses[start] == clause:
            return start
    return len(passage.text)


def _joined(passage: Passage, order: int, run: Place) -> bool:
    """Whether a list goes on: the clause of the figure begins after 、, at 及 and the like, or in a bracket."""
    if not order:
        return False
    text, (begin, _) = passage.text, run
    last = passage.figures[order - 1][1]
    if last > begin:  # two figures in one clause
        return text[last : last + 1] in LIST_SIGNS or last == passage.figures[order][0]
    if text[begin - 1 : begin] in ("(", "（"):
        return begin - 1 - last <= 2
    return text[begin - 1 : begin] == "、" or text[begin : begin + 1] in tuple(LIST_SIGNS)
