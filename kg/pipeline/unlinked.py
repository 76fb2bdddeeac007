"""What the reports of a store measure and name and no concept answers to, each place with its passage."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph

from kg.iris import Iris
from kg.questions import fill, load_query
from kg.questions.sources import source_of
from kg.resources import Resources
from kg.store import View

Row = Mapping[str, Any]
# How far a passage reaches to each side of its figure or name, in characters.
REACH = 60
SENTENCE_END = re.compile(r"[。；]")
# Where a line ends, no word does.
WRAP = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """One place of a metric, programme or agency: its row, the report's row, and the passage that it stands in."""

    row: Row
    report: Row
    passage: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a report, with the places of its blocks: where they start, sorted, and end."""

    report: Row
    text: str = field(repr=False)
    starts: Sequence[int]
    ends: Sequence[int]

    def passage(self, start: int, end: int) -> str:
        """The sentence around a place, within its block, or what of it is near, on one line."""
        index = bisect_right(self.starts, start) - 1
        inside = index >= 0 and end <= self.ends[index]
        first, last = (self.starts[index], self.ends[index]) if inside else (start, end)
        first, last = max(first, start - REACH), min(last, end + REACH)
        before = [found.end() for found in SENTENCE_END.finditer(self.text, first, start)]
        after = SENTENCE_END.search(self.text, end, last)
        sentence = self.text[before[-1] if before else first : after.start() if after else last]
        return " ".join(WRAP.sub("", sentence).split())


def read_texts(view: View, resources: Resources) -> tuple[Text, ...]:
    """The texts of all reports of a publication."""
    iris = Iris(view.manifest.base_iri)
    query = load_query(resources, "internal/blocks", iris)
    return tuple(_text(view, entry.id, query, iris) for entry in view.manifest.reports)


def _text(view: View, report: str, query: str, iris: Iris) -> Text:
    (row,) = view.table(report, "report")
    graph = pyoxigraph.NamedNode(iris.graph(f"report/{report}"))
    places = [(int(one["start"].value), int(one["end"].value)) for one in view.select(fill(query, {"graph": graph}))]
    return Text(row, source_of(view, report).text, [start for start, _ in places], [end for _, end in places])


def unlinked_facts(view: View, texts: Sequence[Text]) -> Iterator[Found]:
    """The facts without a metric."""
    for text in texts:
        for row in view.facts(str(text.report["id"])):
            if row["series"] is None:
                yield Found(row, text.report, text.passage(int(str(row["start"])), int(str(row["end"]))))


def unlinked_names(view: View, texts: Sequence[Text]) -> Iterator[Found]:
    """The places of names without a concept."""
    for text in texts:
        for row in view.table(str(text.report["id"]), "entities"):
            if row["concept"] is None and isinstance(row["mentions"], list):
                yield from (Found(row, text.report, text.passage(start, end)) for start, end in row["mentions"])
