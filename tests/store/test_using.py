"""The graphs of a request written into an update."""

import pyoxigraph
import pytest

from kg.errors import InputError
from kg.store.using import with_using

DATA = b"<urn:g1> { <urn:a> <urn:p> 1 } <urn:g2> { <urn:b> <urn:p> 2 } <urn:c> <urn:p> 3 ."


def after(update: str, using: tuple[str, ...], named: tuple[str, ...] = ()) -> set[str]:
    store = pyoxigraph.Store()
    store.load(DATA, format=pyoxigraph.RdfFormat.TRIG)
    store.update(with_using(update, using, named))
    return {str(quad) for quad in store}


def before() -> set[str]:
    return after("CLEAR SILENT GRAPH <urn:none>", ())


def test_each_operation_matches_in_these_graphs() -> None:
    text = "INSERT { GRAPH <urn:n> { ?s ?p ?o } } WHERE { ?s ?p ?o } ; insert { ?s <urn:q> ?o } where { ?s ?p ?o }"
    number = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert after(text, ("<urn:g1>",)) - before() == {f"<urn:a> <urn:p> {number} <urn:n>", f"<urn:a> <urn:q> {number}"}


def test_delete_where_deletes_in_the_default_graph_what_these_graphs_match() -> None:
    assert after("DELETE WHERE { ?s ?p ?o }", ("<urn:g1>",)) == before()
    assert after("DELETE WHERE { GRAPH <urn:g1> { ?s ?p ?o } }", (), ("<urn:g1>",)) < before()
    assert after("DELETE WHERE { GRAPH <urn:g1> { ?s ?p ?o } }", (), ("<urn:g2>",)) == before()


def test_words_in_strings_comments_and_names_are_no_keywords() -> None:
    text = (
        "PREFIX where: <urn:> # WHERE with\n"
        'INSERT { GRAPH where:n { ?s ?p "WHERE { USING" } } WHERE { ?s ?p ?o FILTER(?p != where:with) }'
    )
    assert after(text, ("<urn:g2>",)) - before() == {'<urn:b> <urn:p> "WHERE { USING" <urn:n>'}


def test_what_needs_no_graphs_is_left_alone() -> None:
    text = "INSERT DATA { <urn:s> <urn:p> <urn:o> } ; DROP GRAPH <urn:g1>"
    assert with_using(text, ("<urn:g2>",), ()) == text


@pytest.mark.parametrize(
    "text", ["DELETE { ?s ?p ?o } USING <urn:g1> WHERE { ?s ?p ?o }", "WITH <urn:g1> DELETE { ?s ?p ?o } WHERE {}"]
)
def test_graphs_are_named_once(text: str) -> None:
    with pytest.raises(InputError, match="at line 1, column"):
        with_using(text, ("<urn:g1>",), ())
