"""Which axioms the rules apply; any other is refused, so that no axiom is without effect in silence."""

from collections.abc import Iterable

from kg.errors import KnowledgeError
from kg.model.quads import Triple
from kg.reason.closure import OWL, RDF, RDFS

# Predicates of OWL and RDFS that may stand in the ontology: those applied, those that say nothing to a reasoner.
APPLIED = {
    *(f"<{RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(f"<{OWL}{name}>" for name in ("equivalentClass", "equivalentProperty", "inverseOf", "propertyChainAxiom")),
}
SILENT = {
    *(f"<{RDF}{name}>" for name in ("type", "first", "rest")),
    *(f"<{RDFS}{name}>" for name in ("label", "comment", "seeAlso", "isDefinedBy")),
    *(f"<{OWL}{name}>" for name in ("versionInfo", "versionIRI", "deprecated")),
}
CLASSES = {
    f"<{RDFS}Class>",
    *(f"<{OWL}{name}>" for name in ("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    *(f"<{OWL}{name}>" for name in ("SymmetricProperty", "TransitiveProperty")),
}
OURS = (f"<{OWL}", f"<{RDF}", f"<{RDFS}")


def check_axioms(triples: Iterable[Triple]) -> None:
    """Raises KnowledgeError for a triple of OWL, RDF or RDFS that no rule here takes account of."""
    for s, p, o in sorted(triples):
        if p.startswith(OURS) and p not in APPLIED | SILENT:
            raise KnowledgeError(f"The ontology uses {p} (of {s}), which the reasoner does not apply.")
        if p == f"<{RDF}type>" and o.startswith(OURS) and o not in CLASSES:
            raise KnowledgeError(f"The ontology makes {s} a {o}, which the reasoner does not apply.")
        if p in APPLIED and not p.endswith("#range>") and (s.startswith(OURS) or o.startswith(OURS[2])):
            raise KnowledgeError(f"The ontology says {p} of {s} and {o}: a term of OWL, RDF or RDFS itself.")
