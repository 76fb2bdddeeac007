"""The rules carry over to reports of other bodies: what they find there, and that they invent nothing."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg.audit.inside import check_report, load_rules
from kg.model.findings import Verdict
from kg.model.mentions import Period
from tests.audit.inside.reports import read_words
from tests.graph.gold_reading import ROOT

OWN = tomllib.loads((Path(__file__).parent / "passages.toml").read_text(encoding="utf-8"))["passage"]
OTHERS = [
    passage
    for path in sorted((ROOT / "tests" / "corpus" / "passages").glob("*.toml"))
    for passage in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
]

TRAPS = [
    line
    for line in (Path(__file__).parent / "traps.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def checks(passage):
    start, _, end = passage["coverage"].partition("/")
    coverage = Period(date.fromisoformat(start), date.fromisoformat(end or start))
    outline, account, mentions = read_words(passage["text"], passage.get("issuer"), passage.get("owner"), coverage)
    return check_report(outline, account, mentions.dates, load_rules())


def test_passages_are_collected():
    assert len(OWN) >= 17
    assert sum(len(passage["checks"]) for passage in OWN) >= 80
    assert sum(check.startswith("fails") for passage in OWN for check in passage["checks"]) >= 4
    assert len(OTHERS) >= 40
    assert len(TRAPS) >= 50


@pytest.mark.parametrize("passage", OWN, ids=lambda passage: passage["name"])
def test_what_a_careful_reader_checks_is_checked(passage):
    found = sorted(f"{one.verdict}: {one.formula}" for one in checks(passage))
    assert found == sorted(passage["checks"])


@pytest.mark.parametrize("passage", OTHERS, ids=lambda passage: passage["name"])
def test_nothing_fails_where_nothing_is_wrong(passage):
    assert [one.formula for one in checks(passage) if one.verdict is Verdict.FAILS] == []


@pytest.mark.parametrize("text", TRAPS)
def test_nothing_fails_where_the_words_leave_another_reading(text):
    outline, account, mentions = read_words(text)
    found = check_report(outline, account, mentions.dates, load_rules())
    assert [one.formula for one in found if one.verdict is Verdict.FAILS] == []
