"""The walk of a council researcher: from words to five sentences, from a check to both passages, from what is told no
more to its last sentence, each in three commands at most."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran

Kg = Callable[..., Ran]
ENGLISH = ("25.34", "26.21", "26.19", "28.27", "33.52")


def asked(kg: Kg, store: Path, *arguments: object) -> str:
    """What a command prints, without white space."""
    ran = kg(*arguments, "--store", store)
    assert ran.code == 0, ran.err
    return re.sub(r"\s", "", ran.out)


def test_from_words_to_five_sentences(kg: Kg, corpus_store: Path) -> None:
    found = kg("search", "英檢通過率", "--format", "jsonl", "--store", corpus_store)
    metric = next(row["id"] for row in map(json.loads, found.out.splitlines()) if row["what"] == "metric")
    rows = json.loads(kg("ask", "metric", "--metric", metric, "--json", "--store", corpus_store).out)["rows"]
    assert [row["value"] for row in rows] == list(map(float, ENGLISH))
    for row, value in zip(rows, ENGLISH, strict=True):
        told = asked(kg, corpus_store, "trace", row["fact"])
        assert f"【{value}" in told
        assert "thefilehasthesecharactersthere" in told


def test_from_a_failing_check_to_both_passages(kg: Kg, corpus_store: Path) -> None:
    ran = kg("audit", "--verdict", "fails", "--kind", "implied", "--format", "jsonl", "--store", corpus_store)
    [finding] = [json.loads(line) for line in ran.out.splitlines()]
    told = asked(kg, corpus_store, "trace", finding["finding"])
    assert "合計【917人】" in told
    assert "106年下半年合計【647人】退休" in told
    assert "較去年同期減少【264人】" in told


def test_from_what_is_told_no_more_to_its_last_sentence(kg: Kg, corpus_store: Path) -> None:
    ran = kg("audit", "--kind", "silence", "--verdict", "unheard", "--format", "jsonl", "--store", corpus_store)
    found = [json.loads(line) for line in ran.out.splitlines()]
    [silence] = [one for one in found if "指標身心障礙人員進用比例" in one["message"]["zh"]]
    last = silence["terms"][-1]
    assert last["report"] == "kcg-personnel-2020-07_2020-12"
    told = asked(kg, corpus_store, "trace", last["fact"])
    assert "身心障礙" in told
    assert "【162％】" in told
