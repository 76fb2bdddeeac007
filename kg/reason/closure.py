"""The closure of the ontology by owlrl, the referee of what OWL 2 RL entails."""

from collections.abc import Iterable

from kg.model.quads import Triple

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def close(triples: Iterable[Triple]) -> set[Triple]:
    """All that owlrl derives from these triples (texts of terms), together with them.

    Left out are triples that are no RDF (literals as subjects) and that everything is the same as itself.
    """
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph, Literal
    from rdflib.namespace import OWL as owl_names

    stated = set(triples)
    graph = Graph()
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in sorted(stated)), format="nt")
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    legal = (t for t in graph if not isinstance(t[0], Literal) and not (t[1] == owl_names.sameAs and t[0] == t[2]))
    return stated | {(s.n3(), p.n3(), o.n3()) for s, p, o in legal if not isinstance(o, Literal)}


def read_list(triples: Iterable[Triple], head: str) -> tuple[str, ...]:
    """The members of an RDF list in order."""
    first, rest = f"<{RDF}first>", f"<{RDF}rest>"
    said = {(s, p): o for s, p, o in triples if p in (first, rest)}
    members = []
    while head != f"<{RDF}nil>":
        members.append(said[head, first])
        head = said[head, rest]
    return tuple(members)
