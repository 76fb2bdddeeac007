"""Cues: words that say something of a figure by the place where they stand about it. The rows are in `rules/*.toml`.

A row holds
  says       what the words say (a kind, a temporality)
  place      "lead": in the clause before the number, no other figure between; "tail": in the clause after it;
             "sentence": in an earlier clause of the sentence; "above": in a heading above or a line that introduces it;
             "unit": the words are units
  weight     which cue wins where two say different things; between equals the nearer one, then the longer one
  words      the surface forms
  reach      how many characters may stand between word and number (for a tail: between quantity and word)
  units      only for figures in one of these units
  needs      one of these words must stand earlier in the clause
  lacks      none of these words may stand earlier in the clause, be there figures between
  not_after  characters or words after which the word is none: 已規劃
  not_before the like, before which it is none: 目標值之95%
  breaks     whether a verb between them takes the figure as its object: 提升形象辦理3場
  direction, base   what else is known then
  examples   "heading // text with 【figures】 => what is said, for each figure"; counter: the same, where others win
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.interpret.scenes import Scene
from kg.model.alternation import alternation
from kg.model.clauses import QUOTED
from kg.resources import read_table

FAR = 10**6
EARLIER = 300  # how far back in a sentence a word may govern
ABOVE_LENGTH = 120  # a heading or an introducing line says what it says near its begin and end


class Where(StrEnum):
    LEAD = "lead"
    TAIL = "tail"
    SENTENCE = "sentence"
    ABOVE = "above"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Cue:
    """A row, see above."""

    says: str
    place: Where
    weight: int
    words: tuple[str, ...]
    reach: int = FAR
    units: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    breaks: bool = False
    direction: str | None = None
    base: str | None = None
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """Rows made ready: one pattern for all words, and the rows of every word. `conditions` are the units of bounds that
    are conditions of what the sentence grants."""

    rows: tuple[Cue, ...]
    pattern: re.Pattern[str]
    by_word: Mapping[str, tuple[Cue, ...]]
    by_unit: Mapping[str, tuple[Cue, ...]]
    breaks: re.Pattern[str]
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cue found for a figure: the word, and how many characters away it stands."""

    cue: Cue
    word: str
    distance: int

    @property
    def rank(self) -> tuple[int, int, int]:
        return (self.cue.weight, -self.distance, len(self.word))


Hit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Hits:
    """Where words of cues stand in one text, sorted."""

    places: tuple[Hit, ...]
    starts: tuple[int, ...] = field(repr=False)

    def within(self, start: int, end: int) -> Iterator[Hit]:
        """Those wholly inside a stretch, the last first."""
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end)
        yield from (hit for hit in reversed(self.places[low:high]) if hit[1] <= end)


def _covered(spans: Sequence[tuple[int, int]], starts: Sequence[int], index: int) -> bool:
    place = bisect_right(starts, index) - 1
    return place >= 0 and index < spans[place][1]


def load_cues(path: Path, says: Iterable[str]) -> Cues:
    """Reads a file of rows. `says` are the values that a row may have. Raises KnowledgeError with file and row."""
    table = read_table(path)
    known = frozenset(says)
    rows = tuple(_cue(row, f"{path.name}, row {number}", known) for number, row in enumerate(table["cues"], 1))
    return make_cues(rows, table.get("breaks", ()), table.get("conditions", ()))


def make_cues(rows: Sequence[Cue], breaks: Sequence[str], conditions: Sequence[str] = ()) -> Cues:
    """Rows compiled."""
    by_word: dict[str, tuple[Cue, ...]] = {}
    by_unit: dict[str, tuple[Cue, ...]] = {}
    for row in rows:
        index = by_unit if row.place is Where.UNIT else by_word
        for word in row.words:
            index[word] = (*index.get(word, ()), row)
    by_word = {word: (*rows_of, *_of_shorter(word, by_word)) for word, rows_of in by_word.items()}
    return Cues(
        tuple(rows),
        re.compile(alternation(by_word)),
        by_word,
        by_unit,
        re.compile(alternation(breaks)),
        frozenset(conditions),
    )


def _of_shorter(word: str, by_word: Mapping[str, tuple[Cue, ...]]) -> Iterator[Cue]:
    """The rows of the words that a longer word begins with, as far as they say the same from another place: 預定於 says
    before a figure what 預定 says there."""
    own = by_word[word]
    for end in range(1, len(word)):
        for row in by_word.get(word[:end], ()):
            alike = any(one.says == row.says for one in own) and all(one.place is not row.place for one in own)
            if alike and not word.startswith(row.not_before, end):
                yield row


def _cue(row: Mapping[str, Any], place: str, known: frozenset[str]) -> Cue:
    try:
        cue = Cue(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
            | {"place": Where(row["place"]), "units": frozenset(row.get("units", ()))}
        )
    except (TypeError, ValueError, KeyError) as error:
        raise KnowledgeError(f"{place}: {error}") from error
    if cue.says not in known:
        raise KnowledgeError(f"{place}: {cue.says!r} is none of {', '.join(sorted(known))}.")
    return cue


def find_hits(cues: Cues, text: str) -> Hits:
    """Where the words stand, longest first, none inside another. Quoted names say nothing of figures."""
    quoted = [found.span() for found in QUOTED.finditer(text)]
    starts = [start for start, _ in quoted]
    places = tuple(hit for hit in _words_in(cues.pattern, text) if not _covered(quoted, starts, hit[0]))
    return Hits(places, tuple(start for start, _, _ in places))


def _words_in(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    """Every word, also one that begins inside another and ends behind it: 保費 and 費率 in 健保費率."""
    for found in pattern.finditer(text):
        yield (*found.span(), found.group())
        for start in range(found.start() + 1, found.end()):
            other = pattern.match(text, start)
            if other is not None and other.end() > found.end():
                yield (*other.span(), other.group())


def read_cues(
    cues: Cues, scenes: Sequence[Scene], above: Sequence[tuple[str, ...]]
) -> tuple[tuple[Evidence, ...], ...]:
    """What the words about every figure say of it, the best first. `above` holds for each figure the lines that
    introduce it and the headings above it, the nearest first."""
    passages = {scene.passage.block.ordinal: scene.passage for scene in scenes}
    hits = {block: find_hits(cues, passage.text) for block, passage in passages.items()}
    heard = {texts: evidence_above(cues, texts) for texts in dict.fromkeys(above)}
    return tuple(
        _evidence(cues, scene, hits[scene.passage.block.ordinal], heard[texts])
        for scene, texts in zip(scenes, above, strict=True)
    )


def _evidence(cues: Cues, scene: Scene, hits: Hits, above: Sequence[Evidence]) -> tuple[Evidence, ...]:
    found = [*_about(cues, scene, hits), *_earlier(cues, scene, hits), *_of_unit(cues, scene)]
    found += [one for one in above if _fits(one.cue, scene)]
    return tuple(sorted(found, key=lambda one: one.rank, reverse=True))


def evidence_above(cues: Cues, texts: Iterable[str]) -> tuple[Evidence, ...]:
    """What headings and introducing lines say of the figures below them; the nearest is given first."""
    found: list[Evidence] = []
    for depth, text in enumerate(texts):
        short = text if len(text) <= ABOVE_LENGTH else text[-ABOVE_LENGTH:]
        for start, end, word in find_hits(cues, short).places:
            rows = (cue for cue in cues.by_word[word] if cue.place is Where.ABOVE)
            found += [Evidence(cue, word, depth * ABOVE_LENGTH) for cue in rows if _alone(cue, short, start, end)]
    return tuple(found)


def _about(cues: Cues, scene: Scene, hits: Hits) -> Iterator[Evidence]:
    text, (begin, number) = scene.passage.text, scene.lead
    for start, end, word in hits.within(begin, number):
        for cue in cues.by_word[word]:
            if cue.place is Where.LEAD and _holds(cues, cue, scene, (start, end), number - end):
                yield Evidence(cue, word, number - end)
    for first, last in scene.tail:
        for start, end, word in hits.within(first, last):
            gap = max(0, start - scene.quantity.end)
            for cue in cues.by_word[word]:
                if cue.place is Where.TAIL and gap <= cue.reach and _fits(cue, scene) and _alone(cue, text, start, end):
                    yield Evidence(cue, word, gap)


def _holds(cues: Cues, cue: Cue, scene: Scene, place: tuple[int, int], gap: int) -> bool:
    text, (start, end) = scene.passage.text, place
    if gap > cue.reach or not _fits(cue, scene) or not _alone(cue, text, start, end):
        return False
    if cue.needs and not any(word in text[scene.lead[0] : start] for word in cue.needs):
        return False
    if cue.lacks:
        begin = max(scene.passage.clause(scene.quantity.start)[0], start - EARLIER)
        if any(word in text[begin:start] for word in cue.lacks):
            return False
    return not (cue.breaks and cues.breaks.search(text, end, scene.lead[1]))


def _earlier(cues: Cues, scene: Scene, hits: Hits) -> Iterator[Evidence]:
    """The last word in the sentence before the figure's own words that governs what follows."""
    passage, start, begin = scene.passage, scene.quantity.start, scene.sentence[0]
    for first, last, word in hits.within(max(begin, start - EARLIER), scene.lead[0]):
        rows = [cue for cue in cues.by_word[word] if cue.place is Where.SENTENCE and _fits(cue, scene)]
        rows = [cue for cue in rows if start - last <= cue.reach and _alone(cue, passage.text, first, last)]
        if rows:
            yield from (Evidence(cue, word, start - last) for cue in rows)
            return


def _of_unit(cues: Cues, scene: Scene) -> Iterator[Evidence]:
    for cue in cues.by_unit.get(scene.quantity.unit, ()):
        if not any(word in scene.before for word in cue.not_after):
            yield Evidence(cue, scene.quantity.unit, 0)


def _fits(cue: Cue, scene: Scene) -> bool:
    return not cue.units or scene.quantity.unit in cue.units


def _alone(cue: Cue, text: str, start: int, end: int) -> bool:
    after = any(text.startswith(word, end) for word in cue.not_before)
    return not after and not any(text.endswith(word, 0, start) for word in cue.not_after)
