"""The ontology is closed once; what the rules do not apply is refused."""

import pytest

from kg.errors import KnowledgeError
from kg.graph import ontology_quads
from kg.iris import Iris
from kg.reason import Schema, close_schema
from kg.reason.schema import Chain
from kg.resources import open_resources

PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "e": "https://example.org/",
}


def quads(*lines):
    """Lines of short names as N-Quads of graph e:graph/ontology."""
    return "".join(
        f"{' '.join(map(_term, line.split()))} <https://example.org/graph/ontology> .\n" for line in lines
    ).encode()


def _term(word):
    if word.startswith('"'):
        return word
    prefix, _, name = word.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def iri(name):
    return f"<https://example.org/{name}>"


def test_relations_are_closed():
    schema = close_schema(
        quads(
            "e:A rdfs:subClassOf e:B",
            "e:B rdfs:subClassOf e:C",
            "e:C owl:equivalentClass e:D",
            "e:p rdfs:subPropertyOf e:q",
            "e:q rdfs:domain e:A",
            "e:q rdfs:range e:C",
            "e:r owl:inverseOf e:q",
        )
    )
    assert schema.classes[iri("A")] == (iri("B"), iri("C"), iri("D"))
    rules = schema.rules[iri("p")]
    assert rules.supers == (iri("q"),)
    assert iri("A") in rules.domains
    assert iri("C") in rules.ranges
    assert schema.rules[iri("q")].inverses == (iri("r"),)
    assert schema.rules[iri("r")].inverses == (iri("q"),)


def test_a_chain_is_known_to_its_steps():
    schema = close_schema(
        quads(
            "e:in owl:propertyChainAxiom e:list",
            "e:list rdf:first e:a",
            "e:list rdf:rest e:list2",
            "e:list2 rdf:first e:b",
            "e:list2 rdf:rest rdf:nil",
        )
    )
    chain = Chain(iri("in"), (iri("a"), iri("b")))
    assert schema.rules[iri("a")].chains == schema.rules[iri("b")].chains == (chain,)


@pytest.mark.parametrize(
    ("axiom", "named"),
    [
        ("e:p rdf:type owl:FunctionalProperty", "FunctionalProperty"),
        ("e:A owl:disjointWith e:B", "disjointWith"),
        ("e:A owl:sameAs e:B", "sameAs"),
        ("e:o owl:imports e:B", "imports"),
        ("e:x rdf:type owl:Restriction", "Restriction"),
        ("e:x owl:hasValue e:y", "hasValue"),
        ("e:p owl:propertyDisjointWith e:q", "propertyDisjointWith"),
        ("rdfs:label rdfs:subPropertyOf e:name", "label"),
    ],
)
def test_an_axiom_that_is_not_applied_is_refused(axiom, named):
    with pytest.raises(KnowledgeError, match=named):
        close_schema(quads("e:A rdfs:subClassOf e:B", axiom))


@pytest.mark.parametrize(
    "chains",
    [[("p", "p", "q")], [("p", "q", "r"), ("q", "s", "p")]],
    ids=["itself", "by another"],
)
def test_a_chain_that_leads_back_to_itself_is_refused(chains):
    lines = []
    for head, first, second in chains:
        lines += [f"e:{head} owl:propertyChainAxiom e:list-{head}", f"e:list-{head} rdf:first e:{first}"]
        lines += [f"e:list-{head} rdf:rest e:rest-{head}", f"e:rest-{head} rdf:first e:{second}"]
        lines += [f"e:rest-{head} rdf:rest rdf:nil"]
    with pytest.raises(KnowledgeError, match="leads back to itself"):
        close_schema(quads(*lines))


def test_a_schema_can_be_kept():
    schema = close_schema(ontology_quads(open_resources(), Iris()))
    assert len(schema.rules) > 100
    assert Schema.from_bytes(schema.to_bytes()) == schema
    assert Schema.from_bytes(schema.to_bytes()).to_bytes() == schema.to_bytes()


def test_the_closed_schema_is_rdf():
    schema = close_schema(ontology_quads(open_resources(), Iris()))
    assert [s for s, _, _ in schema.triples if not s.startswith("<")] == []
    assert [s for s, p, o in schema.triples if p.endswith("#sameAs>") and s == o] == []


@pytest.mark.parametrize(
    "line",
    [
        "_:b <https://example.org/p> <https://example.org/o> <https://example.org/g> .",
        "<https://example.org/s> <https://example.org/p> _:b <https://example.org/g> .",
        "<https://example.org/s> <https://example.org/p> <https://example.org/o> .",
        "<https://example.org/s> <https://example.org/p>",
        "<https://example.org/s> <https://example.org/p> <https://example.org/o> <https://example.org/g>",
        "<https://example.org/s> <https://example.org/p> <<( <urn:a> <urn:b> <urn:c> )>> <https://example.org/g> .",
    ],
)
def test_lines_of_another_form_are_refused(line):
    with pytest.raises(ValueError, match=r"blank node|of no graph|no N-Quad|no end of an N-Quad"):
        close_schema(quads("e:A rdfs:subClassOf e:B") + line.encode() + b"\n")
