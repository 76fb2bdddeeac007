"""What became of the metrics of the packaged reports: expected answers, and what holds of all."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline.lineage import Lineages, metric_answer, metric_document, metric_rows
from kg.pipeline.lineage.metrics import COLUMNS
from kg.resources import open_resources
from kg.store import View

EXPECTED = Path(__file__).parent / "expected"
METRICS = sorted(EXPECTED.glob("metric-*.json"))


@pytest.fixture(scope="module")
def lineages(corpus_view: View) -> Lineages:
    return Lineages.of(corpus_view, open_resources())


@pytest.fixture(scope="module")
def documents(lineages: Lineages) -> Mapping[str, dict[str, Any]]:
    return {found.slug: metric_document(metric_answer(lineages, found.slug)) for found in lineages.metrics}


def figures(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for line in document["lines"]:
        yield from (point for segment in line["segments"] for point in segment)
    yield from document["marks"]


def brief(document: dict[str, Any]) -> dict[str, Any]:
    """What is expected of an answer: values at their times, in order, with what is said of them."""
    values = {figure["fact"]: figure["value"] for figure in figures(document)}
    return {
        "lines": [
            {
                "class": {name: value for name, value in line["class"].items() if name != "span_label"},
                "segments": [
                    [
                        [point["time"], point["value"], point["report"], *(note["note"] for note in point["notes"])]
                        for point in segment
                    ]
                    for segment in line["segments"]
                ],
                "steps": [[step["difference"], step["growth_percent"], *step["across"]] for step in line["steps"]],
                "breaks": [
                    {
                        "from": values[one["before"]],
                        "to": [values[fact] for fact in one["after"]],
                        "shifts": [
                            f"{shift['title']['zh']}: {shift['was']['zh']} → {shift['now']['zh']}"
                            for shift in one["shifts"]
                        ],
                    }
                    for one in line["breaks"]
                ],
            }
            for line in document["lines"]
        ],
        "marks": [
            [mark["time"], mark["value"], mark["unit"], mark["report"], *(apart["apart"] for apart in mark["apart"])]
            for mark in document["marks"]
        ],
        "related": [other["id"] for other in document["related"]],
    }


@pytest.mark.parametrize("path", METRICS, ids=lambda path: path.stem)
def test_expected_answers(documents: Mapping[str, dict[str, Any]], path: Path) -> None:
    assert brief(documents[path.stem.removeprefix("metric-")]) == json.loads(path.read_text(encoding="utf-8"))


def test_there_are_expected_answers() -> None:
    assert {path.stem.removeprefix("metric-") for path in METRICS} >= {
        *("english-rate", "female-heads", "elearning-completions", "webitr-agencies", "retirements-total"),
    }


def test_the_share_who_passed_english_is_one_line(documents: Mapping[str, dict[str, Any]]) -> None:
    document = documents["english-rate"]
    (line,) = document["lines"]
    (segment,) = line["segments"]
    assert [point["value"] for point in segment] == [25.34, 26.21, 26.19, 28.27, 33.52]
    assert document["marks"] == line["breaks"] == []
    assert [step["difference"] for step in line["steps"]] == [0.87, -0.02, 2.08, 5.25]


def test_every_figure_leads_to_its_characters(
    documents: Mapping[str, dict[str, Any]], lineages: Lineages, corpus_view: View
) -> None:
    count = 0
    for document in documents.values():
        for figure in figures(document):
            text = lineages.accounts[figure["report"]].text
            assert text[figure["start"] : figure["end"]] == figure["quote"]
            assert figure["quote"] in figure["sentence_text"] or figure["start"] < figure["sentence"][0]
            assert figure["fact"].startswith("https://w3id.org/kaogong/id/fact/")
            assert isinstance(figure["section"], list)
            count += 1
    linked = [row for entry in corpus_view.manifest.reports for row in corpus_view.facts(entry.id) if row["series"]]
    assert count == len(linked) > 300


def test_no_figure_is_lost_or_joined_twice(documents: Mapping[str, dict[str, Any]]) -> None:
    for document in documents.values():
        placed = [figure["fact"] for figure in figures(document)]
        listed = [figure["fact"] for group in document["figures"] for figure in group["figures"]]
        assert sorted(placed) == sorted(listed)
        assert len(set(placed)) == len(placed)


def test_a_line_has_one_class_and_differences_only_inside_segments(documents: Mapping[str, dict[str, Any]]) -> None:
    assert sum(len(document["lines"]) for document in documents.values()) > 80
    for document in documents.values():
        for line in document["lines"]:
            segment_of = {point["fact"]: place for place, part in enumerate(line["segments"]) for point in part}
            points = [point for segment in line["segments"] for point in segment]
            assert {point["agency"] for point in points} == {line["class"]["agency"]}
            assert all(segment_of[step["before"]] == segment_of[step["after"]] for step in line["steps"])
            assert all(segment_of[one["before"]] != segment_of[fact] for one in line["breaks"] for fact in one["after"])
            assert all(mark["apart"] for mark in document["marks"])


def test_differences_over_breaks_are_marked(lineages: Lineages) -> None:
    joined = metric_document(metric_answer(lineages, "elearning-hours", across_breaks=True))
    alone = metric_document(metric_answer(lineages, "elearning-hours"))
    assert [step["across"] for step in alone["lines"][0]["steps"]] == [[]]
    assert sorted(step["across"] for step in joined["lines"][0]["steps"]) == [[], ["act"]]
    assert joined["across_breaks"]


def test_rows_hold_every_figure_once(lineages: Lineages) -> None:
    for found in lineages.metrics:
        answer = metric_answer(lineages, found.slug)
        rows = list(metric_rows(answer))
        assert [row["fact"] for row in rows] == [figure["fact"] for figure in figures(metric_document(answer))]
        assert {key for row in rows for key in row} <= set(COLUMNS)
