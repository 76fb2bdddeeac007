"""What the checks between reports find on the five packaged reports, as they are read.

`judgements.jsonl` holds what a person said of the findings after looking at the passages: of every alarm (a figure that
fails, a plan that was missed or moved or is heard of no more), of 100 others drawn at random (`drawn`, see
`judging.py`), and of the rest.
"""

from collections import defaultdict
from functools import cache

import pytest

from kg.audit.between import Check, Shelf, check_between, check_key, entries_of, load_lore
from kg.graph.findings import finding_iri
from kg.iris import Iris
from kg.pipeline.accounts import read_accounts
from kg.resources import open_resources
from kg.settings import DEFAULT_BASE
from kg.vocabulary import load_vocabulary
from tests.audit.between.judging import JUDGED, is_alarm, known, told

# The least share of the findings drawn at random that must be right.
RIGHT = 0.97


@cache
def lore():
    return load_lore(load_vocabulary(open_resources(), Iris(DEFAULT_BASE)).concepts)


@pytest.fixture(scope="module")
def accounts(corpus_view):
    return read_accounts(corpus_view)


@pytest.fixture(scope="module")
def findings(accounts):
    assert len(accounts) == 5
    return check_between(accounts, lore())


def of(findings, kind, verdict):
    return [one for one in findings if (one.kind, one.verdict) == (kind, verdict)]


def quotes(finding):
    return [(term.role, " ".join(term.statement.quote.split())) for term in finding.terms]


def test_the_retirements_of_2016_are_not_those_that_the_next_report_implies(findings):
    (finding,) = of(findings, "implied", "fails")
    assert finding.formula == "647 + 264 = 911, printed 917"
    assert dict(finding.about)["metric"] == "retirements-total"
    assert quotes(finding) == [("now", "647人"), ("change", "264人"), ("then", "917 人")]


def test_changes_against_what_no_report_prints_are_told_as_such(findings):
    formulas = {one.formula for one in of(findings, "implied", "cannot-tell")}
    assert {"629 + 181 = 810", "259 + 184 = 443", "69 − 4 = 65", "816000 − 619000 = 197000"} <= formulas


def test_what_was_agrees_with_what_was_told(findings):
    assert {"21600 = 21600", "37000 = 37000"} <= {one.formula for one in of(findings, "implied", "holds")}


def test_no_figure_is_said_to_be_restated(findings):
    assert of(findings, "restatement", "fails") == []
    assert [one.formula for one in of(findings, "restatement", "holds")] == ["499 = 499"]


def test_the_singles_of_2014_and_2016_are_an_equal_set(findings):
    (finding,) = of(findings, "copied", "cannot-tell")
    assert finding.reports == ("kcg-personnel-2014", "kcg-personnel-2016-09_2017-02")
    assert {quote for _, quote in quotes(finding)} == {"366 人", "183 人"}


def test_the_shares_of_disabled_and_indigenous_staff_are_told_no_more_after_2020(findings):
    silent = {dict(one.about).get("metric"): one for one in of(findings, "silence", "unheard")}
    for metric, last in (("disability-rate", "162％"), ("indigenous-rate", "316％")):
        assert quotes(silent[metric]) == [("last", last)]
        assert silent[metric].terms[0].statement.report == "kcg-personnel-2020-07_2020-12"


def test_what_still_stands_in_the_words_of_the_latest_report_is_no_silence(findings):
    unsure = {dict(one.about).get("programme"): one for one in of(findings, "silence", "cannot-tell")}
    assert [one.quote for one in unsure["monthly-pension"].passages if one.role == "words"] == ["月退休金"]


def test_targets_and_plans_and_what_came_of_them(findings):
    met = {one.formula for one in of(findings, "promise", "met")}
    assert {"7 = 7", "352 > 321", "1975 > 1213", "25.34 > 18", "33.52 > 18", "48 > 25", "12.2 > 5"} <= met
    assert [one.formula for one in of(findings, "promise", "missed")] == ["63 < 75"]
    assert {one.formula for one in of(findings, "promise", "unheard")} == {"103", "25"}


def test_every_report_is_told_with_how_much_of_it_was_understood(findings):
    assert len(of(findings, "completeness", "holds")) == 5


# ---------------------------------------------------------------------------------------------------- judged


def test_every_alarm_was_looked_at_and_is_right(findings):
    alarms = {told(one) for one in findings if is_alarm(one)}
    assert len(alarms) >= 3
    assert alarms - {known(row) for row in JUDGED if row["right"]} == set()


def test_findings_are_right(findings):
    there = {told(one) for one in findings}
    drawn = [row for row in JUDGED if row["drawn"]]
    assert len(drawn) == 100
    for judged, least in ((drawn, 90), (JUDGED, 160)):
        still = [row["right"] for row in judged if known(row) in there]
        assert len(still) >= least
        assert sum(still) / len(still) >= RIGHT


def test_what_was_wrong_says_why():
    wrong = [row for row in JUDGED if not row["right"]]
    assert wrong
    assert all(row["why"] for row in wrong)


# ---------------------------------------------------------------------------------------------------- run by key


def gathered(accounts):
    found = defaultdict(list)
    for account in accounts:
        for key, entries in entries_of(account, lore()).items():
            found[key] += entries
    return found


def test_every_check_has_a_key(accounts):
    assert {key.check for key in gathered(accounts)} == set(Check)


def test_findings_have_addresses_of_their_own(findings):
    iris = Iris(DEFAULT_BASE)
    assert len({finding_iri(one, iris) for one in findings}) == len(findings)


@pytest.mark.parametrize("place", range(5))
def test_when_a_report_comes_only_its_keys_and_those_of_its_desk_change(accounts, place):
    added = accounts[place]
    before = [one for one in accounts if one is not added]
    touched = set(entries_of(added, lore()))
    old, new = gathered(before), gathered(accounts)
    known = Shelf.of(before), Shelf.of(accounts)
    for key in new:
        was = check_key(key, old.get(key, []), known[0], lore())
        now = check_key(key, new[key], known[1], lore())
        assert key in touched or key.desk == added.info.issuer or was == now


def test_a_key_needs_no_reports_but_its_own_and_those_of_its_desk(accounts):
    found, every = gathered(accounts), Shelf.of(accounts)
    some = 0
    for key, entries in found.items():
        reports = {entry.report for entry in entries}
        few = Shelf.of(one for one in accounts if one.info.id in reports or one.info.issuer == key.desk)
        assert check_key(key, entries, few, lore()) == check_key(key, entries, every, lore())
        some += bool(check_key(key, entries, every, lore()))
    assert some >= 100


def test_the_order_of_reports_changes_nothing(accounts, findings):
    assert check_between(tuple(reversed(accounts)), lore()) == findings
