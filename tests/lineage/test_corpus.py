"""What became of the metrics of the packaged reports: expected answers, and what holds of all."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.model.concepts import Scheme
from kg.pipeline.lineage import (
    Lineages,
    comparing,
    comparison,
    comparison_document,
    comparison_rows,
    metric_answer,
    metric_document,
    metric_rows,
    metrics,
    thing_answer,
    thing_document,
    thing_rows,
    things,
)
from kg.questions import find_findings
from kg.resources import open_resources
from kg.store import View

EXPECTED = Path(__file__).parent / "expected"
METRICS = sorted(EXPECTED.glob("metric-*.json"))
# Expected answers on things, by file: scheme, local name, day.
THINGS = {
    "programme-leadership-camp": (Scheme.PROGRAMME, "leadership-camp", None),
    "programme-eap-individual": (Scheme.PROGRAMME, "eap-individual", None),
    "agency-drug-prevention": (Scheme.AGENCY, "kcg-drug-prevention", "2017-12-31"),
    "agency-qishan": (Scheme.AGENCY, "qishan-household-registration", "2018-01-01"),
    "award-model-civil-servant": (Scheme.AWARD, "ey-model-civil-servant", None),
    "system-webitr": (Scheme.SYSTEM, "webitr", None),
    "law-english": (Scheme.LAW, "english-ability-measures", None),
}
COMPARED = ("kcg-personnel-2017-07_2017-12", "kcg-personnel-2020-07_2020-12")


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
        assert {key for row in rows for key in row} <= set(metrics.COLUMNS)


def brief_thing(document: dict[str, Any]) -> dict[str, Any]:
    """What is expected of an answer on a thing: names, values, evidence, without places."""

    def values(figures: list[dict[str, Any]]) -> list[Any]:
        return [[figure["series"], figure["value"], figure["unit"]] for figure in figures]

    said: dict[str, Any] = {
        "first": document["first"],
        "last": document["last"],
        "tellings": {
            telling["report"]: {
                "names": [[name["name"], *name["aliases"], name["score"]] for name in telling["names"]],
                "figures": values([*telling["figures"], *telling["figures_by_metric"]]),
            }
            for telling in document["tellings"]
        },
        "joins": [[one["other"], one["name"], one["evidence"]["shared_words"]] for one in document["joins"]],
        "contractors": [[one["report"], one["part"], one["body"]] for one in document["contractors"]],
        "awards": [[one["year"], one["recipient"], one["won"]] for one in document["awards"]],
        "changes": [
            [
                one["date"],
                one["taken_for"],
                one["part"],
                one["subject"],
                one["object"],
                one["posts_before"],
                one["posts_after"],
            ]
            for one in document["changes"]
        ],
        "required": [[one["required"], one["value"], one["series"]] for one in document["required"]],
    }
    if "kin" in document:
        standing = document["standing"]
        said["kin"] = [[one["relation"], one["direction"], one["name"]] for one in document["kin"]]
        said["inherited"] = [[one["name"], one["note"]["en"]] for one in document["inherited"]]
        said["standing"] = {key: standing[key] for key in ("on", "state", "successor", "posts", "posts_joint")}
    return said


@pytest.mark.parametrize("name", THINGS)
def test_expected_answers_on_things(lineages: Lineages, name: str) -> None:
    scheme, slug, on = THINGS[name]
    document = thing_document(thing_answer(lineages, scheme, slug, on=on))
    assert brief_thing(document) == json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))


def brief_comparison(document: dict[str, Any]) -> dict[str, Any]:
    """What is expected of a comparison: by metric the two values and their difference, or why there is none."""
    return {
        "notes": [note["en"] for note in document["notes"]],
        "both": {
            pair["metric"]["id"]: [[one["a"]["value"], one["b"]["value"], one["difference"]] for one in pair["changes"]]
            or [apart["apart"] for apart in pair["apart"]]
            or pair["breaks"][0]["en"]
            for pair in document["both"]
        },
        "only_a": [one["metric"]["id"] for one in document["only_a"]],
        "only_b": [one["metric"]["id"] for one in document["only_b"]],
    }


def test_expected_comparison(lineages: Lineages) -> None:
    document = comparison_document(comparison(lineages, *COMPARED))
    assert brief_comparison(document) == json.loads((EXPECTED / "compare.json").read_text(encoding="utf-8"))


def test_a_comparison_turned_round(lineages: Lineages) -> None:
    there, back = (comparison_document(comparison(lineages, *pair)) for pair in (COMPARED, COMPARED[::-1]))
    assert there["only_a"] == back["only_b"]
    changes = {
        (one["a"]["fact"], one["b"]["fact"]): one["difference"] for pair in there["both"] for one in pair["changes"]
    }
    turned = {
        (one["b"]["fact"], one["a"]["fact"]): -one["difference"] for pair in back["both"] for one in pair["changes"]
    }
    assert changes == turned
    assert len(changes) > 20


def test_every_place_that_is_told_leads_to_its_characters(lineages: Lineages) -> None:
    count = 0
    for scheme in (Scheme.PROGRAMME, Scheme.AGENCY, Scheme.AWARD, Scheme.SYSTEM, Scheme.LAW):
        for concept in lineages.vocabulary.scheme(scheme):
            on = "2018-01-01" if scheme is Scheme.AGENCY else None
            document = thing_document(thing_answer(lineages, scheme, concept.slug, on=on))
            for place in _places(document):
                text = lineages.accounts[place["report"]].text
                assert text[place["start"] : place["end"]] == place["quote"]
                count += 1
    assert count > 2_000


def _places(value: object) -> Iterator[dict[str, Any]]:
    """All objects of a document that say where they stand."""
    if isinstance(value, dict):
        if "quote" in value and "start" in value:
            yield value
        for part in value.values():
            yield from _places(part)
    elif isinstance(value, list):
        for part in value:
            yield from _places(part)


def test_rows_of_things_and_comparisons_have_the_columns(lineages: Lineages) -> None:
    for scheme, slug, on in THINGS.values():
        rows = list(thing_rows(thing_answer(lineages, scheme, slug, on=on)))
        assert rows
        assert {key for row in rows for key in row} <= set(things.COLUMNS)
    rows = list(comparison_rows(comparison(lineages, *COMPARED)))
    assert {key for row in rows for key in row} <= set(comparing.COLUMNS)


def test_contractors_change_over_the_reports(lineages: Lineages) -> None:
    document = thing_document(thing_answer(lineages, Scheme.PROGRAMME, "eap-individual"))
    told = {(one["report"], one["concept"]) for one in document["contractors"] if one["part"] == "commissioned"}
    assert {concept for report, concept in told if report == "kcg-personnel-2014"} == {"teacher-chang"}
    assert {concept for report, concept in told if report == "kcg-personnel-2025-03_2025-08"} == {
        "kaisyuan-hospital",
        "good-here-counselling",
    }


def test_a_judgement_joins_names_that_share_no_word(lineages: Lineages) -> None:
    document = thing_document(thing_answer(lineages, Scheme.PROGRAMME, "caregivers"))
    (join,) = [one for one in document["joins"] if one["name"] == "關照員"][:1] or [None]
    assert join is not None
    assert join["evidence"]["judgement"]["id"] == "carers-of-2025"


def test_breaks_are_findings_of_the_audit(corpus_view: View) -> None:
    found = find_findings(corpus_view, kind="break")
    expected = json.loads((EXPECTED / "breaks.json").read_text(encoding="utf-8"))
    assert sorted([row["about"]["metric"], row["formula"], row["about"]["facets"]] for row in found) == expected
    assert len(expected) > 10
    for row in found:
        assert row["verdict"] == "cannot-tell"
        assert {term["role"] for term in row["terms"]} == {"before", "after"}
        assert {term["report"] for term in row["terms"]} <= set(row["reports"])
