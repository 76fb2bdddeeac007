"""The cases of the SPARQL 1.1 Protocol against a running server, whose store holds what the clients wrote."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from kg.settings import Settings
from tests.api.conftest import serving

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "protocol" / "cases.toml").read_text(encoding="utf-8"))
TOKEN = {"Authorization": "Bearer secret"}
DOCUMENT = "<{0}> a <http://xmlns.com/foaf/0.1/Document> ."
GRAPHS = tuple(f"http://example.org/d{number}" for number in (1, 2, 3))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server of a store that was never built, with the three graphs of the cases."""
    store = tmp_path_factory.mktemp("protocol") / "store"
    settings = replace(Settings(), store=store, token="secret", union_default_graph=False, query_workers=1)
    with serving(settings) as client:
        client.headers.update(TOKEN)
        assert client.get("/sparql", params={"query": "ASK { { ?s ?p ?o } UNION { GRAPH ?g {} } }"}).json() == {
            "head": {},
            "boolean": False,
        }
        for graph in GRAPHS:
            sent = client.put(
                "/store",
                params={"graph": graph},
                content=DOCUMENT.format(graph),
                headers={"Content-Type": "text/turtle"},
            )
            assert sent.status_code == 201, sent.text
        yield client


@pytest.mark.parametrize("name", CASES)
def test_a_case(empty: httpx.Client, name: str) -> None:
    for step in CASES[name]["steps"]:
        _check(step, _send(empty, step))


def _send(client: httpx.Client, step: dict[str, Any]) -> httpx.Response:
    headers, content = {}, b""
    if "form" in step:
        headers["Content-Type"], content = "application/x-www-form-urlencoded", urlencode(pairs(step["form"])).encode()
    elif "body" in step:
        content = step["body"].encode(step.get("charset", "utf-8"))
        headers |= {"Content-Type": step["type"]} if step["type"] else {}
    address = f"/sparql?{urlencode(pairs(step['url']))}" if "url" in step else "/sparql"
    return client.request(step["method"], address, content=content or None, headers=headers)


def pairs(rows: list[list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in rows]


def _check(step: dict[str, Any], response: httpx.Response) -> None:
    assert str(response.status_code).startswith(step["status"]), response.text
    kind = response.headers.get("content-type", "").partition(";")[0]
    if "media" in step:
        assert kind in step["media"]
    if "answer" in step:
        assert kind == "application/sparql-results+json"
        assert response.json()["boolean"] is step["answer"]


def test_there_are_as_many_cases_as_the_protocol_has() -> None:
    assert len(CASES) == 34
    assert {step["status"] for case in CASES.values() for step in case["steps"]} == {"2", "4", "400"}


def test_refused_updates_changed_nothing(empty: httpx.Client) -> None:
    for graph in GRAPHS:
        assert graph in empty.get("/store", params={"graph": graph}).text
