"""The breakdown of figures: examples and counters of the rows."""

import pytest

from kg.interpret.dims import load_dim_rules, read_dims
from kg.interpret.kinds import load_kind_rules, read_kinds
from tests.interpret.written import load, read_example

TABLE = load("dims.toml")
ROWS = [*TABLE["dims"], TABLE["posts"]]
EXAMPLES = [example for row in ROWS for example in (*row["examples"], *row["counter"])]


def said(pairs):
    return " ".join(f"{key}={value}" for key, value in pairs) or "-"


def test_every_row_has_examples():
    assert len(EXAMPLES) >= 18


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    written = read_example(example)
    kinds = read_kinds(written.scenes, written.texts, load_kind_rules())
    found = read_dims(written.scenes, kinds, load_dim_rules())
    assert tuple(said(pairs) for pairs in found) == written.expected
