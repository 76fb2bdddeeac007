"""Questions as people type them: what is looked for, in which year."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.questions.asking import Asked, asking_words, measures_of
from kg.resources import open_resources
from kg.vocabulary import load_vocabulary

TABLES = tomllib.loads((files("kg.questions") / "asking.toml").read_text(encoding="utf-8"))
ROWS, MEASURES = TABLES["row"], TABLES["measure"]
EXAMPLES = [(asked, plain) for row in ROWS for asked, plain in row["examples"]]
COUNTER = [text for row in ROWS for text in row["counter"]]


def test_the_rows_are_tried() -> None:
    assert (len(ROWS), len(EXAMPLES), len(COUNTER)) == (2, 8, 6)
    assert (len(MEASURES), sum(len(row["examples"]) for row in MEASURES)) == (7, 10)


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: row["units"][0])
def test_words_tell_in_which_unit_an_answer_is(row: dict[str, list[str]]) -> None:
    units = {concept.slug for concept in load_vocabulary(open_resources(), Iris()).scheme(Scheme.UNIT)}
    assert set(row["units"]) <= units
    for text in row["examples"]:
        assert set(row["units"]) <= measures_of(text)
    for text in row["counter"]:
        assert not set(row["units"]) & measures_of(text)


@pytest.mark.parametrize(("asked", "plain"), EXAMPLES)
def test_words_that_only_ask_are_left_out(asked: str, plain: str) -> None:
    assert Asked.plainly(asked).words == tuple(plain.split())


@pytest.mark.parametrize("text", COUNTER)
def test_words_within_others_ask_nothing(text: str) -> None:
    assert Asked.plainly(text).words == (text,)


def test_a_question_of_asking_words_alone_is_looked_for_as_it_stands() -> None:
    assert asking_words().fullmatch("是多少")
    assert Asked.plainly("是多少").words == ("是多少",)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("109年英檢通過率", "2020-01-01", "2020-12-31"),
        ("民國106年下半年退休人數", "2017-07-01", "2017-12-31"),
        ("retirements 2017", "2017-01-01", "2017-12-31"),
        ("2020 年退休", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_year_beside_words_is_a_time(text: str, first: str, last: str) -> None:
    assert Asked.of(text).years == ((date.fromisoformat(first), date.fromisoformat(last)),)


@pytest.mark.parametrize("text", ["2017", "退休 12,017", "人數2017.5", "第2017號"])
def test_what_is_no_year_beside_words_is_none(text: str) -> None:
    assert Asked.of(text).years == ()
