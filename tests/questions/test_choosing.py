"""Pages of answers hold the rows of the whole answer, in its order."""

from pathlib import Path

import pytest

from kg.iris import Iris
from kg.questions import Questions, answer_of, load_questions, prepare, rows_of, terms_of
from kg.questions.choosing import Order, choice_of
from kg.resources import open_resources
from kg.store import Store, View

PAGE = 7
# What to ask, beside the example of each question: short periods and long ones, bodies with those below them.
MORE = [
    ("agency-facts", {"agency": "kcg", "below": "1"}),
    ("agency-facts", {"agency": "kcg"}),
    ("metric", {"metric": "english-rate"}),
    ("period-facts", {"from": "1900-01-01", "to": "2099-12-31"}),
    ("period-facts", {"from": "2016-01-01", "to": "2017-12-31"}),
]


@pytest.fixture(scope="module")
def questions() -> Questions:
    return load_questions(open_resources(), Iris())


def test_four_questions_choose_their_facts(questions: Questions) -> None:
    chosen = {question.name: choice_of(question.sparql) for question in questions}
    orders = {name: choice.order for name, choice in chosen.items() if choice}
    assert orders == {
        "agency-facts": Order.PLACE,
        "metric": Order.PERIOD,
        "period-facts": Order.PERIOD,
        "programme-facts": Order.PERIOD,
    }


@pytest.mark.parametrize(
    ("name", "params"),
    [*MORE, *((name, None) for name in ("agency-facts", "metric", "period-facts", "programme-facts"))],
)
def test_pages_are_the_answer(
    corpus_view: View, questions: Questions, name: str, params: dict[str, str] | None
) -> None:
    question = questions[name]
    terms = terms_of(corpus_view, question, question.example() if params is None else params)
    whole = list(answer_of(corpus_view, question, terms).rows)
    assert len(whole) > 2
    assert list(rows_of(corpus_view, question, terms)) == whole
    paged = []
    for start in range(0, len(whole) + PAGE, PAGE):
        paged += answer_of(corpus_view, question, terms, start, PAGE).rows
    assert paged == whole


def test_rows_come_before_the_last_is_looked_for(
    corpus_view: View, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, asked = questions["agency-facts"], []
    terms = terms_of(corpus_view, question, {"agency": "kcg", "below": "1"})
    whole = answer_of(corpus_view, question, terms).rows
    select = View.select
    monkeypatch.setattr("kg.questions.choosing.AT_ONCE", PAGE)
    monkeypatch.setattr(View, "select", lambda view, text: asked.append(text) or select(view, text))
    rows = rows_of(corpus_view, question, terms)
    assert [next(rows) for _ in range(PAGE)] == list(whole[:PAGE])
    before = len(asked)
    assert [*rows] == list(whole[PAGE:])
    assert len(asked) - before == -(-len(whole) // PAGE) - 1


def test_an_order_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="chance"):
        choice_of("SELECT * WHERE {\n#| facts by chance\n?fact ?p ?o .\n#| end\n}")


def test_indexes_are_made_beforehand(corpus_store: Path, questions: Questions) -> None:
    view = Store.open(corpus_store).view()
    prepare(view, questions["metric"].lookup)
    assert len(view.indexes) == 2
    answer_of(view, questions["metric"], terms_of(view, questions["metric"], {"metric": "english-rate"}), 0, PAGE)
    assert len(view.indexes) == 2
