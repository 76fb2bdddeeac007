"""Titles, issuers, kinds and periods as the front of a report states them."""

import tomllib
from datetime import date

import pytest

from kg.model.mentions import Period
from kg.readers.front import RULES, FrontRules, is_title, load_front_rules, read_front
from kg.readers.periods import find_period

ROWS = tomllib.loads(RULES.read_text(encoding="utf-8"))
SINGLE = ("title", "body", "issuer", "session")


@pytest.fixture(scope="module")
def rules() -> FrontRules:
    return load_front_rules()


def lines(table: dict[str, object], key: str) -> list[str]:
    found = table[key]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", SINGLE)
def test_every_row_knows_its_examples_and_not_its_counters(name: str, rules: FrontRules) -> None:
    pattern = getattr(rules, name)
    find = (lambda line: is_title(line, rules)) if name == "title" else pattern.search
    assert [line for line in lines(ROWS[name], "examples") if not find(line)] == []
    assert [line for line in lines(ROWS[name], "counters") if find(line)] == []


def test_every_kind_knows_its_examples_and_not_its_counters(rules: FrontRules) -> None:
    for row, (pattern, kind) in zip(ROWS["kind"], rules.kinds, strict=True):
        assert row["name"] == kind
        assert all(pattern.search(line) for line in lines(row, "examples"))
        assert not any(pattern.search(line) for line in lines(row, "counters"))


def test_all_rows_were_tried() -> None:
    assert set(ROWS) == {*SINGLE, "kind"}
    assert len(ROWS["kind"]) >= 3


def test_a_title_over_two_lines(rules: FrontRules) -> None:
    front = read_front("高雄市議會第4屆第6次定期大會\n高雄市政府人事處\n業 務 報 告\n(114年3月至8月)\n", rules)
    assert front.title == "高雄市政府人事處業務報告"
    assert front.issuer == "高雄市政府人事處"
    assert front.kind == "council work report"
    assert front.session == "高雄市議會第4屆第6次定期大會"
    assert front.coverage == Period(date(2025, 3, 1), date(2025, 8, 31))


def test_tags_and_full_width_are_no_hindrance(rules: FrontRules) -> None:
    front = read_front('\ufeff<p align="center">勞動部１１２年 年報</p>\n', rules)
    assert (front.title, front.issuer, front.kind) == ("勞動部112年年報", "勞動部", "annual report")
    assert front.coverage == Period(date(2023, 1, 1), date(2023, 12, 31))


def test_nothing_is_guessed(rules: FrontRules) -> None:
    front = read_front("一、辦理訓練3場,共109人參加。\n二、提出書面報告。\n", rules)
    assert (front.title, front.issuer, front.kind, front.coverage, front.session) == (None,) * 5


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("103年度施政績效報告", "2014-01-01", "2014-12-31"),
        ("中華民國112年年報", "2023-01-01", "2023-12-31"),
        ("2022年報", "2022-01-01", "2022-12-31"),
        ("109年7月至12月", "2020-07-01", "2020-12-31"),
        ("105年9月至106年2月", "2016-09-01", "2017-02-28"),
        ("114年3月至8月", "2025-03-01", "2025-08-31"),
        ("109年下半年業務報告", "2020-07-01", "2020-12-31"),
        ("110年上半年", "2021-01-01", "2021-06-30"),
        ("112年第2季", "2023-04-01", "2023-06-30"),
        ("112年第四季", "2023-10-01", "2023-12-31"),
        ("109年2月份", "2020-02-01", "2020-02-29"),
        ("109年3月5日至4月6日", "2020-03-05", "2020-04-06"),
        ("108-109年度", "2019-01-01", "2020-12-31"),
        ("九十五年度施政績效報告", "2006-01-01", "2006-12-31"),
        ("一○四年年報", "2015-01-01", "2015-12-31"),
        ("一百零四年度", "2015-01-01", "2015-12-31"),
        ("民國八十九年一月至六月", "2000-01-01", "2000-06-30"),
        ("九十二年上半年", "2003-01-01", "2003-06-30"),
        ("八十八年下半年及八十九年度", "1999-07-01", "2000-12-31"),
    ],
)
def test_periods_of_titles(text: str, start: str, end: str) -> None:
    assert find_period(text) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["業務報告", "第4屆第6次定期大會", "109年13月至14月", "近十年回顧", "第三季"])
def test_what_names_no_period(text: str) -> None:
    assert find_period(text) is None
