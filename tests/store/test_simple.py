"""Which queries have the lane of what is quick."""

import pyoxigraph
import pytest

from kg.store.simple import is_simple

KG = "PREFIX kg: <https://w3id.org/kaogong/ontology#>\n"
SIMPLE = [
    "ASK {}",
    "SELECT * { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) WHERE { ?s a <urn:c> }",
    "SELECT DISTINCT ?s FROM <urn:g> WHERE { ?s <urn:p> 'a'@zh-Hant } ORDER BY DESC(?s) LIMIT 3 OFFSET 2",
    KG + "SELECT ?quote { ?f kg:quote ?quote ; kg:value ?v , 3 ; a kg:Measurement . }",
    KG + "SELECT ?q { <urn:f> kg:derivedFrom ?span . ?span kg:quote ?q }",
    'ASK { ?s <urn:p> "1"^^<urn:t> }',
    "CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }",
    "CONSTRUCT WHERE { ?s <urn:p> ?o }",
    "DESCRIBE <urn:s>",
]
OTHERS = [
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a <urn:p> ?c . ?d <urn:p> ?f }",
    "SELECT * { ?a a ?t . ?b a ?t . ?c a ?t }",
    "SELECT * { ?a ?p ?b . ?b ?q ?c }",
    "SELECT * { <urn:a> <urn:p> ?b . ?c <urn:p> ?d }",
    "SELECT * { ?s <urn:p>* ?o }",
    "SELECT * { ?s <urn:p>+ <urn:o> }",
    "SELECT * { ?s (<urn:p>|<urn:q>) ?o }",
    "SELECT * { ?s <urn:p>/<urn:q> ?o }",
    "SELECT * { ?s !<urn:p> ?o }",
    "SELECT * { ?s <urn:p>? ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o > 3) }",
    "SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } }",
    "SELECT * { { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o } GROUP BY ?s",
    "SELECT * { VALUES ?s { <urn:a> } ?s ?p ?o }",
    "SELECT * { ?s ?p ?o BIND(1 AS ?x) }",
    "SELECT * { SELECT * { ?s ?p ?o } }",
    "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o }",
    "SELECT * { ?s ?p [ ?q ?r ] }",
    "SELECT * { ?s ?p (1 2) }",
    "DESCRIBE ?s { ?s ?p ?o . ?a ?b ?c }",
    "ASK { ?s ?p 'open }",
    "ASK { ?s ?p ?o } } {",
    "",
    "SELECT * { " + "?s ?p ?o . " * 1_000 + "}",
]


@pytest.mark.parametrize("text", SIMPLE)
def test_one_pattern_that_hangs_together(text: str) -> None:
    assert is_simple(text)
    pyoxigraph.Store().query(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_may_take_long_and_what_is_in_doubt(text: str) -> None:
    assert not is_simple(text)
