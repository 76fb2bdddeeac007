"""The RDF formats are read back by rdflib: no triple is lost, none is added, prefixes are readable."""

import json

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.export import export, export_pieces
from kg.export.rdf import prefixes
from kg.iris import Iris
from kg.store import Kind, Manifest, Store, View
from tests.export.publication import IRIS, VOCABULARY, all_quads, publish
from tests.graph import small

FORMATS = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


@pytest.fixture(params=["small_view", "hostile_view", "annotated_view", "empty_view"])
def view(request):
    return request.getfixturevalue(request.param)


def dataset(data, form):
    found = Dataset()
    found.parse(data=data, format=form)
    return found


def by_graph(found):
    return {graph.identifier: set(graph) for graph in found.graphs() if len(graph)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_quad_is_read_back_in_its_graph(view, resources, name):
    expected = by_graph(dataset(all_quads(view), "nquads"))
    found = by_graph(dataset(export(view, resources, name), FORMATS[name]))
    assert found.keys() == expected.keys()
    assert {graph: len(triples) for graph, triples in found.items()} == {
        graph: len(triples) for graph, triples in expected.items()
    }
    assert found == expected


def test_turtle_holds_every_triple(view, resources):
    expected = Graph()
    for triples in by_graph(dataset(all_quads(view), "nquads")).values():
        for triple in triples:
            expected.add(triple)
    found = Graph()
    found.parse(data=export(view, resources, "turtle"), format="turtle")
    assert len(found) == len(expected) > 10
    assert isomorphic(found, expected)


def test_nquads_are_the_published_graphs_by_name(view, resources):
    data = export(view, resources, "nquads")
    assert data == b"".join(view.quads())
    lines = data.splitlines()
    assert len(set(lines)) == len(lines)
    graphs = list(dict.fromkeys(line.split(b" ")[-2] for line in lines))
    assert graphs == sorted(graphs)


def test_no_more_than_a_graph_is_read_before_the_first_piece(small_view, resources, monkeypatch):
    read, load = [], View._load
    monkeypatch.setattr(View, "_load", lambda self, digest: read.append(digest) or load(self, digest))
    pieces = export_pieces(small_view, resources, "nquads")
    next(pieces)
    assert len(read) == 1
    assert b"".join(pieces)
    assert len(read) > 1


@pytest.mark.parametrize("name", [*FORMATS, "turtle"])
def test_one_report_is_its_graph_alone(small_view, resources, name):
    data = export(small_view, resources, name, reports=["small-2"])
    if name == "turtle":
        found = Graph().parse(data=data, format="turtle")
        assert (URIRef(IRIS.report("small-2")), None, None) in found
        assert (URIRef(IRIS.report("small-1")), None, None) not in found
    else:
        assert set(by_graph(dataset(data, FORMATS[name]))) == {URIRef(IRIS.graph("report/small-2"))}


def test_names_are_short(annotated_view, resources):
    for name in ("turtle", "trig"):
        text = export(annotated_view, resources, name).decode()
        header = [line for line in text.splitlines() if line.startswith("@prefix ")]
        assert header == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in prefixes(Iris()).items()]
        body = text.split(" .\n", len(header))[-1]
        assert "<https://w3id.org/kaogong/ontology#" not in body
        assert "<https://w3id.org/kaogong/id/metric/" not in body
        assert "kg:metric metric:english-rate ;" in body
    document = json.loads(export(annotated_view, resources, "jsonld"))
    assert document["@context"] == prefixes(Iris())
    subjects = {one["@id"]: one for graph in document["@graph"] for one in graph["@graph"]}
    rate = subjects["metric:english-rate"]
    assert "kg:Metric" in rate["@type"]
    assert {label["@language"] for label in rate["skos:prefLabel"]} == {"zh-hant", "en"}


def test_prefixes_follow_the_base_in_use(tmp_path, resources):
    iris = Iris("https://example.org/kg/")
    view = publish(tmp_path, [(small.READING, small.LINKS)], VOCABULARY, iris)
    text = export(view, resources, "turtle").decode()
    assert "@prefix kg: <https://example.org/kg/ontology#> ." in text
    assert "w3id.org" not in text
    network = json.loads(export(view, resources, "cytoscape"))
    kinds = [node["data"]["type"] for node in network["elements"]["nodes"]]
    assert (kinds.count("fact"), kinds.count("agency"), kinds.count("metric")) == (5, 3, 2)


@pytest.mark.parametrize("name", FORMATS)
def test_what_clients_wrote_is_read_back(tmp_path, resources, name):
    store = Store.open(tmp_path / "store")
    lines = b'<urn:a> <urn:b> _:c14n0 .\n_:c14n0 <urn:d> "e" <urn:g> .\n'
    with store.writer() as writer:
        digest = writer.put(Kind.QUADS, lines)
        writer.publish(Manifest("1", IRIS.base, "k", (), {}, added=digest, added_graphs=("urn:g",)))
    found = by_graph(dataset(export(store.view(), resources, name), FORMATS[name]))
    ((subject, predicate, node),) = next(triples for graph, triples in found.items() if graph != URIRef("urn:g"))
    assert (subject, predicate) == (URIRef("urn:a"), URIRef("urn:b"))
    assert found[URIRef("urn:g")] == {(node, URIRef("urn:d"), Literal("e"))}
