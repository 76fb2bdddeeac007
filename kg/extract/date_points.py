"""The points that dates are made of, and the numbers that they are written with."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.extract.date_forms import NUMBERS
from kg.extract.date_rules import RelativeYear
from kg.extract.numerals import read_number
from kg.model.calendar import gregorian_year

Place = tuple[int, int]


class Style(StrEnum):
    """Which year is meant: 109年, 88年度 (a budget year), 108學年度."""

    CALENDAR = "calendar"
    BUDGET = "budget"
    SCHOOL = "school"


class Level(StrEnum):
    """The finest part of a date that is written."""

    YEAR = "year"
    HALF = "half"
    TERM = "term"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


LEVEL_MONTH = Level.MONTH


LAST = 150  # the last ROC year that is told of; what is more before 年 is a length of time
LIMITS = {Level.QUARTER: 4, Level.MONTH: 12, Level.DAY: 31}


class Point(Struct, frozen=True, gc=False):
    """One date as it is written.

    year        Gregorian, None where it is left out or relative
    number      of the half, term or quarter, else None
    third       of the month (上旬 is 1), else None
    same_month  同月: the month is that of the date before
    ending      whether the last day is meant (12月底)
    """

    level: Level
    year: int | None = None
    relative: RelativeYear | None = None
    style: Style = Style.CALENDAR
    number: int | None = None
    month: int | None = None
    day: int | None = None
    third: int | None = None
    same_month: bool = False
    ending: bool = False

    @property
    def dated(self) -> bool:
        """Whether a year is written, in figures or in words."""
        return self.year is not None or self.relative is not None

    def numbered(self, number: int) -> "Point":
        """The quarter, month or day of that number."""
        if self.level is LEVEL_MONTH:
            return replace(self, month=number)
        return replace(self, day=number) if self.level is Level.DAY else replace(self, number=number)


def last_numbers(text: str, place: Place, read: Callable[[str], int | None]) -> list[tuple[int, int]]:
    """Place and value of the last numbers of a list that can all be read; none where the very last cannot."""
    values: list[tuple[int, int]] = []
    for found in NUMBERS.finditer(text, *place):
        value = read(found.group())
        if value is None:
            values.clear()
        else:
            values.append((found.start(), value))
    return values


def small_number(figures: str, limit: int) -> int | None:
    """A number from 1 to `limit`, else None."""
    value = _value(figures)
    return value if value is not None and 1 <= value <= limit else None


@lru_cache(maxsize=1024)  # years recur
def gregorian(figures: str, era: str | None = None, *, small: bool = False) -> int | None:
    """The Gregorian year that figures mean, None where they are no year. Without an era or a month (`small`), figures
    below 60 are spans of years (20年), not years."""
    value = _value(figures)
    if value is None:
        return None
    if era in ("西元", "公元"):
        return value if 1000 <= value <= 2200 else None
    if value >= 1850:
        return value if value <= 2200 and era is None else None
    least = 1 if era else 10 if small else 60
    return gregorian_year(value) if least <= value <= LAST else None


def _value(figures: str) -> int | None:
    if figures.isascii():
        return int(figures)
    if figures[0] == "百":
        return None
    numeral = read_number(figures, 0)
    return int(numeral.value) if numeral is not None and numeral.end == len(figures) else None
