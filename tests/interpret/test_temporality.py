"""Rows of temporality: every example and counter reads as it says."""

import pytest

from kg.interpret.kinds import OBSERVED
from kg.interpret.temporality import load_temporality_rules, read_temporalities
from tests.interpret.written import load, read_example

ROWS = load("temporality.toml")["cues"]
EXAMPLES = [example for row in ROWS for example in (*row.get("examples", ()), *row.get("counter", ()))]


def test_there_are_enough_examples():
    assert len(EXAMPLES) >= 20
    assert all(row.get("examples") for row in ROWS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    written = read_example(example)
    kinds = [OBSERVED for _ in written.scenes]
    found = read_temporalities(written.scenes, written.texts, kinds, load_temporality_rules())
    assert tuple(one.value for one in found) == written.expected
