"""The closure of one report's graph under OWL RL: our path, and owlrl."""

from collections.abc import Iterator
from functools import partial

from bench.graphs import report_graph, to_rdflib
from bench.reading import knowledge
from bench.table import Measured, timed
from kg.graph import ontology_quads
from kg.reason import close_schema, infer
from kg.resources import open_resources


def measure_inference(report: str | None, *, peers: bool) -> Iterator[Measured]:
    """Seconds and number of inferred triples for the graph of a report: in its whole context, as a build closes it, and
    with the ontology alone, as owlrl can."""
    known = knowledge()
    ontology = ontology_quads(open_resources(), known.iris)
    seconds, schema = timed(lambda: close_schema(ontology))
    yield Measured("inference", "the schema, by owlrl, once a build", seconds, f"{len(schema.triples)} triples")
    name, quads = report_graph(known, report)
    for context, what in ((known.context, "vocabulary and ontology"), (ontology, "ontology")):
        seconds, inferred = timed(partial(infer, schema, quads, context))
        yield Measured("inference", f"ours, {name} with {what}", seconds, f"{_lines(inferred)} inferred")
    if peers:
        yield _peer(quads + ontology)


def _lines(quads: bytes) -> int:
    return quads.count(b"\n")


def _peer(quads: bytes) -> Measured:
    from owlrl import DeductiveClosure, OWLRL_Semantics

    graph = to_rdflib(quads)
    before = len(graph)
    closure = DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    seconds, _ = timed(lambda: closure.expand(graph))
    more = f"{len(graph) - before} inferred, with the schema's own, sameAs oneself and literals as subjects"
    return Measured("inference", "owlrl, the same with ontology", seconds, more)
