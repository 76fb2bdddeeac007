"""What is served before the graph is in memory: rows from disk; all else says when to come again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pyoxigraph
import pytest

from api import publication
from kg.errors import StillReadingError
from kg.questions.search import SearchIndex
from kg.resources import Resources
from kg.settings import Settings
from kg.store import Store, View
from tests.api.conftest import starting, wait_until

REPORT = "kcg-personnel-2014"
# What needs no graph, and what does.
SERVED = ("/healthz", "/metrics", "/api/reports", f"/api/reports/{REPORT}/facts", "/api/facts.csv", "/api/audit")
WAITED_FOR = ("/api/questions/metrics", "/api/search?q=人", "/id/metric/english-rate", "/void")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Keeps every view from reading its quads until it is set."""
    go, read = Event(), View._read_quads

    def slow(view: View) -> pyoxigraph.Store:
        go.wait(20)
        return read(view)

    monkeypatch.setattr(View, "_read_quads", slow)
    monkeypatch.setattr(publication, "PATIENCE", 0.05)
    yield go
    go.set()


def test_rows_are_served_before_the_graph_is_read(corpus_store: Path, held: Event) -> None:
    with starting(replace(Settings(), store=corpus_store)) as client:
        for path in SERVED:
            assert client.get(path).status_code == 200, path
        for path in (*WAITED_FOR, "/readyz"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
            assert "being read into memory: 0 of" in answer.json()["detail"]
        assert "/api/facts" in client.get("/readyz").json()["detail"]
        page = client.get("/id/metric/english-rate", headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["retry-after"]) == (503, "5")
        assert '<meta http-equiv="refresh" content="5">' in page.text
        held.set()
        assert wait_until(lambda: client.get("/readyz").status_code == 200, 30)
        for path in WAITED_FOR:
            assert client.get(path).status_code == 200, path


def test_it_is_ready_when_first_questions_need_not_wait(corpus_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, made = Event(), []
    index = SearchIndex.__init__

    def slow(self: SearchIndex, view: View, resources: Resources) -> None:
        go.wait(20)
        index(self, view, resources)
        made.append(view.digest)

    monkeypatch.setattr(SearchIndex, "__init__", slow)
    monkeypatch.setattr(publication, "MADE_IN", 0.05)
    with starting(replace(Settings(), store=corpus_store)) as client:
        assert wait_until(lambda: "indexes" in client.get("/readyz").json()["detail"], 30)
        assert client.get("/api/questions/metrics").status_code == 200
        answer = client.get("/api/search?q=人")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        go.set()
        assert wait_until(lambda: client.get("/readyz").status_code == 200, 30)
        assert made == [client.get("/healthz").json()["digest"]]
        assert client.get("/api/search?q=人").json()["facts"]
        assert len(made) == 1


def test_a_server_ends_while_it_reads(corpus_store: Path, held: Event) -> None:
    view = Store.open(corpus_store).view()
    view.begin(0.01)
    held.set()
    view.leave()
    assert view.in_memory or view.progress[0] < view.progress[1]


def test_who_waits_long_enough_is_answered(corpus_store: Path, held: Event) -> None:
    view = Store.open(corpus_store).view()
    view.begin(0.01)
    assert not view.in_memory
    with pytest.raises(StillReadingError, match="0 of"):
        _ = view.dataset
    view.begin(20)
    held.set()
    assert len(view.dataset) > 0
    assert view.in_memory
    done, files = view.progress
    assert done == files > 5
