"""After what a key of promises can hear of, the coming and going of other reports changes nothing of it."""

from collections import defaultdict

from kg.audit.between import Check, Shelf, check_key, entries_of, heard, load_lore
from kg.audit.between.following import NEXT
from kg.audit.between.shelf import FIRST, told_at
from tests.audit.between.bureau import line, metric, report

LORE = load_lore([metric("fairs", "魚市展售場次"), metric("fairs-planned", "魚市展售規劃場次", about="fairs")])
HELD = {"series": "fairs", "metric": "魚市展售場次", "measure": "session"}
PLAN = HELD | {"series": "fairs-planned", "metric": "規劃魚市展售場次", "kind": "planned"}
ALONE = {"series": None, "metric": "預定整建漁港碼頭", "measure": "place", "kind": "planned"}
YEARS = range(2000, 2014)


def told(year):
    """A report: of some years a plan of the next year, of some a plan without a metric, of few what was held."""
    ahead = {"period": str(year + 1)}
    lines = [line(f"{year}年進用【{year % 7 + 3}人】。", {"series": None, "metric": "進用人員"})]
    lines += [line(f"明年規劃辦理魚市展售【{year % 5 + 2}場次】。", PLAN | ahead)] if year % 3 == 0 else []
    lines += [line(f"明年預定整建漁港碼頭【{year % 4 + 1}處】。", ALONE | ahead)] if year % 4 == 1 else []
    lines += [line(f"辦理魚市展售【{year % 6 + 2}場次】。", HELD)] if year == YEARS[3] else []
    return report(year, *lines)


REPORTS = {year: told(year) for year in YEARS}


def keyed(years):
    found = defaultdict(list)
    for year in years:
        for key, entries in entries_of(REPORTS[year], LORE).items():
            if key.check is Check.PROMISE:
                found[key] += entries
    return found, Shelf.of(REPORTS[year] for year in years)


def test_what_comes_after_all_that_is_heard_changes_nothing():
    closed = opened = moved = 0
    for gone in YEARS:
        there, shelf = keyed([year for year in YEARS if year != gone])
        after, whole = keyed(YEARS)
        for key, entries in there.items():
            if after[key] == entries:
                until = heard(key, entries, shelf, LORE)
                same = check_key(key, entries, shelf, LORE) == check_key(key, entries, whole, LORE)
                beyond = until is not None and told_at(REPORTS[gone].info) > until
                assert same or not beyond
                closed, opened, moved = closed + beyond, opened + (until is None), moved + (not same)
    assert min(closed, opened, moved) > 2


def test_a_key_without_a_promise_hears_of_nobody():
    alone = Shelf.of([report(2030, line("辦理魚市展售【4場次】。", HELD))])
    keys = [key for key in entries_of(alone.accounts[0], LORE) if key.check is Check.PROMISE]
    assert [heard(key, entries_of(alone.accounts[0], LORE)[key], alone, LORE) for key in keys] == [FIRST]
    assert len(YEARS) - 1 > NEXT
