"""Graphs to measure on."""

from typing import TYPE_CHECKING

from bench.building import packaged_reports
from kg.graph import report_quads
from kg.pipeline.order import Clock, Knowledge, read_report
from kg.pipeline.product import silent

if TYPE_CHECKING:
    from rdflib import Graph


def report_graph(known: Knowledge, report: str | None) -> tuple[str, bytes]:
    """The id of a packaged report (the first where none is named), and its graph as N-Quads."""
    reports = {one.info.id: one for one in packaged_reports()}
    chosen = reports[report or min(reports)]
    read = read_report(chosen.source, chosen.info, known, Clock(chosen.info.id, silent))
    return chosen.info.id, report_quads(read.reading, read.links, known.vocabulary, known.iris)


def to_rdflib(quads: bytes) -> "Graph":
    """The triples of N-Quads, without their graphs."""
    from pyoxigraph import RdfFormat, Triple, parse, serialize
    from rdflib import Graph

    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in parse(quads, format=RdfFormat.N_QUADS))
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
