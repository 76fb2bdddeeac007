"""How a fact is seen for linking: where a word stands from it, and how much that counts."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model.clauses import Cut, cut
from kg.model.facts import Fact, Reading
from kg.model.folding import Folded, fold, fold_places
from kg.model.text import Block, Outline

# A bracket with figures in the words for what is measured tells of the parts, not of the whole.
PARTS = re.compile(r"[(（][^()（）]*\d[^()（）]*[)）]")
LEAD = 0.8
HEADING = 0.84


@dataclass(frozen=True, slots=True)
class Found:
    """A word found for a fact: how near it stands (0 to 1), where in words, and its place in the block or -1."""

    word: str
    weight: float
    where: str
    place: int = -1

    def times(self, factor: float) -> "Found":
        return replace(self, weight=self.weight * factor)


NOTHING = Found("", 0.0, "")
Memory = dict[str, tuple[tuple[int, int, str], ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block made ready: its folded text, its clauses, the places of its quantities, and words looked up before."""

    folded: Folded
    parts: Cut
    figures: tuple[tuple[int, int], ...]
    memory: Memory = field(default_factory=dict, repr=False, compare=False)

    def gaps(self, start: int, end: int) -> int:
        """How many quantities lie wholly between two places."""
        low = bisect_left(self.figures, (start, start))
        return sum(1 for figure in self.figures[low:] if figure[1] <= end)

    def places(self, words: re.Pattern[str]) -> tuple[tuple[int, int, str], ...]:
        """Where one of the words stands in the block: start and end in its flow, and the word."""
        known = self.memory.get(words.pattern)
        if known is None:
            places = self.folded.places
            known = self.memory[words.pattern] = tuple(
                (places[found.start()], places[found.end() - 1] + 1, found.group())
                for found in words.finditer(self.folded.text)
            )
        return known


@dataclass(frozen=True, slots=True)
class View:
    """A fact with the texts around it, folded.

    own    what it measures and its breakdown, in words;  programme, agency: as interpreted, "" where unknown
    above  the lines that introduce it and the headings above, each with how much it counts and what it is
    """

    fact: Fact
    passage: Passage
    own: str
    programme: str
    agency: str
    above: tuple[tuple[str, float, str], ...]

    @property
    def clause(self) -> int:
        return self.passage.parts.clauses[self.fact.quantity.start]

    @property
    def sentence(self) -> int:
        return self.passage.parts.sentences[self.fact.quantity.start]


def make_views(reading: Reading) -> tuple[View, ...]:
    """One view a fact, in their order."""
    figures: dict[int, set[tuple[int, int]]] = {}
    for fact in reading.facts:
        figures.setdefault(fact.quantity.block, set()).add((fact.quantity.start, fact.quantity.end))
    blocks = reading.outline.blocks
    passages = {block: _passage(blocks[block], sorted(places)) for block, places in figures.items()}
    sections = sorted({-1 if fact.section is None else fact.section for fact in reading.facts})
    headings = {section: _headings(reading.outline, section) for section in sections}
    return tuple(_view(reading.outline, fact, passages, headings) for fact in reading.facts)


def _passage(block: Block, figures: Sequence[tuple[int, int]]) -> Passage:
    return Passage(fold_places(block.flow.text), cut(block.flow.text, figures), tuple(figures))


def _view(
    outline: Outline,
    fact: Fact,
    passages: Mapping[int, Passage],
    headings: Mapping[int, tuple[tuple[str, float, str], ...]],
) -> View:
    return View(
        fact=fact,
        passage=passages[fact.quantity.block],
        own="\n".join(fold(text) for text in (PARTS.sub("", fact.metric), *(value for _, value in fact.dims))),
        programme=fold(fact.programme or ""),
        agency=fold(fact.agency or ""),
        above=(*_leads(outline, fact.quantity.block), *headings[-1 if fact.section is None else fact.section]),
    )


def _leads(outline: Outline, block: int) -> tuple[tuple[str, float, str], ...]:
    found: list[tuple[str, float, str]] = []
    lead = outline.blocks[block].lead
    while lead is not None and len(found) < 3:
        found.append((fold(outline.blocks[lead].flow.text), LEAD - 0.05 * len(found), "引言"))
        lead = outline.blocks[lead].lead
    return tuple(found)


def _headings(outline: Outline, section: int) -> tuple[tuple[str, float, str], ...]:
    inward = reversed(outline.headings(None if section < 0 else section))
    return tuple((fold(text), max(0.6, HEADING - 0.06 * depth), "標題") for depth, text in enumerate(inward))


def near(view: View, words: re.Pattern[str]) -> Found:
    """The nearest of the words in the fact's own clause, or in the words for what it measures."""
    own, places = _in_own(view, words), view.passage.places(words)
    return max([own, *(_beside(view, *place) for place in places)], key=_by_weight) if places else own


def before(view: View, words: re.Pattern[str]) -> Found:
    """The nearest of the words in the fact's clause or earlier in its sentence."""
    found = [_in_sentence(view, *place) for place in view.passage.places(words)]
    return max([near(view, words), *(one for one in found if one.where == "前文")], key=_by_weight)


def in_sentence(view: View, words: re.Pattern[str]) -> Found:
    """The nearest of the words in the fact's sentence."""
    found = [_in_sentence(view, *place) for place in view.passage.places(words)]
    return max([near(view, words), *found], key=_by_weight)


def around(view: View, words: re.Pattern[str]) -> Found:
    """The nearest of the words anywhere about the fact: sentence, item, introducing lines, headings, programme."""
    found = [in_sentence(view, words), *_in_programme(view, words), _above(view, words)]
    found += [_in_block(view, *place) for place in view.passage.places(words)]
    return max(found, key=_by_weight)


def of_thing(view: View, names: re.Pattern[str]) -> Found:
    """The nearest name of a thing. Where interpretation says that the fact is of another programme, a name outside
    the fact's own clause counts less, most so one in another sentence."""
    if not view.programme or _in_programme(view, names):
        return around(view, names)
    here = near(view, names)
    there = [in_sentence(view, names).times(0.95), _above(view, names).times(0.8), around(view, names).times(0.65)]
    return max([here, *there], key=_by_weight)


def of_agency(view: View, names: re.Pattern[str]) -> Found:
    """Whether the fact is of an agency: best where interpretation says so, else by its names around the fact."""
    if view.agency and names.fullmatch(view.agency):
        return Found(view.agency, 1.0, "機關")
    return around(view, names).times(0.9)


def _by_weight(found: Found) -> tuple[float, int, int]:
    return (found.weight, len(found.word), -found.place)


def _in_own(view: View, words: re.Pattern[str]) -> Found:
    found = words.search(view.own)
    return Found(found.group(), 1.0, "指標") if found else NOTHING


def _in_programme(view: View, words: re.Pattern[str]) -> list[Found]:
    found = words.search(view.programme)
    return [Found(found.group(), 0.97, "方案")] if found else []


def _above(view: View, words: re.Pattern[str]) -> Found:
    for text, weight, where in view.above:
        found = words.search(text)
        if found:
            return Found(found.group(), weight, where)
    return NOTHING


def _beside(view: View, start: int, end: int, word: str) -> Found:
    quantity = view.fact.quantity
    if view.passage.parts.clauses[start] != view.clause:
        return NOTHING
    if end <= quantity.start:
        return Found(word, 1.0 - 0.08 * min(view.passage.gaps(end, quantity.start), 3), "子句", start)
    return Found(word, 0.98 - 0.08 * min(view.passage.gaps(quantity.end, start), 3), "子句", start)


def _in_sentence(view: View, start: int, end: int, word: str) -> Found:
    del end
    if view.passage.parts.sentences[start] != view.sentence:
        return NOTHING
    away = view.clause - view.passage.parts.clauses[start]
    if away >= 0:
        return Found(word, max(0.7, 0.98 - 0.03 * away), "前文", start)
    return Found(word, max(0.55, 0.9 + 0.04 * away), "後文", start)


def _in_block(view: View, start: int, end: int, word: str) -> Found:
    del end
    away = view.sentence - view.passage.parts.sentences[start]
    if away > 0:
        return Found(word, max(0.5, 0.74 - 0.04 * away), "同段", start)
    return Found(word, 0.45, "同段", start)
