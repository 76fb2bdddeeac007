"""What follows from a report's graph: exactly what owlrl derives, and where it is put."""

import pyoxigraph as ox
import pytest

from kg.graph import ontology_quads, report_quads
from kg.iris import Iris
from kg.reason import close_schema, infer
from kg.resources import open_resources
from tests.graph import small
from tests.graph.gold_reading import gold_links, gold_reading, gold_vocabulary
from tests.reason.referee import by_owlrl, triples
from tests.reason.test_schema import quads

IRIS = Iris()
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
VOCABULARY = [
    (IRIS.concept("agency", "welfare"), TYPE, IRIS.term("Agency")),
    (IRIS.concept("agency", "welfare"), ORG + "subOrganizationOf", IRIS.concept("agency", "city")),
    (IRIS.concept("agency", "city"), ORG + "subOrganizationOf", IRIS.concept("agency", "state")),
    (IRIS.concept("metric", "english-rate"), IRIS.term("aboutMetric"), IRIS.concept("metric", "english-passed")),
]


@pytest.fixture(scope="module")
def ontology():
    return ontology_quads(open_resources(), IRIS)


@pytest.fixture(scope="module")
def schema(ontology):
    return close_schema(ontology)


@pytest.fixture(scope="module")
def vocabulary():
    graph = IRIS.graph("vocabulary")
    return "".join(f"<{s}> <{p}> <{o}> <{graph}> .\n" for s, p, o in VOCABULARY).encode()


def test_the_same_as_owlrl_triple_for_triple(schema, ontology, vocabulary):
    asserted = report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS)
    ours = triples(infer(schema, asserted, vocabulary + ontology))
    theirs = by_owlrl(asserted, vocabulary + ontology)
    assert len(ours) > 140
    assert sorted(theirs - ours) == []
    assert sorted(ours - theirs) == []


def test_every_kind_of_rule_has_an_effect(schema, ontology, vocabulary):
    asserted = report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS)
    store = ox.Store()
    store.load(infer(schema, asserted, vocabulary + ontology), format=ox.RdfFormat.N_QUADS)
    graphs = list(store.named_graphs())
    assert [graph.value for graph in graphs] == [IRIS.graph("inferred/small-1")]
    fact, section, report = "?fact", IRIS.part("section", "small-1", 1), IRIS.report("small-1")
    asks = {
        "cax-sco": f"{fact} a <http://www.w3.org/ns/prov#Entity>",
        "prp-spo1": f"{fact} <http://purl.org/dc/terms/temporal> ?period",
        "prp-spo2": f"{fact} kg:inParagraph ?paragraph ; kg:inSection <{section}> ; kg:inReport <{report}>",
        "prp-inv": f"<{section}> kg:hasParagraph ?paragraph",
        "prp-trp and prp-spo2": f"{fact} kg:concernsAgency <{IRIS.concept('agency', 'state')}>",
        "about": f"{fact} kg:concernsMetric <{IRIS.concept('metric', 'english-passed')}>",
    }
    for rule, pattern in asks.items():
        query = f"PREFIX kg: <{IRIS.term('')}> ASK {{ {pattern} }}"
        assert store.query(query, use_default_graph_as_union=True), rule


def test_no_triple_in_two_graphs_and_nothing_about_concepts_alone(schema, ontology, vocabulary):
    asserted = report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS)
    shared = infer(schema, vocabulary, ontology)
    own = infer(schema, asserted, vocabulary + ontology)
    parts = [triples(part) for part in (asserted, vocabulary, ontology, shared, own)]
    assert sum(map(len, parts)) == len(set.union(*parts))
    upper = f"<{ORG}transitiveSubOrganizationOf>"
    assert (f"<{IRIS.concept('agency', 'welfare')}>", upper, f"<{IRIS.concept('agency', 'state')}>") in parts[3]
    assert all(line.endswith(f"<{IRIS.graph('inferred')}> .") for line in shared.decode().splitlines())


def test_inferred_of_a_whole_report_is_in_order_and_the_same_again(schema, ontology):
    report = "kcg-personnel-2014"
    reading = gold_reading(report)
    asserted = report_quads(reading, gold_links(reading, report), gold_vocabulary(), IRIS)
    first = infer(schema, asserted, ontology)
    lines = first.splitlines(keepends=True)
    assert len(lines) > 4000
    assert lines == sorted(set(lines))
    assert infer(schema, asserted, ontology) == first


def test_rules_that_our_ontology_does_not_use():
    ontology = quads(
        "e:near rdf:type owl:SymmetricProperty",
        "e:above rdf:type owl:TransitiveProperty",
        "e:above owl:inverseOf e:below",
        "e:same owl:equivalentProperty e:above",
        "e:uncle owl:propertyChainAxiom e:l1",
        "e:l1 rdf:first e:above",
        "e:l1 rdf:rest e:l2",
        "e:l2 rdf:first e:near",
        "e:l2 rdf:rest e:l3",
        "e:l3 rdf:first e:above",
        "e:l3 rdf:rest rdf:nil",
    )
    schema = close_schema(ontology)
    given = quads("e:a e:above e:b", "e:c e:below e:b", "e:c e:near e:d", "e:d e:same e:e", 'e:e e:above "x"')
    found = triples(infer(schema, given, ontology))
    expected = triples(quads(
        "e:b e:above e:c", "e:a e:above e:c", "e:a e:same e:b", "e:a e:same e:c", "e:b e:same e:c",
        "e:b e:below e:a", "e:c e:below e:a", "e:d e:near e:c", "e:d e:above e:e", "e:e e:below e:d",
        "e:a e:uncle e:e", "e:b e:uncle e:e", 'e:e e:same "x"', 'e:d e:above "x"', 'e:d e:same "x"',
        'e:a e:uncle "x"',  # of e:b, which the graph does not describe, only what leads to something that it does
    ))  # fmt: skip
    assert found == expected
    assert by_owlrl(given, ontology) == expected
