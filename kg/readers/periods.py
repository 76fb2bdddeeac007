"""The period that a report's title names: ROC or Gregorian years, halves, quarters, months and days."""

import re
from calendar import monthrange
from datetime import date

from kg.model.calendar import gregorian_year
from kg.model.mentions import Period

_YEAR = r"(?:中華民國|民國)?(?P<{0}>\d{{2,4}})(?:年度|年|(?=[./]\d))"
_RANGE = re.compile(
    _YEAR.format("y1")
    + r"(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:至|到|[-~─－–—])"
    + r"(?:" + _YEAR.format("y2") + r")?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日|底|份)?"
)  # fmt: skip
_YEARS = re.compile(r"(?P<y1>\d{2,4})年?(?:度)?(?:至|到|[-~─－–—])(?P<y2>\d{2,4})年度?")
_PART = re.compile(
    _YEAR.format("y1") + r"(?:(?P<half>[上下])半年度?|第(?P<quarter>[1-4一二三四])季|(?P<month>\d{1,2})月份?)"
)
# The budget year that bridged the change of its beginning, and others told alike.
_HALF_AND_YEAR = re.compile(r"(?P<y1>\d{2,4})年?下半年(?:度)?[及與暨](?P<y2>\d{2,4})年度?")
_WHOLE = re.compile(_YEAR.format("y1"))
_QUARTERS = "一二三四"
# Han numerals before 年 and 月: 九十五年度, 一○四年, 民國八十九年一月至六月.
_HAN = re.compile(
    r"(?<![近去來這])[○〇零一二三四五六七八九十百]{2,5}(?=年)|[一二三四五六七八九十]{1,2}(?=月|至[一二三四五六七八九十]{1,2}月)"
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


def find_period(text: str) -> Period | None:
    """The period that a title names, or None. `text` has no blanks and half-width digits.

    "103年度" and "一○三年度" are the year 2014, "114年3月至8月" six months, "109年下半年" a half.
    """
    text = _HAN.sub(lambda found: str(_number(found[0])), text)
    for pattern, read in (
        (_RANGE, _range),
        (_HALF_AND_YEAR, _half_and_year),
        (_YEARS, _years),
        (_PART, _part),
        (_WHOLE, _whole),
    ):
        match = pattern.search(text)
        if match:
            try:
                return read(match)
            except ValueError:  # no such month or day, or backwards: a misprint, of which no other period is made
                return None
    return None


def _number(han: str) -> int:
    """The number of a Han numeral below 1,000, by place (一○四) or by multiplier (一百零四, 九十五)."""
    if not set(han) & {"十", "百"}:
        return int("".join(str(_DIGITS[char]) for char in han))
    total, digit = 0, 0
    for char in han:
        if char in "十百":
            total, digit = total + (digit or 1) * (10 if char == "十" else 100), 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _year(digits: str) -> int:
    """The Gregorian year of an ROC (two or three digits) or Gregorian (four digits) year."""
    return int(digits) if len(digits) == 4 else gregorian_year(int(digits))


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _range(match: re.Match[str]) -> Period:
    start_year = _year(match["y1"])
    end_year = _year(match["y2"]) if match["y2"] else start_year
    first, last = int(match["m1"]), int(match["m2"])
    end_day = int(match["d2"]) if match["d2"] else _months(end_year, last, last).end.day
    return Period(date(start_year, first, int(match["d1"] or 1)), date(end_year, last, end_day))


def _years(match: re.Match[str]) -> Period:
    return Period(date(_year(match["y1"]), 1, 1), date(_year(match["y2"]), 12, 31))


def _half_and_year(match: re.Match[str]) -> Period:
    return Period(date(_year(match["y1"]), 7, 1), date(_year(match["y2"]), 12, 31))


def _part(match: re.Match[str]) -> Period:
    year = _year(match["y1"])
    if match["half"]:
        return _months(year, 1, 6) if match["half"] == "上" else _months(year, 7, 12)
    if match["quarter"]:
        number = _QUARTERS.find(match["quarter"]) + 1 or int(match["quarter"])
        return _months(year, 3 * number - 2, 3 * number)
    return _months(year, int(match["month"]), int(match["month"]))


def _whole(match: re.Match[str]) -> Period:
    return _months(_year(match["y1"]), 1, 12)
