"""A chart of figures over true time, drawn on the server as SVG: an interval is a bar, a state on a day a dot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import Any

WIDTH, HEIGHT = 720, 300
RIGHT, TOP, BOTTOM = 16, 16, 40
# Room at the left for each character of the longest number, in the largest type that a chart is set in (on phones).
MARGIN, WIDE = 14, 11
STEPS = (1, 2, 2.5, 5, 10)
LINES = 5
LABELLED = 8
# A share that stays far above nought is drawn from where it begins; the axis says so.
FAR = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure in the chart, in units of the drawing.

    x1, x2   where its time begins and ends; equal for a state on a day
    y        its height;  hollow: a target, rule, plan or change;  row: the figure
    """

    x1: float
    x2: float
    y: float
    hollow: bool
    row: Mapping[str, Any]

    @property
    def middle(self) -> float:
        return (self.x1 + self.x2) / 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, with its words and where these stand: those of a year in its middle, since a state at the
    end of 2014 would seem to be of 2015 beside words at the border of both."""

    place: float
    words: str
    at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    marks     in order of time;  paths: for each line the points that it joins
    x, y      ticks of the axes;  from_nought: whether the axis of values begins at 0
    undrawn   figures without a date
    """

    marks: tuple[Mark, ...]
    paths: tuple[tuple[tuple[float, float], ...], ...]
    x: tuple[Tick, ...]
    y: tuple[Tick, ...]
    from_nought: bool
    undrawn: tuple[Mapping[str, Any], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = MARGIN
    bottom: int = HEIGHT - BOTTOM
    right: int = WIDTH - RIGHT
    top: int = TOP


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 2)


def draw(rows: Sequence[Mapping[str, Any]], lines: Sequence[Sequence[str]] = ()) -> Chart | None:
    """The chart of rows with `value`, `period` (start and end as ISO days, or None), `kind` and `fact`.

    lines  for each line the IRIs of its figures, in order of time. None where no row has a date.
    """
    dated = [row for row in rows if row["period"]]
    if not dated:
        return None
    days = [_day(row, end) for row in dated for end in ("start", "end")]
    values = [float(row["value"]) for row in dated]
    low = 0.0 if min(values) < FAR * max(values) or min(values) <= 0 else min(values) * 0.9
    y_ticks = list(_steps(min(low, *values), max(values)))
    digits = max(len(f"{value:.10f}".rstrip("0").partition(".")[2]) for value in y_ticks)
    numbers = [f"{value:,.{digits}f}" for value in y_ticks]
    left = MARGIN + WIDE * max(map(len, numbers))
    years = range(date.fromordinal(min(days)).year, date.fromordinal(max(days)).year + 1)
    across = _Scale(_first_day(years.start), _first_day(years.stop), left, WIDTH - RIGHT)
    up = _Scale(y_ticks[0], y_ticks[-1], HEIGHT - BOTTOM, TOP)
    marks = tuple(_mark(row, across, up) for row in dated)
    places = {str(mark.row["fact"]): mark for mark in marks}
    paths = tuple(tuple((places[fact].middle, places[fact].y) for fact in line if fact in places) for line in lines)
    return Chart(
        marks=marks,
        paths=tuple(path for path in paths if len(path) > 1),
        x=tuple(_ticks(years, across)),
        y=tuple(Tick(up(value), words, up(value)) for value, words in zip(y_ticks, numbers, strict=True)),
        from_nought=y_ticks[0] <= 0,
        undrawn=tuple(row for row in rows if not row["period"]),
        left=left,
    )


def _mark(row: Mapping[str, Any], across: _Scale, up: _Scale) -> Mark:
    start, end = across(_day(row, "start")), across(_day(row, "end"))
    return Mark(start, end, up(float(row["value"])), row["kind"] != "observed", row)


def _day(row: Mapping[str, Any], end: str) -> int:
    return date.fromisoformat(str(row["period"][end])).toordinal()


def _steps(low: float, high: float) -> Iterator[float]:
    """Round numbers from at or below `low` to at or above `high`, at least two."""
    raw = ((high - low) or abs(high) or 1) / LINES
    size = 10.0 ** floor(log10(raw))
    step = next(step * size for step in STEPS if step * size >= raw)
    first = floor(low / step)
    last = max(first + 1, ceil(high / step))
    yield from (round(place * step, 10) for place in range(first, last + 1))


def _first_day(year: int) -> int:
    return date(year, 1, 1).toordinal()


def _ticks(years: range, across: _Scale) -> Iterator[Tick]:
    """Where each year begins, and the words of as many as have room on a phone."""
    every = ceil(len(years) / LABELLED)
    for place, year in enumerate(years):
        start, end = across(_first_day(year)), across(_first_day(year + 1))
        yield Tick(start, "" if place % every else str(year), round((start + end) / 2, 2))
