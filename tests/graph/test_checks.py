"""Checks as quads: what is said of each, and the validation report of those that fail."""

from itertools import permutations

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, SH

from kg.graph import ontology_quads, report_quads, vocabulary_quads
from kg.graph.findings import finding_iri
from kg.iris import Iris
from kg.model.quads import read_quads
from kg.reason import Context, close_schema, infer_within
from kg.resources import open_resources
from tests.graph import small
from tests.graph.small_checks import FAILING, FINDINGS, HOLDING, UNHEARD, quads

IRIS = Iris()


def term(name):
    return URIRef(IRIS.term(name))


def concept(scheme, slug):
    return URIRef(IRIS.concept(scheme, slug))


@pytest.fixture(scope="module")
def graph():
    dataset = Dataset()
    dataset.parse(data=quads().decode(), format="nquads")
    return dataset.graph(URIRef(IRIS.graph("checks/small-1")))


def node(finding):
    return URIRef(finding_iri(finding, IRIS))


def test_what_a_check_says(graph):
    check = node(FAILING)
    assert set(graph.objects(check, RDF.type)) == {term("Check"), SH.ValidationResult}
    assert list(graph.objects(check, term("checkKind"))) == [concept("kind", "arithmetic")]
    assert list(graph.objects(check, term("verdict"))) == [concept("kind", "fails")]
    assert [str(one) for one in graph.objects(check, term("rightSide"))] == ["121"]
    assert {(str(one), one.language) for one in graph.objects(check, term("message"))} == {
        ("各部分與總計不符。", "zh-hant"),
        ("The parts do not add up to the total.", "en"),
    }
    assert list(graph.objects(check, term("readReport"))) == [URIRef(IRIS.report("small-1"))]
    terms = list(graph.objects(check, term("checkTerm")))
    told = sorted(
        (
            int(graph.value(one, term("termPlace"))),
            str(graph.value(one, term("role"))),
            graph.value(one, term("figure")),
        )
        for one in terms
    )
    assert [(role, str(fact)) for _, role, fact in told] == [(one.role, one.statement.fact) for one in FAILING.terms]
    assert [place for place, *_ in told] == [1, 2, 3]


def test_what_a_check_is_about(graph):
    assert list(graph.objects(node(FAILING), term("about"))) == [concept("agency", "welfare")]
    assert list(graph.objects(node(HOLDING), term("about"))) == [concept("metric", "english-rate")]
    assert list(graph.objects(node(UNHEARD), term("about"))) == [concept("programme", "english-test")]
    assert {str(one) for one in graph.objects(node(UNHEARD), term("aboutText"))} == {
        "programme=english-test",
        "desk=某市人事處",
    }
    assert [str(one) for one in graph.objects(node(HOLDING), term("leavesOut"))] == [*HOLDING.exclusions]


def test_a_passage_leads_to_its_characters(graph):
    (passage,) = graph.objects(node(UNHEARD), term("checkPassage"))
    assert str(graph.value(passage, term("passagePlace"))) == IRIS.span(small.SHA256, 11, 13)
    assert str(graph.value(passage, term("passageQuote"))) == small.TEXT[11:13]


def test_only_what_fails_is_a_result_of_the_validation_report(graph):
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    assert (
        list(graph.objects(report, SH.result)) == [node(FAILING)] == list(graph.subjects(RDF.type, SH.ValidationResult))
    )
    assert graph.value(node(FAILING), SH.focusNode) == URIRef(FAILING.terms[-1].statement.fact)
    assert graph.value(node(FAILING), SH.resultSeverity) == SH.Warning
    assert graph.value(node(FAILING), SH.sourceConstraintComponent) == term("AgreementConstraintComponent")
    assert len(list(graph.objects(node(FAILING), SH.resultMessage))) == 2
    assert b'conforms> "true"' in quads((HOLDING,))
    assert b"sh:result" not in quads((HOLDING,))


def test_the_order_of_the_findings_leaves_no_trace():
    assert len({quads(order) for order in permutations(FINDINGS)}) == 1
    assert b"_:" not in quads()
    lines = quads().splitlines()
    assert lines == sorted(set(lines))


def test_checks_describe_nothing_of_other_graphs():
    """No triple stands in two graphs, and nothing follows from a check that is not said: no closure is needed."""
    report = report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS)
    described = {s for s, *_ in read_quads(report)}
    assert {s for s, *_ in read_quads(quads())} & described == set()
    resources = open_resources()
    ontology = ontology_quads(resources, IRIS)
    context = Context.of(close_schema(ontology), vocabulary_quads(resources, IRIS) + ontology)
    alone, both = (
        {row[:3] for row in read_quads(infer_within(context, given))} for given in (report, report + quads())
    )
    assert both == alone


def test_another_base_moves_every_iri():
    other = Iris("https://example.net/g/")
    moved = quads(iris=other).decode()
    kept = {
        fact for finding in FINDINGS for fact in (*finding.exclusions, *(one.statement.fact for one in finding.terms))
    }
    assert all(quad.subject.value.startswith(other.base) for quad in ox.parse(moved, format=ox.RdfFormat.N_QUADS))
    for fact in kept:
        moved = moved.replace(fact, "")
    assert "w3id.org/kaogong" not in moved
