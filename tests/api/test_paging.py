"""Long lists come page by page: every row once, in order, and never of two publications."""

import csv
import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from kg.settings import Settings
from kg.store import Store, View
from tests.api.conftest import serving
from tests.api.test_problems import is_problem

REPORT = "kcg-personnel-2017-07_2017-12"
# Lists, with a limit that makes several pages of each.
LISTS = [
    ("/api/questions", 7),
    ("/api/questions/metrics", 40),
    ("/api/questions/agency-facts?agency=kcg-personnel", 3),
    ("/api/audit?verdict=cannot-tell", 3),
    ("/api/facts", 100),
    ("/api/facts?series=english-rate", 2),
    ("/api/entities?report=kcg-personnel-2014&report=" + REPORT, 90),
    ("/api/events", 11),
    ("/api/coverage?fate=missed", 10),
    ("/api/reports", 2),
    (f"/api/reports/{REPORT}/facts", 60),
    (f"/api/reports/{REPORT}/coverage", 150),
    ("/api/export", 4),
]
DOCUMENTS = [
    ("/api/metrics/singles-participants?across_breaks=true", ("lines", "marks", "figures"), 3),
    ("/api/agencies/kcg-drug-prevention?on=2018-06-01", ("tellings", "joins", "changes", "inherited"), 1),
    ("/api/programmes/festival-care", ("tellings", "joins", "candidates", "contractors", "awards"), 2),
    (f"/api/compare?a=kcg-personnel-2014&b={REPORT}", ("both", "only_a", "only_b"), 9),
    (f"/api/passages?report={REPORT}", ("pairs",), 50),
]


def pages(client: httpx.Client, path: str, limit: int) -> Iterator[httpx.Response]:
    answer = client.get(path, params={**httpx.URL(path).params, "limit": limit})
    while True:
        assert answer.status_code == 200, answer.text
        yield answer
        following = answer.json()["next"]
        assert answer.links.get("next", {}).get("url") == following
        if following is None:
            return
        answer = client.get(following)


@pytest.mark.parametrize(("path", "limit"), LISTS)
def test_pages_of_a_list_are_the_list(client: httpx.Client, path: str, limit: int) -> None:
    whole = client.get(path, params={**httpx.URL(path).params, "limit": 10_000}).json()
    assert whole["next"] is None
    found = [answer.json()["rows"] for answer in pages(client, path, limit)]
    assert len(found) > 1
    assert [len(rows) for rows in found[:-1]] == [limit] * (len(found) - 1)
    assert [row for rows in found for row in rows] == whole["rows"]


@pytest.mark.parametrize(("path", "lists", "limit"), DOCUMENTS)
def test_pages_of_a_document_are_the_document(
    client: httpx.Client, path: str, lists: tuple[str, ...], limit: int
) -> None:
    whole = client.get(path).json()
    assert whole["next"] is None
    found = [answer.json() for answer in pages(client, path, limit)]
    assert len(found) > 1
    assert all(sum(len(page[name]) for name in lists) <= limit for page in found)
    for name, value in whole.items():
        if name in lists:
            assert [one for page in found for one in page[name]] == value
        elif name != "next":
            assert all(page[name] == value for page in found)


def test_a_search_goes_on_where_it_stopped(client: httpx.Client) -> None:
    whole = client.get("/api/search", params={"q": "人數", "limit": 200}).json()
    found = [answer.json() for answer in pages(client, "/api/search?q=人數", 20)]
    assert len(found) > 1
    for kind in ("things", "facts", "passages"):
        rows = [row for page in found for row in page[kind]]
        assert rows[:200] == whole[kind]


def test_csv_is_whole_unless_a_limit_is_named(client: httpx.Client, corpus_view: View) -> None:
    rows = sum(len(corpus_view.facts(entry.id)) for entry in corpus_view.manifest.reports)
    whole = client.get("/api/facts.csv")
    assert len(list(csv.reader(io.StringIO(whole.text, newline="")))) == rows + 1
    assert "next" not in whole.links
    lines, answer = [], client.get("/api/facts.csv", params={"limit": 300})
    while "next" in answer.links:
        lines += list(csv.reader(io.StringIO(answer.text, newline="")))[1:]
        answer = client.get(answer.links["next"]["url"])
    lines += list(csv.reader(io.StringIO(answer.text, newline="")))[1:]
    assert lines == list(csv.reader(io.StringIO(whole.text, newline="")))[1:]


def cursor_of(client: httpx.Client, path: str) -> str:
    return str(httpx.URL(client.get(path, params={"limit": 1}).json()["next"]).params["cursor"])


@pytest.mark.parametrize(
    "bad", ["", "x", "====", "é", "bnVsbA", "W10", "WyJhIiwiYiIsLTFd", "WyJhIiwiYiIsIjEiXQ", "9" * 200]
)
@pytest.mark.parametrize("path", ["/api/reports", "/api/facts.csv", "/api/search?q=人", "/api/questions/metrics"])
def test_a_bad_cursor_is_refused(client: httpx.Client, path: str, bad: str) -> None:
    is_problem(client.get(path, params={**httpx.URL(path).params, "cursor": bad}), 400, "cursor")


def test_a_cursor_is_for_its_list(client: httpx.Client) -> None:
    cursor = cursor_of(client, "/api/reports")
    assert client.get("/api/reports", params={"cursor": cursor, "limit": 3}).status_code == 200
    is_problem(client.get("/api/events", params={"cursor": cursor}), 400, "another list")
    facts = cursor_of(client, "/api/facts")
    is_problem(client.get("/api/facts", params={"cursor": facts, "kind": "planned"}), 400, "another list")


def test_a_cursor_beyond_the_end_gives_nothing(client: httpx.Client) -> None:
    cursor = cursor_of(client, "/api/facts")
    told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    far = urlsafe_b64encode(json.dumps([*told[:2], 10**9]).encode()).decode().rstrip("=")
    assert client.get("/api/facts", params={"cursor": far}).json() == {"rows": [], "next": None}


@pytest.mark.parametrize("limit", [0, -1, 10_001, "many"])
def test_limits_of_a_page(client: httpx.Client, limit: Any) -> None:
    is_problem(client.get("/api/facts", params={"limit": limit}), 422, "limit")


def test_what_no_row_has(client: httpx.Client) -> None:
    is_problem(client.get("/api/facts", params={"series": "english-rat"}), 404, "english-rate")
    is_problem(client.get("/api/facts.csv", params={"series": "english-rat"}), 404, "english-rate")
    is_problem(client.get("/api/facts", params={"serie": "english-rate"}), 400, "Did you mean series")
    is_problem(client.get("/api/facts", params={"report": "nothing"}), 404, "No report")


def test_another_publication_ends_a_list(corpus_store: Path, limits: Settings, tmp_path: Path) -> None:
    place = tmp_path / "store"
    copytree(corpus_store, place)
    with serving(replace(limits, store=place)) as client:
        first = client.get("/api/facts", params={"limit": 2}).json()
        assert client.get(first["next"]).status_code == 200
        store = Store.open(place)
        manifest = store.current()
        assert manifest
        with store.writer() as writer:
            writer.publish(replace(manifest, reports=manifest.reports[1:]))
        problem = client.get(first["next"])
        is_problem(problem, 410, "Begin anew")
        again = client.get(problem.json()["detail"].rpartition(" ")[2])
        assert again.json()["rows"][0]["report"] == manifest.reports[1].id
