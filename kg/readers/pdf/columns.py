"""The order of the parts of a page: columns of running text one after another, in between what goes across."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from kg.readers.pdf.lines import Segment

# Columns have at least so many lines, filled on average to so much of their width.
FEWEST, FILLED = 4, 0.72
# So many columns stand side by side at most, as powers of two.
DEEPEST = 2
_SAME = 4.0


class Zone(NamedTuple):
    """Segments that are read from above to below. `column` says which of how many columns they are: "" for running
    text over the whole width, "1/2" for the left of two."""

    segments: list[Segment]
    column: str


def zones_of(segments: Sequence[Segment], column: str = "", depth: int = 0) -> list[Zone]:
    """The zones of a page in reading order."""
    gutter = _gutter(segments) if depth < DEEPEST else None
    if gutter is None:
        return [Zone(list(segments), column)]
    found: list[Zone] = []
    for part in _parts(segments, gutter):
        left, right = _sides(part, gutter)
        if len(left) + len(right) < len(part) or min(len(left), len(right)) < FEWEST:
            found.append(Zone(part, column))
        else:
            found += zones_of(left, f"{column}1", depth + 1) + zones_of(right, f"{column}2", depth + 1)
    return found


def _sides(segments: Sequence[Segment], gutter: float) -> tuple[list[Segment], list[Segment]]:
    left = [one for one in segments if one.right <= gutter]
    return left, [one for one in segments if one.left >= gutter - 1]


def _gutter(segments: Sequence[Segment]) -> float | None:
    """Where the right one of two columns begins: where many lines begin, with full lines beside them to the left."""
    if len(segments) < 2 * FEWEST:
        return None
    west, east = min(one.left for one in segments), max(one.right for one in segments)
    starts = sorted(
        one.left for one in segments if west + 0.25 * (east - west) < one.left < west + 0.75 * (east - west)
    )
    best, most = None, 0
    for place, start in enumerate(starts):
        if place and start - starts[place - 1] < _SAME:
            continue
        worth = _worth(segments, start - 1, west)
        if worth > most:
            best, most = start - 1, worth
    return best


def _worth(segments: Sequence[Segment], gutter: float, west: float) -> int:
    """How many lines stand at both sides of a gutter, 0 where they make no columns of running text."""
    right = [one for one in segments if one.left >= gutter and one.left - gutter < _SAME + 1]
    if len(right) < FEWEST:
        return 0
    top, bottom = min(one.top for one in right), max(one.bottom for one in right)
    beside = [one for one in segments if one.bottom > top and one.top < bottom]
    left, _ = _sides(beside, gutter)
    across = len(beside) - len(left) - sum(one.left >= gutter for one in beside)
    if len(left) < FEWEST or across > 0.25 * len(beside):
        return 0
    width = max(one.right for one in right) - gutter
    full_left = median((one.right - west) / (gutter - west) for one in left)
    full_right = median((one.right - gutter) / width for one in right)
    return min(len(left), len(right)) if min(full_left, full_right) >= FILLED else 0


def _parts(segments: Sequence[Segment], gutter: float) -> Iterator[list[Segment]]:
    """Runs of segments from above to below: those that go across a gutter, those that stand beside it."""
    run: list[Segment] = []
    across = False
    for one in sorted(segments, key=lambda part: part.middle):
        goes = one.left < gutter - 1 and one.right > gutter
        if run and goes != across:
            yield run
            run = []
        across = goes
        run.append(one)
    if run:
        yield run
