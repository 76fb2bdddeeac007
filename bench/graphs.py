"""Graphs to measure on, and the triples of the libraries that serve as referees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bench.building import packaged_reports
from kg.errors import UnknownNameError
from kg.pipeline.order import Clock, Knowledge, read_report, tell_report
from kg.pipeline.product import silent

if TYPE_CHECKING:
    from rdflib import Graph

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graphs:
    """What a build makes of a report: N-Quads of what it says, and of what its checks found."""

    report: str
    said: bytes = field(repr=False)
    checks: bytes = field(repr=False)


def report_graphs(known: Knowledge, report: str | None) -> Iterator[Graphs]:
    """The graphs of a packaged report, or of all of them where none is named. Raises UnknownNameError."""
    reports = {one.info.id: one for one in packaged_reports()}
    if report is not None and report not in reports:
        raise UnknownNameError("report", report, reports)
    for name in [report] if report else sorted(reports):
        clock = Clock(name, silent)
        told = tell_report(read_report(reports[name].source, reports[name].info, known, clock), known, clock)
        yield Graphs(name, told.asserted, told.checks)


def to_rdflib(quads: bytes) -> "Graph":
    """The triples of N-Quads, without their graphs."""
    from pyoxigraph import RdfFormat, Triple, parse, serialize
    from rdflib import Graph

    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in parse(quads, format=RdfFormat.N_QUADS))
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def rows_of(graph: Iterable[Row]) -> set[Row]:
    """Triples as texts in the form of pyoxigraph's writer."""
    from pyoxigraph import RdfFormat, parse
    from rdflib import Graph

    legal = Graph()
    for triple in graph:
        legal.add(triple)  # type: ignore[arg-type]
    read = parse(legal.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in read}
