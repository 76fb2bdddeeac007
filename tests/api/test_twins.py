"""Twins of pages: each page names the addresses of what it shows as data, and these answer."""

import json
from urllib.parse import urlsplit

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests.api.test_pages import PAGES, Page, get

# Pages on which something is asked for first, and nothing is shown.
ASKING = ("/add", "/explore", "/search")


def twins_of(client: httpx.Client, path: str) -> list[str]:
    """The addresses that a page names as its alternates."""
    text = get(client, path).text
    return [
        line.split('href="')[1].split('"')[0].replace("&amp;", "&") for line in text.splitlines() if ALTERNATE in line
    ]


ALTERNATE = '<link rel="alternate"'


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ASKING])
def test_each_page_has_twins_at_its_address_and_says_so(client: httpx.Client, path: str) -> None:
    twins = twins_of(client, path)
    assert set(twins) <= set(Page(get(client, path).text).links)
    own = urlsplit(path).path.rstrip("/") or "/index"
    assert [urlsplit(twin).path for twin in twins] == [f"{own}.json", f"{own}.ttl"]
    as_json, as_turtle = (client.get(twin) for twin in twins)
    assert (as_json.status_code, as_turtle.status_code) == (200, 200)
    assert "json" in as_json.headers["content-type"]
    assert json.loads(as_json.content)
    assert as_turtle.headers["content-type"].startswith("text/turtle")
    assert next(iter(parse(as_turtle.content, format=RdfFormat.TURTLE)), None) is not None


@pytest.mark.parametrize("path", [*ASKING, "/nothing", "/sparql?query=nonsense"])
def test_a_page_that_shows_nothing_has_no_twins(client: httpx.Client, path: str) -> None:
    assert twins_of(client, path) == []


def test_a_twin_is_of_what_the_page_shows(client: httpx.Client) -> None:
    found = client.get("/search.json", params={"q": "109年英檢通過率", "lang": "en"}).json()
    assert [hit["row"]["quote"] for hit in found["facts"]] == ["28.27％"]
    turtle = client.get("/search.ttl", params={"q": "109年英檢通過率"}).content
    assert found["facts"][0]["row"]["fact"] in {
        quad.subject.value
        for quad in parse(turtle, format=RdfFormat.TURTLE)  # type: ignore[union-attr]
    }
    failing = client.get("/findings.json", params={"verdict": "fails"}).json()["rows"]
    assert failing
    assert {row["verdict"] for row in failing} == {"fails"}
    assert client.get("/explore.json", params={"from": failing[0]["terms"][0]["fact"]}).json()["nodes"]
    assert client.get("/compare.json", params={"a": "nothing", "b": "kcg-personnel-2014"}).status_code == 404


def test_the_licence_of_the_data_stands_on_each_page(client: httpx.Client) -> None:
    for path in ("/", "/sparql", "/add", "/nothing"):
        assert 'rel="license" href="https://www.apache.org/licenses/LICENSE-2.0"' in get(client, path).text
