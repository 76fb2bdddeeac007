"""Graphs that clients write: SPARQL 1.1 Update and Graph Store Protocol, with a token and through the writer alone."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph
import pytest

from kg.iris import Iris
from kg.pipeline.gather import catalogue_of, find_files, gather
from kg.pipeline.publish import build, remove
from kg.resources import open_resources, packaged
from kg.settings import Settings
from kg.store import Store
from tests.api.conftest import serving
from tests.api.test_problems import is_problem

TOKEN = {"Authorization": "Bearer sesame"}
MINE, REPORT = "https://example.org/mine", Iris().graph("report/kcg-personnel-2014")
TURTLE = {"Content-Type": "text/turtle"}
WRONG = f"<urn:fact> a <{Iris().term('Measurement')}> ."


@pytest.fixture(scope="module")
def settings(corpus_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    path = tmp_path_factory.mktemp("writing") / "store"
    shutil.copytree(corpus_store, path)
    return replace(Settings(), store=path, token="sesame", query_seconds=15.0, query_workers=1)


@pytest.fixture(scope="module")
def writable(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as client:
        yield client


def put(client: httpx.Client, graph: str, turtle: str, **more: str) -> httpx.Response:
    return client.put("/store", params={"graph": graph}, content=turtle, headers={**TURTLE, **TOKEN, **more})


def update(client: httpx.Client, text: str, **parameters: str) -> httpx.Response:
    return client.post("/sparql", data={"update": text, **parameters}, headers=TOKEN)


def count(client: httpx.Client, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return int(client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])


def test_writing_is_off_without_a_token(client: httpx.Client) -> None:
    for method in ("PUT", "POST", "DELETE"):
        response = client.request(method, "/store", params={"graph": MINE}, content=b"", headers={**TURTLE, **TOKEN})
        is_problem(response, 403, "KG_TOKEN")
    is_problem(update(client, "CLEAR ALL"), 403, "KG_TOKEN")
    assert client.get("/store", params={"graph": REPORT}).status_code == 200
    assert "SPARQL11Update" not in client.get("/sparql").text


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic sesame", "Bearer sesam", "sesame", "Bearer é"])
def test_another_token_is_refused(writable: httpx.Client, given: str) -> None:
    headers = {b"Authorization": given.encode("latin-1"), b"Content-Type": b"text/turtle"} if given else {}
    response = writable.put("/store", params={"graph": MINE}, content=b"", headers=headers)  # type: ignore[arg-type]
    is_problem(response, 401, "Bearer TOKEN")
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert writable.get("/store", params={"graph": MINE}).status_code == 404


def test_a_graph_from_its_begin_to_its_end(writable: httpx.Client) -> None:
    assert put(writable, MINE, '<a> <p> "1" .').status_code == 201
    assert put(writable, MINE, '<a> <p> "2", "3" .').status_code == 204
    assert count(writable, MINE) == 2
    more = writable.post(
        "/store",
        params={"graph": MINE},
        content=b'<urn:b> <urn:p> "4" .',
        headers={"Content-Type": "application/n-triples", **TOKEN},
    )
    assert more.status_code == 204
    for accept, form in (
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
    ):
        answer = writable.get("/store", params={"graph": MINE}, headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(accept)
        found = {str(quad.triple) for quad in pyoxigraph.parse(answer.content, format=form)}
        assert len(found) == 3
        assert any("https://example.org/a" in triple for triple in found)
    head = writable.head("/store", params={"graph": MINE})
    assert (head.status_code, head.content) == (200, b"")
    gone = writable.delete("/store", params={"graph": MINE}, headers=TOKEN)
    assert gone.status_code == 204
    is_problem(writable.delete("/store", params={"graph": MINE}, headers=TOKEN), 404, "No graph")
    is_problem(writable.get("/store", params={"graph": MINE}), 404, "No graph")
    assert writable.head("/store", params={"graph": MINE}).status_code == 404


def test_what_stands_in_no_graph_and_what_is_empty(writable: httpx.Client) -> None:
    sent = writable.put("/store?default", content=b"<urn:s> <urn:p> <urn:o> .", headers={**TURTLE, **TOKEN})
    assert sent.status_code == 204
    answer = writable.get("/store?default", headers={"Accept": "application/n-triples"})
    assert answer.text == "<urn:s> <urn:p> <urn:o> .\n"
    assert writable.get("/sparql", params={"query": "ASK { <urn:s> <urn:p> <urn:o> }"}).json()["boolean"] is True
    assert put(writable, "urn:empty", "").status_code == 201
    assert writable.get("/store?graph=urn:empty").status_code == 200
    assert writable.delete("/store?default", headers=TOKEN).status_code == 204
    assert writable.delete("/store?graph=urn:empty", headers=TOKEN).status_code == 204


def test_blank_nodes_stay_the_same_thing(writable: httpx.Client) -> None:
    update(writable, "INSERT DATA { GRAPH <urn:b1> { _:x <urn:p> 1 } GRAPH <urn:b2> { _:x <urn:q> 2 } }")
    joined = "ASK { GRAPH <urn:b1> { ?x <urn:p> 1 } GRAPH <urn:b2> { ?x <urn:q> 2 } }"
    assert writable.get("/sparql", params={"query": joined}).json()["boolean"] is True
    update(writable, "DROP GRAPH <urn:b1> ; DROP GRAPH <urn:b2>")


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{REPORT}> {{ <urn:a> <urn:b> <urn:c> }} }}",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '2014')) }",
        f"CLEAR GRAPH <{REPORT}>",
        "DROP ALL",
        "CLEAR NAMED",
        f"MOVE <{REPORT}> TO <urn:elsewhere>",
        f"INSERT DATA {{ GRAPH <{Iris().graph('mine')}> {{ <urn:a> <urn:b> <urn:c> }} }}",
        f"CREATE GRAPH <{Iris().graph('other')}>",
        f"INSERT DATA {{ GRAPH <urn:x> {{ <urn:a> <urn:b> 1 }} }} ; CLEAR GRAPH <{REPORT}>",
    ],
)
def test_no_update_touches_what_is_built(writable: httpx.Client, text: str) -> None:
    before = writable.get("/healthz").json()["digest"]
    is_problem(update(writable, text), 403, "is made by kg build")
    assert writable.get("/healthz").json()["digest"] == before
    assert writable.get("/store?graph=urn:x").status_code == 404


def test_no_graph_of_a_report_is_written(writable: httpx.Client) -> None:
    is_problem(put(writable, REPORT, "<urn:a> <urn:b> <urn:c> ."), 403, "is made by kg build")
    response = writable.delete("/store", params={"graph": REPORT}, headers=TOKEN)
    is_problem(response, 403, "is made by kg build")
    assert count(writable, REPORT) > 1_000


def test_what_breaks_a_shape_is_refused_with_the_report(writable: httpx.Client) -> None:
    for response in (put(writable, MINE, WRONG), update(writable, f"INSERT DATA {{ GRAPH <{MINE}> {{ {WRONG} }} }}")):
        is_problem(response, 422, "violations, the first of urn:fact")
        report = pyoxigraph.parse(response.json()["report"].encode(), format=pyoxigraph.RdfFormat.TURTLE)
        assert sum("ValidationResult" in str(quad.object) for quad in report) > 3
    assert writable.get("/store", params={"graph": MINE}).status_code == 404


def test_what_is_copied_from_a_report_is_taken(writable: httpx.Client) -> None:
    found = f"GRAPH ?g {{ ?f <{Iris().term('quote')}> ?q }}"
    text = f"INSERT {{ GRAPH <urn:quotes> {{ ?f <urn:quoted> ?q }} }} WHERE {{ {found} }}"
    assert update(writable, text).status_code == 204
    assert count(writable, "urn:quotes") > 500
    assert update(writable, "DROP GRAPH <urn:quotes>").status_code == 204


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("INSERT DATA { <urn:a> <urn:b> }", 400, "line 1"),
        ("CLEAR GRAPH <urn:none>", 400, "nothing of it was done"),
        ("LOAD <http://127.0.0.1:1/x>", 400, "does not load from other servers"),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x>", 400, "does not load from other servers"),
        ("INSERT { ?a ?b ?c } WHERE { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", 400, "SERVICE"),
        (
            "INSERT { <urn:a> <urn:b> ?n } WHERE { { SELECT (COUNT(*) AS ?n) { "
            + "GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } } } }",
            504,
            "ended after",
        ),
    ],
)
def test_updates_that_fail_change_nothing(writable: httpx.Client, text: str, status: int, words: str) -> None:
    before = writable.get("/healthz").json()["digest"]
    is_problem(update(writable, text), status, words)
    assert writable.get("/healthz").json()["digest"] == before


@pytest.mark.parametrize(
    ("address", "kind", "body", "status", "words"),
    [
        ("/store", "text/turtle", b"", 400, "about one graph"),
        ("/store?default&graph=urn:x", "text/turtle", b"", 400, "about one graph"),
        ("/store?graph=no", "text/turtle", b"", 400, "no IRI of a graph"),
        ("/store?graph=urn:x&other=1", "text/turtle", b"", 400, "no parameter"),
        ("/store?graph=urn:x", "application/json", b"{}", 415, "text/turtle"),
        ("/store?graph=urn:x", "text/turtle", b"<a> <b> .", 400, "The body is no turtle"),
        ("/store?graph=urn:x", "application/trig", b"<urn:g> { <urn:a> <urn:b> 1 }", 400, "The body is no trig"),
        ("/store?graph=urn:x", "application/ld+json", b'{"@context": "http://127.0.0.1:1/"}', 400, "The body is no"),
        ("/store?graph=urn:x", "text/turtle", b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", 400, "RDF 1.1"),
    ],
)
def test_graphs_that_are_refused(
    writable: httpx.Client, address: str, kind: str, body: bytes, status: int, words: str
) -> None:
    is_problem(writable.put(address, content=body, headers={"Content-Type": kind, **TOKEN}), status, words)
    assert writable.get("/store?graph=urn:x").status_code == 404


def test_thousands_of_triples_in_one_update(writable: httpx.Client) -> None:
    triples = " ".join(f"<urn:s{number}> <urn:p> {number} ." for number in range(5_000))
    assert update(writable, f"INSERT DATA {{ GRAPH <urn:many> {{ {triples} }} }}").status_code == 204
    assert count(writable, "urn:many") == 5_000
    assert update(writable, "DROP GRAPH <urn:many>").status_code == 204


def test_a_preflight_lets_scripts_write(writable: httpx.Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "PUT"}
    answer = writable.options("/store", headers={**asked, "Access-Control-Request-Headers": "authorization"})
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "authorization"


def test_the_service_tells_of_graphs_that_were_written(writable: httpx.Client) -> None:
    put(writable, "urn:told", "[] <urn:p> 1 .")
    assert "<urn:told>" in writable.get("/sparql").text
    assert "SPARQL11Update" in writable.get("/sparql").text
    for path in ("/", "/void", "/metrics", "/api/export/nquads"):
        assert writable.get(path).status_code == 200


def test_builds_and_roll_backs_keep_sense(corpus_store: Path, corpus_settings: Settings, tmp_path: Path) -> None:
    """A build leaves what clients wrote; a publication that is taken up again brings the graphs that it had."""
    settings = replace(corpus_settings, store=tmp_path / "store", token="sesame")
    shutil.copytree(corpus_store, settings.store)
    store = Store.open(settings.store)
    first = store.current()
    assert first is not None
    with serving(settings) as client:
        for number in range(12):
            assert update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:s> <urn:p> {number} }} }}").status_code == 204
        remove(["kcg-personnel-2014"], settings)
        assert count(client, MINE) == 12
        assert count(client, REPORT) == 0
        files = find_files([packaged() / "reports"])
        reports = gather(files, {}, catalogue_of(files, open_resources()), settings.source_bytes)
        outcome = build(reports, settings)
        assert len(outcome.kept) == 5
        assert count(client, MINE) == 12
        assert count(client, REPORT) > 1_000
        # Twelve updates are more publications than are kept, and yet what was built before them is there.
        assert {one.built() for one in store.history()} >= {first.built()}
        with store.writer() as writer:
            writer.roll_back(store.named(str(first.number + 12)).digest)
        assert count(client, MINE) == 12
        update(client, f"DROP GRAPH <{MINE}>")
        assert store.current().content() == first.content()  # type: ignore[union-attr]
