"""The lineage of a metric: all its figures in all reports, as lines, breaks and marks beside them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kg.lineage.bodies import Bodies, heirs_of
from kg.lineage.definitions import Definitions
from kg.lineage.naming import Naming
from kg.lineage.placing import Order, Placed, Scene, place_all, told_at
from kg.lineage.segments import Strand, breaks_of, noted, settle, strands_of
from kg.model.concepts import Concept
from kg.model.facts import Temporality
from kg.model.lines import Apart, Break, Line, LineClass, Mark, MetricLineage, Point, Step
from kg.model.statements import Account, Statement

PERCENT = "percent"
CENT = Decimal("0.01")


def scenes_of(
    accounts: Iterable[Account], definitions: Definitions, bodies: Iterable[Concept] = ()
) -> tuple[Scene, ...]:
    """The reports in the order of their telling: by the end of what they cover, then by issue and id. `bodies` are the
    agencies of the vocabulary, by which is known who was renamed and who was put under another."""
    ordered = sorted(accounts, key=lambda account: told_at(account.info))
    heirs = heirs_of(map(Naming, ordered), Bodies(bodies))
    return tuple(Scene(account, definitions, heirs) for account in ordered)


def metric_lineage(scenes: Sequence[Scene], metric: Concept | None, series: str, rules: Definitions) -> MetricLineage:
    """All figures of a metric. `scenes` are all reports, `metric` is its concept where the vocabulary has it."""
    return lineage_of(place_all(scenes, metric, series), series, rules)


def lineage_of(placed: Sequence[Placed], series: str, rules: Definitions) -> MetricLineage:
    """The lineage of figures of a metric, in the order of their time."""
    drawn = draw(placed, series, rules)
    lines = sorted(drawn.lines, key=prominence)
    beside = Beside([(line.id, line.key) for line in lines], drawn.keys)
    lone = [(one, beside.mark(point, key)) for one, point, key in drawn.lone]
    marks = sorted((*drawn.marks, *lone), key=lambda pair: pair[0])
    return MetricLineage(series, tuple(lines), tuple(mark for _, mark in marks))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is made of figures of a metric without a look at others of it: so it can be made of one body alone.

    lines  in no order
    marks  the figures beside a line of their class, and those that are of none for a reason of their own, by order
    lone   figures that are the only ones of their class: what they stand beside depends on all lines of the metric
    keys   the classes of all figures, in the order of the first of each
    """

    lines: tuple[Line, ...]
    marks: tuple[tuple[Order, Mark], ...]
    lone: tuple[tuple[Order, Point, LineClass], ...]
    keys: Mapping[LineClass, Order]


def draw(placed: Sequence[Placed], series: str, rules: Definitions) -> Drawn:
    """Lines, and what stands beside them, of figures in the order of their time. A line is made of the figures of its
    class alone."""
    groups: dict[LineClass, list[Placed]] = {}
    keys: dict[LineClass, Order] = {}
    was = [one for one in placed if one.before]
    for one in placed:
        keys.setdefault(one.key, one.order)
        if not one.before:
            groups.setdefault(one.key, []).append(one)
    made = [_make(series, key, members, rules) for key, members in groups.items()]
    own = {line.key: line.id for line, _ in made if line}
    loose = [(one, why) for _, marks in made for one, why in marks]
    loose += [(one, (Apart.BEFORE,)) for one in was]
    settled = [(one, why) for one, why in loose if why or one.key in own]
    return Drawn(
        lines=tuple(line for line, _ in made if line),
        marks=tuple((one.order, Mark(_point(one), one.key, why, own.get(one.key))) for one, why in settled),
        lone=tuple((one.order, _point(one), one.key) for one, why in loose if not why and one.key not in own),
        keys=keys,
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """The lines of a metric by id, the longest first, and the classes of its figures in the order of the first of
    each: what a figure that is on no line stands beside."""

    lines: Sequence[tuple[str, LineClass]]
    keys: Iterable[LineClass]

    def mark(self, point: Point, key: LineClass) -> Mark:
        """The figure beside that line of which it has most in common; without lines, that of the other figures."""
        if self.lines:
            name, nearest = min(self.lines, key=lambda line: len(key.differs(line[1])))
            return Mark(point, key, key.differs(nearest), name)
        others = (other for other in self.keys if other != key)
        return Mark(point, key, min((key.differs(other) for other in others), key=len, default=(Apart.ONCE,)))


def prominence(line: Line) -> tuple[int, str, str]:
    """By what the lines of a metric are ordered: the longest first, then by their first time."""
    points = [point for segment in line.segments for point in segment]
    return -len({point.time for point in points}), min(map(_when, points)), line.id


Loose = list[tuple[Placed, tuple[Apart, ...]]]


def _make(series: str, key: LineClass, members: Sequence[Placed], rules: Definitions) -> tuple[Line | None, Loose]:
    """The line of one class, where it has two times or a plan beside what came of it, and the figures beside it."""
    strands: list[Strand] = []
    loose: Loose = []
    for strand in strands_of(members, rules):
        kept, aside = settle(strand.members)
        strand.members = list(noted(kept))
        loose += [(one, (Apart.SEVERAL,)) for one in aside]
        strands += [strand] if kept else []
    if _makes_a_line(strands):
        return _line(series, key, strands), loose
    left = [one for strand in strands for one in strand.members]
    why: tuple[Apart, ...] = (Apart.SEVERAL,) if len({one.statement.value for one in left}) > 1 else ()
    return None, [*loose, *((one, why) for one in left)]


def _makes_a_line(strands: Sequence[Strand]) -> bool:
    times = {(one.time, one.order[:2]) for strand in strands for one in strand.members}
    return len(times) > 1 or len({strand.definition.basis for strand in strands}) > 1


def _line(series: str, key: LineClass, strands: Sequence[Strand]) -> Line:
    segments = tuple(tuple(_point(one) for one in strand.members) for strand in strands)
    alive = {one.statement.fact for strand in strands for one in strand.members}
    breaks = tuple(one for one in breaks_of(strands) if one.before.fact in alive)
    steps = tuple(step for strand in strands for step in _steps(strand.members, key))
    return Line(line_id(series, key), key, segments, breaks, steps)


def line_id(series: str, key: LineClass) -> str:
    """The local name of a line: that of its metric, and a digest over what its figures have in common."""
    parts = [key.level, key.temporality.value, key.measure, key.agency or "", key.span]
    parts += [f"{name}={value}" for name, value in key.breakdown]
    return f"{series}.{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:8]}"


def _point(one: Placed) -> Point:
    return Point(one.statement, one.time, one.notes)


def _steps(members: Sequence[Placed], key: LineClass) -> Iterator[Step]:
    """From every time to the next; of figures told twice the one told last."""
    latest = {(one.time, one.order[:2]): one for one in members}
    yield from (step(one, other, key) for one, other in pairwise(latest.values()))


def step(one: Placed, other: Placed, key: LineClass) -> Step:
    """The difference and growth between two figures of a class."""
    return difference(one.statement, other.statement, share=is_share(key))


def is_share(key: LineClass) -> bool:
    """Whether figures are percentages, of which differences are percentage points and growth says nothing."""
    return key.temporality is Temporality.RATE and key.measure == PERCENT


def difference(was: Statement, now: Statement, *, share: bool, across: tuple[str, ...] = ()) -> Step:
    """From one figure to another. Growth is in percent, to two places; none of shares and none from zero."""
    growth = None if share or not was.value else (100 * (now.value - was.value) / was.value).quantize(CENT)
    bounded = was.qualifier is not None or now.qualifier is not None
    return Step(was, now, now.value - was.value, growth, bounded, across)


def _when(point: Point) -> str:
    return point.time.end.isoformat() if point.time else ""


def across(line: Line) -> tuple[Step, ...]:
    """The steps over the breaks of a line, each with what changed; none where several figures stand for one."""
    return tuple(_over(line, one) for one in line.breaks if len(one.after) == 1)


def _over(line: Line, one: Break) -> Step:
    facets = tuple(dict.fromkeys(shift.facet for shift in one.shifts))
    return difference(one.before, one.after[0], share=is_share(line.key), across=facets)


def every_metric(accounts: Iterable[Account]) -> Mapping[str, None]:
    """The metrics of which the reports have figures, sorted."""
    found = {one.series for account in accounts for one in account.statements if one.series}
    return dict.fromkeys(sorted(found))
