"""What is made of the publication that is served: once, and of the view that a request has."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from time import sleep

from api.publication import Once, Publications
from kg.settings import Settings
from kg.store import Manifest, Store, View
from kg.store.objects import Objects

AT_ONE_TIME = 8


def view_of(number: int, store: Path) -> View:
    manifest = Manifest("1", "https://example.org/", "k", (), {}, number=number)
    return View(manifest, Objects(store).get)


def test_what_is_asked_for_at_one_time_is_made_once(tmp_path: Path) -> None:
    view, once, made, start = view_of(1, tmp_path), Once[int](), [], Barrier(AT_ONE_TIME)

    def make() -> int:
        made.append(1)
        sleep(0.05)
        return 7

    def ask(_: int) -> int:
        start.wait()
        return once.of(view, make)

    with ThreadPoolExecutor(AT_ONE_TIME) as threads:
        assert list(threads.map(ask, range(AT_ONE_TIME))) == [7] * AT_ONE_TIME
    assert made == [1]


def test_another_publication_is_made_anew(tmp_path: Path) -> None:
    once = Once[int]()
    assert [once.of(view_of(number, tmp_path), lambda number=number: number) for number in (1, 1, 2)] == [1, 1, 2]


def test_a_request_is_answered_from_the_publication_that_it_has(corpus_store: Path, tmp_path: Path) -> None:
    publications = Publications(replace(Settings(), store=corpus_store))
    view = publications.view()
    empty = Store.open(tmp_path / "store")
    with empty.writer() as writer:
        writer.publish(Manifest("1", view.manifest.base_iri, "k", (), {}))
    assert publications.statistics(view).triples > 0
    assert publications.statistics(empty.view()).triples == 0
    assert not publications.lineages(empty.view()).accounts
    assert len(publications.lineages(view).accounts) == len(view.manifest.reports)
