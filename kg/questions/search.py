"""Finds facts, passages and things by any run of characters, also one or two, and a metric by name and year.

Texts are folded: width, case and white space do not count. How they are indexed says `kg.questions.findable`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from kg.model.alternation import alternation
from kg.questions.asking import Asked, fold
from kg.questions.findable import Findable, Kind
from kg.questions.meaning import Metrics, Name
from kg.questions.metric_words import metric_words
from kg.questions.snippets import pairs, phrase, snippet
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
Numbers = dict[Kind, list[int]]
SHOWN = 50
# A share of the pairs of a query that a text must have where no text has all of them.
ENOUGH = 0.6
# So many texts that have some of the pairs are looked at for each that is listed.
LOOKED_AT = 20
# So many metrics that a question may mean are listed before what has its words.
MEANT = 5


@dataclass(frozen=True, slots=True)
class FoundThing:
    """A concept: its type, local name, and the name by which it was found."""

    type: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact, and its sentence in parts, each with whether it is what was looked for."""

    row: Row
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A paragraph or heading: characters start to end of the report, and what of it shows the words."""

    report: str
    start: int
    end: int
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the best first. `more`: whether there is more than is listed."""

    things: tuple[FoundThing, ...] = ()
    facts: tuple[FoundFact, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    more: bool = False


class SearchIndex:
    """All that can be found in one publication. Threads may share it."""

    def __init__(self, view: View, resources: Resources) -> None:
        self._texts = Findable(view, resources)
        self._metrics = tuple(metric_words(view, resources))
        metrics = {number: thing for number, thing in enumerate(self._texts.things) if thing.type == "metric"}
        self._numbers = {thing.slug: number for number, thing in metrics.items()}
        names = [Name.of(thing.slug, name) for thing in metrics.values() for name in thing.names]
        self._meaning = Metrics(names, self._texts.measures)
        bodies = {fold(name) for thing in self._texts.things if thing.type == "agency" for name in thing.names}
        self._bodies = re.compile(alternation(bodies))

    def search(self, text: str, limit: int = SHOWN, start: int = 0) -> Hits:
        """What has all these words, parted by white space; where nothing has, what has most of their characters: of
        each kind so many at most, after the first `start`.

        A year (109年, 2020年, 109年下半年) beside words keeps the facts of that time.
        """
        asked, plain = Asked.of(text), Asked.plainly(text)
        if not any(asked.words):
            return Hits()
        most, asks = start + limit, plain.words != asked.words
        found = self._exactly(asked, most)
        if not any(found.values()):
            asked = plain
            found = self._exactly(asked, most)
        if asked.years or asks:
            found = self._as_meant(found, plain)
        if not any(found.values()):
            asked = self._without_bodies(asked)
            loose = " OR ".join(f'"{pair}"' for word in asked.words for pair in pairs(word, last=False))
            things, facts = (self._close(kind, loose, asked, most) if loose else [] for kind in (Kind.THING, Kind.FACT))
            found = {Kind.THING: things, Kind.FACT: self._by_metric(facts, things)}
        return self._hits(found, asked, slice(start, most))

    def _without_bodies(self, asked: Asked) -> Asked:
        """The words without the names of bodies: nearly every figure of a report is of the same one, so that its name
        makes no figure like what is asked for. As it is where it names bodies alone."""
        words = tuple(part for word in asked.words for part in self._bodies.split(word) if part)
        return replace(asked, words=words or asked.words)

    def _as_meant(self, found: Numbers, asked: Asked) -> Numbers:
        """What was found for a question, after the metrics that it means by their names, with their facts of that
        time."""
        meant = self._meaning.meant(asked)[:MEANT]
        metrics = [self._numbers[slug] for slug in meant]
        told = (self._kept(Kind.FACT, self._texts.by_series.get(slug, ()), asked) for slug in meant)
        facts = [number for numbers in told for number in numbers]
        first = {Kind.THING: metrics, Kind.FACT: facts}
        return found | {kind: list(dict.fromkeys((*first[kind], *found.get(kind, ())))) for kind in first}

    def _hits(self, found: Numbers, asked: Asked, listed: slice) -> Hits:
        things, facts, passages = (found.get(kind, [])[listed] for kind in Kind)
        return Hits(
            tuple(self._thing(number) for number in things),
            tuple(self._fact(number, asked.words) for number in facts),
            tuple(self._passage(number, asked.words) for number in passages),
            more=any(len(numbers) > listed.stop for numbers in found.values()),
        )

    def _thing(self, number: int) -> FoundThing:
        thing = self._texts.things[number]
        return FoundThing(thing.type, thing.slug, thing.names[0])

    def _fact(self, number: int, words: Sequence[str]) -> FoundFact:
        fact = self._texts.facts[number]
        return FoundFact(fact.row, snippet(fact.sentence, words))

    def _passage(self, number: int, words: Sequence[str]) -> FoundPassage:
        passage = self._texts.passages[number]
        return FoundPassage(passage.report, passage.start, passage.end, snippet(passage.words, words))

    def _exactly(self, asked: Asked, most: int) -> Numbers:
        """What has all the words; and where no fact has, the metrics that the words mean with their facts."""
        exact = " AND ".join(phrase(word) for word in asked.words)
        things = self._found(Kind.THING, exact, asked, most)
        facts = self._found(Kind.FACT, exact, asked, most, things)
        found = {Kind.THING: things, Kind.FACT: facts, Kind.PASSAGE: self._found(Kind.PASSAGE, exact, asked, most)}
        return found if facts else found | self._of_metrics(asked)

    def _found(self, kind: Kind, match: str, asked: Asked, most: int, things: Sequence[int] = ()) -> list[int]:
        """Texts that match: all of them, the best first, and facts of these metrics before others; or, where they are
        too many to be graded, in their order, and one more than is listed, so that the list says that there is more."""
        characters = self._texts.characters
        graded = characters.graded(kind, match)
        if graded is None:
            return list(islice(self._kept(kind, characters.in_order(kind, match), asked), most + 1))
        kept = list(self._kept(kind, graded, asked))
        return self._by_metric(kept, things) if kind is Kind.FACT else kept

    def _kept(self, kind: Kind, numbers: Iterable[int], asked: Asked) -> Iterator[int]:
        """Of facts those of the time that was asked for."""
        facts = self._texts.facts
        return (number for number in numbers if kind is not Kind.FACT or _of_time(facts[number].days, asked.years))

    def _of_metrics(self, asked: Asked) -> Numbers:
        """The metrics that the words mean by the words that tell them in reports, and their facts of that time."""
        line = "".join(asked.words)
        graded = sorted(((-words.covers(line), words.slug) for words in self._metrics), key=lambda one: one)
        best = [slug for grade, slug in graded if -grade >= ENOUGH and grade == graded[0][0]]
        metrics = sorted(self._numbers[slug] for slug in best if slug in self._numbers)
        facts = sorted(number for slug in best for number in self._texts.by_series.get(slug, ()))
        kept = list(self._kept(Kind.FACT, facts, asked))
        return {Kind.THING: metrics, Kind.FACT: self._by_metric(kept, metrics)} if best else {}

    def _close(self, kind: Kind, match: str, asked: Asked, limit: int) -> list[int]:
        wanted = {pair for word in asked.words for pair in pairs(word, last=False)}
        best = self._texts.characters.best(kind, match, LOOKED_AT * limit + 1)
        words = self._texts.words(kind)
        graded = [
            (len(wanted & set(pairs(words(number)))) / len(wanted), number) for number in self._kept(kind, best, asked)
        ]
        return [number for grade, number in sorted(graded, key=lambda one: -one[0]) if grade >= ENOUGH][: limit + 1]

    def _by_metric(self, facts: Sequence[int], things: Iterable[int]) -> list[int]:
        """Facts in the order of the metrics that were found, else as they are: who names a metric wants its figures."""
        places: dict[str, int] = {}
        for thing in (self._texts.things[number] for number in things):
            if thing.type == "metric":
                places.setdefault(thing.slug, len(places))
        return sorted(facts, key=lambda number: places.get(self._texts.facts[number].series, len(places)))


def _of_time(days: tuple[str, str] | None, years: Sequence[tuple[date, date]]) -> bool:
    if not years:
        return True
    if days is None:
        return False
    start, end = map(date.fromisoformat, days)
    return any(start <= last and first <= end for first, last in years)
