"""The same queries, on the same data, asked over HTTP of this server, of Oxigraph's own and of rdflib-endpoint.

The peers are installed by pip in an environment of their own beside the stores; they are no part of the lock.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.parse import urlencode

from bench.table import Measured
from kg.iris import Iris
from kg.settings import DEFAULT_BASE
from kg.store import Store, View

PEERS = ("oxigraph==0.5.13", "rdflib-endpoint[web]==0.6.3")
CLIENTS, ROUNDS = 8, 60
# So many seconds clients ask at one time.
SECONDS = 10.0
# How long a server may load, in seconds: rdflib reads some 15,000 quads a second.
LOADING = 1_800.0
PREFIXES = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <{DEFAULT_BASE}ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
SERIES = """SELECT ?fact ?value ?unit ?period_start ?period_end ?quote ?block ?report WHERE {
  ?fact kg:metric <%s> ; kg:value ?value ; kg:unitText ?unit ; kg:quote ?quote ; prov:wasDerivedFrom ?span ;
    kg:periodStart ?period_start ; kg:periodEnd ?period_end .
  ?span kg:spanOf ?block . ?block kg:paragraphOf/kg:sectionOf/dcterms:identifier ?report
} ORDER BY ?period_end ?period_start ?fact"""
PROVENANCE = """SELECT ?quote ?start ?end ?sha256 ?block ?report WHERE {
  <%s> kg:quote ?quote ; prov:wasDerivedFrom ?span .
  ?span oa:start ?start ; oa:end ?end ; kg:ofSource/kg:sha256 ?sha256 ; kg:spanOf ?block .
  ?block kg:paragraphOf/kg:sectionOf/dcterms:identifier ?report
}"""


@dataclass(frozen=True, slots=True)
class Server:
    """One that is measured: the command that starts it, the path of its endpoint, and the one that says when it is
    ready, "" where it is so once it answers."""

    name: str
    command: Sequence[str]
    path: str
    port: int
    ready: str = ""


def measure_peers(store: Path, directory: Path) -> Iterator[Measured]:
    """For each server the median of a series of a metric asked for alone, and how many provenances of facts a second
    it tells eight clients; then the ratios. `directory` is where the peers are installed and what they load is kept."""
    view = Store.open(store).view()
    queries = _queries(view)
    found: dict[tuple[str, str], float] = {}
    for server in _servers(store, directory, view):
        for row in _measured(server, queries):
            found[server.name, row.what] = row.seconds
            yield row
    for peer in ("oxigraph", "rdflib-endpoint"):
        series = found[peer, "series, median"] / found["kaogong", "series, median"]
        yield Measured("ratio", f"series: {peer}'s time by ours", 0.0, f"{series:.2f}")
        rate = (
            found[peer, "provenance, a request of 8 clients"] / found["kaogong", "provenance, a request of 8 clients"]
        )
        yield Measured("ratio", f"provenance, 8 clients: our requests a second by {peer}'s", 0.0, f"{rate:.2f}")


def _queries(view: View) -> dict[str, list[str]]:
    iris = Iris(view.manifest.base_iri)
    term = iris.term
    metrics = [
        str(row["m"].value) for row in view.select(f"SELECT DISTINCT ?m {{ ?f <{term('metric')}> ?m }} ORDER BY ?m")
    ]
    facts = [str(row["fact"]) for entry in view.manifest.reports[::5] for row in view.facts(entry.id)[::20]]
    return {
        "series": [PREFIXES + SERIES % metric for metric in metrics],
        "provenance": [PREFIXES + PROVENANCE % fact for fact in facts],
    }


def _servers(store: Path, directory: Path, view: View) -> Iterator[Server]:
    directory.mkdir(parents=True, exist_ok=True)
    programs, quads, loaded = directory / "peers", directory / f"{store.name}.nq", directory / f"{store.name}.oxigraph"
    if not (programs / "bin" / "oxigraph").exists():
        venv.create(programs, with_pip=True)
        subprocess.run([programs / "bin" / "pip", "install", "--quiet", *PEERS], check=True)
    if not quads.exists():
        with quads.open("wb") as out:
            out.writelines(view.quads())
    if not loaded.exists():
        subprocess.run([programs / "bin" / "oxigraph", "load", "-l", loaded, "-f", quads], check=True)
    ours = [sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", "8771"]
    yield Server("kaogong", ours, "/sparql", 8771, "/readyz")
    theirs = [str(programs / "bin" / "oxigraph"), "serve-read-only", "-l", str(loaded), "-b", "127.0.0.1:8772"]
    yield Server("oxigraph", [*theirs, "--union-default-graph"], "/query", 8772)
    endpoint = [str(programs / "bin" / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", "8773", str(quads)]
    yield Server("rdflib-endpoint", endpoint, "/", 8773)


def _measured(server: Server, queries: dict[str, list[str]]) -> Iterator[Measured]:
    with _running(server) as loading:
        yield Measured(server.name, "start, until it is ready", loading)
        rows, times = 0, []
        connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        for query in islice(cycle(queries["series"]), ROUNDS):
            start = perf_counter()
            rows += _rows(connection, server, query)
            times.append(perf_counter() - start)
        yield Measured(server.name, "series, median", median(times), f"{rows:,} rows of {ROUNDS} queries")
        with ThreadPoolExecutor(CLIENTS) as threads:
            counts = list(threads.map(lambda place: _asked(server, queries["provenance"], place), range(CLIENTS)))
        done, rows = sum(count for count, _ in counts), sum(rows for _, rows in counts)
        amount = f"{done / SECONDS:,.0f} requests a second, {rows / done:.2f} rows a request"
        yield Measured(server.name, "provenance, a request of 8 clients", SECONDS / done, amount)


def _asked(server: Server, queries: Sequence[str], place: int) -> tuple[int, int]:
    """How many requests one client had answered in time, and of how many rows."""
    connection, done, rows, end = HTTPConnection("127.0.0.1", server.port, timeout=120), 0, 0, perf_counter() + SECONDS
    for query in cycle((*queries[place::CLIENTS], *queries)):
        if perf_counter() > end:
            break
        rows += _rows(connection, server, query)
        done += 1
    return done, rows


def _rows(connection: HTTPConnection, server: Server, query: str) -> int:
    connection.request(
        "GET", f"{server.path}?{urlencode({'query': query})}", headers={"Accept": "application/sparql-results+json"}
    )
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{server.name} answered {answer.status}: {body[:300]!r}")
    return len(json.loads(body)["results"]["bindings"])


@contextmanager
def _running(server: Server) -> Iterator[float]:
    """Seconds until it answers; it is ended afterwards."""
    start = perf_counter()
    process = subprocess.Popen(server.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _until(lambda: _answers(server), process, start)
    finally:
        process.terminate()
        process.wait(60)


def _until(ready: Callable[[], bool], process: "subprocess.Popen[bytes]", start: float) -> float:
    while not ready():
        if process.poll() is not None or perf_counter() - start > LOADING:
            raise RuntimeError(f"The server did not begin to answer: {process.args!r}")
        sleep(0.2)
    return perf_counter() - start


def _answers(server: Server) -> bool:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        if server.ready:
            connection.request("GET", server.ready)
            if connection.getresponse().status != 200:
                return False
        return _rows(HTTPConnection("127.0.0.1", server.port, timeout=60), server, "SELECT * { ?s ?p ?o } LIMIT 1") == 1
    except (OSError, RuntimeError):
        return False
