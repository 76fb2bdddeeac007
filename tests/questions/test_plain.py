"""Plain questions in both languages: how many of them land on the figure that is asked for. No share may fall."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.questions.search import SearchIndex
from kg.resources import open_resources
from kg.store import View

QUESTIONS = tomllib.loads((Path(__file__).parent / "plain.toml").read_text(encoding="utf-8"))["question"]
# So many land; raise it when more do.
LANDING = 54


def lands(index: SearchIndex, question: dict[str, Any]) -> bool:
    """Whether the first that is listed is what is asked for."""
    hits, metrics = index.search(question["asked"]), question["metrics"]
    if not question.get("figure", True):
        things = [thing.slug for thing in hits.things if thing.type == "metric"][:1]
        return not hits.facts and (things[0] in metrics if things else not metrics)
    if not hits.facts:
        return False
    first = hits.facts[0].row
    return first["series"] in metrics and first["quote"] in question.get("quotes", [first["quote"]])


def test_plain_questions_land(corpus_view: View) -> None:
    index = SearchIndex(corpus_view, open_resources())
    missed = [question["asked"] for question in QUESTIONS if not lands(index, question)]
    assert len(QUESTIONS) == 54
    assert len(QUESTIONS) - len(missed) >= LANDING, missed


def test_the_questions_name_metrics_that_there_are(corpus_view: View) -> None:
    known = {thing.slug for thing in SearchIndex(corpus_view, open_resources())._texts.things if thing.type == "metric"}
    assert {metric for question in QUESTIONS for metric in question["metrics"]} <= known
    assert len({question["asked"] for question in QUESTIONS}) == len(QUESTIONS)
    assert sum(question["asked"].isascii() for question in QUESTIONS) >= 15


@pytest.mark.parametrize("words", ["英檢", "退休人員", "staff clubs"])
def test_words_that_ask_nothing_are_looked_for_as_they_stand(corpus_view: View, words: str) -> None:
    index = SearchIndex(corpus_view, open_resources())
    flat = "".join(words.split())
    for hit in index.search(words).facts[:10]:
        said = "".join((hit.row["metric"], str(hit.row["agency"]), str(hit.row["programme"])))
        lit = any(is_lit for _, is_lit in hit.snippet)
        assert lit or flat in said or words.isascii()
