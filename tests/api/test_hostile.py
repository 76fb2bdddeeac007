"""What is sent to break the server: each gets an answer, and the server goes on."""

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic

import httpx
import pytest

from api.lanes import Lanes
from api.worker import Job
from api.workers import WAITING
from kg.errors import LimitReachedError, StoreError
from kg.settings import Settings
from tests.api.conftest import SECONDS, serving
from tests.api.test_problems import is_problem

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a LIMIT 1"
PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d }"


@pytest.fixture(autouse=True)
def _goes_on(client: httpx.Client) -> Iterator[None]:
    yield
    assert client.get("/sparql?query=ASK{}").json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "(" * 2000 + "1" + ")" * 2000 + ") }",
        "SELECT * " + "{" * 2000 + "}" * 2000,
        "SELECT * { FILTER(" + "!" * 4000 + "true) }",
        "SELECT * { " + "{} UNION " * 4000 + "{} }",
        "SELECT * { FILTER(1" + "+1" * 6000 + " = 1) }",
        "SELECT * { ?s ?p " + "(" * 300 + ")" * 300 + " }",
        "SELECT * { " + "FILTER EXISTS { " * 1000 + "}" * 1000 + " }",
        "ASK {} #" + "x" * 60_000,
    ],
    ids=["brackets", "groups", "not", "union", "sum", "collections", "exists", "long"],
)
def test_deep_and_long_texts(client: httpx.Client, query: str) -> None:
    is_problem(client.post("/sparql", data={"query": query}), 413, "")


def test_a_megabyte(client: httpx.Client) -> None:
    text = "SELECT * { VALUES ?x { " + "1 " * 500_000 + "} }"
    is_problem(client.post("/sparql", data={"query": text}), 413, "")
    direct = client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-query"})
    is_problem(direct, 413, "")
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as raw:
        raw.sendall(b"GET /sparql?query=" + b"%20" * 400_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("query", [ENDLESS, SORTED, PATH], ids=["product", "sort", "path"])
def test_an_endless_query_ends_at_its_limit(client: httpx.Client, query: str) -> None:
    with ThreadPoolExecutor() as threads:
        begun = monotonic()
        answer = threads.submit(client.get, "/sparql", params={"query": query})
        states = 0
        while not answer.done():
            assert client.get("/healthz").status_code == 200
            states += 1
        took = monotonic() - begun
    response = answer.result()
    assert response.status_code in (503, 504)
    is_problem(response, response.status_code, "")
    assert int(response.headers["retry-after"]) > 0
    assert took < SECONDS + 3
    assert states > 3


def test_others_are_answered_while_the_workers_are_busy(client: httpx.Client, limits: Settings) -> None:
    with ThreadPoolExecutor() as threads:
        endless = [threads.submit(client.get, "/sparql", params={"query": ENDLESS}) for _ in range(4)]
        begun = monotonic()
        assert client.get("/api/questions/metric", params={"metric": "english-rate"}).status_code == 200
        assert client.get("/").status_code == 200
        assert monotonic() - begun < SECONDS * 2
        assert {one.result().status_code for one in endless} == {504}


def test_a_query_that_takes_too_much_memory(limits: Settings) -> None:
    heavy = "SELECT (GROUP_CONCAT(?x) AS ?all) { ?a ?p ?c . ?d ?q ?f BIND(CONCAT(STR(?a), STR(?f), STR(?c)) AS ?x) }"
    with serving(replace(limits, query_memory=700, query_seconds=60.0, query_workers=1)) as small:
        is_problem(small.get("/sparql", params={"query": heavy}), 503, "memory")
        assert small.get("/sparql?query=ASK{}").json()["boolean"] is True


@pytest.mark.parametrize("accept", ["☃", "a" * 30_000, ";q=;;,,", "text/csv;q=1.5", "/", "*/*/*"])
def test_nonsense_in_headers(client: httpx.Client, accept: str) -> None:
    for path in ("/sparql?query=ASK{}", "/api/questions/reports", "/id/metric/english-rate"):
        is_problem(client.get(path, headers={"Accept": accept.encode()}), 406, "can be given as")  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc/passwd", "//etc/passwd", "/id/../../etc", "/api/reports/%2e%2e/text", "/%00", "/%ff"]
)
def test_paths_that_climb(client: httpx.Client, path: str) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"root:" not in answer


def test_a_worker_that_dies_is_replaced(limits: Settings) -> None:
    lanes = Lanes(limits)
    try:
        worker = lanes.worker()
        job = _job(limits, "ASK {}")
        assert worker.ask(job)
        os.kill(worker._process, signal.SIGKILL)
        with pytest.raises(LimitReachedError, match="too deep"):
            worker.ask(job)
        assert worker.ask(job)
    finally:
        lanes.stop()


def test_a_publication_that_is_gone(limits: Settings) -> None:
    lanes = Lanes(limits)
    try:
        with pytest.raises(StoreError, match="is gone"):
            lanes.worker().ask(Job("0" * 64, "ASK {}"))
    finally:
        lanes.stop()


def test_only_so_many_wait(limits: Settings) -> None:
    pool = Lanes(replace(limits, query_workers=1)).wide
    for _ in range(WAITING + 1):
        pool.enter()
    with pytest.raises(LimitReachedError, match=f"{WAITING + 1} queries wait already"):
        pool.enter()


def _job(settings: Settings, text: str) -> Job:
    from kg.store import Store

    digest = Store.open(settings.store).pointer()
    assert digest
    return Job(digest, text)
