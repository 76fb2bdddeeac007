"""Passages over HTTP: the same as on the command line."""

import csv
import io
import json
import subprocess
import sys
from typing import Any

import httpx
import pytest

from kg.iris import Iris
from kg.questions import load_trace_queries, passages
from kg.questions.passages import compare_passages, passage_over_reports
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import View
from tests.api.test_problems import is_problem

LATER, EARLIER = "kcg-personnel-2017-07_2017-12", "kcg-personnel-2016-09_2017-02"


def printed(settings: Settings, *arguments: str) -> bytes:
    command = [sys.executable, "-m", "kg.cli", "lineage", *arguments, "--store", str(settings.store)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.mark.parametrize(
    ("params", "options"),
    [
        ({}, []),
        ({"with": "kcg-personnel-2014"}, ["--with", "kcg-personnel-2014"]),
        ({"status": ["rewritten", "gone"]}, ["--status", "rewritten", "--status", "gone"]),
    ],
)
def test_passages_as_on_the_command_line(
    client: httpx.Client, corpus_settings: Settings, params: dict[str, Any], options: list[str]
) -> None:
    answer = client.get("/api/passages", params={"report": LATER, **params}).json()
    assert answer.pop("next") is None
    assert answer == json.loads(printed(corpus_settings, "passages", LATER, *options, "--json"))
    assert answer["pairs"]
    cells = client.get("/api/passages.csv", params={"report": LATER, **params})
    assert cells.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(
        csv.reader(io.StringIO(printed(corpus_settings, "passages", LATER, *options, "--format", "csv").decode()))
    )
    assert list(csv.reader(io.StringIO(cells.text))) == lines
    assert len(lines) == len(answer["pairs"]) + 1


def test_every_passage_leads_to_its_characters(client: httpx.Client, corpus_view: View) -> None:
    answer = client.get("/api/passages", params={"report": LATER}).json()
    assert (answer["report"], answer["with"]) == (LATER, EARLIER)
    texts = {name: client.get(f"/api/reports/{name}/text").text for name in (LATER, EARLIER)}
    places = [pair[side] for pair in answer["pairs"] for side in ("before", "after") if pair[side]]
    assert len(places) == sum(len(corpus_view.table(name, "paragraphs")) for name in texts)
    for place in places:
        cut = texts[place["report"]][place["start"] : place["end"]]
        assert cut.lstrip().startswith(place["number"])
        for fact in place["facts"]:
            assert texts[place["report"]][fact["start"] : fact["end"]] == fact["quote"]
    facts = [fact["fact"] for place in places for fact in place["facts"]]
    told = [row["fact"] for name in texts for row in corpus_view.facts(name)]
    assert sorted(facts) == sorted(told)


@pytest.mark.parametrize("kind", ["fact", "paragraph"])
def test_one_passage_over_all_reports(
    client: httpx.Client, corpus_settings: Settings, corpus_view: View, kind: str
) -> None:
    row = next(row for row in corpus_view.facts(LATER) if row["series"] == "english-rate")
    pairs = compare_passages(corpus_view, LATER)["pairs"]
    passage = next(
        pair["after"]
        for pair in pairs
        if pair["after"] and row["fact"] in [fact["fact"] for fact in pair["after"]["facts"]]
    )
    iri = str(row["fact"] if kind == "fact" else passage["paragraph"])
    name = iri.rpartition("/")[2]
    found = client.get(f"/api/passages/{name}").json()
    assert found.pop("next") is None
    assert found == json.loads(printed(corpus_settings, "passage", iri, "--json"))
    assert found["passage"] == passage
    ids = [entry.id for entry in corpus_view.manifest.reports]
    # One before it, one after it, and so on outward.
    assert ids[2] == LATER
    assert [like["report"] for like in found["likes"]] == [ids[1], ids[3], ids[0], ids[4]]
    assert [like["status"] for like in found["likes"]] == ["rewritten"] * 4
    # The words of 2014 are too far from it, but those of the report between are near to both.
    assert found["likes"][2]["reason"].startswith(f"through {EARLIER}: ")
    queries = load_trace_queries(open_resources(), Iris(corpus_view.manifest.base_iri))
    assert passage_over_reports(corpus_view, queries.facts, name).document() == found
    page = client.get(f"/api/passages/{name}?limit=3").json()
    assert page["likes"] == found["likes"][:3]
    assert client.get(page["next"]).json()["likes"] == found["likes"][3:]


def test_reports_are_laid_beside_it_when_they_are_asked_for(corpus_view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(corpus_view.manifest, corpus_view._load)
    queries, aligned = load_trace_queries(open_resources(), Iris(view.manifest.base_iri)), []
    align = passages.align
    monkeypatch.setattr(passages, "align", lambda before, after: aligned.append(1) or align(before, after))
    fact = view.facts(LATER)[0]["fact"]
    likes = passage_over_reports(view, queries.facts, str(fact)).likes
    assert not aligned
    next(likes)
    assert len(aligned) == 1
    assert len(list(likes)) == 3


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/api/passages?report={LATER}x", 404, "Did you mean"),
        (f"/api/passages?report={LATER}&with=nothing", 404, "No report 'nothing'"),
        (f"/api/passages?report={LATER}&status=changed", 404, "No status 'changed'"),
        (f"/api/passages?report={LATER}&with={LATER}", 400, "beside itself"),
        ("/api/passages?report=kcg-personnel-2014", 400, "Name another"),
        (f"/api/passages/{LATER}.9999", 404, "No paragraph"),
        ("/api/passages/zzz", 404, "No fact"),
        ("/api/passages", 422, "report"),
    ],
)
def test_what_there_is_not(client: httpx.Client, path: str, status: int, words: str) -> None:
    is_problem(client.get(path), status, words)


def test_the_examples_have_the_form_of_answers(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    def example(path: str) -> dict[str, Any]:
        return dict(paths[path]["get"]["responses"]["200"]["content"]["application/json"]["example"])

    answer = client.get("/api/passages", params={"report": LATER}).json()
    assert list(example("/api/passages")) == list(answer)
    assert {
        name: list(value) for name, value in example("/api/passages")["share"].items() if isinstance(value, dict)
    } == {name: list(value) for name, value in answer["share"].items() if isinstance(value, dict)}
    pair = next(pair for pair in answer["pairs"] if pair["before"] and pair["after"] and pair["after"]["facts"])
    (told,) = example("/api/passages")["pairs"]
    assert list(told) == list(pair)
    assert list(told["after"]) == list(pair["after"])
    assert list(told["after"]["facts"][0]) == list(pair["after"]["facts"][0])
    one = client.get(f"/api/passages/{pair['after']['paragraph'].rpartition('/')[2]}").json()
    assert list(example("/api/passages/{name}")) == list(one)
    assert list(example("/api/passages/{name}")["likes"][0]) == list(one["likes"][0])
