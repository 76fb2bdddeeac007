"""How many of the annotated relations are found: no fewer than before."""

import json
from pathlib import Path

import pytest

from tests.audit.inside.relations import ANNOTATED, found, relations

RECORDED = json.loads((Path(__file__).parent / "found.json").read_text(encoding="utf-8"))


def test_all_relations_are_collected():
    kept, elsewhere = zip(*(relations(report) for report in ANNOTATED), strict=True)
    assert (sum(map(len, kept)), sum(elsewhere)) == (73, 12)


@pytest.mark.parametrize("source", ["hand", "read"])
def test_no_fewer_relations_are_found_than_before(source):
    given, right, _ = found(source)
    assert set(RECORDED[source]) == set(given)
    assert {form: right[form] for form in given} == RECORDED[source]
