"""The way of a fact back to its characters in the file, as a value: for the command line and over HTTP alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph

from kg.errors import StoreError, UnknownNameError
from kg.iris import Iris
from kg.model.places import Place
from kg.model.text import Source
from kg.questions.answer import Value, as_value
from kg.questions.catalogue import load_query
from kg.questions.facts import find_fact
from kg.questions.fill import fill
from kg.questions.sources import source_of
from kg.resources import Resources
from kg.store import View


@dataclass(frozen=True, slots=True)
class TraceQueries:
    """The texts of the queries that a trace is made of."""

    facts: str
    way: str
    headings: str
    links: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the source: its text as it stands there, its place in code points (half-open)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a fact: its mark as written ("" where it has none), its words, its place."""

    number: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TracedLink:
    """That the fact, or a name in it, is a concept: how sure, why, and who judged.

    name   the wording in the report, None where the fact itself is linked
    judge  who decided, None where nobody did;  judged: the day (ISO 8601);  because: his reason
    """

    concept: str
    slug: str
    label: str | None
    label_en: str | None
    name: str | None
    score: float
    reason: str
    judge: str | None = None
    judged: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class TracedReport:
    """The report of a fact. `coverage` is start and end as ISO days, or None."""

    id: str
    title: str
    issuer: str | None
    coverage: tuple[str, str] | None
    url: str | None


@dataclass(frozen=True, slots=True)
class TracedFile:
    """The version of the file that the offsets count in. `length` is in code points."""

    name: str
    sha256: str
    encoding: str
    length: int


@dataclass(frozen=True, slots=True)
class Trace:
    """One fact with its way back.

    iri, id     its IRI and its local name
    row         the fact as `kg facts` prints it
    period_roc  its period in words of the ROC calendar, or None
    paragraph   the paragraph or heading that it stands in, or None;  number: that one's mark
    places      where the characters of the quote stand in a file that is no plain text: element, or page and box
    verified    whether the characters at the quote's offsets in the kept file are the quote
    """

    iri: str
    id: str
    row: Mapping[str, Any]
    period_roc: str | None
    quote: Passage
    sentence: Passage
    paragraph: Passage | None
    number: str
    headings: tuple[Heading, ...]
    links: tuple[TracedLink, ...]
    report: TracedReport
    file: TracedFile
    places: tuple[Place, ...]
    verified: bool


def load_trace_queries(resources: Resources, iris: Iris) -> TraceQueries:
    """The queries of a trace, under a base IRI. Raises KnowledgeError where one is missing."""
    names = ("facts", "trace", "trace-headings", "trace-links")
    return TraceQueries(*(load_query(resources, f"internal/{name}", iris) for name in names))


def trace(view: View, queries: TraceQueries, text: str) -> Trace:
    """Where a fact comes from; `text` is its IRI, its local name, or the first digits of its hash.

    Raises UnknownNameError where there is no such fact, InputError where several hashes begin so, and StoreError where
    graph and tables do not agree or the file is damaged.
    """
    fact = find_fact(view, queries.facts, text)
    ways = _rows(view, queries.way, fact)
    if not ways:
        raise StoreError(f"{fact.value} has no way back to a file. Build the store again.")
    way = ways[0]
    quote = _passage(way, "quote", "start", "end")
    source = source_of(view, str(way["report"]))
    if source.sha256 != way["sha256"]:
        raise UnknownNameError("source", str(way["sha256"]), [entry.source for entry in view.manifest.reports])
    return Trace(
        iri=fact.value,
        id=Iris(view.manifest.base_iri).slug(fact.value),
        row=_row(view, str(way["report"]), fact.value),
        period_roc=_text(way["periodLabel"]),
        quote=quote,
        sentence=_passage(way, "sentence", "sentenceStart", "sentenceEnd"),
        paragraph=_passage(way, "paragraph", "paragraphStart", "paragraphEnd")
        if way["paragraph"] is not None
        else None,
        number=_text(way["number"]) or "",
        headings=tuple(_heading(row) for row in _rows(view, queries.headings, fact)),
        links=tuple(_link(row) for row in _rows(view, queries.links, fact)),
        report=_report(way),
        file=_file(way),
        places=source.places.of(quote.start, quote.end),
        verified=_verified(source, quote),
    )


def _rows(view: View, query: str, fact: pyoxigraph.NamedNode) -> list[dict[str, Value]]:
    solutions = view.select(fill(query, {"fact": fact}))
    names = [variable.value for variable in solutions.variables]
    return [{name: as_value(solution[name]) for name in names} for solution in solutions]


def _row(view: View, report: str, fact: str) -> Mapping[str, Any]:
    found = next((row for row in view.facts(report) if row["fact"] == fact), None)
    if found is None:
        raise StoreError(f"{fact} stands in the graph and not in the table of its report. Build the store again.")
    return found


def _passage(way: Mapping[str, Value], text: str, start: str, end: str) -> Passage:
    return Passage(str(way[text]), _number(way[start]), _number(way[end]))


def _heading(row: Mapping[str, Value]) -> Heading:
    return Heading(_text(row["number"]) or "", str(row["heading"]), _number(row["start"]), _number(row["end"]))


def _link(row: Mapping[str, Value]) -> TracedLink:
    concept = str(row["target"])
    return TracedLink(
        concept=concept,
        slug="/".join(concept.rsplit("/", 2)[-2:]),
        label=_text(row["label"]),
        label_en=_text(row["labelEn"]),
        name=_text(row["name"]),
        score=float(str(row["score"])),
        reason=str(row["reason"]),
        judge=_text(row["judgedBy"]),
        judged=_text(row["judgedOn"]),
        because=_text(row["because"]),
    )


def _report(way: Mapping[str, Value]) -> TracedReport:
    start, end = _text(way["coverageStart"]), _text(way["coverageEnd"])
    coverage = (start, end) if start and end else None
    return TracedReport(str(way["report"]), str(way["title"]), _text(way["issuer"]), coverage, _text(way["url"]))


def _file(way: Mapping[str, Value]) -> TracedFile:
    return TracedFile(str(way["file"]), str(way["sha256"]), str(way["encoding"]), _number(way["length"]))


def _verified(source: Source, quote: Passage) -> bool:
    """The file says so itself."""
    return source.text[quote.start : quote.end] == quote.text


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _number(value: Value) -> int:
    return int(str(value))
