"""The graph of one report: complete, in order, its own, and the same whatever the seed."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec import structs

from kg.graph import ontology_quads, report_quads, series_quads, vocabulary_quads
from kg.iris import Iris
from kg.model.concepts import Links
from kg.model.facts import ChangeType, Reading
from kg.resources import open_resources
from tests.graph import small
from tests.graph.gold_reading import ANNOTATED, gold_links, gold_reading, gold_vocabulary

IRIS = Iris()
KG = IRIS.term("")
PREFIXES = f"""PREFIX kg: <{KG}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX time: <http://www.w3.org/2006/time#>
"""


def quads_of(report):
    reading = gold_reading(report)
    return report_quads(reading, gold_links(reading, report), gold_vocabulary(), IRIS)


@pytest.fixture(scope="module")
def small_quads():
    return report_quads(small.READING, small.LINKS, small.VOCABULARY, IRIS)


@pytest.fixture(scope="module")
def gold_quads():
    assert len(ANNOTATED) == 3
    return {report: quads_of(report) for report in ANNOTATED}


def opened(*parts):
    store = ox.Store()
    for part in parts:
        store.load(part, format=ox.RdfFormat.N_QUADS)
    return store


def rows(quads, query):
    found = opened(quads).query(PREFIXES + query, use_default_graph_as_union=True)
    return [[None if term is None else term.value for term in row] for row in found]


def test_a_measurement_has_every_field_of_its_fact(small_quads):
    found = rows(
        small_quads,
        """SELECT ?value ?quote ?unitText ?metric ?unit ?agency ?programme
            ?qualifier ?kind ?temporality ?start ?end ?from {
          ?fact kg:value ?value ; kg:quote ?quote ; kg:unitText ?unitText ; kg:metric ?metric ; kg:unit ?unit ;
            kg:agency ?agency ; kg:programme ?programme ; kg:qualifier ?qualifier ; kg:kind ?kind ;
            kg:temporality ?temporality ; kg:periodStart ?start ; kg:periodEnd ?end ; kg:periodSource ?from }""",
    )
    figure = ["25.5", "25.50%", "%"]
    linked = [("metric", "english-rate"), ("unit", "percent"), ("agency", "welfare"), ("programme", "english-test")]
    kinds = [("kind", "approx"), ("kind", "observed"), ("kind", "rate")]
    concepts = [IRIS.concept(*pair) for pair in linked + kinds]
    assert found == [[*figure, *concepts, "2020-07-01", "2020-12-31", IRIS.concept("kind", "stated")]]


def test_what_a_change_is_measured_against(small_quads):
    found = rows(
        small_quads,
        """SELECT ?value ?base ?direction { ?fact kg:base ?base ; kg:value ?value OPTIONAL { ?fact
            kg:direction ?direction } } ORDER BY ?value""",
    )
    assert found == [
        ["1.5", IRIS.thing("period", "small-1.2019-01-01_2019-12-31"), IRIS.concept("kind", "increase")],
        ["12", IRIS.concept("kind", "target"), None],
    ]


def test_two_numbers_of_one_quote_are_two_facts_of_one_span(small_quads):
    found = rows(
        small_quads,
        """SELECT ?value ?part ?span { ?fact kg:quote "97(12)人" ; kg:value ?value ; kg:part ?part ;
            prov:wasDerivedFrom ?span } ORDER BY ?value""",
    )
    place = small.span("97(12)人")
    iri = IRIS.span(small.SHA256, place.start, place.end)
    assert found == [["12", IRIS.concept("kind", "inner"), iri], ["97", IRIS.concept("kind", "outer"), iri]]


def test_the_way_from_a_fact_to_the_file(small_quads):
    found = rows(
        small_quads,
        """SELECT ?text ?section ?heading ?title ?hash {
          ?fact kg:quote "121人" ; prov:wasDerivedFrom/kg:spanOf ?paragraph .
          ?paragraph kg:text ?text ; kg:paragraphOf ?section . ?section kg:heading ?heading ; kg:sectionOf ?report .
          ?report <http://purl.org/dc/terms/title> ?title ; kg:hasSource/kg:sha256 ?hash }""",
    )
    assert found == [[small.SENTENCES[1], IRIS.part("section", "small-1", 1), "訓練", small.INFO.title, small.SHA256]]


def test_what_stands_under_no_heading_hangs_on_the_title(small_quads):
    found = rows(
        small_quads,
        """SELECT ?heading ?text { ?block kg:paragraphOf ?front ; kg:text ?text . ?front kg:ordinal 0 ;
            kg:heading ?heading } ORDER BY ?text""",
    )
    assert found == [[small.INFO.title, "一、訓練"], [small.INFO.title, "二、獲獎"]]
    opens = rows(
        small_quads,
        "SELECT ?text ?words { ?block a kg:Heading ; kg:text ?text ; kg:headingOf/kg:heading ?words } ORDER BY ?text",
    )
    assert opens == [["一、訓練", "訓練"], ["二、獲獎", "獲獎"]]


def test_links_carry_score_reason_and_judgement(small_quads):
    found = rows(
        small_quads,
        """SELECT ?target ?score ?reason ?judgement { ?link a kg:Link ; kg:linkTarget ?target ; kg:score
            ?score ; kg:reason ?reason OPTIONAL { ?link kg:judgement ?judgement } } ORDER BY ?score ?target""",
    )
    assert found == [
        [IRIS.concept("award", "innovation-award"), "0.7", "same name", None],
        [IRIS.concept("programme", "english-test"), "0.75", "same name", None],
        [IRIS.concept("agency", "welfare"), "0.8", "same name", None],
        [IRIS.concept("metric", "english-rate"), "0.9", "words of the label", None],
        [IRIS.concept("agency", "personnel"), "1", "judged", IRIS.thing("judgement", "j-1")],
        [IRIS.concept("unit", "percent"), "1", "same name", None],
    ]


def test_conferrals_and_changes(small_quads):
    conferrals = rows(
        small_quads,
        """SELECT ?award ?recipient ?who ?rank ?date ?work { ?event a kg:Conferral ; kg:award ?award ;
            kg:recipient ?recipient ; kg:recipientText ?who ; kg:rank ?rank ; kg:date ?date ; kg:forWork
            ?work }""",
    )
    assert conferrals == [
        [
            IRIS.concept("award", "innovation-award"),
            IRIS.concept("agency", "personnel"),
            "某市人事處",
            "第1名",
            "2020",
            "訓練",
        ]
    ]
    changes = rows(
        small_quads,
        """SELECT ?type ?subject ?date ?before ?after (COUNT(?fact) AS ?facts) { ?event a kg:Change ;
            kg:changeType ?type ; kg:subject ?subject ; kg:date ?date ; kg:before ?before ; kg:after ?after
            ; kg:hasMeasurement ?fact } GROUP BY ?type ?subject ?date ?before ?after""",
    )
    assert changes == [
        [IRIS.concept("kind", "staffing_change"), IRIS.concept("agency", "welfare"), "2020-09", "97", "121", "3"]
    ]


def test_periods_are_intervals_or_instants(small_quads):
    found = rows(
        small_quads,
        """SELECT ?start ?end ?label ?interval { ?period a kg:Period ; kg:start ?start ; kg:end ?end ;
            rdfs:label ?label BIND(EXISTS { ?period a time:ProperInterval ; time:hasBeginning/time:inXSDDate
            ?start ; time:hasEnd/time:inXSDDate ?end } AS ?interval) } ORDER BY ?start ?end""",
    )
    assert found == [
        ["2019-01-01", "2019-12-31", "108年", "true"],
        ["2020-01-01", "2020-12-31", "109年", "true"],
        ["2020-07-01", "2020-12-31", "109年7月至12月", "true"],
        ["2020-12-31", "2020-12-31", "109年12月31日", "false"],
    ]


def test_a_report_without_anything_known_or_found():
    info = replace(small.INFO, issuer=None, kind=None, coverage=None, issued=None, session=None, url=None)
    quads = report_quads(Reading(info, small.OUTLINE, (), (), ()), Links(), small.VOCABULARY, IRIS)
    assert rows(quads, "SELECT ?p { ?report a kg:Report ; ?p ?o } ORDER BY ?p") == [
        ["http://purl.org/dc/terms/identifier"],
        ["http://purl.org/dc/terms/title"],
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"],
        [KG + "describedBy"],
        [KG + "hasSource"],
    ]


def test_quotes_are_what_stands_at_their_offsets(gold_quads):
    checked = 0
    for report, quads in gold_quads.items():
        text = gold_reading(report).outline.source.text
        for start, end, quote in rows(
            quads,
            """SELECT ?start ?end ?quote { ?fact kg:quote ?quote ; prov:wasDerivedFrom ?span . ?span oa:exact
                ?quote ; oa:start ?start ; oa:end ?end }""",
        ):
            assert text[int(start) : int(end)] == quote
            checked += 1
    assert checked == 518


def test_no_triple_twice_no_blank_node_and_only_this_reports_things(gold_quads, small_quads):
    resources = open_resources()
    parts = [*gold_quads.values(), small_quads, ontology_quads(resources, IRIS), vocabulary_quads(resources, IRIS)]
    parts.append(series_quads([gold_reading(report).info for report in gold_quads], IRIS))
    quads = [quad for part in parts for quad in ox.parse(part, format=ox.RdfFormat.N_QUADS)]
    assert len(quads) > 35_000
    assert len({quad.triple for quad in quads}) == len(quads) == len(opened(*parts))
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    for report, part in gold_quads.items():
        own = (report, gold_reading(report).outline.source.sha256)
        subjects = {quad.subject.value for quad in ox.parse(part, format=ox.RdfFormat.N_QUADS)}
        assert [iri for iri in subjects if not any(word in iri for word in own)] == []


def test_the_lines_are_in_order_and_a_store_gives_back_the_same_bytes(gold_quads):
    for quads in gold_quads.values():
        lines = quads.splitlines(keepends=True)
        assert lines == sorted(set(lines))
        assert sorted(opened(quads).dump(format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)) == lines


def test_every_term_of_ours_is_in_the_ontology(gold_quads, small_quads):
    ontology = ox.parse(ontology_quads(open_resources(), IRIS), format=ox.RdfFormat.N_QUADS)
    declared = {quad.subject.value for quad in ontology}
    used = {
        term.value
        for part in (*gold_quads.values(), small_quads)
        for quad in ox.parse(part, format=ox.RdfFormat.N_QUADS)
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(KG)
    }
    assert len(used) > 60
    assert sorted(used - declared) == []


def test_the_same_bytes_under_any_hash_seed(gold_quads):
    code = (
        "import hashlib; from tests.graph.test_report import quads_of, ANNOTATED;"
        "print(*[hashlib.sha256(quads_of(report)).hexdigest() for report in ANNOTATED])"
    )
    expected = [hashlib.sha256(gold_quads[report]).hexdigest() for report in ANNOTATED]
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, check=True)
        assert done.stdout.decode().split() == expected


@pytest.mark.parametrize(("other", "bodies"), [("某市人事處", 2), ("某市社會局", 0)])
def test_a_body_that_only_changes_its_name_becomes_no_other(other, bodies):
    """Where both names lead to one concept, no body is before the change and none after it."""
    renamed = structs.replace(small.CHANGES[0], type=ChangeType.RENAMED, object=other)
    quads = report_quads(replace(small.READING, changes=(renamed,)), small.LINKS, small.VOCABULARY, IRIS)
    pattern = "?change a kg:Change ; org:originalOrganization|org:resultingOrganization ?body"
    assert len(rows(quads, f"SELECT ?body {{ {pattern} }}")) == bodies
