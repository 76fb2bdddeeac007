"""`kg serve` as a process, and a server that outlives a publication."""

import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.serve import listen
from kg.settings import Settings
from kg.store import Store
from tests.api.conftest import serving, wait_until

Serve = Callable[..., "subprocess.Popen[str]"]


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"Kaogong listens on (http://127\.0\.0\.1:\d+)/", line)
    assert found, line
    return found[1]


def workers_of(process: int) -> list[int]:
    """The processes below one, and those below them."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for one in lists for child in one.read_text(encoding="ascii").split()]
    return [*children, *(below for child in children for below in workers_of(child))]


# No simple query, so a worker answers it.
COUNTING = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_ends(kg_serve: Serve, corpus_store: Path, sent: signal.Signals) -> None:
    process = kg_serve("--store", corpus_store, "--port", 0, "--json")
    base = address(process)
    assert process.stdout is not None
    assert process.stdout.readline() == f'{{"url": "{base}/"}}\n'
    assert httpx.get(f"{base}/healthz").json()["reports"] == 5
    assert httpx.get(f"{base}/sparql", params={"query": COUNTING}, timeout=30).status_code == 200
    below = workers_of(process.pid)
    assert below
    process.send_signal(sent)
    assert process.wait(10) in (0, -sent, 130)
    assert wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in below))


def test_workers_end_with_a_server_that_is_killed(kg_serve: Serve, corpus_store: Path) -> None:
    process = kg_serve("--store", corpus_store, "--port", 0)
    base = address(process)
    assert httpx.get(f"{base}/sparql", params={"query": COUNTING}, timeout=30).status_code == 200
    below = workers_of(process.pid)
    assert below
    process.kill()
    process.wait()
    assert wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in below))


def test_nothing_is_published(kg_serve: Serve, tmp_path: Path) -> None:
    process = kg_serve("--store", tmp_path / "none")
    _, words = process.communicate(timeout=30)
    assert process.returncode == 4
    assert words.startswith("kg: ")
    assert "nothing is published here. Build it first: kg build --store" in words


def test_a_port_that_is_taken(kg_serve: Serve, corpus_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = kg_serve("--store", corpus_store, "--port", taken.getsockname()[1])
        _, words = process.communicate(timeout=30)
    assert process.returncode == 4
    assert "Name another: --host, --port." in words
    assert "Traceback" not in words


def test_a_host_that_is_none(kg_serve: Serve, corpus_store: Path) -> None:
    process = kg_serve("--store", corpus_store, "--host", "no.such.host.invalid")
    _, words = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "Cannot listen on no.such.host.invalid" in words


def test_answers_do_not_wait_for_more() -> None:
    """The event loop turns Nagle's algorithm off for sockets that say they are TCP, and for no others."""
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_new_publication_is_served_without_a_restart(corpus_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(corpus_store, path)
    store = Store.open(path)
    manifest = store.current()
    assert manifest is not None
    count = "SELECT (COUNT(*) AS ?n) { ?r a <https://w3id.org/kaogong/ontology#Report> }"
    with serving(replace(Settings(), store=path)) as client:

        def reports() -> tuple[int, int, int]:
            rows = client.get("/sparql", params={"query": count}).json()["results"]["bindings"]
            listed = client.get("/api/questions/reports").json()["rows"]
            return int(rows[0]["n"]["value"]), len(listed), client.get("/healthz").json()["publication"]

        assert reports() == (5, 5, manifest.number)
        with store.writer() as writer:
            after = writer.publish(replace(manifest, reports=manifest.reports[:2]))
        assert reports() == (2, 2, after.number)
        with store.writer() as writer:
            writer.roll_back(manifest.digest)
        assert reports() == (5, 5, manifest.number)


def test_a_store_that_is_damaged_meanwhile(corpus_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(corpus_store, path)
    with serving(replace(Settings(), store=path)) as client:
        assert client.get("/healthz").status_code == 200
        (path / "current").write_text("nonsense", encoding="ascii")
        response = client.get("/healthz")
        assert response.status_code == 503
        assert "damaged or missing" in response.json()["detail"]
