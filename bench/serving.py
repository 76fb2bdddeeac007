"""How soon a server answers, how long it takes, and how much memory, on a store of made reports: over HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

import httpx

from bench.table import Measured

# Requests of each kind; of their times the 95th of 100 parts is told.
ASKED = 40
PIECE = 1 << 16
WORDS = ("人數", "比例", "訓練", "經費", "場次", "辦理", "完成", "計畫")
MEBIBYTE = 1 << 20


def measure_serving(store: Path, port: int = 8765) -> Iterator[Measured]:
    """Seconds to the first answer and to the graph in memory, then the 95th percentile of each kind of question."""
    start = perf_counter()
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "KG_LOG": "off"})
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            yield Measured("serving", "first answer (/healthz)", _until(client, "/healthz", start))
            yield Measured("serving", "first rows (/api/facts)", _until(client, "/api/facts?limit=10", start))
            yield Measured("serving", "graph in memory (/readyz)", _until(client, "/readyz", start))
            yield from _streamed(client, server.pid)
            yield from _questions(client)
            yield Measured("serving", "resident memory", 0.0, f"{_memory(server.pid):,} MiB")
    finally:
        server.terminate()
        server.wait(30)


def _until(client: httpx.Client, path: str, start: float) -> float:
    while True:
        try:
            if client.get(path).status_code == 200:
                return perf_counter() - start
        except httpx.TransportError:
            pass
        sleep(0.02)


def _memory(process: int) -> int:
    """Resident memory of a process in MiB (proc(5), statm)."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // MEBIBYTE


def _streamed(client: httpx.Client, process: int) -> Iterator[Measured]:
    """All rows of coverage as CSV: the time to the first byte and the last, and by how much memory grew meanwhile."""
    before, most, size, lines, first = _memory(process), 0, 0, 0, 0.0
    start = perf_counter()
    with client.stream("GET", "/api/coverage.csv", headers={"Accept-Encoding": "identity"}) as answer:
        for place, piece in enumerate(answer.iter_bytes(PIECE)):
            first = first or perf_counter() - start
            size, lines = size + len(piece), lines + piece.count(b"\n")
            most = max(most, _memory(process)) if not place % 20 else most
    yield Measured("CSV", "first byte", first)
    yield Measured("CSV", "last byte", perf_counter() - start, f"{lines:,} lines, {size // MEBIBYTE:,} MiB")
    yield Measured("CSV", "memory grew by", 0.0, f"{max(0, most - before):,} MiB")


def _questions(client: httpx.Client) -> Iterator[Measured]:
    reports = [row["id"] for row in client.get("/api/reports").json()["rows"]]
    facts = [row["fact"].rpartition("/")[2] for row in client.get("/api/facts?limit=1000").json()["rows"]]
    metrics = [row["metric"] for row in client.get("/api/questions/metrics").json()["rows"]]
    agencies = [row["agency"] for row in client.get("/api/questions/agencies").json()["rows"] if row["agency"]]
    kinds = {
        "metric lineage": [f"/api/metrics/{one}?limit=100" for one in metrics],
        "facts of an agency": [f"/api/questions/agency-facts?agency={one}&limit=100" for one in agencies],
        "trace of a fact": [f"/api/facts/{one}" for one in facts[:: max(1, len(facts) // ASKED)]],
        "search": [f"/api/search?q={one}" for one in WORDS],
        "compare": [f"/api/compare?a={one}&b={other}&limit=100" for one, other in pairwise(reports)],
    }
    for kind, paths in kinds.items():
        start = perf_counter()
        client.get(paths[0]).raise_for_status()
        yield Measured(kind, "the first", perf_counter() - start)
        times = sorted(_timed(client, path) for path in islice(cycle(paths), ASKED))
        yield Measured(kind, "p50", times[len(times) // 2])
        yield Measured(kind, "p95", quantiles(times, n=20)[-1])


def _timed(client: httpx.Client, path: str) -> float:
    start = perf_counter()
    client.get(path).raise_for_status()
    return perf_counter() - start
