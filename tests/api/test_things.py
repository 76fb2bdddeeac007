"""Facts, reports, exports, the IRIs of things, and the pages."""

import json
import subprocess
import sys
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pyoxigraph
import pytest

from kg.export import EXPORTS, export
from kg.iris import Iris
from kg.questions import load_trace_queries, report_rows, trace
from kg.resources import open_resources
from kg.store import View
from tests.api.test_problems import is_problem

REPORT = "kcg-personnel-2014"


def test_a_fact_is_traced_as_on_the_command_line(
    client: httpx.Client, corpus_view: View, english: list[dict[str, object]]
) -> None:
    name = str(english[0]["fact"]).rpartition("/")[2]
    traced = trace(corpus_view, load_trace_queries(open_resources(), Iris()), name)
    expected = json.loads(json.dumps(asdict(traced)))
    for text in (name, name.rpartition(".")[2]):
        assert client.get(f"/api/facts/{text}").json() == expected
    assert {"quote", "sentence", "paragraph", "headings", "links", "report", "file"} <= set(expected)
    assert all(link["score"] and link["reason"] for link in expected["links"])


@pytest.mark.parametrize("name", ["zzz", "..%2f..%2fetc%2fpasswd", "%00", "kcg-personnel-2014.", "%F0%9F%8F%85"])
def test_a_fact_that_is_not_there(client: httpx.Client, name: str) -> None:
    is_problem(client.get(f"/api/facts/{name}"), 404, "")


def test_the_command_line_gives_the_same(client: httpx.Client, corpus_view: View, corpus_store: Path) -> None:
    assert client.get("/api/reports").json()["rows"] == json.loads(json.dumps(list(report_rows(corpus_view))))
    command = [sys.executable, "-m", "kg.cli", "ask", "metric", "--metric", "english-rate", "--store", corpus_store]
    printed = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    answered = client.get("/api/questions/metric", params={"metric": "english-rate"}).json()
    assert {key: answered[key] for key in printed} == printed


def test_reports(client: httpx.Client, corpus_view: View) -> None:
    rows = client.get("/api/reports").json()["rows"]
    assert [row["id"] for row in rows] == [entry.id for entry in corpus_view.manifest.reports]
    row = client.get(f"/api/reports/{REPORT}").json()
    assert row in rows
    assert row["status"] == "published"
    is_problem(client.get("/api/reports/kcg-personnel-2015"), 404, "Did you mean kcg-personnel-2014")
    is_problem(client.get("/api/reports/..%2f..%2fcurrent"), 404, "")


@pytest.mark.parametrize("table", ["facts", "entities", "events", "coverage"])
def test_tables_of_a_report(client: httpx.Client, corpus_view: View, table: str) -> None:
    rows = client.get(f"/api/reports/{REPORT}/{table}").json()["rows"]
    assert rows == list(corpus_view.table(REPORT, table))
    assert rows
    is_problem(client.get(f"/api/reports/none/{table}"), 404, "No report 'none'.")


def test_the_text_of_a_report_is_that_of_its_offsets(client: httpx.Client, corpus_view: View) -> None:
    response = client.get(f"/api/reports/{REPORT}/text")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    facts = corpus_view.facts(REPORT)
    assert len(facts) > 100
    for fact in facts:
        assert response.text[int(str(fact["start"])) : int(str(fact["end"]))] == fact["quote"]


@pytest.mark.parametrize("name", ["nquads", "cytoscape", "csv"])
def test_exports(client: httpx.Client, corpus_view: View, name: str) -> None:
    response = client.get(f"/api/export/{name}", params={"report": REPORT})
    assert response.content == export(corpus_view, open_resources(), name, reports=[REPORT])
    assert response.headers["content-type"].startswith(EXPORTS[name].media_type)
    assert EXPORTS[name].suffix in response.headers["content-disposition"]


def test_exports_that_are_not_there(client: httpx.Client) -> None:
    assert {one["name"] for one in client.get("/api/export").json()["rows"]} == set(EXPORTS)
    is_problem(client.get("/api/export/graphm"), 404, "Did you mean graphml")
    is_problem(client.get("/api/export/nquads?report=x"), 404, "No report 'x'.")
    is_problem(client.get("/api/export/nquads?flavour=x"), 400, "no flavour 'x'")


def test_an_iri_is_an_address(client: httpx.Client, english: list[dict[str, object]]) -> None:
    base = Iris().base
    body = client.get("/id/metric/english-rate").json()
    assert body["iri"] == f"{base}id/metric/english-rate"
    assert {"text": "通過英語檢定人數比例", "language": "zh-hant"} in body["properties"]["prefLabel"]
    fact = client.get(str(english[0]["fact"]).removeprefix(base).join(("/", ""))).json()
    assert fact["properties"]["quote"] == [english[0]["quote"]]
    (metric,) = fact["properties"]["metric"]
    assert metric["zh-hant"] == "通過英語檢定人數比例"


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_a_thing_as_rdf(client: httpx.Client, accept: str, format_: pyoxigraph.RdfFormat) -> None:
    for path in ("/id/agency/kcg-personnel", "/ontology"):
        response = client.get(path, headers={"Accept": accept})
        assert response.headers["content-type"].startswith(accept)
        assert "Accept" in response.headers["vary"].split(", ")
        assert len(list(pyoxigraph.parse(response.content, format=format_))) > 3


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/id/metric/english-rat", "Did you mean english-rate"),
        ("/id/metric/x%20y", "No metric 'x y'"),
        ("/id/planet/mars", "No planet 'mars'"),
        ("/id/metric/%22%3E%20%3Cb", "No metric"),
        ("/id/a%20b%3E/c", "No a b>"),
    ],
)
def test_a_thing_that_is_not_there(client: httpx.Client, path: str, words: str) -> None:
    is_problem(client.get(path), 404, words)


class Links(HTMLParser):
    """Collects what a page leads to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [str(value) for name, value in attrs if name in ("href", "src")]


def test_pages_of_the_api_ask_no_other_server(client: httpx.Client) -> None:
    for path in ("/docs", "/redoc"):
        page = client.get(path)
        links = Links()
        links.feed(page.text)
        assert links.found
        for link in links.found:
            assert link.startswith(("/static/", "data:")), link
            if link.startswith("/static/"):
                assert client.get(link).status_code == 200
    for path in ("/static/..%2fapp.py", "/static/../app.py", "/static/docs/..%2f__init__.py"):
        assert client.get(path).status_code == 404


def test_the_state(client: httpx.Client, corpus_view: View) -> None:
    body = client.get("/healthz").json()
    assert body["status"] == "ok"
    assert body["digest"] == corpus_view.manifest.digest
    assert body["reports"] == 5


def test_coverage_counted(client: httpx.Client, corpus_view: View) -> None:
    found = client.get(f"/api/reports/{REPORT}/coverage/summary").json()
    rows = corpus_view.table(REPORT, "coverage")
    assert sum(row["all"] for row in found["totals"]) == sum(row["all"] for row in found["sections"]) == len(rows)
    assert found["missed"] == [row for row in rows if row["fate"] == "missed"]
    assert {row["what"] for row in found["totals"]} == {"number", "name", "award"}
    assert {"what": "number", "fate": "excluded", "reason": "date"}.items() <= found["reasons"][0].items()
    is_problem(client.get("/api/reports/none/coverage/summary"), 404, "No report 'none'.")
