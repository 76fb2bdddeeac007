"""Reads dates as they are written, before anything is known of what they leave out.

A date is one point (109年, 109年7月8日, 下半年, 去年12月底) or several joined: from one to another (106年7月至12月),
or a list (9月12日、19日及26日). Years are ROC (up to three digits) or Gregorian (four digits), in Arabic digits or
Han numerals.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.extract import date_forms as forms
from kg.extract.date_points import LIMITS, Level, Place, Point, Style, gregorian, last_numbers, small_number
from kg.extract.date_rules import DateRules, TimeWord

DAY = Level.DAY
HALF = Level.HALF
MONTH = Level.MONTH
YEAR = Level.YEAR
CALENDAR = Style.CALENDAR
SAME = TimeWord.SAME

STYLES = {
    "年": Style.CALENDAR,
    "年度": Style.BUDGET,
    "會計年度": Style.BUDGET,
    "學年": Style.SCHOOL,
    "學年度": Style.SCHOOL,
}
# Parts of time of which a list may hold one figure each.
_TOLD_EACH = frozenset({Level.YEAR, Level.QUARTER, Level.MONTH})


Part = re.Match[str] | None  # of `forms.PART`


class WrittenDate(Struct, frozen=True, gc=False):
    """A date in a text (half-open), as the points that it joins.

    open  whether it runs on to the day of the report (自92年起至今)
    word  the word for a time that is told by another (去年同期: with points; 本期: without), or None
    ending  whether the last day of that time is meant (上月底)
    """

    start: int
    end: int
    points: tuple[Point, ...]
    open: bool = False
    word: TimeWord | None = None
    ending: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one point, no range and no list."""
        return len(set(self.points)) == 1


class _Stretch(Struct, frozen=True, gc=False):
    """Dates of one level, the first and the last of a list or range, and where it stands."""

    first: Point
    last: Point
    start: int
    end: int


def find_written(text: str, rules: DateRules) -> Iterator[WrittenDate]:
    """The dates of a text from left to right, none overlapping another. A list of years is one date, save where
    figures are told of each (89年及90年分別為20人、35人)."""
    place = 0
    while found := rules.start.search(text, place):
        dates = _read_dates(text, found.start(), rules)
        yield from dates
        place = dates[-1].end if dates else found.start() + 1


def _read_dates(text: str, start: int, rules: DateRules) -> tuple[WrittenDate, ...]:
    stretch = _read_stretch(text, start, rules)
    if stretch is None:
        word = _read_word(text, start, (), rules)
        return (word,) if word is not None else ()
    stretches = [stretch]
    while (further := _join(text, stretches[-1], rules)) is not None:
        stretches.append(further)
    if len(stretches) == 1 and (several := tuple(_each_of_list(text, stretches[0]))):
        return several
    if _respective(text, stretches):
        return tuple(WrittenDate(one.start, one.end, (one.first, one.last)) for one in stretches)
    return (_one_date(text, stretches, rules),)


def _one_date(text: str, stretches: Sequence[_Stretch], rules: DateRules) -> WrittenDate:
    begin, end = stretches[0].start, stretches[-1].end
    points = tuple(point for stretch in stretches for point in (stretch.first, stretch.last))
    same = _read_word(text, end, points, rules)
    if same is not None:
        return replace(same, start=begin)
    running = forms.OPEN.match(text, end)
    return WrittenDate(begin, running.end() if running else end, points, running is not None)


def _each_of_list(text: str, listed: _Stretch) -> Iterator[WrittenDate]:
    """The years of 102、103年, the months of 7、8月, where figures are told of each (7、8月分別為20人、35人)."""
    level = listed.last.level
    if level not in _TOLD_EACH or not forms.RESPECTIVELY.match(text, listed.end):
        return
    year = forms.YEARS.match(text, listed.start) if level is not YEAR else None  # 97年7、8月
    begin = year.end() if year is not None else listed.start
    read = gregorian if level is YEAR else partial(small_number, limit=LIMITS[level])
    numbers = last_numbers(text, (begin, listed.end), read)
    if len(numbers) < 2 or _range_in(text[begin : listed.end]):
        return
    for order, (place, number) in enumerate(numbers):
        end = listed.end if order == len(numbers) - 1 else _number_end(text, place)
        point = replace(listed.last, year=number) if level is YEAR else listed.last.numbered(number)
        yield WrittenDate(place if order else listed.start, end, (point, point))


def _number_end(text: str, place: int) -> int:
    found = forms.NUMBERS.match(text, place)
    return place if found is None else found.end()


def _respective(text: str, stretches: Sequence[_Stretch]) -> bool:
    """Whether dates are years in a list, with figures told of each."""
    gaps = [text[one.end : other.start] for one, other in pairwise(stretches)]
    listed = gaps and not any(_range_in(gap) for gap in gaps)
    years = all(one.first.level is YEAR and one.first == one.last for one in stretches)
    return bool(listed and years and forms.RESPECTIVELY.match(text, stretches[-1].end))


def _range_in(gap: str) -> bool:
    joined = forms.JOIN.search(gap)
    return joined is not None and joined["range"] is not None


def _read_word(text: str, start: int, points: tuple[Point, ...], rules: DateRules) -> WrittenDate | None:
    """本期, 上次會期, 同期; after a date only 同期."""
    found = rules.words.match(text, start)
    word = rules.times[found.group()] if found else None
    if found is None or word is None or (points and word is not SAME):
        return None
    ending = forms.ENDING.match(text, found.end())
    return WrittenDate(start, ending.end() if ending else found.end(), points, word=word, ending=ending is not None)


def _join(text: str, before: _Stretch, rules: DateRules) -> _Stretch | None:
    """The stretch that a date goes on with: the end of a range, or the next of a list of the same level."""
    weekday = forms.WEEKDAY.match(text, before.end)
    joined = forms.JOIN.match(text, weekday.end() if weekday else before.end)
    if joined is None:
        return None
    following = _read_stretch(text, joined.end(), rules) or _read_days(text, joined.end(), before.last)
    if following is None or following.start != joined.end():
        return None
    level, other = before.last.level, following.first.level
    halves = level is HALF and other is YEAR
    return following if joined["range"] or level is other or halves else None


def _read_stretch(text: str, start: int, rules: DateRules) -> _Stretch | None:
    """What stands at a place: a date of figures alone, a year with or without a part of it, or a part alone."""
    figures = text[start : start + 1].isdecimal()
    return (
        (figures and (_read_dotted(text, start) or _read_bare_years(text, start)))
        or _read_relative(text, start, rules)
        or _read_years(text, start, rules)
        or _read_alone(text, start, rules)
    )


def _read_dotted(text: str, start: int) -> _Stretch | None:
    """109.7.8, 109/7/8, 2020-07-08."""
    found = forms.DOTTED.match(text, start)
    if found is None:
        return None
    year, month, day = gregorian(found["year"]), int(found["month"]), int(found["day"])
    if year is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    point = Point(DAY, year, month=month, day=day)
    return _Stretch(point, point, start, found.end())


def _read_bare_years(text: str, start: int) -> _Stretch | None:
    """2013~2014."""
    found = forms.BARE_YEARS.match(text, start)
    if found is None or int(found["first"]) >= int(found["last"]):
        return None
    first, last = (Point(YEAR, int(found[name])) for name in ("first", "last"))
    return _Stretch(first, last, start, found.end())


def _read_relative(text: str, start: int, rules: DateRules) -> _Stretch | None:
    """去年12月底, 本年度."""
    found = rules.relative.match(text, start)
    relative = rules.year_of(found.group(), text, start) if found else None
    if found is None or relative is None:
        return None
    style = Style.BUDGET if found.group().endswith("度") else CALENDAR
    point = Point(YEAR, relative=relative, style=style)
    return _with_part(text, _Stretch(point, point, start, found.end()), forms.PART.match(text, found.end()))


def _read_years(text: str, start: int, rules: DateRules) -> _Stretch | None:
    """109年, 民國八十九年度, 本(110)年9月, 108學年度第1學期, 98至103年."""
    found = forms.YEARS.match(text, start)
    if found is None:
        return None
    name = "inside" if found["inside"] else "plain"
    followed = forms.PART.match(text, found.end())
    small = found["era"] is not None or (followed is not None and followed["months"] is not None)
    years = last_numbers(text, found.span(name), lambda figures: gregorian(figures, found["era"], small=small))
    if not years:
        return None
    dropped = years[0][0] > found.start(name)
    begin = years[0][0] if dropped else start
    style = STYLES[found["unit"]]
    last = Point(YEAR, years[-1][1], style=style)
    first = last if len(years) == 1 else Point(YEAR, years[0][1], style=style)
    stretch = _with_part(text, _Stretch(first, last, begin, found.end()), followed)
    bare = stretch.last.level is YEAR and found["unit"] == "年" and found["era"] is None
    return None if bare and rules.no_year(text, begin, found.end(), years[0][1]) else stretch


def _with_part(text: str, years: _Stretch, followed: Part) -> _Stretch:
    """A year with the part of it that follows, and 底 after it."""
    part = _read_part(text, followed, years.last) if followed else None
    if part is None:
        return _with_ending(text, years)
    first = replace(part.first, year=years.first.year) if years.first != years.last else part.first
    return _with_ending(text, _Stretch(first, part.last, years.start, part.end))


def _with_ending(text: str, stretch: _Stretch) -> _Stretch:
    found = forms.ENDING.match(text, stretch.end)
    if found is None or stretch.last.level is DAY:
        return stretch
    last = replace(stretch.last, ending=True)
    return _Stretch(last if stretch.first == stretch.last else stretch.first, last, stretch.start, found.end())


def _read_alone(text: str, start: int, rules: DateRules) -> _Stretch | None:
    """下半年, 第3季, 1至12月, 12月5日, 年底: the year is left out."""
    if forms.YEAR_END.match(text, start):
        point = Point(YEAR, ending=True)
        return _Stretch(point, point, start, start + 2)
    found = forms.PART.match(text, start)
    if found is None or (found["quarters"] and not found["ordinal"]) or (found["half"] or "上") not in "上下":
        return None
    if found["term"] or found["termword"]:
        return None
    stretch = _read_part(text, found, Point(YEAR))
    if stretch is None or rules.no_part(text, stretch.start, stretch.end):
        return None
    return _with_ending(text, stretch)


def _read_part(text: str, found: re.Match[str], year: Point) -> _Stretch | None:
    """Half, quarter, term, month or days of a year, which `found` matches."""
    start, end = found.span()
    if found["half"]:
        point = replace(year, level=HALF, number=1 if found["half"] in "上前" else 2)
        return _Stretch(point, point, start, end)
    if found["upto"]:
        first, last = (replace(year, level=Level.QUARTER, number=number) for number in (1, _upto(found["upto"])))
        return _Stretch(first, last, start, end)
    if found["term"] or found["termword"]:
        number = 1 if (found["term"] or found["termword"]) in "一1上" else 2
        point = replace(year, level=Level.TERM, number=number)
        return _Stretch(point, point, start, end)
    if found["quarters"]:
        return _numbered(text, found.span("quarters"), found.span(), replace(year, level=Level.QUARTER))
    return _read_months(text, found, year)


def _upto(word: str) -> int:
    return 3 if word in "三3" else 2


def _read_months(text: str, found: re.Match[str], year: Point) -> _Stretch | None:
    if found["same"] or found["months"] == "元":
        point = replace(year, level=MONTH, month=None if found["same"] else 1, same_month=bool(found["same"]))
        months: _Stretch | None = _Stretch(point, point, *found.span())
    else:
        place = found.span("inside" if found["inside"] else "months")
        months = _numbered(text, place, found.span(), replace(year, level=MONTH))
    if months is None:
        return None
    if found["third"]:
        third = "上中下".index(found["third"]) + 1
        first, last = (replace(point, third=third) for point in (months.first, months.last))
        return _Stretch(first, last, months.start, months.end)
    return _days_of(text, found.span("days"), months) if found["days"] else months


def _days_of(text: str, place: Place, months: _Stretch) -> _Stretch:
    whole = (months.start, months.end)
    days = _numbered(text, place, whole, replace(months.last, level=DAY))
    if days is None or days.start != months.start:  # no such day: the month ends where its sign ends
        return _Stretch(months.first, months.last, months.start, place[0])
    return days


def _read_days(text: str, start: int, before: Point) -> _Stretch | None:
    """19日 after 9月12日、: the month is that of the day before."""
    found = forms.DAYS.match(text, start) if before.level is DAY else None
    if found is None:
        return None
    return _numbered(text, found.span("days"), found.span(), before)


def _numbered(text: str, place: Place, whole: Place, point: Point) -> _Stretch | None:
    """The stretch of a list of numbers at the level of `point`; it begins later where the list begins with others."""
    limit = LIMITS[point.level]
    numbers = last_numbers(text, place, lambda figures: small_number(figures, limit))
    if not numbers:
        return None
    begin = whole[0] if numbers[0][0] == place[0] else numbers[0][0]
    last = point.numbered(numbers[-1][1])
    first = last if len(numbers) == 1 else point.numbered(numbers[0][1])
    return _Stretch(first, last, begin, whole[1])
