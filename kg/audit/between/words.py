"""Words beside a figure that tell what it claims: a rise, a running total, a plan, what it was before."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.clauses import CLAUSE_END
from kg.model.folding import fold
from kg.model.statements import Statement
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "words.toml"
# What a clause does not reach across, beside its ends: a bracket, or a list mark behind a figure.
_EDGE = re.compile(r"[()（）]|(?<=[人名次場件個家班期所項元%％])、")
_BOUND = re.compile(r"[^\d〇零一二兩三四五六七八九十百千萬億.]*")
_TAG = re.compile(r"<[^<>]*>")
# 於112年12月底前
_DATE = re.compile(r"[自於在至]?\d+年(?:度)?(?:\d+月)?(?:\d+日)?(?:[上下]半年)?[底初中]?[前止起]?")
_NUMBERS = re.compile(r"[\d,.%]+")


class Cue(StrEnum):
    """What words can say of a figure; the rows of `rules/words.toml`."""

    BECAME = "became"
    RISE = "rise"
    FALL = "fall"
    AGAINST = "against"
    RUNNING = "running"
    SINCE = "since"
    OPEN = "open"
    UNCHANGED = "unchanged"
    AHEAD = "ahead"
    SHORT = "short"
    LEAST = "least"
    MOST = "most"


class Place(StrEnum):
    """Where the words must stand."""

    LEFT = "left"
    BEFORE = "before"
    NEAR = "near"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a figure, folded: its clause up to it and after it, and its sentence up to it and after it."""

    left: str
    right: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The sentence, with a mark for the figure."""
        return f"{self.before}|{self.after}"

    @property
    def clause(self) -> str:
        """The clause without the figure and other numbers."""
        return _NUMBERS.sub("", self.left + self.right)


def around(text: str, statement: Statement) -> Around:
    """The words around a statement in the text of its report. Words of its quote before the number (未達, 至少) count
    as standing before it."""
    span, sentence = statement.span, statement.sentence
    before, after = text[min(sentence.start, span.start) : span.start], text[span.end : max(sentence.end, span.end)]
    ends = [found.end() for found in CLAUSE_END.finditer(before)] + [found.end() for found in _EDGE.finditer(before)]
    starts = [found.start() for pattern in (CLAUSE_END, _EDGE) for found in pattern.finditer(after)]
    left, right = before[max(ends, default=0) :], after[: min(starts, default=len(after))]
    bound = _BOUND.match(plain(statement.quote))
    words = bound.group() if bound else ""
    return Around(plain(left) + words, plain(right), plain(before) + words, plain(after))


def plain(text: str) -> str:
    """A text without mark-up, folded."""
    return fold(_TAG.sub("", text))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `rules/words.toml`."""

    place: Place
    reach: int
    pattern: re.Pattern[str] = field(repr=False)

    def speaks(self, there: Around) -> bool:
        if self.place is Place.SENTENCE:
            return self.pattern.search(there.sentence) is not None
        if self.place is Place.NEAR and any(one.start() <= self.reach for one in self.pattern.finditer(there.after)):
            return True
        text = there.left if self.place is Place.LEFT else there.before
        return any(len(text) - found.end() <= self.reach for found in self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class CueWords:
    """All rows of `rules/words.toml`."""

    rows: Mapping[Cue, Row] = field(repr=False)

    def says(self, cue: Cue, there: Around) -> bool:
        """Whether the words around a figure say it. What bounds a target from above (不得超過) does not bound it from
        below (超過)."""
        if cue is Cue.LEAST:
            above = self.rows[Cue.MOST].pattern
            there = replace(there, before=above.sub("|", there.before), after=above.sub("|", there.after))
        return self.rows[cue].speaks(there)

    def core(self, phrase: str) -> str:
        """What a phrase for what is measured is about: without dates, numbers and the words of a plan."""
        return _NUMBERS.sub("", self.rows[Cue.AHEAD].pattern.sub("", _DATE.sub("", fold(phrase))))

    def bare(self, phrase: str) -> str:
        """A phrase for what is measured without the words for a rise or fall."""
        for cue in (Cue.RISE, Cue.FALL):
            phrase = self.rows[cue].pattern.sub("", phrase)
        return phrase


def load_words() -> CueWords:
    """Reads `rules/words.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        return CueWords({cue: _row(table["cue"][cue.value]) for cue in Cue})
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error


def _row(table: Mapping[str, object]) -> Row:
    words, reach = table["words"], table.get("reach", 0)
    if not isinstance(words, list) or not isinstance(reach, int):
        raise TypeError("words are a list and reach is a number")
    return Row(Place(str(table["place"])), reach, re.compile(alternation([fold(str(word)) for word in words])))


def likeness(one: str, other: str) -> float:
    """How alike two phrases are, by pairs of characters: 0 to 1 (coefficient of Dice). Numbers do not count."""
    first, second = pairs_of(one), pairs_of(other)
    if not first or not second:
        return float(bool(one) and one == other)
    return overlap(first, second)


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """The likeness of two phrases by their pairs; 0 where one of them has none."""
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def held(phrase: str, text: str) -> float:
    """How much of a phrase stands in a text, by pairs of characters: 0 to 1."""
    pairs = pairs_of(phrase)
    return len(pairs & pairs_of(text)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=8192)  # more than the phrases of the reports that are held against one another at one time
def pairs_of(phrase: str) -> frozenset[str]:
    """The pairs of characters of a phrase, folded, without numbers."""
    kept = _NUMBERS.sub("", fold(phrase))
    return frozenset(kept[index : index + 2] for index in range(len(kept) - 1))


def index_at(statements: Sequence[Statement], statement: Statement) -> int:
    """Where a statement stands among those of its report, which are in reading order."""
    place = bisect_left(statements, statement.span, key=lambda one: one.span)
    while statements[place] is not statement:
        place += 1
    return place
