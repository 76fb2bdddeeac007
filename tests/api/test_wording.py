"""Periods in words of both calendars, and numbers as people read them."""

import pytest

from api.pages.chart import draw
from api.pages.frame import moment, number, rounded, signed, unwrapped
from api.pages.wording import Wording
from kg.model.language import Language

PERIODS = [
    ("2014-01-01", "2014-12-31", "103年", "2014"),
    ("2013-01-01", "2014-12-31", "102年至103年", "2013 – 2014"),
    ("2020-07-01", "2020-12-31", "109年7月至12月", "2020-07 – 2020-12"),
    ("2016-09-01", "2017-02-28", "105年9月至106年2月", "2016-09 – 2017-02"),
    ("2017-09-01", "2017-09-30", "106年9月", "2017-09 – 2017-09"),
    ("2020-12-31", "2020-12-31", "109年12月31日", "2020-12-31"),
    ("2017-06-26", "2017-07-21", "106年6月26日至7月21日", "2017-06-26 – 2017-07-21"),
    ("2016-12-30", "2017-01-02", "105年12月30日至106年1月2日", "2016-12-30 – 2017-01-02"),
    ("1911-10-10", "1911-10-10", "民國前1年10月10日", "1911-10-10"),
]


@pytest.mark.parametrize(("start", "end", "roc", "english"), PERIODS)
def test_a_period_in_both_calendars(start: str, end: str, roc: str, english: str) -> None:
    period = {"start": start, "end": end}
    gregorian = start if start == end else f"{start} – {end}"
    assert Wording(Language.CHINESE).calendars(period) == (roc, gregorian)
    assert Wording(Language.ENGLISH).calendars(period) == (gregorian, roc)
    assert Wording(Language.CHINESE).short(period) == roc
    assert Wording(Language.ENGLISH).short(period) == english
    assert Wording(Language.CHINESE).day(start, end) == roc


def test_a_year_is_told_as_a_year() -> None:
    assert (Wording(Language.CHINESE).day("2025"), Wording(Language.ENGLISH).day("2025")) == ("114年", "2025")
    assert Wording(Language.CHINESE).day("2018-01-01") == "107年1月1日"


def test_numbers() -> None:
    assert (number(4360926439), number(25.34), number(None)) == ("4,360,926,439", "25.34", "")
    assert (signed(-554), signed(0.87), signed(0), signed(-2.04, 1), signed(0.0, 1)) == (
        *("−554", "+0.87", "0", "−2.0", "0.0"),
    )
    assert (rounded(162.8194558944765), rounded(4360926439), rounded(None)) == ("162.8195", "4,360,926,439", "")
    assert moment("2026-11-25T07:39:51Z") == "2026-11-25 07:39 UTC"


def test_a_break_of_lines_takes_no_room_and_is_kept() -> None:
    assert unwrapped("各項英\n語<b>") == '各項英<i class="w">\n</i>語&lt;b&gt;'


def figure(fact: str, value: float, start: str | None, end: str | None, kind: str = "observed") -> dict[str, object]:
    period = {"start": start, "end": end} if start else None
    return {"fact": fact, "value": value, "period": period, "kind": kind}


def test_a_chart_over_true_time() -> None:
    rows = [
        figure("a", 25.0, "2014-12-31", "2014-12-31"),
        figure("b", 26.0, "2016-01-01", "2016-12-31"),
        figure("c", 30.0, "2020-12-31", "2020-12-31", "target"),
        figure("d", 18.0, None, None, "rule"),
    ]
    chart = draw(rows, [["a", "b"], ["c"]])
    assert chart
    first, second, third = chart.marks
    assert first.x1 == first.x2 < second.x1 < second.x2 < third.x1
    assert first.y > second.y > third.y
    assert [mark.hollow for mark in chart.marks] == [False, False, True]
    assert chart.paths == (((first.middle, first.y), (second.middle, second.y)),)
    assert [row["fact"] for row in chart.undrawn] == ["d"]
    assert not chart.from_nought
    assert all(chart.top <= mark.y <= chart.bottom for mark in chart.marks)
    assert [tick.words for tick in chart.x] == [str(year) for year in range(2014, 2021)]
    assert all(tick.place < tick.at for tick in chart.x)
    assert chart.x[0].at < first.x2 < chart.x[1].place < chart.x[1].at  # the last day of 2014 is under 2014


@pytest.mark.parametrize("values", [[0.0], [5.0, 5.0], [-3.0, 4.0], [1e9, 2.0], [0.001, 0.002]])
def test_a_chart_of_any_values_stays_inside(values: list[float]) -> None:
    chart = draw([figure(str(place), value, "2020-01-01", "2020-12-31") for place, value in enumerate(values)])
    assert chart
    assert all(chart.top - 0.01 <= mark.y <= chart.bottom + 0.01 for mark in chart.marks)
    assert chart.from_nought or min(values) > 0


def test_of_many_years_some_have_words() -> None:
    chart = draw([figure("a", 1.0, "2004-12-31", "2004-12-31"), figure("b", 2.0, "2024-12-31", "2024-12-31")])
    assert chart
    assert len(chart.x) == 21
    assert [tick.words for tick in chart.x if tick.words] == ["2004", "2007", "2010", "2013", "2016", "2019", "2022"]


def test_nothing_with_a_date_is_no_chart() -> None:
    assert draw([figure("d", 18.0, None, None)]) is None
