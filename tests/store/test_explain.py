import pyoxigraph
import pytest

from kg.store.explain import explain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1: it asks nothing"),
        ("PREFIX a: <http://x/>", "line 1, column 22: it asks nothing"),
        ("\nSELCT * {?s ?p ?o}", "line 2, column 1: a query begins with SELECT.* not with 'SELCT'"),
        ("SELECT *\n{ ?s kg:value ?o }", "line 2, column 6: the prefix 'kg:' is not declared. Write PREFIX kg:"),
        ("SELECT * { ?s :value ?o }", "line 1, column 15: the prefix ':' is not declared"),
        ("SELECT * { ?s ?p ?o", "line 1, column 10: '{' is not closed"),
        ("SELECT * { ?s ?p (1 } )", r"line 1, column 21: '\}' closes nothing"),
        ("SELECT * { ?s ?p ?o } LIMIT x", "line 1, column 29, before 'x': what stands there"),
        ("SELECT * {\n ?s ?p\n}", "line 3, column 2, at the end of the line: what stands there"),
        ("SELECT * { ?s <value> ?o }", "an IRI before it is not absolute"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT names a variable that GROUP BY does not"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", "the name after AS in SELECT is a variable of the pattern already"),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, words: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        pyoxigraph.Store().query(text)
    with pytest.raises(type(explain(text, caught.value)), match=f"The query cannot be read at .*{words}"):
        raise explain(text, caught.value)


def test_a_message_of_another_form_is_kept() -> None:
    assert "anything" in str(explain("ASK {}", SyntaxError("anything")))
