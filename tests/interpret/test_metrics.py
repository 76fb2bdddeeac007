"""The words for what a figure measures: examples and counters of the word lists."""

import pytest

from kg.interpret.dims import load_dim_rules, read_dims
from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.interpret.metrics import load_metric_rules, read_metrics
from tests.interpret.written import load, read_example

TABLE = load("metrics.toml")
LISTS = [part for part in TABLE.values() if "words" in part]
EXAMPLES = [example for part in LISTS for example in (*part["examples"], *part["counter"])]


def metrics(written, programme):
    kinds = read_kinds(written.scenes, written.texts, load_kind_rules())
    dims = read_dims(written.scenes, kinds, load_dim_rules())
    return read_metrics(written.scenes, [programme] * len(written.scenes), dims, load_metric_rules())


def test_every_list_has_examples():
    assert len(LISTS) == 6
    assert len(EXAMPLES) >= 11


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    assert metrics(read_example(example), None) == read_example(example).expected


def test_the_programme_stands_before():
    assert metrics(read_example("計有【43人】到考"), "多益測驗") == ("多益測驗到考人數",)


def test_the_items_of_a_list_are_said_as_its_first():
    written = read_example("公務人員撫卹【16人】、教育人員【9人】，合計【25人】")
    assert metrics(written, None) == ("公務人員撫卹人數", "教育人員撫卹人數", "撫卹人數")


def test_a_comma_inside_a_number_ends_no_clause():
    written = read_example("各局處通過各項英語檢定人數計【6,520人】，比例達【33.52%】")
    assert metrics(written, None) == ("各局處通過各項英語檢定人數", "比例")
