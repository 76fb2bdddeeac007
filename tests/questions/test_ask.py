import json
from collections.abc import Callable

import pyoxigraph
import pytest

from kg.errors import InputError, UnknownNameError
from kg.questions import Answer, Questions, ask
from kg.questions.answer import as_value
from kg.store import View

BASE = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RATE = {"fact": f"{BASE}id/fact/r1.00aa", "value": 28.27, "end": "2020-12-31", "known": True}
OTHER = {"fact": f"{BASE}id/fact/r1.00ab", "value": 12, "end": None, "known": False}
Asked = Callable[..., Answer]


@pytest.fixture
def asked(load: Callable[[], Questions], view: View) -> Asked:
    questions = load()
    return lambda name, **params: ask(view, questions[name], params)


def test_a_parameter_that_is_open_takes_everything(asked: Asked) -> None:
    assert asked("values").rows == (RATE, RATE, OTHER)  # the first one states its agency and is linked


@pytest.mark.parametrize(
    "name", ["city", "高雄市政府", "本府", f"{BASE}id/agency/city", f"<{BASE}id/agency/city>", "City "]
)
def test_a_concept_is_named_by_slug_label_or_iri(asked: Asked, name: str) -> None:
    answer = asked("values", agency=name)
    assert answer.rows == (RATE,)
    assert answer.parameters == {"agency": f"{BASE}id/agency/city", "least": "0"}
    assert f"VALUES ?agency {{ <{BASE}id/agency/city> }}" in answer.sparql
    assert "VALUES ?after { UNDEF }" in answer.sparql


def test_a_name_that_only_a_report_states(asked: Asked) -> None:
    """It holds quotes and a backslash: a value is a term of the query, whatever is in it."""
    answer = asked("values", agency='"某\\局"')
    assert answer.rows == (OTHER,)
    assert 'VALUES ?agency { "\\"某\\\\局\\""@zh-hant }' in answer.sparql.replace("zh-Hant", "zh-hant")


def test_a_name_that_nothing_bears(asked: Asked) -> None:
    with pytest.raises(UnknownNameError, match=r"No agency '高雄市政'. Did you mean 高雄市政府"):
        asked("values", agency="高雄市政")
    with pytest.raises(UnknownNameError, match=r"No agency 'https://example.org/id/metric/english-rate'"):
        asked("values", agency=f"{BASE}id/metric/english-rate")


def test_a_name_that_two_bear(asked: Asked) -> None:
    with pytest.raises(
        InputError, match=r"Several things of the type agency are called '本局': health, police. Name one"
    ):
        asked("values", agency="本局")


def test_values_that_are_no_names(asked: Asked) -> None:
    assert asked("values", after="2020-06-30").rows == (RATE, RATE)
    assert asked("values", after="2020-12-31").rows == ()
    assert asked("values", least="20").rows == (RATE, RATE)
    for text in ("2020-13-01", "20200101", "2020", "2020-01-01T00:00:00"):
        with pytest.raises(InputError, match=f"after='{text}' is no date: write it YYYY-MM-DD"):
            asked("values", after=text)
    for text in ("1.5", "x", "１", "--1", "-"):
        with pytest.raises(InputError, match=f"least='{text}' is no whole number"):
            asked("values", least=text)


def test_parameters_that_are_missing_or_unknown(asked: Asked) -> None:
    for empty in ({}, {"fact": ""}):
        with pytest.raises(InputError, match=r"The question one needs fact \(fact, such as r1.00aa\)"):
            asked("one", **empty)
    with pytest.raises(UnknownNameError, match=r"No parameter of one 'facts'. Did you mean fact\?"):
        asked("one", facts="x")


@pytest.mark.parametrize("name", [f"{BASE}id/fact/r1.00aa", f"<{BASE}id/fact/r1.00aa>", "r1.00aa", "00aa"])
def test_a_fact_is_named_by_iri_slug_or_hash(asked: Asked, name: str) -> None:
    assert asked("one", fact=name).rows == ({"fact": f"{BASE}id/fact/r1.00aa", "value": 28.27},)


def test_a_hash_names_one_fact(asked: Asked) -> None:
    with pytest.raises(InputError, match=r"'00a' begins the hashes of 2 facts: r1.00aa, r1.00ab"):
        asked("one", fact="00a")
    for name in ("aa", "r2.00aa", "r1.00", "r1", "", "x" * 30, "%", "r1.00aa.", f"{BASE}id/report/r1"):
        with pytest.raises(InputError, match=r"No fact|needs fact"):
            asked("one", fact=name)


def test_rows_are_json(asked: Asked) -> None:
    assert json.loads(json.dumps(asked("values").rows)) == [RATE, RATE, OTHER]


def test_csv(asked: Asked) -> None:
    assert asked("values", agency="city").csv() == f"fact,value,end,known\r\n{RATE['fact']},28.27,2020-12-31,true\r\n"
    assert asked("values", agency='"某\\局"').csv().split("\r\n")[1] == f"{OTHER['fact']},12,,false"


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("4360926439", "decimal", 4360926439),
        ("0.333333", "decimal", 0.333333),
        ("12.50", "decimal", 12.5),
        ("7", "integer", 7),
        ("1.5", "double", 1.5),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("2020-12-31", "date", "2020-12-31"),
        ("12.50", "string", "12.50"),
    ],
)
def test_values_of_an_answer(text: str, datatype: str, value: object) -> None:
    got = as_value(pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(XSD + datatype)))
    assert got == value
    assert type(got) is type(value)


def test_other_terms_of_an_answer() -> None:
    assert as_value(None) is None
    assert as_value(pyoxigraph.NamedNode("urn:x:a")) == "urn:x:a"
    assert as_value(pyoxigraph.Literal("府", language="zh-Hant")) == "府"
