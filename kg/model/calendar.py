"""The calendar of the Republic of China (ROC): its years, and periods in its words."""

from calendar import monthrange
from datetime import date

# The year before the first of the ROC: ROC 109 is 2020.
BEFORE_FIRST = 1911


def gregorian_year(roc: int) -> int:
    """The Gregorian year of an ROC year; 0 and below are the years before the ROC (0 is 民國前1年, 1911)."""
    return roc + BEFORE_FIRST


def roc_year(year: int) -> str:
    """A Gregorian year in words: 109年, and before the first of the ROC 民國前1年."""
    roc = year - BEFORE_FIRST
    return f"{roc}年" if roc > 0 else f"民國前{1 - roc}年"


def roc_words(start: date, end: date) -> str:
    """Days `start` to `end`, both included, in words: 109年, 109年7月至12月, 106年6月26日至7月21日."""
    if start.day != 1 or not ends_month(end):
        first, last = _month_and_day(start), _month_and_day(end)
    elif (start.month, end.month) == (1, 12):
        first = last = ""
    else:
        first, last = f"{start.month}月", f"{end.month}月"
    begin = f"{roc_year(start.year)}{first}"
    if start.year != end.year:
        return f"{begin}至{_year_after(start, end)}{last}"
    return begin if first == last else f"{begin}至{last}"


def gregorian_words(start: date, end: date) -> str:
    """Days `start` to `end`, both included, in short: 2014, 2013 – 2014, 2016-09 – 2017-02, else whole days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year:04}" if start.year == end.year else f"{start.year:04} – {end.year:04}"
    first, last = start.isoformat(), end.isoformat()
    if start.day == 1 and ends_month(end):
        return f"{first[:7]} – {last[:7]}"
    return first if first == last else f"{first} – {last}"


def ends_month(day: date) -> bool:
    """Whether it is the last day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def _month_and_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _year_after(start: date, end: date) -> str:
    """The year of the end; beside one before the ROC it says of which era it is."""
    era = "民國" if start.year <= BEFORE_FIRST < end.year else ""
    return f"{era}{roc_year(end.year)}"
