"""The closure of the reports' graphs under OWL RL: our path, and owlrl, with the number of triples that differ."""

from collections.abc import Iterator
from functools import partial

from bench.graphs import Graphs, report_graphs, rows_of, to_rdflib
from bench.reading import knowledge
from bench.table import Measured, ratio, timed
from kg.graph import ontology_quads
from kg.model.quads import read_quads
from kg.reason import Schema, close_schema, infer
from kg.resources import open_resources


def measure_inference(report: str | None, *, peers: bool) -> Iterator[Measured]:
    """Seconds and number of inferred triples for every report (or one): in its whole context, as a build closes it, and
    with the ontology alone, as owlrl can; how many triples differ between ours and owlrl's, and the ratio of the times.
    """
    known = knowledge()
    ontology = ontology_quads(open_resources(), known.iris)
    seconds, schema = timed(lambda: close_schema(ontology))
    yield Measured("inference", "the schema, by owlrl, once a build", seconds, f"{len(schema.triples)} triples")
    ours = theirs = 0.0
    for graphs in report_graphs(known, report):
        seconds, inferred = timed(partial(infer, schema, graphs.said, known.context))
        yield Measured("inference", f"ours, {graphs.report}, whole context", seconds, _told(inferred))
        alone, inferred = timed(partial(infer, schema, graphs.said, ontology))
        yield Measured("inference", f"ours, {graphs.report}, ontology", alone, _told(inferred))
        if peers:
            seconds, differing = _peer(graphs, ontology, inferred, schema)
            words = f"{differing} triples differ, {ratio(seconds, alone)}"
            yield Measured("inference", f"owlrl, {graphs.report}, ontology", seconds, words)
            ours, theirs = ours + alone, theirs + seconds
    if peers:
        yield Measured("inference", "owlrl, all of these", theirs, f"ours {ours:.3f} s, {ratio(theirs, ours)}")


def _told(quads: bytes) -> str:
    return f"{len(quads.splitlines())} inferred"


def _peer(graphs: Graphs, ontology: bytes, inferred: bytes, schema: Schema) -> tuple[float, int]:
    """owlrl's seconds, and how many triples about the report only one of both has.

    Left out is what is no RDF (literals as subjects), that things are themselves, that they are an owl:Thing, and what
    follows from the ontology alone.
    """
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Literal
    from rdflib.namespace import OWL, RDF

    graph = to_rdflib(graphs.said + ontology)
    before = set(graph)
    closure = DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    seconds, _ = timed(lambda: closure.expand(graph))
    legal = (
        (s, p, o)
        for s, p, o in set(graph) - before
        if not isinstance(s, Literal) and not (p == OWL.sameAs and s == o) and (p, o) != (RDF.type, OWL.Thing)
    )
    local = set(read_quads(graphs.said).subjects)
    theirs = {row for row in rows_of(legal) if row[0] in local or row[2] in local} - schema.triples
    return seconds, len(theirs ^ set(read_quads(inferred).triples()))
