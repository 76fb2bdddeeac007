"""Gives written dates what they leave out, and turns them into days.

A year left out is taken from the date before in the passage, else from what stands above it, else from the report's
coverage: the year in which that month lies in the coverage or nearest to it.

A budget year (88年度) up to ROC 88 ran from July to June; the next, 88年下半年及89年度, ran 18 months, of which 89年度
alone is the calendar year. A school year runs from August to July.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.extract.date_points import Level, Point, Style
from kg.extract.date_rules import Basis, TimeWord
from kg.extract.written_dates import WrittenDate
from kg.model.mentions import DateRole, Period

BEFORE = Basis.BEFORE
GOVERNING = Basis.GOVERNING
REPORT = Basis.REPORT
AS_OF = DateRole.AS_OF
DURING = DateRole.DURING
SINCE = DateRole.SINCE
TERM = Level.TERM
BUDGET = Style.BUDGET
SCHOOL = Style.SCHOOL
PRECEDING = TimeWord.PRECEDING
SAME = TimeWord.SAME

LAST_JULY_YEAR = 1999  # the last budget year that began in July
QUARTER = 92  # days of the longest
_PARTS = {Level.HALF: 6, Level.QUARTER: 3}
_THIRDS = ((1, 10), (11, 20), (21, 31))


class Context(Struct, frozen=True, gc=False):
    """What a passage has told of time so far.

    year       the year that months without a year belong to, or None
    governing  the time that the passage is about, or None;  last: the date before, whatever its use, or None
    ahead      whether `year` lies behind the coverage: it tells of a plan, and the passage is not about it
    """

    coverage: Period | None
    year: int | None = None
    governing: Period | None = None
    last: Period | None = None
    ahead: bool = False

    def after(self, date: "Resolved", used: Period, role: DateRole) -> "Context":
        """The context once a date has been read; `used` are the days that its role leaves of it."""
        told = role in (DURING, AS_OF) or (role is SINCE and self._reported(date.year))
        if not told:
            return replace(self, last=date.period)
        if role is AS_OF and date.inferred and self.governing and self.governing.contains(used):
            used = Period(self.governing.start, used.end)  # 114年截至8月
        if self.governing is not None and not self._ahead(self.governing) and self._ahead(used):
            return replace(self, year=date.year, last=date.period, ahead=True)
        return replace(self, year=date.year, governing=used, last=date.period, ahead=False)

    def _ahead(self, period: Period) -> bool:
        return self.coverage is not None and period.start > self.coverage.end

    @property
    def governing_year(self) -> int | None:
        """The year that the passage is about."""
        return self.governing.end.year if self.ahead and self.governing is not None else self.year

    def _reported(self, year: int) -> bool:
        return self.coverage is None or self.coverage.start.year <= year <= self.coverage.end.year


class Resolved(Struct, frozen=True, gc=False):
    """The days of a date, the year that it ends in by its own count, and whether that year was not written."""

    period: Period
    year: int
    inferred: bool


def resolve(written: WrittenDate, context: Context) -> Resolved | None:
    """The days of a written date, None where nothing tells its year or where there is no such day."""
    try:
        if written.word is not None:
            told = _told(written, context)
            day = told.period.end
            return replace(told, period=Period(day, day)) if written.ending else told
        first, year = _resolve_points(written.points, context)
    except (_Untold, ValueError):
        return None
    inferred = written.points[0].year is None
    if written.open:
        if context.coverage is None or context.coverage.end < first.start:
            return None
        return Resolved(Period(first.start, context.coverage.end), context.coverage.end.year, inferred=True)
    return Resolved(first, year, inferred)


class _Untold(Exception):
    """Nothing tells what a date leaves out."""


def _told(written: WrittenDate, context: Context) -> Resolved:
    """同期 and 本期: by the time that the passage is about, or by the coverage."""
    if written.word is PRECEDING:
        last = _preceding(context)
        return Resolved(last, last.end.year, inferred=True)
    if written.word is SAME:
        base = context.governing or context.coverage
        if base is None:
            raise _Untold
        year = _year(written.points[-1], context, None) if written.points else base.end.year - 1
        return Resolved(_moved(base, year - base.end.year), year, inferred=True)
    if context.coverage is None:
        raise _Untold
    report = context.coverage
    if written.word is TimeWord.PREVIOUS:
        report = _before(report)
    return Resolved(report, report.end.year, inferred=True)


def _preceding(context: Context) -> Period:
    """上月 and 上季: the month or quarter before the one that the passage is about."""
    base = context.governing
    if base is None or (base.end - base.start).days > QUARTER:
        raise _Untold
    return _before(Period(base.start.replace(day=1), base.end))


def _moved(period: Period, years: int) -> Period:
    return Period(_same_day(period.start, years), _same_day(period.end, years))


def _same_day(day: date, years: int) -> date:
    """The day of another year; the last of February stays the last."""
    year, last = day.year + years, monthrange(day.year, day.month)[1]
    if day.day == last:
        return date(year, day.month, monthrange(year, day.month)[1])
    return date(year, day.month, day.day)


def _before(period: Period) -> Period:
    """The time of as many months that ends where another begins."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    place = period.start.year * 12 + period.start.month - 1 - months
    return Period(date(place // 12, place % 12 + 1, 1), period.start - timedelta(days=1))


def _resolve_points(points: Sequence[Point], context: Context) -> tuple[Period, int]:
    year: int | None = None
    month: int | None = None
    days: list[Period] = []
    for written in dict.fromkeys(points):  # a stretch of one point holds it twice
        point = _styled(written, context.coverage)
        earlier, year = year, _year(point, context, year)
        if earlier == year and not point.dated and month is not None and point.month is not None:
            year += point.month < month  # 9月至2月: into the next year
        month = point.month
        days.append(_days(point, year, context))
    assert year is not None
    return Period(days[0].start, days[-1].end), year


def _styled(point: Point, coverage: Period | None) -> Point:
    """本年度 in a report of a calendar year is that year."""
    whole = coverage is None or (coverage.start.month, coverage.end.month) == (1, 12)
    calendar = point.relative is not None and point.style is BUDGET and whole
    return replace(point, style=Style.CALENDAR) if calendar else point


def _year(point: Point, context: Context, before: int | None) -> int:
    """The year of a point, written or not. `before` is that of the point before it in the same date."""
    if point.year is not None:
        return point.year
    if point.relative is not None:
        reported = _reported_year(point, context.coverage)
        bases: tuple[int | None, ...] = {
            REPORT: (reported, context.year),
            GOVERNING: (context.governing_year, reported),
            BEFORE: (before, context.last.end.year if context.last else None, context.year, reported),
        }[point.relative.basis]
        base = next((year for year in bases if year is not None), None)
        if base is None:
            raise _Untold
        return base + point.relative.shift
    return before if before is not None else _left_out(point, context)


def _reported_year(point: Point, coverage: Period | None) -> int | None:
    """The year that 本年 means; of 本年度 in a report of a budget year from July on the number of that."""
    if coverage is None:
        return None
    began = point.style is BUDGET and coverage.start.month >= 7 and coverage.end.year < LAST_JULY_YEAR
    return coverage.end.year + (began and coverage.end.month >= 7)


def _left_out(point: Point, context: Context) -> int:
    """The year of a part of a year that stands alone."""
    coverage, year = context.coverage, context.year
    if point.same_month and context.last is not None:
        return context.last.end.year
    if coverage is None:
        if year is None:
            raise _Untold
        return year
    reported = range(coverage.start.year, coverage.end.year + 1)
    if year is not None and year not in reported:
        return year
    candidates = sorted(reported, key=lambda one: (_distance(point, one, coverage), one != year, -one))
    return candidates[0]


def _distance(point: Point, year: int, coverage: Period) -> int:
    """How many days the part of a year lies outside the coverage."""
    days = _days(replace(point, ending=False, same_month=False), year, Context(coverage))
    return max(0, (coverage.start - days.end).days, (days.start - coverage.end).days)


def _days(point: Point, year: int, context: Context) -> Period:
    """The days of a point in a year. Raises ValueError where there is no such day."""
    if point.same_month:
        # 較上年同月: of the time that the passage is about; 同月20日: of the date before.
        told = context.governing if point.dated and context.governing else context.last
        if told is None:
            raise _Untold
        point = replace(point, month=told.end.month)
    period = _span(point, year)
    return Period(period.end, period.end) if point.ending else period


def _span(point: Point, year: int) -> Period:
    if point.level is TERM:
        return _months(year, 8, 6) if point.number == 1 else _months(year + 1, 2, 6)
    first = {SCHOOL: 8, BUDGET: 7 if year <= LAST_JULY_YEAR else 1}.get(point.style, 1)
    start = year - 1 if first == 7 else year
    if point.month is None:
        length = _PARTS.get(point.level, 12)
        return _months(start, first + length * ((point.number or 1) - 1), length)
    month = _months(start + (point.month < first), point.month, 1)
    if point.day is not None:
        day = month.start.replace(day=point.day)
        return Period(day, day)
    if point.third is not None:
        low, high = _THIRDS[point.third - 1]
        return Period(month.start.replace(day=low), month.start.replace(day=min(high, month.end.day)))
    return month


@lru_cache(maxsize=1024)  # more than the months, quarters and years that a report tells of
def _months(year: int, first: int, length: int) -> Period:
    """`length` months from a month on, counted from January of `year`."""
    start, last = year * 12 + first - 1, year * 12 + first + length - 2
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Period(date(start // 12, start % 12 + 1, 1), end)
