"""Clients that people have, against a running server: SPARQLWrapper, the stores of rdflib, curl."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg.iris import Iris
from kg.settings import Settings
from kg.store import View
from tests.api.conftest import serving

KG = Iris().term("")
QUOTES = f"CONSTRUCT {{ ?f <{KG}quote> ?q }} WHERE {{ ?f <{KG}quote> ?q }}"
FACTS = f"SELECT ?fact {{ ?fact a <{KG}Measurement> }}"
TOKEN = "sesame"
MINE = "https://example.org/mine"


@pytest.fixture(scope="module")
def server(corpus_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("clients") / "store"
    shutil.copytree(corpus_store, path)
    with serving(replace(Settings(), store=path, token=TOKEN, query_workers=1)) as client:
        yield client


@pytest.fixture
def endpoint(server: httpx.Client) -> str:
    return f"{server.base_url}/sparql"


def number_of_facts(view: View) -> int:
    return sum(len(view.facts(entry.id)) for entry in view.manifest.reports)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper(endpoint: str, corpus_view: View, method: str, direct: bool) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")

    def asked(text: str, form: str) -> Any:
        """One client a format: a client that is asked again in another sends the format before as well."""
        client = wrapper.SPARQLWrapper(endpoint, returnFormat=form)
        client.setMethod(method)
        client.setRequestMethod(wrapper.POSTDIRECTLY if direct and method == "POST" else wrapper.URLENCODED)
        client.setQuery(text)
        return client.query()

    facts = number_of_facts(corpus_view)
    assert len(asked(FACTS, wrapper.JSON).convert()["results"]["bindings"]) == facts
    assert len(asked(FACTS, wrapper.XML).convert().getElementsByTagName("result")) == facts
    for form in (wrapper.CSV, wrapper.TSV):
        assert len(asked(FACTS, form).convert().split()) == facts + 1
    for form, name in ((wrapper.TURTLE, "turtle"), (wrapper.RDFXML, "xml"), (wrapper.JSONLD, "json-ld")):
        data = asked(QUOTES, form).response.read()
        assert len(Graph().parse(data=data, format=name)) == facts
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1"):
        asked("ASK {", wrapper.JSON)


def test_updates_of_sparqlwrapper(endpoint: str, server: httpx.Client) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(endpoint)
    client.setMethod(wrapper.POST)
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setQuery(f"INSERT DATA {{ GRAPH <{MINE}> {{ <urn:s> <urn:p> <urn:o> }} }}")
    assert client.query().response.status == 204
    assert "urn:s" in server.get("/store", params={"graph": MINE}).text
    client.setQuery(f"DROP GRAPH <{MINE}>")
    assert client.query().response.status == 204


def test_the_store_of_rdflib(endpoint: str, corpus_view: View) -> None:
    for form in ("xml", "json", "csv", "tsv"):
        graph = Graph(store=SPARQLStore(endpoint, returnFormat=form))
        rows: list[Any] = list(graph.query(FACTS))
        assert len(rows) == number_of_facts(corpus_view)
        assert all(isinstance(row[0], URIRef) for row in rows)
    graph = Graph(store=SPARQLStore(endpoint, method="POST"))
    quotes = list(graph.subject_objects(URIRef(f"{KG}quote")))
    assert len(quotes) == number_of_facts(corpus_view)
    assert all(isinstance(quote, Literal) for _, quote in quotes)
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True


def test_the_store_of_rdflib_that_writes(endpoint: str, server: httpx.Client) -> None:
    store = SPARQLUpdateStore(endpoint, endpoint, headers={"Authorization": f"Bearer {TOKEN}"})
    graph = Graph(store=store, identifier=URIRef(MINE))
    terms = [URIRef(f"urn:{name}") for name in "spo"]
    graph.add((terms[0], terms[1], terms[2]))
    assert (terms[0], terms[1], terms[2]) in graph
    graph.remove((None, None, None))
    assert (
        server.get("/sparql", params={"query": f"ASK {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }}"}).json()["boolean"] is False
    )


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    ran = subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, timeout=60, check=True)
    return ran.stdout


def test_curl(endpoint: str, server: httpx.Client, corpus_view: View, tmp_path: Path) -> None:
    count = FACTS.replace("?fact {", "(COUNT(*) AS ?n) {", 1)
    expected = str(number_of_facts(corpus_view))
    as_csv = curl(endpoint, "-H", "Accept: text/csv", "--data-urlencode", f"query={count}")
    assert as_csv.split() == ["n", expected]
    assert curl("-G", endpoint, "--data-urlencode", f"query={count}", "-d", "format=tsv").split()[0] == "?n"
    direct = curl(endpoint, "-H", "Content-Type: application/sparql-query", "--data-binary", count)
    assert json.loads(direct)["results"]["bindings"][0]["n"]["value"] == expected
    packed = curl("--compressed", "-D", "-", "-G", endpoint, "--data-urlencode", f"query={FACTS}")
    assert "content-encoding: gzip" in packed.lower()
    head = curl("-I", endpoint)
    assert head.startswith("HTTP/1.1 200")
    assert "content-type: text/turtle" in head.lower()
    preflight = curl(
        "-X",
        "OPTIONS",
        endpoint,
        "-i",
        "-H",
        "Origin: https://example.org",
        "-H",
        "Access-Control-Request-Method: POST",
    )
    assert "access-control-allow-origin: *" in preflight.lower()
    file = tmp_path / "mine.ttl"
    file.write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    address = f"{server.base_url}/store?graph={MINE}"
    sent = ("-T", str(file), address, "-H", f"Authorization: Bearer {TOKEN}", "-H", "Content-Type: text/turtle")
    assert curl(*sent, "-o", "/dev/null", "-w", "%{http_code}") in ("201", "204")
    assert "<urn:s>" in curl(address)
    assert curl("-X", "DELETE", address, "-H", f"Authorization: Bearer {TOKEN}", "-w", "%{http_code}") == "204"
