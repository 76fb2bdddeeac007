"""The endpoint by the SPARQL 1.1 Protocol, and what it refuses."""

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import pyoxigraph
import pytest

from api.description import NAMES
from kg.iris import Iris
from kg.questions import load_questions
from kg.resources import open_resources
from kg.store import View
from kg.store.formats import ROW_FORMATS
from tests.api.conftest import ROWS
from tests.api.test_problems import is_problem

KG = f"PREFIX kg: <{Iris().term('')}>\n"
COUNT = KG + "SELECT (COUNT(*) AS ?n) { ?fact a kg:Measurement }"
SELECT = KG + "SELECT ?fact ?quote { ?fact kg:quote ?quote } ORDER BY ?fact LIMIT 3"
CONSTRUCT = KG + "CONSTRUCT { ?fact kg:quote ?quote } WHERE { ?fact kg:quote ?quote } ORDER BY ?fact LIMIT 3"
SD = "http://www.w3.org/ns/sparql-service-description#"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def ask(client: httpx.Client, query: str, accept: str | None = None, **parameters: str) -> httpx.Response:
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", params={"query": query, **parameters}, headers=headers)


def number(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def test_three_ways_to_ask(client: httpx.Client, corpus_view: View) -> None:
    facts = sum(len(corpus_view.facts(entry.id)) for entry in corpus_view.manifest.reports)
    assert number(ask(client, COUNT)) == facts > 500
    assert number(client.post("/sparql", data={"query": COUNT})) == facts
    assert number(client.post("/sparql", content=COUNT, headers={"Content-Type": f"{DIRECT}; charset=utf-8"})) == facts


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/json", "*/*", None])
def test_rows_as_json(client: httpx.Client, accept: str | None) -> None:
    response = ask(client, SELECT, accept)
    expected = "application/json" if accept == "application/json" else "application/sparql-results+json"
    assert response.headers["content-type"] == expected
    assert "Accept" in response.headers["vary"].split(", ")
    assert len(response.json()["results"]["bindings"]) == 3


def test_rows_in_other_formats(client: httpx.Client) -> None:
    rows = [
        [one[name]["value"] for name in ("fact", "quote")] for one in ask(client, SELECT).json()["results"]["bindings"]
    ]
    as_csv = ask(client, SELECT, "text/csv")
    assert list(csv.reader(io.StringIO(as_csv.text)))[1:] == rows
    as_tsv = ask(client, SELECT, "text/tab-separated-values")
    assert as_tsv.text.split("\n")[0] == "?fact\t?quote"
    assert len(as_tsv.text.strip().split("\n")) == 4
    tree = ElementTree.fromstring(ask(client, SELECT, "application/sparql-results+xml").content)
    assert len(tree.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 3
    assert ask(client, SELECT, format="csv").text == as_csv.text
    assert ask(client, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
        ("application/n-quads", pyoxigraph.RdfFormat.N_QUADS),
        ("application/trig", pyoxigraph.RdfFormat.TRIG),
    ],
)
def test_triples(client: httpx.Client, accept: str, format_: pyoxigraph.RdfFormat) -> None:
    response = ask(client, CONSTRUCT, f"{accept};q=0.9, text/html;q=0.5")
    assert response.headers["content-type"].startswith(accept)
    assert len(list(pyoxigraph.parse(response.content, format=format_))) == 3
    described = ask(client, f"DESCRIBE <{Iris().thing('metric', 'english-rate')}>", accept)
    assert len(list(pyoxigraph.parse(described.content, format=format_))) > 5


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, "text/turtle"),
        (CONSTRUCT, "text/csv"),
        (CONSTRUCT, "application/sparql-results+json"),
        (SELECT, "application/x-nope"),
        (SELECT, "*/*;q=0"),
        (SELECT, ";;;"),
    ],
)
def test_what_cannot_be_given(client: httpx.Client, query: str, accept: str) -> None:
    is_problem(ask(client, query, accept), 406, "This can be given as")


def test_data_sets(client: httpx.Client, corpus_view: View) -> None:
    graph = Iris().graph("report/kcg-personnel-2014")
    facts = len(corpus_view.facts("kcg-personnel-2014"))
    every, named = COUNT, COUNT.replace("{ ?fact a kg:Measurement }", "{ GRAPH ?g { ?fact a kg:Measurement } }")
    assert number(ask(client, every, **{"default-graph-uri": graph})) == facts
    assert number(ask(client, named, **{"named-graph-uri": graph})) == facts
    assert number(ask(client, every, **{"named-graph-uri": graph})) == 0
    assert number(ask(client, every.replace("{ ?fact", f"FROM <{graph}> {{ ?fact"))) == facts
    both = urlencode(
        [("default-graph-uri", graph), ("default-graph-uri", Iris().graph("report/kcg-personnel-2017-07_2017-12"))]
    )
    direct = client.post(f"/sparql?{both}", content=every, headers={"Content-Type": DIRECT})
    assert number(direct) > facts
    # FROM with an address of this machine is a name of a graph that is not here: nothing is fetched.
    assert number(ask(client, every.replace("{ ?fact", "FROM <file:///etc/passwd> { ?fact"))) == 0
    is_problem(ask(client, every, **{"default-graph-uri": "no iri"}), 400, "'no iri' is no IRI of a graph")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p ?o", "line 1, column 10: '{' is not closed"),
        ("SELECT *\nWHERE { ?s ex:p ?o }", "line 2, column 12: the prefix 'ex:' is not declared"),
        ("SELECT * { <a b> ?p ?o }", "line 1"),
        ("", "it asks nothing"),
        ("HELLO", "a query begins with SELECT"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "this is an update, and only queries are answered"),
        ("CLEAR ALL", "this is an update"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE at line 1, column 12"),
        ("SELECT * { ?s ?p 'open }", "is not closed"),
    ],
)
def test_queries_that_are_refused(client: httpx.Client, query: str, words: str) -> None:
    for response in (
        ask(client, query),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query, headers={"Content-Type": DIRECT}),
    ):
        is_problem(response, 400, words)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/sparql?query=ASK{}&query=ASK{}", "A request asks one query, and this has 2."),
        ("/sparql?default-graph-uri=urn:a", "A request asks one query, and this has none."),
        ("/sparql?update=CLEAR%20ALL", "'update' belongs to an update"),
        ("/sparql?query=ASK{}&using-graph-uri=urn:a", "'using-graph-uri' belongs to an update"),
        ("/sparql?query=ASK{}&timeout=9999", "'timeout' is no parameter of this"),
        ("/sparql?query=ASK{}&format=csv&format=json", "names one format"),
    ],
)
def test_requests_that_are_refused(client: httpx.Client, url: str, words: str) -> None:
    is_problem(client.get(url), 400, words)


@pytest.mark.parametrize(
    ("kind", "body", "status", "words"),
    [
        ("text/plain", b"ASK {}", 415, "not 'text/plain'"),
        ("", b"ASK {}", 415, "not ''"),
        ("application/sparql-query; charset=utf-16", "ASK {}".encode("utf-16"), 415, "not in utf-16"),
        ("multipart/form-data; boundary=x", b"--x--", 415, "not 'multipart/form-data'"),
        ("application/sparql-update", b"CLEAR ALL", 403, "Nothing can be written"),
        (DIRECT, b"ASK { \xff }", 400, "The body is not UTF-8: byte 6."),
        (FORM, b"query=ASK%20%7B%FF%7D", 400, "The form is not UTF-8"),
        (FORM, b"query=ASK{}&query=ASK{}", 400, "this has 2"),
        (FORM, b"update=CLEAR+ALL", 403, "Nothing can be written"),
        (FORM, b"update=CLEAR+ALL&query=ASK{}", 400, "'update' belongs to an update"),
        (FORM, b"", 400, "this has none"),
    ],
)
def test_bodies_that_are_refused(client: httpx.Client, kind: str, body: bytes, status: int, words: str) -> None:
    is_problem(client.post("/sparql", content=body, headers={"Content-Type": kind}), status, words)


def test_a_query_in_the_address_and_in_the_body_is_two(client: httpx.Client) -> None:
    response = client.post("/sparql?query=ASK{}", content="ASK {}", headers={"Content-Type": DIRECT})
    is_problem(response, 400, "this has 2")


def test_the_limit_of_rows(client: httpx.Client) -> None:
    for accept in ("application/json", "text/csv", "text/tab-separated-values", "application/sparql-results+xml"):
        is_problem(ask(client, "SELECT * { ?s ?p ?o }", accept), 503, f"more than {ROWS:,} rows")
    is_problem(ask(client, "CONSTRUCT WHERE { ?s ?p ?o }"), 503, f"more than {ROWS:,} triples")
    whole = ask(client, f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}")
    assert len(whole.json()["results"]["bindings"]) == ROWS


def test_the_service_describes_itself(client: httpx.Client, corpus_view: View) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = list(pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.TURTLE))
    assert f"{client.base_url}/.well-known/void" in {str(triple.object.value) for triple in triples}
    assert SD + "UnionDefaultGraph" in {str(triple.object.value) for triple in triples}
    names = {str(triple.object.value) for triple in triples if str(triple.predicate.value).endswith("#name")}
    graphs = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"]
    assert names >= {one["g"]["value"] for one in graphs}
    assert f"{client.base_url}/sparql" in {str(triple.subject.value) for triple in triples}
    assert len(triples) > 40


def test_scripts_of_any_origin_may_ask(client: httpx.Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/sparql", headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for response in (
        client.get("/sparql?query=ASK{}", headers={"Origin": "https://example.org"}),
        client.get("/sparql?query=ASK{", headers={"Origin": "https://example.org"}),
    ):
        assert response.headers["access-control-allow-origin"] == "*"


def test_questions_answer_alike_here(client: httpx.Client, english: list[dict[str, object]]) -> None:
    """What a question shows as its query can be asked here."""
    body = client.get("/api/questions/metric", params={"metric": "english-rate"}).json()
    rows = client.post("/sparql", data={"query": body["sparql"]}).json()["results"]["bindings"]
    assert [row["fact"]["value"] for row in rows] == [row["fact"] for row in english]
    assert json.dumps(rows, ensure_ascii=False).count("英") > 5


def test_the_description_tells_every_format_that_is_answered(client: httpx.Client) -> None:
    told = {t.object.value for t in described(client) if t.predicate.value == SD + "resultFormat"}
    assert {name.rsplit("/", 1)[1] for name in told} == set(NAMES.values())
    for name in NAMES:
        query = SELECT if name in ROW_FORMATS else CONSTRUCT
        assert ask(client, query, format=name).status_code == 200


def test_the_examples_of_the_description_give_rows(client: httpx.Client) -> None:
    found = [t for t in described(client) if t.predicate.value == "http://www.w3.org/ns/shacl#select"]
    assert len(found) == len(load_questions(open_resources(), Iris())) > 20
    labels = {(t.subject, t.object.language) for t in described(client) if t.predicate.value.endswith("#label")}
    for triple in found:
        assert {(triple.subject, "zh-hant"), (triple.subject, "en")} <= {(s, tag.lower()) for s, tag in labels}
        answer = client.post("/sparql", data={"query": triple.object.value})
        assert answer.json()["results"]["bindings"], triple.subject


def described(client: httpx.Client) -> list[pyoxigraph.Triple]:
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    return [quad.triple for quad in pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.N_TRIPLES)]


def test_a_client_that_has_an_answer_is_told_so(client: httpx.Client) -> None:
    first = ask(client, SELECT)
    assert first.headers["etag"]
    assert first.headers["last-modified"]
    known = {"If-None-Match": first.headers["etag"], "Accept": "*/*"}
    again = client.get("/sparql", params={"query": SELECT}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/sparql", params={"query": COUNT}, headers=known)
    assert other.status_code == 200
    assert "etag" not in ask(client, "SELECT (NOW() AS ?now) {}").headers
    assert "etag" not in ask(client, "SELECT").headers


def test_formats_go_by_several_names(client: httpx.Client) -> None:
    for name in ("rdf+xml", "application/rdf+xml", "rdfxml"):
        assert ask(client, CONSTRUCT, format=name, output=name).headers["content-type"] == "application/rdf+xml"
    assert ask(client, SELECT, format="csv", results="json").headers["content-type"].startswith("text/csv")
    assert ask(client, SELECT, output="csv").headers["content-type"].startswith("text/csv")
    is_problem(ask(client, SELECT, format="nonsense"), 406, "There is no format 'nonsense'")
