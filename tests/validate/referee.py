"""pyshacl as the referee: the same shapes on the same triples."""

import pyoxigraph as ox
from pyshacl import validate as by_pyshacl
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH

from kg.iris import Iris
from kg.validate.loading import _add, read_shapes

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> .
@prefix ks: <https://w3id.org/kaogong/shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def shapes_of(turtle):
    """Shapes from Turtle with the prefixes sh, e, xsd and rdfs."""
    said = {}
    _add(said, ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE), Iris(), 0)
    return read_shapes(said, Iris())


def quads_of(turtle):
    """Triples from Turtle as N-Quads of one graph."""
    triples = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    graph = ox.NamedNode("https://example.org/graph")
    return ox.serialize(
        [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples], format=ox.RdfFormat.N_QUADS
    )


def plain_graph(*quads):
    """A plain rdflib graph: others hold "x" and "x"^^xsd:string unequal."""
    # Not through a store, which gives 0 back for 0.0.
    triples = {quad.triple for part in quads for quad in ox.parse(part, format=ox.RdfFormat.N_QUADS)}
    graph = Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def report_of(quads, context, shapes_graph):
    """pyshacl's validation report as a graph."""
    _, report, _ = by_pyshacl(plain_graph(quads, context), shacl_graph=shapes_graph, advanced=False)
    return report


def rows_of(report):
    """The results of a report graph: focus, value, shape, component and severity as texts."""
    names = (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
    return {
        tuple("" if (term := report.value(result, name)) is None else str(term) for name in names)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def described(graph, node):
    """All that is said of a node and of the blank nodes that it leads to, in an order that no label sways."""
    if not isinstance(node, BNode):
        return node.n3()
    return tuple(sorted((p.n3(), repr(described(graph, o))) for p, o in graph.predicate_objects(node)))


def rows_of_ours(conformance):
    return {
        (
            result.focus,
            result.value,
            result.shape,
            result.component_turtle[1:-1],
            f"{SH}{result.severity.value.capitalize()}",
        )
        for result in conformance.results
    }
