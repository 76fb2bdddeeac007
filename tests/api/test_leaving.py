"""Clients that leave before they are answered, and a server that ends before it has answered."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from select import select
from threading import Thread
from time import sleep

import httpx
import pytest

from api.lanes import Lanes
from api.workers import WAITING
from kg.settings import Settings
from kg.store import Store
from tests.api.conftest import serving, wait_until
from tests.api.test_hostile import ENDLESS
from tests.api.test_problems import is_problem
from tests.api.test_serve import address, workers_of

Serve = Callable[..., "subprocess.Popen[str]"]
# No simple query, so that it waits behind what is endless.
WIDE = "SELECT ?s { { ?s ?p ?o } UNION { ?s ?q ?r } } LIMIT 1"
# Far beyond what the tests wait for: a slot that is free before was not freed by the limit.
LONG = 300.0


@pytest.fixture(scope="module")
def patient(limits: Settings) -> Iterator[httpx.Client]:
    """A server with one slot, in which a query may run for minutes."""
    with serving(replace(limits, query_seconds=LONG, query_workers=1)) as client:
        yield client


def asked(client: httpx.Client, query: str) -> socket.socket:
    """The connection on which that query was sent."""
    connection = socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10)
    body = query.encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}"
    connection.sendall(f"{head}\r\n\r\n".encode() + body)
    return connection


def refused(connections: list[socket.socket]) -> list[socket.socket]:
    """Those on which an answer stands: an endless query has none."""
    answered, _, _ = select(connections, [], [], 0)
    return answered


def under_way(client: httpx.Client) -> int:
    """Requests that are being answered, beside that which asks."""
    line = next(line for line in client.get("/metrics").text.splitlines() if line.startswith("kaogong_requests_under"))
    return int(float(line.split()[1])) - 1


def settled(client: httpx.Client, connections: list[socket.socket]) -> bool:
    """Whether each of the connections is either refused, as at least one is, or under way."""
    answered = len(refused(connections))
    return answered > 0 and under_way(client) + answered == len(connections)


def test_a_slot_is_free_when_its_client_has_left(patient: httpx.Client) -> None:
    with asked(patient, ENDLESS):
        assert wait_until(lambda: under_way(patient) == 1)
        sleep(0.5)  # so that the worker is at it
    assert patient.get("/sparql", params={"query": WIDE}, timeout=30).status_code == 200
    assert wait_until(lambda: under_way(patient) == 0)


def test_who_waits_and_leaves_gives_back_the_place(patient: httpx.Client) -> None:
    for _ in range(3):  # each round takes all places
        with ExitStack() as open_ones:
            # More than there are places for: which of them are refused is for the server to choose.
            connections = [open_ones.enter_context(asked(patient, ENDLESS)) for _ in range(WAITING + 2)]
            assert wait_until(partial(settled, patient, connections), 30)
            assert {one.recv(12) for one in refused(connections)} == {b"HTTP/1.1 503"}
        assert wait_until(lambda: under_way(patient) == 0, 30)
    assert patient.get("/sparql", params={"query": WIDE}, timeout=30).status_code == 200


def test_a_validation_whose_client_left_ends(patient: httpx.Client) -> None:
    with asked(patient, ENDLESS):
        assert wait_until(lambda: under_way(patient) == 1)
        waiting = httpx.Timeout(0.5, connect=10)
        with pytest.raises(httpx.ReadTimeout):
            patient.post("/api/validate", content=b"", headers={"Content-Type": "text/turtle"}, timeout=waiting)
        assert wait_until(lambda: under_way(patient) == 1)
    assert wait_until(lambda: under_way(patient) == 0)


def test_a_server_that_ends_tells_those_who_wait(kg_serve: Serve, corpus_store: Path) -> None:
    process = kg_serve("--store", corpus_store, "--port", 0)
    base = address(process)
    assert wait_until(lambda: httpx.get(f"{base}/readyz").status_code == 200, 60)
    with ThreadPoolExecutor(6) as threads:
        answers = [threads.submit(httpx.post, f"{base}/sparql", data={"query": ENDLESS}, timeout=60) for _ in range(6)]
        with httpx.Client(base_url=base) as client:
            assert wait_until(lambda: under_way(client) == 6)
        process.send_signal(signal.SIGTERM)
        for answer in answers:
            is_problem(answer.result(), 503, "The server is ending.")
    _, words = process.communicate(timeout=30)
    assert "Traceback" not in words


def test_lanes_end_while_they_load(limits: Settings, tmp_path: Path) -> None:
    """Loading is held up by a graph that is a pipe into which nobody writes."""
    path = tmp_path / "store"
    shutil.copytree(limits.store, path)
    store = Store.open(path)
    manifest = store.current()
    assert manifest is not None
    graph = path / "objects" / f"{manifest.reports[0].graphs['report']}.nq"
    graph.unlink()
    os.mkfifo(graph)
    lanes = Lanes(replace(limits, store=path))
    lanes.start(manifest.digest)
    assert wait_until(lambda: workers_of(os.getpid()) != [])
    ending = Thread(target=lanes.stop, daemon=True)
    ending.start()
    ending.join(20)
    assert not ending.is_alive()
