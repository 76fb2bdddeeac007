"""The tables: exactly the promised fields, and the annotations come back as they went in."""

import json

import pytest

from kg.graph import change_rows, entity_rows, fact_rows
from kg.iris import Iris
from tests import scoring
from tests.graph import small
from tests.graph.gold_reading import ANNOTATED, gold_links, gold_reading, rows

IRIS = Iris()
FIELDS = (
    "fact report source_sha256 start end quote value unit qualifier kind direction base temporality metric series "
    "agency programme period period_source section dims measure sentence"
)


def test_a_fact_as_a_row():
    row = fact_rows(small.READING, small.LINKS, IRIS)[0]
    assert " ".join(row) == FIELDS
    place = small.span("25.50%")
    assert row == {
        "fact": row["fact"],
        "report": "small-1",
        "source_sha256": small.SHA256,
        "start": place.start,
        "end": place.end,
        "quote": "25.50%",
        "value": 25.5,
        "unit": "%",
        "qualifier": "approx",
        "kind": "observed",
        "direction": None,
        "base": None,
        "temporality": "rate",
        "metric": "英檢通過率",
        "series": "english-rate",
        "agency": "某市社會局",
        "programme": "英檢",
        "period": {"start": "2020-07-01", "end": "2020-12-31"},
        "period_source": "stated",
        "section": ["訓練"],
        "dims": {"group": "公務人員", "sex": "女性"},
        "measure": "percent",
        "sentence": row["sentence"],
    }
    sentence = slice(*row["sentence"])
    assert row["quote"] in small.TEXT[sentence]


def test_whole_numbers_are_written_without_a_fraction():
    values = [row["value"] for row in fact_rows(small.READING, small.LINKS, IRIS)]
    assert json.dumps(values) == "[25.5, 1.5, 97, 12, 121]"


def test_without_a_period_there_is_no_source_of_it():
    row = fact_rows(small.READING, small.LINKS, IRIS)[2]
    assert (row["period"], row["period_source"], row["series"]) == (None, None, None)


def test_an_award_is_a_row_of_its_conferral():
    row = next(row for row in entity_rows(small.READING, small.LINKS, IRIS) if row["type"] == "award")
    place = small.span("創新獎")
    assert {key: row[key] for key in ("name", "mentions", "recipient", "rank", "date", "for", "concept")} == {
        "name": "創新獎",
        "mentions": [[place.start, place.end]],
        "recipient": "某市人事處",
        "rank": "第1名",
        "date": "2020",
        "for": "訓練",
        "concept": "innovation-award",
    }


def test_a_change_as_a_row():
    [row] = change_rows(small.READING, small.LINKS, IRIS)
    expected = {
        "type": "staffing_change",
        "subject": "某市社會局",
        "object": None,
        "date": "2020-09",
        "concept": "welfare",
    }
    assert expected.items() <= row.items()
    assert (row["before"], row["after"], row["quote"]) == (97, 121, small.SENTENCES[1])


@pytest.mark.parametrize("report", ANNOTATED)
def test_annotations_come_back_as_they_went_in(report):
    reading = gold_reading(report)
    facts = fact_rows(reading, gold_links(reading, report), IRIS)
    figures = scoring.score(list(facts), [report])[report]
    for figure in ("p", "r", "usable", "series_f1", "qualifier_f1", "agency", "programme"):
        assert figures[figure] == 1.0, figure
    entities = entity_rows(reading, gold_links(reading, report), IRIS)
    assert [(row["type"], row["name"]) for row in entities] == [
        (row["type"], row["name"]) for row in rows(report, "gold/entities.jsonl")
    ]
    changes = change_rows(reading, gold_links(reading, report), IRIS)
    assert [(row["type"], row["quote"]) for row in changes] == [
        (row["type"], row["quote"]) for row in rows(report, "gold/events.jsonl")
    ]
    assert len({row["fact"] for row in facts}) == len(facts)
