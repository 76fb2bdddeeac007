"""What is quick beside queries that never end: over HTTP, on a server of its own."""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

import httpx

from bench.table import Measured
from kg.iris import Iris

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a LIMIT 1",
)
KG = Iris().term("")
QUICK = {
    "/healthz": "/healthz",
    "a question": "/api/questions/metric?metric=english-rate",
    "one pattern": f"SELECT ?fact ?quote {{ ?fact <{KG}quote> ?quote }} LIMIT 20",
    "several of one thing": f"SELECT * {{ ?f a <{KG}Measurement> ; <{KG}quote> ?quote ; <{KG}value> ?value }} LIMIT 20",
}
# Between two requests of one kind, in seconds.
PAUSE = 0.1
# How long the server may load its store, in seconds.
READY = 600.0


def measure_lanes(store: Path, endless: int, seconds: float) -> Iterator[Measured]:
    """The 95th percentile of each quick kind, alone and beside that many endless queries, and what was answered."""
    with _server(store) as base:
        yield Measured("a slot after its query was ended", "until another is answered", _recovered(base))
        for count in (0, endless):
            latencies, statuses, others = asyncio.run(_measure(base, count, seconds))
            for what, taken in latencies.items():
                answered = ", ".join(f"{n} × {status}" for status, n in sorted(statuses[what].items()))
                yield Measured(f"beside {count} endless", f"{what}, p95", _p95(taken), answered)
            if count:
                told = ", ".join(f"{n} × {status}" for status, n in sorted(others.items()))
                yield Measured(f"beside {count} endless", "the endless ones", seconds, told)


@contextmanager
def _server(store: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", "0", "--json"]
    # Nobody reads its log: a pipe would fill, and hold it up.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        base = json.loads(process.stdout.readline())["url"].rstrip("/")
        _wait_until_ready(base)
        yield base
    finally:
        process.terminate()
        process.wait()


def _wait_until_ready(base: str) -> None:
    end = perf_counter() + READY
    while httpx.get(f"{base}/readyz").status_code != 200:
        assert perf_counter() < end, "the server does not come to be ready"
        sleep(PAUSE)


Taken = dict[str, list[float]]
Statuses = dict[str, Counter[int]]


async def _measure(base: str, endless: int, seconds: float) -> tuple[Taken, Statuses, Counter[int]]:
    latencies: Taken = {what: [] for what in QUICK}
    statuses: Statuses = {what: Counter() for what in QUICK}
    others: Counter[int] = Counter()
    limits = httpx.Limits(max_connections=endless + 20)
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=limits) as client:
        await asyncio.gather(*(client.get(_address(text)) for text in QUICK.values()))
        end = perf_counter() + seconds
        tasks = [asyncio.create_task(_endless(client, number, end, others)) for number in range(endless)]
        if endless:
            await asyncio.sleep(1)
        await asyncio.gather(
            *(_quick(client, _address(text), end, latencies[what], statuses[what]) for what, text in QUICK.items())
        )
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return latencies, statuses, others


async def _endless(client: httpx.AsyncClient, number: int, end: float, others: Counter[int]) -> None:
    """Asks again whenever it is answered."""
    while perf_counter() < end:
        answer = await client.post("/sparql", data={"query": ENDLESS[number % len(ENDLESS)]})
        others[answer.status_code] += 1
        await asyncio.sleep(1 if answer.status_code == 503 else 0)


async def _quick(
    client: httpx.AsyncClient, address: str, end: float, taken: list[float], statuses: Counter[int]
) -> None:
    while perf_counter() < end:
        begun = perf_counter()
        answer = await client.get(address)
        taken.append(perf_counter() - begun)
        statuses[answer.status_code] += 1
        await asyncio.sleep(PAUSE)


def _address(text: str) -> str:
    return text if text.startswith("/") else str(httpx.URL("/sparql", params={"query": text}))


def _recovered(base: str) -> float:
    """Seconds from the end of an endless query to the next answer of the same lane; both slots are taken before."""
    path = str(httpx.URL("/sparql", params={"query": "SELECT ?s { { ?s ?p ?o } UNION { ?s ?q ?r } } LIMIT 1"}))

    async def both() -> float:
        async with httpx.AsyncClient(base_url=base, timeout=120) as client:
            waiting = [asyncio.create_task(client.post("/sparql", data={"query": ENDLESS[0]})) for _ in range(2)]
            await asyncio.sleep(1)
            after = asyncio.create_task(client.get(path))
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            begun = perf_counter()
            answer = await after
            taken = perf_counter() - begun
            assert answer.status_code == 200, answer.text
            await asyncio.gather(*waiting)
            return taken

    return asyncio.run(both())


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)] if taken else 0.0
