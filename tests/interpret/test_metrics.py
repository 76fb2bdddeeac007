"""The words for what a figure measures: examples and counters of the word lists."""

import pytest

from kg.interpret.metrics import load_metric_rules, read_metrics
from tests.interpret.written import load, read_example

TABLE = load("metrics.toml")
LISTS = [part for part in TABLE.values() if "words" in part]
EXAMPLES = [example for part in LISTS for example in (*part["examples"], *part["counter"])]


def test_every_list_has_examples():
    assert len(LISTS) == 4
    assert len(EXAMPLES) >= 11


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    written = read_example(example)
    assert read_metrics(written.scenes, [None] * len(written.scenes), load_metric_rules()) == written.expected


def test_the_programme_stands_before():
    written = read_example("計有【43人】到考")
    assert read_metrics(written.scenes, ["多益測驗"], load_metric_rules()) == ("多益測驗到考人數",)
