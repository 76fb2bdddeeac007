"""How a figure stands in its text: its clause, what comes before and after it there, its sentence, its list."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from kg.model.clauses import SENTENCE_END, Place, Run, clause_runs
from kg.model.mentions import Mentions, NameMention, Part, Quantity
from kg.model.text import Block, Outline

HIGH = Part.HIGH
INNER = Part.INNER

LIST_SIGNS = "、及與和暨或"
# What a total says of itself before its number, and what may stand between the figures of a list.
TOTAL = re.compile(r"(?:[(（、,，]|共計|合計|總計|小計|計|共|等|各|及|與|和|且|並|暨)*+$")
COMMAS = ",，"
PART_OF = re.compile(r"[,，、(（]*其中")
FROM = re.compile(
    r"[由從自](?:[\d〇○零一二三四五六七八九十]{1,4}(?:學年度?|年度?)(?:[\d一二三四五六七八九十]{1,2}月)?)?[^,，、。;；:：\d]{0,4}\Z"
)
# After a comma a figure with a noun of its own starts anew: 8,654人，三成民眾.
TAIL_SAYS = re.compile(r"[\u4e00-\u9fff]{2}")
START = attrgetter("start")
FEW = 8  # names that are looked through faster than searched
Mention = TypeVar("Mention", Quantity, NameMention)


class Passage(Struct, frozen=True, gc=False):
    """A block with figures, cut into clauses.

    figures  places of its quantities, sorted, each once
    names    the names in it, in reading order
    runs     the stretches of its clauses in order;  starts: where each begins
    clauses  of every clause the stretches that belong to it (a bracket with figures parts a clause)
    stops    where its sentences begin, and the end of the text
    """

    block: Block
    text: str
    figures: tuple[Place, ...]
    names: tuple[NameMention, ...]
    runs: Sequence[Run]
    starts: Sequence[int]
    clauses: Mapping[int, Sequence[Place]]
    stops: Sequence[int]

    def run(self, start: int) -> Run:
        """The stretch of its clause in which a character stands."""
        return self.runs[bisect_right(self.starts, start) - 1]

    def clause(self, start: int) -> Place:
        """From the first to the last character of the clause of a character."""
        runs = self.clauses[self.run(start)[2]]
        return runs[0][0], runs[-1][1]

    def stretch(self, start: int) -> int:
        """Where the part of a sentence of a character begins, behind a semicolon."""
        begin = self.sentence(start)[0]
        return max(begin, self.text.rfind(";", begin, start) + 1, self.text.rfind("；", begin, start) + 1)

    def holds_figure(self, start: int, end: int) -> bool:
        """Whether a figure begins in a stretch."""
        order = bisect_left(self.figures, (start, start))
        return order < len(self.figures) and self.figures[order][0] < end

    def sentence(self, start: int) -> Place:
        """The sentence of a character."""
        number = bisect_right(self.stops, start) - 1
        return self.stops[number], self.stops[number + 1]


class Scene(Struct, frozen=True, gc=False):
    """A figure in its passage. Places are in the block's flow.

    number    place of the bare number
    lead      what its clause says before the number: from the figure before it, or from where the clause begins
    before    the words of that
    tail      what its clause says after the number, unit first: to the next figure, or to the clause's end; a bracket
              with figures of its own is jumped over
    clause    from the first to the last character of its clause;  sentence: its sentence
    last      the figure before it in its sentence
    joined    whether it goes on with a list of the figure before it: 單身34人、有眷9人, the bracket in 97人(男50人)
    goes_on   whether what is said of the figure before it is said of it too: it goes on with its list, or totals it
    """

    quantity: Quantity
    passage: Passage
    number: Place
    lead: Place
    before: str
    tail: Sequence[Place]
    clause: Place
    sentence: Place
    last: Place | None
    joined: bool
    goes_on: bool

    @property
    def after(self) -> str:
        """What the clause says after the quantity, up to the next figure."""
        return _after(self.passage.text, self.tail, self.quantity.end)

    def beside(self, other: "Scene | None") -> bool:
        """Whether another figure stands in its sentence."""
        return other is not None and self.quantity.block == other.quantity.block and self.sentence == other.sentence

    def like(self, other: "Scene | None") -> bool:
        """Whether another figure stands in its sentence and has its unit."""
        return other is not None and self.beside(other) and self.quantity.unit == other.quantity.unit

    @property
    def enclosed(self) -> bool:
        """Whether the figure stands in brackets."""
        before = self.passage.text[self.sentence[0] : self.number[0]]
        return before.count("(") > before.count(")")

    @property
    def follows_at_once(self) -> bool:
        """Whether nothing stands between it and the figure before it: 3小時6,000元."""
        return self.last is not None and self.last[1] == self.quantity.start

    @property
    def total(self) -> bool:
        """Whether nothing but a word for a sum stands before it: 計18人."""
        return bool(self.before.strip(COMMAS)) and TOTAL.match(self.before) is not None

    @property
    def of_those(self) -> bool:
        """Whether it is a part of the figure before it: 其中女性20人."""
        return self.last is not None and PART_OF.match(self.before) is not None

    @property
    def changed_to(self) -> bool:
        """Whether the figure before it, in the same clause, is the one that it was changed from: 由150元調整為210元."""
        last, begin = self.last, self.clause[0]
        return last is not None and last[0] >= begin and FROM.search(self.passage.text, begin, last[0]) is not None


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
    runs = clause_runs(text, places)
    clauses: dict[int, list[Place]] = {}
    for start, stop, clause in runs:
        clauses.setdefault(clause, []).append((start, stop))
    stops = sorted({0, len(text), *(found.end() for found in SENTENCE_END.finditer(text))})
    return Passage(block, text, places, tuple(names), runs, [start for start, _, _ in runs], clauses, stops)


def names_within(names: Sequence[NameMention], start: int, end: int) -> Sequence[NameMention]:
    """Those of some names, in reading order, that stand wholly between two places."""
    if len(names) <= FEW:
        return [name for name in names if start <= name.start and name.end <= end]
    low, high = bisect_left(names, start, key=START), bisect_left(names, end, key=START)
    return [name for name in names[low:high] if name.end <= end]


def _by_block(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.block, []).append(mention)
    return found


def _scene(quantity: Quantity, passage: Passage) -> Scene:
    number = _number(quantity, passage)
    figures = passage.figures
    order = bisect_left(figures, (quantity.start, quantity.end))
    begin, _, clause = passage.run(quantity.start)
    runs = passage.clauses[clause]
    figure_before = figures[order - 1] if order else None
    # A figure in a bracket of the same clause is no figure of the clause: the lead may reach over it.
    lead = max(begin, figure_before[1]) if figure_before and figure_before[1] <= quantity.start else begin
    sentence = passage.sentence(quantity.start)
    last = figure_before if figure_before and figure_before[0] >= sentence[0] else None
    before = passage.text[lead : number[0]]
    tail = _tail(runs, number[1], _next_in_clause(passage, order, clause))
    joined = _joined(passage, order, begin)
    near = last is not None and lead - last[1] <= 3
    return Scene(
        quantity=quantity,
        passage=passage,
        number=number,
        lead=(lead, number[0]),
        before=before,
        tail=tail,
        clause=(runs[0][0], runs[-1][1]),
        sentence=sentence,
        last=last,
        joined=joined,
        goes_on=joined or (near and _totals(before, _after(passage.text, tail, quantity.end))),
    )


def _totals(before: str, after: str) -> bool:
    """Whether a figure right behind another totals it, by the words before and after it."""
    return TOTAL.match(before) is not None and (bool(before.strip(COMMAS)) or TAIL_SAYS.match(after) is None)


def _number(quantity: Quantity, passage: Passage) -> Place:
    """The place of the bare number. 12 of 97(12)人 is said by what is said of 97."""
    offsets = passage.block.flow.offsets
    end = bisect_right(offsets, quantity.number.end - 1)
    if quantity.part in (INNER, HIGH):
        return quantity.start, end
    return bisect_left(offsets, quantity.number.start), end


def _tail(runs: Sequence[Place], number: int, figure: int) -> Sequence[Place]:
    """What lies of some stretches between a number's end and the next figure."""
    return [(max(start, number), min(stop, figure)) for start, stop in runs if stop > number and start < figure]


def _after(text: str, tail: Sequence[Place], end: int) -> str:
    return "".join([text[max(start, end) : stop] for start, stop in tail if stop > end])


def _next_in_clause(passage: Passage, order: int, clause: int) -> int:
    """Where the next figure of the same clause begins, or the end of the text."""
    for start, _ in passage.figures[order + 1 : order + 12]:
        if passage.run(start)[2] == clause:
            return start
    return len(passage.text)


def _joined(passage: Passage, order: int, begin: int) -> bool:
    """Whether a list goes on: the clause of the figure, which begins at `begin`, begins after 、, at 及 and the like,
    or in a bracket."""
    if not order:
        return False
    text, last = passage.text, passage.figures[order - 1][1]
    if last > begin:  # two figures in one clause
        return text[last : last + 1] in LIST_SIGNS or last == passage.figures[order][0]
    if text[begin - 1 : begin] in ("(", "（"):
        return begin - 1 - last <= 2
    return text[begin - 1 : begin] == "、" or text[begin : begin + 1] in tuple(LIST_SIGNS)
