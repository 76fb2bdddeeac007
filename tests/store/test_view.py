from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph
import pytest

from kg.errors import InputError, UnknownNameError
from kg.store import Manifest, Store, View

Publish = Callable[..., Manifest]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def number(view: View, text: str, **options: object) -> int:
    (row,) = view.query(text, **options)  # type: ignore[arg-type, misc]
    return int(row["n"].value)


def test_the_default_graph_is_the_union_unless_told_otherwise(store: Store, publish: Publish) -> None:
    publish(a=1, b=2)
    assert number(store.view(), COUNT) == 2
    assert number(store.view(union_default_graph=False), COUNT) == 0
    assert number(store.view(union_default_graph=False), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 2


def test_a_query_may_choose_its_graphs(store: Store, publish: Publish) -> None:
    publish(a=1, b=2)
    view = store.view()
    assert number(view, COUNT, default_graphs=["urn:x:graph:a"]) == 1
    assert number(view, COUNT, named_graphs=["urn:x:graph:a"]) == 0
    assert number(view, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", named_graphs=["urn:x:graph:a"]) == 1
    assert number(view, COUNT, default_graphs=["urn:x:elsewhere"]) == 0


def test_a_query_may_name_its_graphs_itself(store: Store, publish: Publish) -> None:
    publish(r1=1, r2=2)
    view = store.view()
    assert number(view, f"{COUNT.partition('{')[0]} FROM <urn:x:graph:r1> {{ ?s ?p ?o }}") == 1
    assert number(view, f"{COUNT.partition('{')[0]} FROM NAMED <urn:x:graph:r1> {{ ?s ?p ?o }}") == 0
    assert number(view, "SELECT (COUNT(*) AS ?n) { ?from ?p ?o } # from here") == 2


def test_a_graph_needs_an_iri(store: Store, publish: Publish) -> None:
    publish(a=1)
    with pytest.raises(InputError, match="'not an iri' is no IRI of a graph"):
        store.view().query(COUNT, default_graphs=["not an iri"])


def test_forms_of_query(store: Store, publish: Publish) -> None:
    publish(a=1)
    view = store.view()
    assert bool(view.query("ASK { ?s ?p ?o }"))
    assert isinstance(view.query("CONSTRUCT WHERE { ?s ?p ?o }"), pyoxigraph.QueryTriples)
    assert isinstance(view.query("DESCRIBE <urn:x:a>"), pyoxigraph.QueryTriples)


def test_an_update_is_no_query(store: Store, publish: Publish) -> None:
    publish(a=1)
    view = store.view()
    with pytest.raises(InputError, match="begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with 'DELETE'"):
        view.query("DELETE WHERE { ?s ?p ?o }")
    assert number(view, COUNT) == 1


def test_tables_and_sources(store: Store, publish: Publish) -> None:
    manifest = publish(a=1, b=2)
    view = store.view()
    assert view.facts("b") == view.table("b", "facts") == ({"report": "b", "value": 2},)
    assert view.source(manifest.reports[0].source) == "人事處\na".encode()
    with pytest.raises(UnknownNameError, match="No report 'c'"):
        view.facts("c")
    with pytest.raises(UnknownNameError, match=r"No table 'fact'. Did you mean facts"):
        view.table("a", "fact")
    with pytest.raises(UnknownNameError, match="No source '"):
        view.source(manifest.reports[0].graphs["report"])


def test_threads_share_a_view(store: Store, publish: Publish) -> None:
    publish(**{f"r{place}": place for place in range(30)})
    view = store.view()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: number(view, COUNT), range(40))) == {30}
    assert view.dataset is view.dataset


def test_a_triple_of_two_graphs_counts_twice(store: Store, publish: Publish) -> None:
    """Why no triple may stand in two graphs: the union does not join them."""
    publish(a=1)
    view = store.view()
    view.dataset.extend(
        [
            pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, pyoxigraph.NamedNode("urn:x:other"))
            for quad in list(view.dataset)
        ]
    )
    assert number(view, COUNT) == 2


def test_rows_of_one_value_are_those_of_the_whole_table(corpus_view: View) -> None:
    for entry in corpus_view.manifest.reports:
        rows = corpus_view.table(entry.id, "coverage")
        for fate in ("missed", "fact", "nothing"):
            assert corpus_view.rows_with(entry.id, "coverage", "fate", fate) == tuple(
                row for row in rows if row["fate"] == fate
            )
    with pytest.raises(UnknownNameError, match="nothing"):
        corpus_view.rows_with(corpus_view.manifest.reports[0].id, "nothing", "fate", "missed")
