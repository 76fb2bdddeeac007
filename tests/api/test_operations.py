"""What operators rely on: readiness, figures, ids, logs, bounds, headers, and proxies."""

import contextlib
import io
import json
import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.logs import ACCESS, JsonLines, Lines, set_up_logs
from api.security import ALWAYS
from kg.settings import LogFormat, Settings
from tests.api.conftest import serving
from tests.api.test_pages import BROWSER
from tests.api.test_problems import is_problem

ADDRESSES = (
    "/",
    "/api/reports",
    "/sparql",
    "/id/metric/english-rate",
    "/static/pages.css",
    "/docs",
    "/none",
    "/healthz",
)


@pytest.fixture(scope="module")
def bounded(corpus_store: Path) -> Iterator[httpx.Client]:
    """A server below the path of a proxy, with small bounds."""
    settings = replace(
        Settings(), store=corpus_store, root_path="/kg", url_bytes=300, header_bytes=2_000, body_bytes=1_000
    )
    with serving(settings) as client:
        yield client


def test_ready_once_the_publication_is_loaded(client: httpx.Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "digest": client.get("/healthz").json()["digest"], "current": True}


def value(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_figures_for_prometheus(client: httpx.Client) -> None:
    name = 'kaogong_requests_total{method="GET",route="/id/{type_}/{slug}",status="404"}'
    before = value(client.get("/metrics").text, name)
    for slug in ("none-1", "none-2"):
        client.get(f"/id/metric/{slug}")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert value(answer.text, name) == before + 2
    assert value(answer.text, "kaogong_reports") == 5
    assert value(answer.text, 'kaogong_request_seconds_count{route="/id/{type_}/{slug}"}') >= 2
    assert "none-1" not in answer.text
    heads = 'kaogong_requests_total{method="HEAD",route="/api/reports",status="200"}'
    before = value(answer.text, heads)
    client.head("/api/reports")
    assert value(client.get("/metrics").text, heads) == before + 1


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_an_id_and_the_security_headers(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert set(map(str.lower, ALWAYS)) <= set(answer.headers)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "strict-transport-security" not in answer.headers
    assert client.get(path, headers={"X-Forwarded-Proto": "https"}).headers["strict-transport-security"]
    assert client.get(path, headers={"X-Request-ID": "of-a-proxy.1"}).headers["x-request-id"] == "of-a-proxy.1"
    for forged in ("a b", "x" * 65, 'a"'):
        assert client.get(path, headers={"X-Request-ID": forged}).headers["x-request-id"] != forged


@pytest.mark.anyio
async def test_a_fault_is_answered_with_all_headers_and_logged(
    corpus_store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(replace(Settings(), store=corpus_store))

    @app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("secret words")

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as inside:
        answer = await inside.get("/api/broken", headers={"X-Request-ID": "r1"})
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == "r1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    assert [record.exc_info is not None for record in caplog.records if record.name == "uvicorn.error"] == [True]


def lines(wanted: LogFormat, settings: Settings, path: str) -> list[str]:
    """What a server writes of one request."""
    logger, out = logging.getLogger(ACCESS), io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines() if wanted is LogFormat.JSON else Lines())
    logger.addHandler(handler)
    before, logger.level = logger.level, logging.INFO
    try:
        with serving(settings) as client:
            client.get(path, headers={"X-Request-ID": "r1"})
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    return [line for line in out.getvalue().splitlines() if "/readyz" not in line]


def test_requests_are_logged_as_json_without_their_queries(corpus_store: Path) -> None:
    settings = replace(Settings(), store=corpus_store, log=LogFormat.JSON)
    (line,) = lines(LogFormat.JSON, settings, "/api/search?q=secret")
    told = json.loads(line)
    assert {
        "request": "r1",
        "method": "GET",
        "path": "/api/search",
        "status": 200,
        "level": "info",
    }.items() <= told.items()
    assert {"time", "route", "bytes", "seconds", "client"} <= set(told)
    assert "secret" not in line
    (line,) = lines(LogFormat.JSON, replace(settings, log_queries=True), "/api/search?q=secret")
    assert json.loads(line)["query"] == "q=secret"


def test_a_client_cannot_make_a_line_of_the_log(corpus_store: Path) -> None:
    settings = replace(Settings(), store=corpus_store, log=LogFormat.TEXT)
    (line,) = lines(LogFormat.TEXT, settings, "/x%0Arequest%3Dforged%1b")
    assert line.startswith('request="r1" ')
    assert "\\nrequest=forged" in line
    assert "\x1b" not in line


def test_logging_of_requests_is_off_by_default() -> None:
    logger = logging.getLogger(ACCESS)
    before = logger.handlers, logger.propagate, logger.level
    try:
        set_up_logs(Settings().log)
        assert not logger.isEnabledFor(logging.INFO)
        set_up_logs(LogFormat.JSON)
        assert logger.isEnabledFor(logging.INFO)
    finally:
        logger.handlers, logger.propagate, _ = before
        logger.setLevel(before[2])


def test_what_is_too_large_is_refused(bounded: httpx.Client) -> None:
    is_problem(bounded.get("/kg/api/search?q=" + "a" * 300), 414, "the limit is 300")
    is_problem(bounded.get("/kg/healthz", headers={"X-A": "a" * 2_000}), 431, "the limit is 2,000")
    is_problem(bounded.post("/kg/sparql", content="a" * 1_001), 413, "more than 1,000 bytes")

    def pieces() -> Iterator[bytes]:
        yield from (b"a" * 600, b"a" * 600)

    headers = {"Content-Type": "application/sparql-query"}
    is_problem(bounded.post("/kg/sparql", content=pieces(), headers=headers), 413, "more than 1,000 bytes")
    assert bounded.get("/kg/healthz").status_code == 200


def test_an_address_beyond_all_bounds_ends_nothing(client: httpx.Client) -> None:
    address = (client.base_url.host, client.base_url.port or 80)
    closed = contextlib.suppress(OSError)  # the server may close the connection before all was sent
    with closed, socket.create_connection(address, timeout=30) as raw:
        raw.sendall(b"GET /api/search?q=" + b"a" * 500_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        assert raw.recv(100).split()[1] in (b"400", b"414")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("prefix", ["/kg", ""])
def test_below_the_path_of_a_proxy(bounded: httpx.Client, prefix: str) -> None:
    """Whether the proxy takes its path away or not."""
    page = bounded.get(f"{prefix}/id/metric/english-rate", headers=BROWSER)
    assert page.status_code == 200
    assert 'href="/kg/static/pages.css"' in page.text
    assert 'href="/id/' not in page.text
    assert "</kg/id/metric/english-rate.ttl>" in page.headers["link"]
    assert bounded.get(f"{prefix}/static/pages.css").status_code == 200
    assert bounded.get(f"{prefix}/static/none.css").status_code == 404
    root = str(bounded.base_url).rstrip("/")
    assert f"{root}/kg/sitemap.xml" in bounded.get(f"{prefix}/robots.txt").text
    assert f"<{root}/kg/sparql>" in bounded.get(f"{prefix}/void.ttl").text
    assert "/kg/openapi.json" in bounded.get(f"{prefix}/docs").text
    is_problem(bounded.get(f"{prefix}/api/questions/none"), 404, "No question")
    etag = bounded.get(f"{prefix}/ontology.ttl").headers["etag"]
    assert bounded.get(f"{prefix}/ontology.ttl", headers={"If-None-Match": etag}).status_code == 304


def test_forwarded_headers_count_from_trusted_proxies_alone(client: httpx.Client, corpus_store: Path) -> None:
    asked = {"X-Forwarded-Proto": "https", "Host": "kaogong.example.org", "X-Forwarded-For": "203.0.113.9"}
    assert "<https://kaogong.example.org/sparql>" in client.get("/void.ttl", headers=asked).text
    with serving(replace(Settings(), store=corpus_store, trusted_proxies="10.0.0.0/8")) as other:
        assert "<http://kaogong.example.org/sparql>" in other.get("/void.ttl", headers=asked).text
