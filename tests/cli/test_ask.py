"""`kg ask`: the catalogue from the command line, on a question of a knowledge directory."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.iris import Iris
from kg.questions import Questions, ask, load_questions
from kg.resources import open_resources
from kg.store import View
from tests.cli.conftest import Ran

Kg = Callable[..., Ran]
QUESTION = """
#+ title = { zh = "較大的數值", en = "Greater values" }
#+ description = { zh = "某報告中較大的數值", en = "Values of a report above one" }
#+ shown = ["value"]
#+ [parameter.report]
#+ type = "report"
#+ required = true
#+ example = "kcg-personnel-2014"
#+ description = { zh = "報告", en = "the report" }
#+ [parameter.at_least]
#+ type = "integer"
#+ default = "0"
#+ example = "1000"
#+ description = { zh = "至少", en = "only greater ones" }
PREFIX kg: <https://w3id.org/kaogong/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?fact ?value WHERE {
  VALUES ?report { UNDEF }
  VALUES ?at_least { UNDEF }
  ?report kg:hasSource ?source .
  ?fact prov:wasDerivedFrom/kg:ofSource ?source ; kg:value ?value .
  FILTER(?value >= ?at_least)
}
ORDER BY ?value ?fact
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    directory = tmp_path / "knowledge" / "queries" / "questions"
    directory.mkdir(parents=True)
    (directory / "greater.rq").write_text(QUESTION, encoding="utf-8")
    return tmp_path / "knowledge"


@pytest.fixture
def greater(corpus: Kg, knowledge: Path) -> Kg:
    return lambda *arguments: corpus("ask", *arguments, "--knowledge", knowledge)


@pytest.fixture
def questions(knowledge: Path) -> Questions:
    return load_questions(open_resources(knowledge), Iris())


def test_without_a_name_the_questions_are_listed(greater: Kg, questions: Questions) -> None:
    listed = json.loads(greater("--json").out)
    assert [row["name"] for row in listed] == [question.name for question in questions]
    (row,) = [row for row in listed if row["name"] == "greater"]
    assert (row["title"], row["title_en"]) == ("較大的數值", "Greater values")
    assert [parameter["name"] for parameter in row["parameters"]] == ["report", "at_least"]
    assert "--report kcg-personnel-2014 [--at_least 1000]" in greater().out


def test_the_answer_is_that_of_the_catalogue(greater: Kg, questions: Questions, corpus_view: View) -> None:
    expected = ask(corpus_view, questions["greater"], {"report": "kcg-personnel-2014", "at_least": "1000"})
    assert len(expected.rows) > 10
    document = json.loads(greater("greater", "--report", "kcg-personnel-2014", "--at-least", "1000", "--json").out)
    assert document["rows"] == list(expected.rows)
    assert document["columns"] == ["fact", "value"]
    assert document["parameters"] == dict(expected.parameters)


def test_parameters_can_be_written_in_three_ways(greater: Kg) -> None:
    asked = [
        greater("greater", "--report", "kcg-personnel-2014", "--at_least", "1000", "--format", "jsonl"),
        greater("greater", "--report=kcg-personnel-2014", "--at-least=1000", "--format", "jsonl"),
        greater("greater", "--param", "report=kcg-personnel-2014", "--param", "at_least=1000", "--format", "jsonl"),
    ]
    assert len({ran.out for ran in asked}) == 1
    assert {ran.code for ran in asked} == {0}
    rows = list(csv.DictReader(io.StringIO(greater("greater", "--report=kcg-personnel-2014", "--format", "csv").out)))
    assert len(rows) > len(asked[0].out.splitlines()) > 0


def test_the_query_itself_can_be_had(greater: Kg, corpus: Kg) -> None:
    query = greater("greater", "--report", "kcg-personnel-2014", "--sparql").out
    assert "VALUES ?report { <https://w3id.org/kaogong/id/report/kcg-personnel-2014> }" in query
    answer = greater("greater", "--report", "kcg-personnel-2014", "--format", "jsonl").out
    assert len(corpus("query", query, "--format", "csv").out.splitlines()) - 1 == len(answer.splitlines())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grater",), "No question 'grater'. Did you mean greater"),
        (("greater",), "The question greater needs report (report, such as kcg-personnel-2014)."),
        (("greater", "--report", "kcg-personnel-2013"), "No report 'kcg-personnel-2013'. Did you mean"),
        (("greater", "--reports", "x"), "No parameter of greater 'reports'. Did you mean report?"),
        (("greater", "--report=kcg-personnel-2014", "--at-least", "x"), "at_least='x' is no whole number."),
        (("greater", "kcg-personnel-2014"), "'kcg-personnel-2014' is no parameter with a value: write --NAME VALUE."),
        (("greater", "--param", "report"), "--param report: write --param NAME=VALUE."),
    ],
)
def test_what_is_asked_wrongly(greater: Kg, arguments: tuple[str, ...], words: str) -> None:
    ran = greater(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
