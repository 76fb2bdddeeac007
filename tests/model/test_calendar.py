"""Years and periods in the words of the ROC calendar."""

from datetime import date

import pytest

from kg.model.calendar import gregorian_year, roc_words, roc_year

PERIODS = [
    ("2020-01-01", "2020-12-31", "109年"),
    ("2014-01-01", "2016-12-31", "103年至105年"),
    ("2020-07-01", "2020-12-31", "109年7月至12月"),
    ("2016-09-01", "2017-02-28", "105年9月至106年2月"),
    ("2016-02-01", "2016-02-29", "105年2月"),
    ("2016-02-01", "2016-02-28", "105年2月1日至2月28日"),
    ("2020-12-31", "2020-12-31", "109年12月31日"),
    ("2020-02-01", "2020-02-01", "109年2月1日"),
    ("2020-07-28", "2020-08-28", "109年7月28日至8月28日"),
    ("2016-12-30", "2017-01-02", "105年12月30日至106年1月2日"),
    ("1912-01-01", "1912-12-31", "1年"),
    ("1911-10-10", "1911-10-10", "民國前1年10月10日"),
    ("1895-01-01", "1910-12-31", "民國前17年至民國前2年"),
    ("1895-01-01", "1945-12-31", "民國前17年至民國34年"),
    ("1911-12-01", "1912-02-29", "民國前1年12月至民國1年2月"),
    ("9999-12-01", "9999-12-30", "8088年12月1日至12月30日"),
]


@pytest.mark.parametrize(("start", "end", "words"), PERIODS)
def test_periods_in_words(start: str, end: str, words: str) -> None:
    assert roc_words(date.fromisoformat(start), date.fromisoformat(end)) == words


@pytest.mark.parametrize(("roc", "year", "words"), [(109, 2020, "109年"), (1, 1912, "1年"), (0, 1911, "民國前1年")])
def test_years(roc: int, year: int, words: str) -> None:
    assert gregorian_year(roc) == year
    assert roc_year(year) == words


def test_the_last_day_that_there_is() -> None:
    assert roc_words(date(9999, 12, 31), date(9999, 12, 31)) == "8088年12月31日"
