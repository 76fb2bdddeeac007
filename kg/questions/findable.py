"""What can be found in a publication, kept small: names of things, facts, passages, and an index of their characters.

The texts are cut into overlapping pairs of characters, which SQLite's FTS5 indexes without keeping the texts: a query
is a phrase of pairs, so that any substring is found and no word list is needed.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import Any

from kg.iris import Iris
from kg.questions.answer import as_value
from kg.questions.catalogue import load_query
from kg.questions.document import Document, read_words
from kg.questions.snippets import pairs
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
Names = Mapping[tuple[str, str], tuple[str, ...]]
# What more texts than these match is listed as it stands in the reports: to grade it would take long, and words that
# nearly every report has say little of which is meant.
GRADED = 3_000


class Kind(StrEnum):
    """What can be found."""

    THING = "thing"
    FACT = "fact"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept by type and local name, with all its names, the preferred ones first."""

    type: str
    slug: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact. `packed` is its row as JSON, `sentence` what a hit shows, `days` the first and last of its period."""

    packed: bytes = field(repr=False)
    sentence: str
    series: str
    days: tuple[str, str] | None

    @property
    def row(self) -> Row:
        """The fact as its table has it."""
        row: Row = json.loads(self.packed)
        return row


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading: characters start to end of the report, and its words."""

    report: str
    start: int
    end: int
    words: str


class Characters:
    """The characters of the texts of each kind, by the number of the text. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        for kind in Kind:
            self._database.execute(
                f"CREATE VIRTUAL TABLE {kind} USING fts5(pairs, content='', tokenize=\"unicode61 tokenchars '_'\")"
            )

    def add(self, kind: Kind, texts: Iterable[tuple[int, str]]) -> None:
        """Takes in texts, each under its number."""
        rows = ((number, " ".join(pairs(text))) for number, text in texts)
        with self._lock:
            self._database.executemany(f"INSERT INTO {kind} (rowid, pairs) VALUES (?, ?)", rows)

    def best(self, kind: Kind, match: str, most: int) -> list[int]:
        """The numbers of so many texts that match an expression of FTS5, the best first."""
        query = f"SELECT rowid FROM {kind} WHERE {kind} MATCH ? ORDER BY bm25({kind}), rowid LIMIT ?"
        return self._numbers(query, match, most)

    def graded(self, kind: Kind, match: str) -> list[int] | None:
        """The numbers of all texts that match, the best first; None where they are more than are graded."""
        found = self._numbers(f"SELECT rowid FROM {kind} WHERE {kind} MATCH ? LIMIT ?", match, GRADED + 1)
        return self.best(kind, match, GRADED) if len(found) <= GRADED else None

    def in_order(self, kind: Kind, match: str) -> Iterator[int]:
        """The numbers of all texts that match, in their order."""
        query = f"SELECT rowid FROM {kind} WHERE {kind} MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
        last = -1
        while found := self._numbers(query, match, last, GRADED):
            yield from found
            last = found[-1]

    def _numbers(self, query: str, *values: object) -> list[int]:
        with self._lock:
            return [number for (number,) in self._database.execute(query, values)]


class Findable:
    """All that can be found in a publication: the texts by kind and number, and their characters."""

    def __init__(self, view: View, resources: Resources) -> None:
        names = _names(view, resources)
        self.things = [Thing(*key, known) for key, known in names.items()]
        self.facts: list[Fact] = []
        self.passages: list[Passage] = []
        self.by_series: dict[str, array[int]] = {}
        self.measures: dict[str, set[str]] = {}
        self.characters = Characters()
        self.characters.add(Kind.THING, enumerate(" ".join(thing.names) for thing in self.things))
        for entry in view.manifest.reports:
            document = read_words(view, resources, entry.id)
            self._add_facts(document, names)
            self._add_passages(document, entry.id)

    def _add_facts(self, document: Document, names: Names) -> None:
        texts = []
        for row in document.facts:
            sentence, series, period = document.words(*row["sentence"]), str(row["series"]), row["period"]
            texts.append((len(self.facts), _words(row, names.get(("metric", series), ()), sentence)))
            self.by_series.setdefault(series, array("I")).append(len(self.facts))
            self.measures.setdefault(series, set()).add(str(row["measure"]))
            packed = json.dumps(row, ensure_ascii=False).encode("utf-8")
            self.facts.append(Fact(packed, sentence, series, (period["start"], period["end"]) if period else None))
        self.characters.add(Kind.FACT, texts)

    def _add_passages(self, document: Document, report: str) -> None:
        start = len(self.passages)
        self.passages += [Passage(report, block.start, block.end, block.text) for block in document.blocks]
        texts = enumerate((passage.words for passage in self.passages[start:]), start)
        self.characters.add(Kind.PASSAGE, texts)

    def words(self, kind: Kind) -> Callable[[int], str]:
        """What of the text of a number was indexed."""
        if kind is Kind.THING:
            return lambda number: " ".join(self.things[number].names)
        if kind is Kind.PASSAGE:
            return lambda number: self.passages[number].words
        metrics = {thing.slug: thing.names for thing in self.things if thing.type == "metric"}

        def of_fact(number: int) -> str:
            fact = self.facts[number]
            return _words(fact.row, metrics.get(fact.series, ()), fact.sentence)

        return of_fact


def _words(row: Row, series: Sequence[str], sentence: str) -> str:
    return "\n".join(filter(None, (row["metric"], *series, row["agency"], row["programme"], sentence)))


def _names(view: View, resources: Resources) -> Names:
    """The names of all concepts by type and local name, the preferred ones first."""
    iris = Iris(view.manifest.base_iri)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in view.select(load_query(resources, "internal/labels", iris)):
        iri, name = str(as_value(row["iri"])), str(as_value(row["name"]))
        if iri.startswith(f"{iris.base}id/"):
            type_, _, slug = iri.removeprefix(f"{iris.base}id/").partition("/")
            found[type_, slug] = (*found.get((type_, slug), ()), name)
    return found
