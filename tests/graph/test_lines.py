"""The graph of lineage: what it says, its bytes, and that it describes nothing but its own."""

import pyoxigraph as ox
import pytest

from kg.graph import ontology_quads
from kg.graph.lines import Told, lineage_quads
from kg.iris import Iris
from kg.pipeline.accounts import read_accounts
from kg.resources import open_resources
from kg.store import View
from kg.validate import load_shapes, validate
from kg.vocabulary import load_vocabulary
from tests.graph import small_lineage
from tests.pipeline.whole_lineage import in_one, whole_lineage

IRIS = Iris()
KG = IRIS.term("")


def triples(data):
    return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS)]


def said(data, node):
    """What is said of a thing of ours, by property; IRIs by their last part."""
    found = {}
    for triple in triples(data):
        if IRIS.slug(triple.subject.value) == node:
            name = IRIS.slug(triple.predicate.value)
            value = triple.object.value if isinstance(triple.object, ox.Literal) else IRIS.slug(triple.object.value)
            found.setdefault(name, set()).add(value)
    return found


def test_a_line_with_its_points():
    data = small_lineage.quads()
    line = said(data, "english-rate.0a1b2c3d")
    assert line == {
        "type": {"Line"},
        "lineMetric": {"english-rate"},
        "lineLevel": {"figure"},
        "lineTemporality": {"rate"},
        "lineUnit": {"percent"},
        "lineAgencyText": {"某市社會局"},
        "lineBreakdown": {"sex=女性"},
        "lineSpan": {"date"},
    }
    first, second, third = (IRIS.slug(one.fact) for one in small_lineage.TOLD[:3])
    start = "english-rate.0a1b2c3d"
    assert said(data, f"{start}.{first}")["pointNote"] == {"coverage"}
    point = said(data, f"{start}.{second}")
    assert (point["pointPlace"], point["pointSegment"], point["stepFrom"]) == ({"2"}, {"1"}, {f"{start}.{first}"})
    assert point["stepDifference"] == {"-24"}
    last = said(data, f"{start}.{third}")
    assert last["pointSegment"] == {"2"}
    assert "pointDate" not in last
    assert "stepFrom" not in last
    (cut,) = [one for one in triples(data) if one.predicate.value == f"{KG}breakOf"]
    assert said(data, IRIS.slug(cut.subject.value)).keys() > {"breakBefore", "breakAfter", "breakFacet", "breakText"}


def test_marks_say_why():
    fourth = IRIS.slug(small_lineage.TOLD[3].fact)
    mark = said(small_lineage.quads(), f"english-rate.{fourth}")
    assert mark["markReason"] == {"unit", "span"}
    assert mark["markBeside"] == {"english-rate.0a1b2c3d"}


def test_a_succession_is_told_once_from_the_side_of_the_later_body():
    found = [one for one in triples(small_lineage.quads()) if one.predicate.value == f"{KG}successor"]
    assert [IRIS.slug(one.object.value) for one in found] == ["welfare"]
    assert said(small_lineage.quads(), "personnel") == {"succeededBy": {"welfare"}}


def test_nothing_told_is_no_graph():
    assert lineage_quads(Told(), IRIS) == {}


@pytest.fixture(scope="module")
def corpus(corpus_view: View):
    return read_accounts(corpus_view), load_vocabulary(open_resources(), IRIS)


def graphs_of(view: View) -> bytes:
    return b"".join(view.graph(name) for name, _ in view.manifest.named_graphs() if name.partition("/")[0] == "lineage")


def test_the_graphs_of_the_corpus_are_what_the_store_has(corpus, corpus_view: View):
    accounts, vocabulary = corpus
    data = in_one(whole_lineage(accounts, vocabulary, IRIS))
    assert data == in_one(whole_lineage(tuple(reversed(accounts)), vocabulary, IRIS))
    assert sorted(data.splitlines()) == sorted(graphs_of(corpus_view).splitlines())
    assert data.count(b"\n") > 4_000


def test_each_report_has_what_is_told_of_its_figures(corpus_view: View):
    for entry in corpus_view.manifest.reports:
        figures = {row["fact"] for row in corpus_view.facts(entry.id)}
        quads = list(ox.parse(corpus_view.graph(f"lineage/{entry.id}"), format=ox.RdfFormat.N_QUADS))
        told = {quad.object.value for quad in quads if quad.predicate.value == f"{KG}lineFigure"}
        assert told
        assert told <= figures
        lines = {quad.subject for quad in quads if quad.object == ox.NamedNode(f"{KG}Line")}
        first = {quad.subject for quad in quads if quad.predicate.value == f"{KG}lineLevel"}
        assert lines == first


def test_everything_that_it_leads_to_is_described(corpus_view: View):
    dataset = corpus_view.dataset
    for quad in ox.parse(graphs_of(corpus_view), format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.object, ox.NamedNode):
            assert any(True for _ in dataset.quads_for_pattern(quad.object, None, None, None)), quad


def test_the_graph_conforms_to_the_shapes(corpus):
    resources = open_resources()
    found = validate(
        in_one(whole_lineage(*corpus, IRIS)), ontology_quads(resources, IRIS), load_shapes(resources, IRIS)
    )
    assert found.conforms
    assert found.results == ()
