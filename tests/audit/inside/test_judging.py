"""Of a hundred checks drawn from the five reports no more than three are nonsense, and no failure is false."""

from kg.model.findings import Verdict
from tests.audit.inside.judging import DRAWN, drawn, judged, made

FALSE_ALLOWED = 3


def test_every_drawn_check_was_judged():
    known = judged()
    assert len(drawn()) == DRAWN
    assert [row for row in drawn() if row not in known] == []


def test_few_drawn_checks_are_nonsense():
    known = judged()
    assert sum(known[row] is False for row in drawn()) <= FALSE_ALLOWED


def test_no_failure_is_false():
    known = judged()
    failures = [row for row in made() if row[2] == Verdict.FAILS.value]
    assert failures
    assert all(known.get(row) for row in failures)
