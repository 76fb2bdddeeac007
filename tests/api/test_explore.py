"""The neighbours of a thing, as JSON, as triples, and as a table that works without a script."""

from urllib.parse import quote

import httpx
import pyoxigraph
import pytest

from kg.questions.neighbours import MOST
from tests.api.test_pages import Page, get

BASE = "https://w3id.org/kaogong/id/"
KCG = f"{BASE}agency/kcg"


def neighbours(client: httpx.Client, of: str, **more: str | int) -> dict[str, list[dict[str, object]]]:
    answer = client.get("/api/neighbours", params={"of": of, **more})
    assert answer.status_code == 200
    document: dict[str, list[dict[str, object]]] = answer.json()
    return document


def test_a_metric_is_bound_to_its_figures(client: httpx.Client) -> None:
    found = neighbours(client, f"{BASE}metric/english-rate")
    rows = client.get("/api/questions/metric", params={"metric": "english-rate"}).json()["rows"]
    assert {node["iri"] for node in found["nodes"]} == {row["fact"] for row in rows}
    assert all(
        (edge["relation"], edge["target"]) == ("metric", f"{BASE}metric/english-rate") for edge in found["edges"]
    )
    ends = [node["end"] for node in found["nodes"]]
    assert ends == sorted(ends, key=str, reverse=True)


def test_many_neighbours_come_in_parts_and_all_of_them(client: httpx.Client) -> None:
    whole = neighbours(client, KCG)
    group = next(one for one in whole["groups"] if one["relation"] == "agency")
    assert (group["shown"], group["following"]) == (MOST, MOST)
    seen = [node["iri"] for node in whole["nodes"] if node["type"] == "fact"]
    following: object = group["following"]
    while following is not None:
        part = neighbours(client, KCG, relation="agency", inward="true", **{"from": str(following)})
        seen += [node["iri"] for node in part["nodes"]]
        following = part["groups"][0]["following"]
    assert len(seen) == len(set(seen)) == group["total"]
    facts = client.get("/api/questions/agency-facts", params={"agency": KCG}).json()["rows"]
    assert set(seen) == {row["fact"] for row in facts}


def test_the_triples_are_those_of_the_graph(client: httpx.Client) -> None:
    answer = client.get("/api/neighbours.ttl", params={"of": KCG})
    triples = list(pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.TURTLE))
    bound = [one for one in triples if isinstance(one.object, pyoxigraph.NamedNode)]
    assert len(bound) == len(neighbours(client, KCG)["edges"])
    for one in bound:
        query = f"ASK {{ {one.subject} {one.predicate} {one.object} }}"
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


@pytest.mark.parametrize("of", [f"{BASE}metric/nothing", f"{BASE}unit/person", "no iri", "", "https://example.org/"])
def test_what_has_no_neighbours_is_said(client: httpx.Client, of: str) -> None:
    assert client.get("/api/neighbours", params={"of": of}).status_code == 404
    if of:
        assert get(client, f"/explore?from={of}").status_code == 404


def test_a_relation_that_is_not_there(client: httpx.Client) -> None:
    answer = client.get("/api/neighbours", params={"of": KCG, "relation": "metric"})
    assert answer.status_code == 404
    assert "agency" in answer.text
    assert get(client, f"/explore?from={KCG}&relation=agency&inward=true&first=x").status_code == 400


def test_all_neighbours_can_be_read_without_a_script(client: httpx.Client) -> None:
    total = int(str(next(one["total"] for one in neighbours(client, KCG)["groups"] if one["relation"] == "agency")))
    address, seen = f"/explore?from={quote(KCG, safe='')}", set()
    for first in range(MOST, total + MOST, MOST):
        page = Page(get(client, address).text)
        seen |= {link for link in page.links if link.startswith("/id/fact/")}
        address = f"/explore?from={quote(KCG, safe='')}&relation=agency&inward=true&first={first}"
        assert (address in page.links) is (first < total)
    assert len(seen) == total
