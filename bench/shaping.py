"""Validation of the reports' graphs: our path, and pyshacl, with the number of results that differ."""

from collections.abc import Iterator
from functools import partial

from bench.graphs import Row, report_graphs, to_rdflib
from bench.reading import knowledge
from bench.table import Measured, ratio, timed
from kg.graph import judgement_quads
from kg.model.quads import read_quads
from kg.resources import open_resources
from kg.validate import Conformance, validate_within

SH = "http://www.w3.org/ns/shacl#"


def measure_shapes(report: str | None, *, peers: bool) -> Iterator[Measured]:
    """Seconds and number of results on the graphs of every report (or one), what it says and what its checks found, in
    the context of vocabulary and ontology; how many results differ between ours and pyshacl's, and the ratio of times.
    """
    known = knowledge()
    context = known.context + judgement_quads(open_resources(), known.iris)
    ours = theirs = 0.0
    for graphs in report_graphs(known, report):
        quads = graphs.said + graphs.checks
        alone, conformance = timed(partial(validate_within, known.checks, quads))
        yield Measured("shapes", f"ours, {graphs.report}", alone, f"{len(conformance.results)} results")
        if peers:
            seconds, found = _peer(quads, context)
            words = f"{len(found ^ _rows(conformance))} results differ, {ratio(seconds, alone)}"
            yield Measured("shapes", f"pyshacl, {graphs.report}", seconds, words)
            ours, theirs = ours + alone, theirs + seconds
    if peers:
        yield Measured("shapes", "pyshacl, all of these", theirs, f"ours {ours:.3f} s, {ratio(theirs, ours)}")


def _rows(conformance: Conformance) -> set[Row]:
    return {
        (one.focus, one.value, one.shape, one.component_turtle[1:-1], f"{SH}{one.severity.value.capitalize()}")
        for one in conformance.results
    }


def _peer(quads: bytes, context: bytes) -> tuple[float, set[Row]]:
    """pyshacl's seconds, and its results about what the graph describes: focus, value, shape, component, severity."""
    import pyshacl
    from rdflib import Graph
    from rdflib.namespace import RDF
    from rdflib.namespace import SH as names

    shapes = Graph()
    for path in open_resources().files("shapes", "*.ttl"):
        shapes.parse(path, format="turtle")
    data = to_rdflib(quads + context)
    seconds, (_, found, _) = timed(lambda: pyshacl.validate(data, shacl_graph=shapes, advanced=False))
    asked = (names.focusNode, names.value, names.sourceShape, names.sourceConstraintComponent, names.resultSeverity)
    about = {subject.strip("<>") for subject in read_quads(quads).subjects}
    rows = {
        tuple("" if (term := found.value(result, name)) is None else str(term) for name in asked)
        for result in found.subjects(RDF.type, names.ValidationResult)
    }
    return seconds, {row for row in rows if row[0] in about}
