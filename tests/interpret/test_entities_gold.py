"""How well entities and changes of the annotated reports are read. What was reached must not fall."""

from collections import Counter

import pytest

from tests import scoring_entities
from tests.reading_entities import ANNOTATED, read_report

FLOORS = {
    "kcg-personnel-2014": {
        "agency": 0.99, "programme": 0.91, "award": 1.00, "system": 0.95, "law": 0.94, "person": 1.00, "event": 0.81,
    },
    "kcg-personnel-2016-09_2017-02": {
        "agency": 0.91, "programme": 0.78, "award": 0.71, "system": 0.94, "law": 1.00, "person": 0.00, "event": 0.58,
    },
    "kcg-personnel-2017-07_2017-12": {
        "agency": 0.96, "programme": 0.89, "award": 1.00, "system": 1.00, "law": 0.97, "person": 1.00, "event": 0.97,
    },
    "kcg-personnel-2020-07_2020-12": {
        "agency": 0.91, "programme": 0.83, "award": 0.85, "system": 0.90, "law": 0.94, "person": 0.92, "event": 0.93,
    },
    "kcg-personnel-2025-03_2025-08": {
        "agency": 0.85, "programme": 0.68, "award": 0.75, "system": 0.92, "law": 0.86, "person": 0.85, "event": 0.62,
    },
}  # fmt: skip
TOGETHER = {
    "agency": 0.93, "programme": 0.83, "award": 0.89, "system": 0.93, "law": 0.94, "person": 0.79, "event": 0.82,
}  # fmt: skip


def figures(reports):
    total = Counter()
    for report in reports:
        total.update(scoring_entities.count(report, *read_report(report))[0])
    return {kind: scoring_entities.f1(total, kind) for kind in scoring_entities.kinds(total)}


def fallen(reached, floors):
    assert sorted(reached) == sorted(floors)
    return {kind: (reached[kind], floor) for kind, floor in floors.items() if reached[kind] < floor}


@pytest.mark.parametrize("report", ANNOTATED)
def test_no_score_of_a_report_falls(report):
    assert not fallen(figures([report]), FLOORS[report])


def test_no_score_of_all_falls():
    assert not fallen(figures(ANNOTATED), TOGETHER)


@pytest.mark.parametrize("report", ANNOTATED)
def test_every_name_is_what_stands_at_its_place(report):
    entities, _ = read_report(report)
    assert len(entities) > 50
    for entity in entities:
        assert entity["name"]
        assert entity["name"] not in entity["aliases"]
        assert entity["mentions"]
        assert all(start < end for start, end in entity["mentions"])
