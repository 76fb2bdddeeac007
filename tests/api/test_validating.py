"""`POST /api/validate`: what is found, in which forms, and what hostile graphs do."""

import json
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Dataset, Graph
from rdflib.namespace import RDF, SH

from api.validating import EXAMPLE, EXAMPLE_JSON, REPORT_EXAMPLE
from kg.settings import Settings
from tests.api.conftest import serving

TURTLE = {"Content-Type": "text/turtle"}
MOST = 20_000
HEAD = "@prefix kg: <https://w3id.org/kaogong/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
CHECK = HEAD + "<https://w3id.org/kaogong/id/check/x> a kg:Check ; kg:verdict <urn:x> ."


@pytest.fixture(scope="module")
def small(limits: Settings) -> Iterator[httpx.Client]:
    """A server that takes only small graphs, and tells few findings."""
    with serving(replace(limits, source_bytes=MOST, query_rows=5, query_workers=1, query_seconds=15.0)) as client:
        yield client


def ask(client: httpx.Client, graph: str | bytes, kind: str = "text/turtle", **headers: str) -> httpx.Response:
    return client.post("/api/validate", content=graph, headers={"Content-Type": kind, **headers})


def test_the_example_is_what_it_says(client: httpx.Client) -> None:
    assert ask(client, EXAMPLE).json() == REPORT_EXAMPLE
    assert ask(client, json.dumps(EXAMPLE_JSON), "application/ld+json").json() == REPORT_EXAMPLE


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "ntriples"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
    ],
)
def test_every_form_of_a_graph_is_read_alike(client: httpx.Client, kind: str, name: str) -> None:
    graph = Dataset()
    graph.parse(data=EXAMPLE, format="turtle")
    sent = graph if name in ("trig", "nquads") else Graph().parse(data=EXAMPLE, format="turtle")
    answer = ask(client, sent.serialize(format=name), kind)
    assert (answer.status_code, answer.json()) == (200, REPORT_EXAMPLE)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_a_validation_report_in_rdf(client: httpx.Client, accept: str, name: str) -> None:
    answer = ask(client, EXAMPLE, Accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert answer.content == ask(client, EXAMPLE, Accept=accept).content, "no name by chance"
    graph = Graph().parse(data=answer.text, format=name)
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert str(graph.value(result, SH.focusNode)) == "https://w3id.org/kaogong/id/line/mine"
    assert str(graph.value(result, SH.resultSeverity)) == str(SH.Violation)
    texts = graph.objects(result, SH.resultMessage)
    assert {text.language.lower() for text in texts} == {"zh-hant", "en"}  # type: ignore[attr-defined]


def test_words_in_the_language_asked_for(client: httpx.Client) -> None:
    answer = client.post("/api/validate?format=human&lang=zh-Hant", content=EXAMPLE, headers=TURTLE)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("違反: 序列的層次必須為 figure、target 或 change。 [line-level] ")
    assert "violation: The level of a line" in ask(client, EXAMPLE, Accept="text/plain").text
    assert client.post("/api/validate?lang=fr", content=EXAMPLE, headers=TURTLE).status_code == 422


def test_junit_for_machines_that_build(client: httpx.Client) -> None:
    answer = client.post("/api/validate?format=junit", content=EXAMPLE, headers=TURTLE)
    root = ElementTree.fromstring(answer.content)
    assert (root.get("tests"), root.get("failures")) == ("1", "1")
    assert [case.get("classname") for case in root.iter("testcase")] == ["line-level"]


def test_checks_are_checked_too(client: httpx.Client) -> None:
    shapes = {row["shape"] for row in ask(client, CHECK).json()["results"]}
    assert {"check-kind", "check-verdict", "check-rule", "check-message", "check-report", "check-evidence"} == shapes


def test_a_graph_that_is_published_conforms(client: httpx.Client) -> None:
    graph = (
        client.get("/graph/report/kcg-personnel-2014.nq").content
        + client.get("/graph/checks/kcg-personnel-2014.nq").content
    )
    told = ask(client, graph, "application/n-quads").json()
    assert (told["conforms"], told["violations"]) == (True, 0)


@pytest.mark.parametrize(
    ("kind", "graph", "status", "words"),
    [
        ("text/turtle", "<urn:x> a", 400, "line 1"),
        ("text/turtle", b'<urn:x> <urn:y> "\xff" .', 400, "UTF-8"),
        ("text/turtle", "<a> <b> <c> .", 400, "IRI"),
        ("text/turtle", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", 400, "triple term"),
        ("application/ld+json", '{"@context": "http://127.0.0.1:1/c", "a": 1}', 400, "context"),
        ("application/ld+json", "[" * 100_000, 400, "stack"),
        ("application/rdf+xml", "<rdf", 400, "request: "),
        ("application/json", "{}", 415, "text/turtle"),
        ("", "", 415, "text/turtle"),
        ("application/x-www-form-urlencoded", "graph=x", 415, "application/n-quads"),
    ],
)
def test_what_is_no_graph(client: httpx.Client, kind: str, graph: str | bytes, status: int, words: str) -> None:
    answer = ask(client, graph, kind)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_an_empty_graph_conforms(client: httpx.Client) -> None:
    assert ask(client, "").json()["conforms"] is True


def test_what_cannot_be_given(client: httpx.Client) -> None:
    answer = ask(client, EXAMPLE, Accept="image/png")
    assert answer.status_code == 406
    assert "application/json" in answer.json()["detail"]
    assert client.post("/api/validate?format=pdf", content=EXAMPLE, headers=TURTLE).status_code == 406
    assert client.get("/api/validate").status_code == 405


def test_a_graph_that_is_too_large(small: httpx.Client) -> None:
    answer = ask(small, "#" * (MOST + 1))
    assert answer.status_code == 413
    assert f"{MOST:,} bytes" in answer.json()["detail"]
    pieces = iter([b"#" * 1000] * (MOST // 1000 + 1))
    assert small.post("/api/validate", content=pieces, headers=TURTLE).status_code == 413


def test_more_findings_than_are_told(small: httpx.Client) -> None:
    answer = ask(small, CHECK)
    assert answer.status_code == 503
    assert "more than 5 findings" in answer.json()["detail"]


HOSTILE = {
    "numbers": HEAD
    + "<urn:s> a kg:Span ; <http://www.w3.org/ns/oa#start> {n} ; <http://www.w3.org/ns/oa#end> -{n} .".format(
        n="9" * 1_500_000
    ),
    "a ring of classes": "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    + "".join(f"<urn:c{n}> rdfs:subClassOf <urn:c{(n + 1) % 9000}> .\n" for n in range(9000)),
    "a list without an end": "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . <urn:l> rdf:rest <urn:l> .",
    "entities of entities": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e#">'
    '<rdf:Description rdf:about="urn:x"><e:p>&i;</e:p></rdf:Description></rdf:RDF>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_graph_hurts_nobody(client: httpx.Client, name: str) -> None:
    kind = "application/rdf+xml" if HOSTILE[name].startswith("<?xml") else "text/turtle"
    answer = ask(client, HOSTILE[name], kind)
    assert answer.status_code in (200, 400, 413, 503, 504)
    assert client.get("/healthz").status_code == 200
    assert ask(client, EXAMPLE).json() == REPORT_EXAMPLE
