"""Cues: words that say something of a figure by the place where they stand about it. The rows are in `rules/*.toml`.

A row holds
  says       what the words say (a kind, a temporality)
  place      "lead": in the clause before the number, no other figure between; "tail": in the clause after it;
             "sentence": in an earlier clause of the sentence, up to a semicolon; "above": in a heading above or a
             line that introduces it; "unit": the words are units
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
  signed     whether a plus or a minus of the figure tells the direction
  examples   "heading // text with 【figures】 => what is said, for each figure"; counter: the same, where others win
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec import Struct

from kg.errors import KnowledgeError
from kg.interpret.scenes import Scene
from kg.model.alternation import alternation
from kg.model.clauses import Closed, quoted_places
from kg.model.words import AllWords, Found
from kg.resources import read_table

FAR = 10**6
NOTHING = re.compile(alternation(()))
EARLIER = 300  # how far back in a sentence a word may govern
RANK = attrgetter("rank")
ABOVE_LENGTH = 120  # a heading or an introducing line says what it says near its begin and end


class Where(StrEnum):
    LEAD = "lead"
    TAIL = "tail"
    SENTENCE = "sentence"
    ABOVE = "above"
    UNIT = "unit"


WHERE_LEAD = Where.LEAD
WHERE_SENTENCE = Where.SENTENCE
WHERE_TAIL = Where.TAIL
WHERE_UNIT = Where.UNIT


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
    signed: bool = False
    base: str | None = None
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """Rows made ready: all words to be looked for together, and the rows of every word by the place where it counts.
    `conditions` are the units of bounds that are conditions of what the sentence grants, `sums` words that tell
    something else than one more amount of the same rule."""

    rows: tuple[Cue, ...]
    words: AllWords = field(repr=False)
    by_place: Mapping[Where, Mapping[str, tuple[Cue, ...]]] = field(repr=False)
    breaks: re.Pattern[str] = field(repr=False)
    conditions: frozenset[str] = frozenset()
    sums: re.Pattern[str] = field(default=NOTHING, repr=False)


class Evidence(Struct, frozen=True, gc=False):
    """A cue found for a figure: the word, and how many characters away it stands."""

    cue: Cue
    word: str
    distance: int

    @property
    def rank(self) -> tuple[int, int, int]:
        return (self.cue.weight, -self.distance, len(self.word))


class Hits(Struct, frozen=True, gc=False):
    """Where words of cues stand in one text, sorted."""

    places: Sequence[Found]
    starts: Sequence[int]

    def within(self, start: int, end: int) -> Sequence[Found]:
        """Those wholly inside a stretch, the last first."""
        low = bisect_left(self.starts, start)
        found = self.places[low : bisect_left(self.starts, end, low)]
        return [hit for hit in reversed(found) if hit[1] <= end] if found else ()


class Spots(Struct, frozen=True, gc=False):
    """The words of cues in a passage, by the place about a figure where they count."""

    lead: Hits
    tail: Hits
    sentence: Hits


NO_HITS = Hits((), ())


def load_cues(path: Path, says: Iterable[str]) -> Cues:
    """Reads a file of rows. `says` are the values that a row may have. Raises KnowledgeError with file and row."""
    table = read_table(path)
    known = frozenset(says)
    rows = tuple(_cue(row, f"{path.name}, row {number}", known) for number, row in enumerate(table["cues"], 1))
    return make_cues(rows, *(table.get(name, ()) for name in ("breaks", "conditions", "sums")))


def make_cues(
    rows: Sequence[Cue], breaks: Sequence[str], conditions: Sequence[str] = (), sums: Sequence[str] = ()
) -> Cues:
    """Rows compiled."""
    by_word: dict[str, tuple[Cue, ...]] = {}
    by_unit: dict[str, tuple[Cue, ...]] = {}
    for row in rows:
        index = by_unit if row.place is WHERE_UNIT else by_word
        for word in row.words:
            index[word] = (*index.get(word, ()), row)
    by_word = {word: (*rows_of, *_of_shorter(word, by_word)) for word, rows_of in by_word.items()}
    by_place = {place: _of_place(place, by_word) for place in Where} | {WHERE_UNIT: by_unit}
    return Cues(
        tuple(rows),
        AllWords(by_word),
        by_place,
        re.compile(alternation(breaks)),
        frozenset(conditions),
        re.compile(alternation(sums)),
    )


def _of_place(place: Where, by_word: Mapping[str, Sequence[Cue]]) -> Mapping[str, tuple[Cue, ...]]:
    found = {word: tuple(row for row in rows if row.place is place) for word, rows in by_word.items()}
    return {word: rows for word, rows in found.items() if rows}


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


def find_words(cues: Cues, texts: Sequence[str]) -> Iterator[list[Found]]:
    """Where the words stand in each text, longest first, none inside another. Quoted names say nothing of figures."""
    for text, found in zip(texts, cues.words.find(texts), strict=True):
        places = _outermost(found)
        if quoted := quoted_places(text) if places else ():
            closed = Closed.of(quoted)
            places = [one for one in places if not closed.holds(one[0])]
        yield places


def _spots(cues: Cues, words: Sequence[Found]) -> Spots:
    counting = cues.by_place
    return Spots(*(_hits(words, counting[where]) for where in (WHERE_LEAD, WHERE_TAIL, WHERE_SENTENCE)))


def _hits(words: Sequence[Found], counting: Container[str]) -> Hits:
    places = [one for one in words if one[2] in counting]
    return Hits(places, [start for start, _, _ in places]) if places else NO_HITS


def _outermost(words: Sequence[Found]) -> list[Found]:
    """Every word, also one that begins inside another and ends behind it: 保費 and 費率 in 健保費率."""
    longest = {word[0]: word for word in words}  # the words of one place come with the longest last
    kept: list[Found] = []
    past = 0
    for start in sorted(longest):
        end = longest[start][1]
        if end > past:
            kept.append(longest[start])
        if start >= past:
            past = end
    return kept


def read_cues(
    cues: Cues, scenes: Sequence[Scene], above: Sequence[tuple[str, ...]]
) -> tuple[tuple[Evidence, ...], ...]:
    """What the words about every figure say of it, the best first. `above` holds for each figure the lines that
    introduce it and the headings above it, the nearest first."""
    passages = {scene.passage.block.ordinal: scene.passage for scene in scenes}
    words = find_words(cues, [passage.text for passage in passages.values()])
    spots = {block: _spots(cues, found) for block, found in zip(passages, words, strict=True)}
    lines = _said_above(cues, dict.fromkeys(text for texts in dict.fromkeys(above) for text in texts))
    heard = {texts: _evidence_above(lines[text] for text in texts) for texts in dict.fromkeys(above)}
    return tuple(
        _evidence(cues, scene, spots[scene.quantity.block], heard[texts])
        for scene, texts in zip(scenes, above, strict=True)
    )


def _evidence(cues: Cues, scene: Scene, spots: Spots, above: Sequence[Evidence]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    if spots.lead.places:
        found += _leading(cues, scene, spots.lead)
    if spots.tail.places:
        found += _trailing(cues, scene, spots.tail)
    if spots.sentence.places:
        found += _earlier(cues, scene, spots.sentence)
    if scene.quantity.unit in cues.by_place[WHERE_UNIT]:
        found += _of_unit(cues, scene)
    if above:
        found += [one for one in above if _fits(one.cue, scene)]
    return tuple(sorted(found, key=RANK, reverse=True)) if len(found) > 1 else tuple(found)


def _said_above(cues: Cues, texts: Iterable[str]) -> Mapping[str, Sequence[tuple[Cue, str]]]:
    """The cues of headings and introducing lines for the figures below them, with their words."""
    rows, short = cues.by_place[Where.ABOVE], {text: text[-ABOVE_LENGTH:] for text in texts}
    return {
        text: [
            (cue, word)
            for start, end, word in words
            for cue in rows.get(word, ())
            if _alone(cue, short[text], start, end)
        ]
        for text, words in zip(short, find_words(cues, list(short.values())), strict=True)
    }


def _evidence_above(lines: Iterable[Sequence[tuple[Cue, str]]]) -> Sequence[Evidence]:
    """What headings and introducing lines say of the figures below them; the nearest is given first."""
    return [Evidence(cue, word, depth * ABOVE_LENGTH) for depth, said in enumerate(lines) for cue, word in said]


def _leading(cues: Cues, scene: Scene, hits: Hits) -> list[Evidence]:
    rows, (begin, number) = cues.by_place[WHERE_LEAD], scene.lead
    return [
        Evidence(cue, word, number - end)
        for start, end, word in hits.within(begin, number)
        for cue in rows[word]
        if _holds(cues, cue, scene, (start, end), number - end)
    ]


def _trailing(cues: Cues, scene: Scene, hits: Hits) -> list[Evidence]:
    rows, text, behind = cues.by_place[WHERE_TAIL], scene.passage.text, scene.quantity.end
    return [
        Evidence(cue, word, gap)
        for first, last in scene.tail
        for start, end, word in hits.within(first, last)
        for cue in rows[word]
        if (gap := max(0, start - behind)) <= cue.reach and _fits(cue, scene) and _alone(cue, text, start, end)
    ]


def _holds(cues: Cues, cue: Cue, scene: Scene, place: tuple[int, int], gap: int) -> bool:
    text, (start, end) = scene.passage.text, place
    if gap > cue.reach or not _fits(cue, scene) or not _alone(cue, text, start, end):
        return False
    if cue.needs and not any(word in text[scene.lead[0] : start] for word in cue.needs):
        return False
    if cue.lacks:
        begin = max(scene.clause[0], start - EARLIER)
        if any(word in text[begin:start] for word in cue.lacks):
            return False
    return not (cue.breaks and cues.breaks.search(text, end, scene.lead[1]))


def _earlier(cues: Cues, scene: Scene, hits: Hits) -> list[Evidence]:
    """The last word in the sentence before the figure's own words that governs what follows."""
    passage, start = scene.passage, scene.quantity.start
    text, begin = passage.text, passage.stretch(start)
    governing = cues.by_place[WHERE_SENTENCE]
    for first, last, word in hits.within(max(begin, start - EARLIER), scene.lead[0]):
        rows = [cue for cue in governing[word] if _fits(cue, scene) and start - last <= cue.reach]
        found = [Evidence(cue, word, start - last) for cue in rows if _alone(cue, text, first, last)]
        if found:
            return found
    return []


def _of_unit(cues: Cues, scene: Scene) -> list[Evidence]:
    unit = scene.quantity.unit
    rows = cues.by_place[WHERE_UNIT][unit]
    return [Evidence(cue, unit, 0) for cue in rows if not any(word in scene.before for word in cue.not_after)]


def _fits(cue: Cue, scene: Scene) -> bool:
    return not cue.units or scene.quantity.unit in cue.units


def _alone(cue: Cue, text: str, start: int, end: int) -> bool:
    return not (text.startswith(cue.not_before, end) or text.endswith(cue.not_after, 0, start))
