"""owlrl as the referee of what follows, and parts of graphs that are small enough for it."""

import pyoxigraph as ox
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF

from kg.iris import Iris
from kg.model.quads import read_quads
from kg.reason import infer_across

IRIS = Iris()
# What says nothing to a reasoner, and costs owlrl half of its time.
SILENT = ("<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/2000/01/rdf-schema#comment>")


def triples(data):
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(data, format=ox.RdfFormat.N_QUADS)}


def logic(quads):
    """Quads without labels and comments."""
    return b"".join(line for line in quads.splitlines(keepends=True) if not any(p.encode() in line for p in SILENT))


def by_owlrl(asserted, context):
    """What owlrl derives from all of it, less what is no RDF, what says nothing, and what is not about the graph."""
    local = {s for s, _, _ in triples(asserted)}
    return {row for row in all_by_owlrl(asserted, context) if row[0] in local or row[2] in local}


def all_by_owlrl(asserted, context):
    """As `by_owlrl`, whatever it is about."""
    graph, given = Graph(), triples(asserted) | triples(context)
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in sorted(given)), format="nt")
    stated = set(graph)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    legal = {
        (s, p, o)
        for s, p, o in set(graph) - stated
        if not isinstance(s, Literal) and not (p == OWL.sameAs and s == o) and (p, o) != (RDF.type, OWL.Thing)
    }
    return of_rdf_1_1(legal)


def of_rdf_1_1(found):
    """Triples of rdflib, which writes a plain literal's type now and then, as pyoxigraph writes them."""
    graph = Graph()
    for triple in found:
        graph.add(triple)
    return triples(graph.serialize(format="nt").encode())


def around(quads, of_each, *whole):
    """Part of a graph: so many things of every class (all of the classes `whole`), with all that they lead to."""
    rows = read_quads(quads)
    kinds = {}
    for s, p, o, _ in rows:
        if p.endswith("#type>"):
            kinds.setdefault(o, []).append(s)
    wanted = tuple(f"#{kind.capitalize()}>" for kind in whole) or ("nothing",)
    chosen = {node for kind, nodes in kinds.items() for node in (nodes if kind.endswith(wanted) else nodes[-of_each:])}
    return about(quads, chosen)


def lineage_part(quads):
    """Part of the graph of lineage: lines and their points, and all that is told of things and of what laws ask for."""
    required = {s for s, p, _, _ in read_quads(quads) if p.endswith("#requiredBy>")}
    part = around(quads, 6, "engagement", "namejoin", "succession").splitlines(keepends=True)
    return b"".join(sorted({*part, *about(quads, required).splitlines(keepends=True)}))


def follows_across(context, lineage):
    """All that follows from graphs of lineage, as N-Quads of one graph."""
    across = infer_across(context, lineage)
    graph = IRIS.graph("inferred-lineage")
    return across.own + "".join(f"{' '.join(one)} <{graph}> .\n" for one in sorted(across.common)).encode()


def about(quads, nodes):
    """The quads of a graph that describe these nodes and what they lead to."""
    rows = read_quads(quads)
    said = {}
    for row in rows:
        said.setdefault(row[0], []).append(row)
    waiting, reached = [node for node in nodes if node in said], set()
    while waiting:
        node = waiting.pop()
        if node in said and node not in reached:
            reached.add(node)
            waiting += [o for _, _, o, _ in said[node]]
    return "".join(f"{' '.join(row)} .\n" for row in rows if row[0] in reached).encode()
