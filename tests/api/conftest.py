"""Servers: one on the corpus for all tests, in a thread, with small limits; and `kg serve` by itself."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest

from api.serve import listen, make_server
from kg.settings import Settings

ROWS = 2_000
SECONDS = 1.5


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """A server on a free port of this machine that has its graph in memory, and a client of it."""
    with starting(settings) as client:
        assert wait_until(lambda: _ready(client), 60)
        yield client


@contextmanager
def starting(settings: Settings) -> Iterator[httpx.Client]:
    """A server that begins to listen, and a client of it."""
    server = make_server(settings)
    with listen("127.0.0.1", 0) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            host, port = listening.getsockname()
            with httpx.Client(base_url=f"http://{host}:{port}", timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def _ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.ConnectError:
        return False


@pytest.fixture(scope="session")
def limits(corpus_store: Path) -> Settings:
    return replace(Settings(), store=corpus_store, query_rows=ROWS, query_seconds=SECONDS, query_bytes=50_000)


@pytest.fixture(scope="session")
def client(limits: Settings) -> Iterator[httpx.Client]:
    with serving(limits) as client:
        yield client


@pytest.fixture(scope="session")
def english(client: httpx.Client) -> list[dict[str, object]]:
    """The rows of a series that every report has."""
    rows = client.get("/api/questions/metric", params={"metric": "english-rate"}).json()["rows"]
    assert isinstance(rows, list)
    return rows


@pytest.fixture
def kg_serve(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts `kg serve` with these arguments; it is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> "subprocess.Popen[str]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.cli", "serve", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=environment,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it comes to hold in that time."""
    end = monotonic() + seconds
    while monotonic() < end:
        if holds():
            return True
        sleep(0.05)
    return holds()
