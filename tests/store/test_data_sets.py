"""Which graphs a query is asked of: that our choices change no answer that the engine gives by itself."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest

from kg.store import Kind, Manifest, Store, View

DATA = (
    b'<urn:a> <urn:p> "0" .\n<urn:a> <urn:p> "1" <urn:g1> .\n<urn:b> <urn:p> "1" <urn:g1> .\n'
    b'<urn:a> <urn:p> "2" <urn:g2> .\n<urn:a> <urn:q> <urn:c> <urn:g2> .\n<urn:c> <urn:q> <urn:d> <urn:g3> .\n'
)
GRAPHS = ("urn:empty", "urn:g1", "urn:g2", "urn:g3")
ALL = "SELECT ?s ?p ?o {} {{ ?s ?p ?o }} ORDER BY ?s ?p ?o"
EACH = "SELECT ?g ?s ?p ?o {} {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g ?s ?p ?o"


def view(path: Path, *, union: bool) -> View:
    store = Store.open(path)
    with store.writer() as writer:
        digest = writer.put(Kind.QUADS, b"".join(sorted(DATA.splitlines(keepends=True))))
        writer.publish(Manifest("1", "https://example.org/", "", (), {}, added=digest, added_graphs=GRAPHS))
    return store.view(union_default_graph=union)


@pytest.fixture
def union(tmp_path: Path) -> View:
    return view(tmp_path, union=True)


@pytest.fixture
def plain(tmp_path: Path) -> View:
    return view(tmp_path, union=False)


def rows(results: object) -> list[str]:
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return [" ".join(str(term) for term in row) for row in results]


def engine(text: str, default: Sequence[str] | None = None, named: Sequence[str] | None = None) -> list[str]:
    store = pyoxigraph.Store()
    store.load(DATA, format=pyoxigraph.RdfFormat.N_QUADS)
    return rows(
        store.query(
            text,
            default_graph=None if default is None else [pyoxigraph.NamedNode(iri) for iri in default],
            named_graphs=None if named is None else [pyoxigraph.NamedNode(iri) for iri in named],
        )
    )


FROMS = (
    "FROM <urn:g1>",
    "FROM <urn:g1> FROM <urn:g2>",
    "FROM NAMED <urn:g2>",
    "FROM <urn:g3> FROM NAMED <urn:g1>",
    "from <urn:none>",
)


@pytest.mark.parametrize("clause", FROMS)
@pytest.mark.parametrize("text", [ALL, EACH])
def test_what_a_query_names_is_what_it_is_asked_of(union: View, clause: str, text: str) -> None:
    query = text.format(clause)
    assert rows(union.query(query)) == engine(query)


@pytest.mark.parametrize("text", [ALL, EACH])
@pytest.mark.parametrize(
    ("default", "named"),
    [(["urn:g1"], []), (["urn:g1", "urn:g2"], ["urn:g3"]), ([], ["urn:g1", "urn:g2"]), (["urn:none"], [])],
)
def test_what_a_request_names_goes_before(union: View, text: str, default: list[str], named: list[str]) -> None:
    expected = engine(text.format(""), default, named)
    for clause in ("", *FROMS):
        assert rows(union.query(text.format(clause), default_graphs=default, named_graphs=named)) == expected


@pytest.mark.parametrize(
    "text", [ALL.format(""), EACH.format(""), 'SELECT ("FROM" AS ?x) { ?s ?p ?o }', "ASK { ?from ?p 'from' }"]
)
def test_without_the_union_all_is_as_the_engine_has_it(plain: View, text: str) -> None:
    if text.startswith("ASK"):
        assert bool(plain.query(text)) is False
    else:
        assert rows(plain.query(text)) == engine(text)


def test_the_union_joins_over_graphs_and_has_each_graph_still(union: View) -> None:
    assert len(rows(union.query(ALL.format("")))) == 6
    assert len(rows(union.query(EACH.format("")))) == 5
    assert rows(union.query("SELECT ?o { <urn:a> <urn:q>/<urn:q> ?o }")) == ["<urn:d>"]
    assert rows(union.query("SELECT ?o { <urn:a> <urn:q>+ ?o } ORDER BY ?o")) == ["<urn:c>", "<urn:d>"]
    assert rows(union.query("SELECT ?g { GRAPH ?g { <urn:a> <urn:q>/<urn:q> ?o } }")) == []
    # What only looks like FROM is none, and the union stays.
    for text in (
        'SELECT ?s { ?s ?p "2" FILTER("FROM" = "FROM") }',
        "SELECT ?s { ?s ?p ?from FILTER(?from = '2') } # FROM",
    ):
        assert rows(union.query(text)) == ["<urn:a>"]


def test_an_empty_graph_is_there(union: View) -> None:
    assert rows(union.query("SELECT ?g { GRAPH ?g {} } ORDER BY ?g")) == [f"<{iri}>" for iri in GRAPHS]


def test_relative_iris_have_a_base(union: View) -> None:
    assert rows(union.query("BASE <https://example.org/x/> SELECT (<y> AS ?iri) {}", base="https://example.com/")) == [
        "<https://example.org/x/y>"
    ]
    assert rows(union.query("SELECT (<y> AS ?iri) {}", base="https://example.com/sparql")) == [
        "<https://example.com/y>"
    ]
