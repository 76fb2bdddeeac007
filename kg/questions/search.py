"""Finds facts, passages and things by any run of characters, also one or two, and a metric by name and year.

The texts are cut into overlapping pairs of characters, which SQLite's FTS5 indexes: a query is a phrase of pairs, so
that any substring is found and no word list is needed. Texts are folded: width, case and white space do not count.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from threading import Lock
from typing import Any

from kg.iris import Iris
from kg.questions.answer import as_value
from kg.questions.asking import Asked, fold
from kg.questions.catalogue import load_query
from kg.questions.document import read_document
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
SHOWN = 50
AROUND = 40
# A share of the pairs of a query that a text must have where no text has all of them.
ENOUGH = 0.6


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


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that can be found: what it is of, the words that are indexed, and those that a hit shows."""

    kind: str
    words: str
    shown: str
    of: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class _MetricWords:
    """How a metric is told in words: of each group of `wanted` one must be there, and none of `unwanted` may."""

    slug: str
    wanted: tuple[frozenset[str], ...]
    unwanted: frozenset[str]

    def covers(self, line: str) -> float:
        """The share of a folded text that its words are, 0 to 1; 0 where it is not meant."""
        found = [[word for word in group if word in line] for group in self.wanted]
        if not found or not all(found) or any(word in line for word in self.unwanted):
            return 0.0
        places = {place for group in found for word in group for place in _range(line, word)}
        return len(places) / len(line)


def _range(line: str, word: str) -> range:
    start = line.find(word)
    return range(start, start + len(word))


class SearchIndex:
    """All that can be found in one publication. Threads may share it."""

    def __init__(self, view: View, resources: Resources) -> None:
        self._texts = tuple(_texts(view, resources))
        self._metrics = tuple(_metric_words(view, resources))
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(kind UNINDEXED, pairs, tokenize=\"unicode61 tokenchars '_'\")"
        )
        rows = ((place, text.kind, " ".join(pairs(text.words))) for place, text in enumerate(self._texts))
        self._database.executemany("INSERT INTO texts (rowid, kind, pairs) VALUES (?, ?, ?)", rows)

    def search(self, text: str, limit: int = SHOWN, start: int = 0) -> Hits:
        """What has all these words, parted by white space; where nothing has, what has most of their characters: of
        each kind so many at most, after the first `start`.

        A year (109年, 2020年, 109年下半年) beside words keeps the facts of that time.
        """
        asked = Asked.of(text)
        if not any(asked.words):
            return Hits()
        most, listed = start + limit, slice(start, start + limit)
        found = self._exactly(asked)
        if not any(found.values()):
            asked = Asked.plainly(text)
            found = self._exactly(asked)
        if not any(found.values()):
            loose = " OR ".join(f'"{pair}"' for word in asked.words for pair in pairs(word, last=False))
            found = {kind: self._close(kind, loose, asked, most) for kind in ("thing", "fact")} if loose else {}
        if "fact" in found:
            found["fact"] = _by_metric(found["fact"], found.get("thing", []))
        facts = found.get("fact", [])
        return Hits(
            tuple(one.of for one in found.get("thing", [])[listed]),
            tuple(FoundFact(one.of, snippet(one.shown, asked.words)) for one in facts[listed]),
            tuple(_passage(one, asked.words) for one in found.get("passage", [])[listed]),
            more=any(len(texts) > most for texts in found.values()),
        )

    def _exactly(self, asked: Asked) -> dict[str, list[_Text]]:
        """What has all the words; and where no fact has, the metrics that the words mean with their facts."""
        exact = " AND ".join(_phrase(word) for word in asked.words)
        found = {kind: self._found(kind, exact, asked) for kind in ("thing", "fact", "passage")}
        return found if found["fact"] else found | self._of_metrics(asked)

    def _found(self, kind: str, match: str, asked: Asked) -> list[_Text]:
        """Texts of that kind that match, the best first."""
        texts = (self._texts[place] for place in self._matching(kind, match))
        return [text for text in texts if kind != "fact" or _of_time(text.of, asked.years)]

    def _of_metrics(self, asked: Asked) -> dict[str, list[_Text]]:
        """The metrics that the words mean by the words that tell them in reports, and their facts of that time."""
        line = "".join(asked.words)
        graded = sorted(((-words.covers(line), words.slug) for words in self._metrics), key=lambda one: one)
        best = [slug for grade, slug in graded if -grade >= ENOUGH and grade == graded[0][0]]
        things = [
            text for text in self._texts if text.kind == "thing" and text.of.type == "metric" and text.of.slug in best
        ]
        facts = [text for text in self._texts if text.kind == "fact" and text.of["series"] in best]
        kept = [text for text in facts if _of_time(text.of, asked.years)]
        return {"thing": things, "fact": kept} if best else {}

    def _close(self, kind: str, match: str, asked: Asked, limit: int) -> list[_Text]:
        wanted = {pair for word in asked.words for pair in pairs(word, last=False)}
        texts = self._found(kind, match, asked)[: 20 * limit + 1]
        graded = [(len(wanted & set(pairs(text.words))) / len(wanted), text) for text in texts]
        return [text for grade, text in sorted(graded, key=lambda one: -one[0]) if grade >= ENOUGH][: limit + 1]

    def _matching(self, kind: str, match: str) -> list[int]:
        query = "SELECT rowid FROM texts WHERE texts MATCH ? AND kind = ? ORDER BY bm25(texts), rowid"
        with self._lock:
            return [place for (place,) in self._database.execute(query, (match, kind))]


def _by_metric(facts: list[_Text], things: Iterable[_Text]) -> list[_Text]:
    """Facts in the order of the metrics that were found, else as they are: who names a metric wants its figures."""
    places: dict[str, int] = {}
    for thing in things:
        if thing.of.type == "metric":
            places.setdefault(thing.of.slug, len(places))
    return sorted(facts, key=lambda fact: places.get(str(fact.of["series"]), len(places)))


def pairs(text: str, *, last: bool = True) -> list[str]:
    """The overlapping pairs of characters of a text as words of letters and digits; with its last character alone, so
    that each single one can be found by its beginning."""
    folded = fold(text)
    found = [f"{ord(one):x}_{ord(other):x}" for one, other in pairwise(folded)]
    return [*found, f"{ord(folded[-1]):x}_"] if folded and last else found


def _phrase(word: str) -> str:
    """A word as an FTS5 phrase; a single character as the beginning of a pair."""
    if len(word) == 1:
        return f'"{ord(word):x}_" *'
    return '"' + " ".join(pairs(word, last=False)) + '"'


def snippet(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """A text in parts, those lit that are one of the words; what is far from the first of them is cut off."""
    flat = " ".join(text.split())
    places = sorted(_places(flat, words))
    first = places[0][0] if places else 0
    start = max(0, first - AROUND)
    end = min(len(flat), start + 4 * AROUND)
    parts, place = [("…", False)] if start else [], start
    for begin, stop in places:
        if begin < place or stop > end:
            continue
        parts += [(flat[place:begin], False), (flat[begin:stop], True)]
        place = stop
    parts.append((flat[place:end] + ("…" if end < len(flat) else ""), False))
    return tuple(part for part in parts if part[0])


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text, though it has white space or other widths within."""
    folded, places = [], []
    for place, character in enumerate(text):
        for one in fold(character):
            folded.append(one)
            places.append(place)
    line = "".join(folded)
    for word in words:
        start = line.find(word)
        while start >= 0:
            yield places[start], places[start + len(word) - 1] + 1
            start = line.find(word, start + len(word))


def _passage(text: _Text, words: Sequence[str]) -> FoundPassage:
    report, start, end = text.of
    return FoundPassage(report, start, end, snippet(text.shown, words))


def _of_time(row: Row, years: Sequence[tuple[date, date]]) -> bool:
    if not years:
        return True
    period = row["period"]
    if period is None:
        return False
    start, end = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    return any(start <= last and first <= end for first, last in years)


def _texts(view: View, resources: Resources) -> Iterator[_Text]:
    names = _names(view, resources)
    for (type_, slug), known in names.items():
        yield _Text("thing", " ".join(known), known[0], FoundThing(type_, slug, known[0]))
    for entry in view.manifest.reports:
        document = read_document(view, resources, entry.id)
        for row in document.facts:
            series = names.get(("metric", str(row["series"])), ())
            sentence = document.words(*row["sentence"])
            words = "\n".join(filter(None, (row["metric"], *series, row["agency"], row["programme"], sentence)))
            yield _Text("fact", words, sentence, row)
        for block in document.blocks:
            yield _Text("passage", block.text, block.text, (entry.id, block.start, block.end))


def _metric_words(view: View, resources: Resources) -> Iterator[_MetricWords]:
    iris = Iris(view.manifest.base_iri)
    groups: dict[str, list[tuple[bool, frozenset[str]]]] = {}
    for row in view.select(load_query(resources, "internal/metric-words", iris)):
        words = frozenset(map(fold, str(as_value(row["words"])).split("|")))
        groups.setdefault(iris.slug(str(as_value(row["iri"]))), []).append((bool(as_value(row["wanted"])), words))
    for slug, known in groups.items():
        unwanted = [words for wanted, words in known if not wanted]
        yield _MetricWords(slug, tuple(w for wanted, w in known if wanted), frozenset[str]().union(*unwanted))


def _names(view: View, resources: Resources) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of all concepts by type and local name, the preferred ones first."""
    iris = Iris(view.manifest.base_iri)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in view.select(load_query(resources, "internal/labels", iris)):
        iri, name = str(as_value(row["iri"])), str(as_value(row["name"]))
        if iri.startswith(f"{iris.base}id/"):
            type_, _, slug = iri.removeprefix(f"{iris.base}id/").partition("/")
            found[type_, slug] = (*found.get((type_, slug), ()), name)
    return found
