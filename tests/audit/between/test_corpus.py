"""What the checks between reports find on the five packaged reports, as they are read."""

from functools import cache

import pytest

from kg.audit.between import check_between, load_lore
from kg.iris import Iris
from kg.resources import open_resources
from kg.settings import DEFAULT_BASE
from kg.vocabulary import load_vocabulary
from tests.audit.between.accounts import accounts_of


@cache
def lore():
    return load_lore(load_vocabulary(open_resources(), Iris(DEFAULT_BASE)).concepts)


@pytest.fixture(scope="module")
def findings(corpus_view):
    accounts = accounts_of(corpus_view)
    assert len(accounts) == 5
    return check_between(accounts, lore())


def of(findings, kind, verdict):
    return [one for one in findings if (one.kind, one.verdict) == (kind, verdict)]


def test_the_retirements_of_2016_are_not_those_that_the_next_report_implies(findings):
    (finding,) = of(findings, "implied", "fails")
    assert finding.formula == "647 + 264 = 911, printed 917"
    assert dict(finding.about)["metric"] == "retirements-total"
    assert [(term.role, " ".join(term.statement.quote.split())) for term in finding.terms] == [
        ("now", "647人"),
        ("change", "264人"),
        ("then", "917 人"),
    ]


def test_changes_against_what_no_report_prints_are_told_as_such(findings):
    formulas = {one.formula for one in of(findings, "implied", "cannot-tell")}
    assert {"629 + 181 = 810", "259 + 184 = 443", "69 − 4 = 65", "816000 − 619000 = 197000"} <= formulas


def test_no_figure_is_said_to_be_restated(findings):
    assert of(findings, "restatement", "fails") == []
    assert [one.formula for one in of(findings, "restatement", "holds")] == ["499 = 499"]
