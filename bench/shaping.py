"""Validation of one report's graph: our path, and pyshacl."""

from collections.abc import Iterator

from bench.graphs import report_graph, to_rdflib
from bench.reading import knowledge
from bench.table import Measured, timed
from kg.resources import open_resources
from kg.validate import validate


def measure_shapes(report: str | None, *, peers: bool) -> Iterator[Measured]:
    """Seconds and number of results on the graph of one report in the context of vocabulary and ontology."""
    known = knowledge()
    name, quads = report_graph(known, report)
    seconds, conformance = timed(lambda: validate(quads, known.context, known.shapes))
    yield Measured("shapes", f"ours, {name}", seconds, f"{len(conformance.results)} results")
    if peers:
        yield _peer(quads, known.context)


def _peer(quads: bytes, context: bytes) -> Measured:
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import SH

    shapes = Graph()
    for path in open_resources().files("shapes", "*.ttl"):
        shapes.parse(path, format="turtle")
    data = to_rdflib(quads + context)
    seconds, (_, found, _) = timed(lambda: pyshacl.validate(data, shacl_graph=shapes, advanced=True))
    about = {str(subject) for subject in to_rdflib(quads).subjects()}
    results = [node for node in found.objects(None, SH.focusNode) if str(node) in about]
    return Measured("shapes", "pyshacl", seconds, f"{len(results)} results")
