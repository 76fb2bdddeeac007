"""What is OPTIONAL is looked up row by row, and the answers are those of the query as it is written."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.iris import Iris
from kg.questions import fill, load_questions, terms_of
from kg.resources import open_resources
from kg.store import View
from kg.store.rowwise import row_by_row
from kg.store.tokens import TokenKind, tokens

QUERIES = Path(__file__).parents[2] / "queries"
NAMES = sorted(str(path.relative_to(QUERIES)) for path in QUERIES.rglob("*.rq"))


@pytest.mark.parametrize(
    ("plain", "rowwise"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }"),
        ("SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r } }", "SELECT * { ?s ?p ?o LATERAL { OPTIONAL { ?o ?q ?r } } }"),
        (
            "{ optional { ?a ?b 1 FILTER EXISTS { ?c a ?d } OPTIONAL{ ?f ?g '}' } } { } }",
            "{ LATERAL { optional { ?a ?b 1 FILTER EXISTS { ?c a ?d } LATERAL { OPTIONAL{ ?f ?g '}' } } } } { } }",
        ),
        (
            "SELECT ?optional { ?optional a 'OPTIONAL {' } # OPTIONAL {",
            "SELECT ?optional { ?optional a 'OPTIONAL {' } # OPTIONAL {",
        ),
        (
            "{ ?s ?p ?in\n  #| for each\n  { SELECT ?in { ?in ?q ?r } }\n}",
            "{ ?s ?p ?in\n  LATERAL { SELECT ?in { ?in ?q ?r } }\n}",
        ),
    ],
)
def test_each_optional_is_given_its_row(plain: str, rowwise: str) -> None:
    assert row_by_row(plain) == rowwise


def test_a_filter_inside_sees_the_row() -> None:
    store = Store()
    for place in range(4):
        node, value = NamedNode(f"http://a/{place}"), Literal(place)
        store.add(Quad(node, NamedNode("http://a/p"), value))
        store.add(Quad(node, NamedNode("http://a/q"), Literal(place % 2)))
    plain = "SELECT * { ?s <http://a/p> ?v OPTIONAL { ?s <http://a/q> ?w FILTER(?v > 1) } } ORDER BY ?s"
    rows = [[str(row[name]) for name in ("s", "v", "w")] for row in _solutions(store, row_by_row(plain))]
    assert rows == [[str(row[name]) for name in ("s", "v", "w")] for row in _solutions(store, plain)]
    assert [row[2] == "None" for row in rows] == [True, True, False, False]


def _solutions(store: Store, text: str) -> QuerySolutions:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return found


def test_there_are_queries() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_every_query_of_the_package_can_be_asked_so(name: str) -> None:
    text = (QUERIES / name).read_text(encoding="utf-8")
    asked = row_by_row(text)
    optional = [token for token in tokens(text) if token.kind is TokenKind.WORD and token.text == "OPTIONAL"]
    assert asked.count("LATERAL {") == len(optional) + text.count("#| for each")
    Store().query(asked)


def test_questions_are_answered_as_they_are_written(corpus_view: View) -> None:
    asked = 0
    for question in load_questions(open_resources(), Iris()):
        text = fill(question.sparql, terms_of(corpus_view, question, question.example()))
        plain = corpus_view.query(text)
        assert isinstance(plain, QuerySolutions)
        wanted = [[str(row[name]) for name in question.columns] for row in plain]
        assert [[str(row[name]) for name in question.columns] for row in corpus_view.select(text)] == wanted, question
        asked += bool(wanted)
    assert asked > 25
