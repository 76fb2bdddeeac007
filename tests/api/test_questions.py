"""The catalogue over HTTP: every question a route, the same answer as the catalogue gives."""

import csv
import io

import httpx
import pytest

from kg.iris import Iris
from kg.questions import Question, ask, load_questions
from kg.resources import open_resources
from kg.store import View
from tests.api.test_problems import is_problem

QUESTIONS = list(load_questions(open_resources(), Iris()))
NAMES = [question.name for question in QUESTIONS]


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_the_answer_is_that_of_the_catalogue(client: httpx.Client, corpus_view: View, question: Question) -> None:
    given = question.example()
    expected = ask(corpus_view, question, given)
    answer = client.get(f"/api/questions/{question.name}", params=given)
    assert answer.status_code == 200
    body = answer.json()
    assert body["rows"] == list(expected.rows)
    assert body["columns"] == list(question.columns)
    assert body["title"] == {"zh": question.title.zh, "en": question.title.en}
    assert body["sparql"] == expected.sparql
    as_csv = client.get(f"/api/questions/{question.name}.csv", params=given)
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert as_csv.text == expected.csv()
    assert len(list(csv.reader(io.StringIO(as_csv.text)))) == len(expected.rows) + 1


def test_csv_by_format_and_by_accept(client: httpx.Client) -> None:
    by_suffix = client.get("/api/questions/reports.csv")
    by_format = client.get("/api/questions/reports", params={"format": "csv"})
    by_accept = client.get("/api/questions/reports", headers={"Accept": "text/csv"})
    assert by_suffix.text == by_format.text == by_accept.text
    assert "Accept" in by_accept.headers["vary"].split(", ")
    is_problem(client.get("/api/questions/reports?format=xml"), 406, "no format 'xml'")
    is_problem(client.get("/api/questions/reports", headers={"Accept": "image/png"}), 406, "application/json")


def test_the_share_who_passed_english(english: list[dict[str, object]], client: httpx.Client) -> None:
    assert [row["value"] for row in english] == [25.34, 26.21, 26.19, 28.27, 33.52]
    for row in english:
        traced = client.get(f"/api/facts/{str(row['fact']).rpartition('/')[2]}").json()
        assert traced["verified"] is True
        assert traced["quote"] == {"text": row["quote"], "start": row["start"], "end": row["end"]}
        assert traced["file"]["sha256"] == row["source_sha256"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("metric", 400, "The question metric needs metric (metric, such as english-rate)."),
        ("metric?metric=", 400, "needs metric"),
        ("metric?metric=english-rat", 404, "Did you mean english-rate"),
        ("metric?metrik=english-rate", 400, "Did you mean metric?"),
        ("metric?metric=english-rate&metric=x", 400, "The parameter metric is given 2 times."),
        ("period-facts?from=2014&to=2014-12-31", 400, "from='2014' is no date: write it YYYY-MM-DD."),
        ("agency-facts?agency=kcg&below=yes", 400, "below='yes' is no whole number."),
        ("provenance?fact=zzz", 404, "No fact 'zzz'."),
        ("report-facts?report=../../etc/passwd", 404, "No report '../../etc/passwd'."),
        ("metrik", 404, "No question 'metrik'. Did you mean"),
        ("metrik.csv", 404, "No question 'metrik'."),
        ("..%2f..%2fetc", 404, ""),
    ],
)
def test_refusals(client: httpx.Client, path: str, status: int, words: str) -> None:
    is_problem(client.get(f"/api/questions/{path}"), status, words)


def test_near_names_are_data(client: httpx.Client) -> None:
    assert "english-rate" in client.get("/api/questions/metric?metric=english-rat").json()["near"]


def test_the_list_and_the_description_name_them_all(client: httpx.Client) -> None:
    assert [one["name"] for one in client.get("/api/questions").json()["rows"]] == NAMES
    paths = client.get("/openapi.json").json()["paths"]
    for question in QUESTIONS:
        operation = paths[f"/api/questions/{question.name}"]["get"]
        assert operation["operationId"] == f"ask_{question.name.replace('-', '_')}"
        assert question.title.zh in operation["summary"]
        assert f"/api/questions/{question.name}.csv" in paths
        described = {one["name"]: one for one in operation["parameters"]}
        assert set(described) == {*(parameter.name for parameter in question.parameters), "format", "limit", "cursor"}
        for parameter in question.parameters:
            assert described[parameter.name]["required"] == parameter.required
            assert described[parameter.name]["example"] == parameter.example
