"""`kg search`."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran

Kg = Callable[..., Ran]


def test_a_year_and_a_metric(kg: Kg, corpus_store: Path) -> None:
    ran = kg("search", "109年英檢通過率", "--store", corpus_store)
    assert ran.code == 0
    assert "28.27％" in ran.out
    assert "english-rate" in ran.out
    assert ran.err.startswith("1 names, 1 facts, 0 passages")


def test_rows_for_programs(kg: Kg, corpus_store: Path) -> None:
    ran = kg("search", "英檢", "--limit", 2, "--format", "jsonl", "--store", corpus_store)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["what"] for row in rows].count("fact") == 2
    assert "there are more" in ran.err
    whole = json.loads(kg("search", "英檢", "--json", "--store", corpus_store).out)
    assert set(whole) == {"things", "facts", "passages", "more"}


def test_nothing_is_no_error(kg: Kg, corpus_store: Path) -> None:
    ran = kg("search", "沒有這樣的文字", "--format", "jsonl", "--store", corpus_store)
    assert (ran.code, ran.out) == (0, "")
    assert kg("search", "--store", corpus_store).code == 2
