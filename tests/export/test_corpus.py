"""The exports of the five packaged reports: everything that the store holds is in them."""

from collections import Counter

import pytest
from rdflib import Dataset, Graph

from kg.export import export
from tests.export import reading_back
from tests.export.publication import all_quads


def term(view, name):
    return f"{view.manifest.base_iri}ontology#{name}"


@pytest.fixture(scope="session")
def drawn(corpus_view, resources):
    return reading_back.graphml(export(corpus_view, resources, "graphml"))


def test_the_network_has_every_fact_report_and_conferral(corpus_view, drawn):
    kinds = Counter(attributes["type"] for attributes in drawn[0].values())
    facts = sum(len(corpus_view.facts(entry.id)) for entry in corpus_view.manifest.reports)
    assert kinds["report"] == len(corpus_view.manifest.reports) == 5
    assert kinds["fact"] == facts > 0
    [count] = corpus_view.select(f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?c a <{term(corpus_view, 'Conferral')}> }}")
    assert kinds["conferral"] == int(count["n"].value)


def test_the_network_has_every_link_of_a_fact(corpus_view, drawn):
    relations = Counter(relation for _, relation, _ in drawn[1])
    for relation in ("metric", "agency", "programme"):
        predicate = term(corpus_view, relation)
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?fact a <{term(corpus_view, 'Measurement')}> }} "
        query += f"GRAPH ?g {{ ?fact <{predicate}> ?concept }} }}"
        [count] = corpus_view.select(query)
        assert relations[relation] == int(count["n"].value)
    assert relations["metric"] > 0


@pytest.mark.parametrize("name", ["gexf", "cytoscape"])
def test_the_networks_say_the_same(corpus_view, drawn, resources, name):
    assert getattr(reading_back, name)(export(corpus_view, resources, name)) == drawn


def test_the_tables_have_as_many_rows(corpus_view, drawn, resources):
    nodes, edges = reading_back.tables(export(corpus_view, resources, "csv"))
    assert (len(nodes), len(edges)) == (len(drawn[0]), len(drawn[1]))


def test_trig_and_turtle_lose_no_triple(corpus_view, resources):
    expected = all_quads(corpus_view).count(b"\n")
    trig = Dataset()
    trig.parse(data=export(corpus_view, resources, "trig"), format="trig")
    assert sum(len(graph) for graph in trig.graphs()) == expected
    turtle = Graph()
    turtle.parse(data=export(corpus_view, resources, "turtle"), format="turtle")
    # No triple stands in two graphs, so the union has as many.
    assert len(turtle) == expected
