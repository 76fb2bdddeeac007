"""A metric over the reports: lines of figures that may be compared, breaks in them, and what stands beside them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.model.facts import Temporality
from kg.model.findings import Words
from kg.model.mentions import Period
from kg.model.statements import Statement


class Apart(StrEnum):
    """Why a figure stands beside the lines of its metric. Figures of a line have the first six in common."""

    KIND = "kind"  # a difference, or what is to be reached, among figures of what is
    TEMPORALITY = "temporality"  # a count over a span among states, a share among counts
    UNIT = "unit"  # 人次 among 人
    AGENCY = "agency"
    BREAKDOWN = "breakdown"  # the figure of a part, or of another part
    SPAN = "span"  # a half year among years
    BEFORE = "before"  # what it was before a change, told under the time of the change
    SEVERAL = "several"  # one report has several figures for one time, and nothing tells which is the line's
    ONCE = "once"  # no other figure of its class is told


class Note(StrEnum):
    """What has to be known of a figure beside its value."""

    UNDATED = "undated"  # a rule without a date: it stands at the end of what its report covers
    COVERAGE = "coverage"  # nothing but the report's coverage says of which time it is
    READ_OTHERWISE = "read-otherwise"  # read as another temporality than its metric has
    SHIFTED = "shifted"  # a year or half year that begins in another month than January or July
    AHEAD = "ahead"  # told before its time was over
    REPEATED = "repeated"  # the same figure, told again in the same report
    RESTATED = "restated"  # another report has another figure for the same time
    RENAMED = "renamed"  # told of the body under a name that it had before
    MERGED = "merged"  # told of a body that was merged into another


@dataclass(frozen=True, slots=True)
class LineClass:
    """What figures have in common that make one line.

    level        "figure", "target" or "change"
    measure      local name of the unit, by which 人 and 名 are one; "~" and the unit as written where it is not known
    agency       full name
    breakdown    the dimensions that the metric itself does not name, as sorted (key, value) pairs
    span         "date" for states, shares and rules; of counts the length: "year", "half-year", "month", "3 months",
                 "26 days", "day"; "until" where they count up to a day and nothing says since when; "" where no time is
                 known
    """

    level: str
    temporality: Temporality
    measure: str
    agency: str | None
    breakdown: tuple[tuple[str, str], ...]
    span: str

    def differs(self, other: "LineClass") -> tuple[Apart, ...]:
        """What two classes do not have in common."""
        pairs = (
            (Apart.KIND, self.level, other.level),
            (Apart.TEMPORALITY, self.temporality, other.temporality),
            (Apart.UNIT, self.measure, other.measure),
            (Apart.AGENCY, self.agency, other.agency),
            (Apart.BREAKDOWN, self.breakdown, other.breakdown),
            (Apart.SPAN, self.span, other.span),
        )
        return tuple(apart for apart, one, two in pairs if one != two)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at its time.

    time  what it covers; of a state or share the last day of it; None where it has no date
    """

    statement: Statement
    time: Period | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """One way in which a definition changed.

    facet     what changed: "act", "share", "population", "posts", "exclusion", "basis", "cumulative", …
    was, now  in both languages; as the reports word it where that is all there is; "" where it is not said
    """

    facet: str
    was: Words
    now: Words


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line is cut, since what is counted is no longer the same.

    before  the last figure of the old definition;  after: the first of the new one, or several that stand for it
    """

    before: Statement
    after: tuple[Statement, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one figure of a line to the next.

    difference  later less earlier, in the unit of both; of shares in percentage points
    growth      in percent of the earlier, to two places; None for percentages and after zero
    bounded     whether one of them is told as about, more than or at least
    across      the facets of the break between the two, none inside a segment
    """

    before: Statement
    after: Statement
    difference: Decimal
    growth: Decimal | None
    bounded: bool = False
    across: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one class at two or more times, in segments of one definition each, in the order of their time."""

    id: str
    key: LineClass
    segments: tuple[tuple[Point, ...], ...]
    breaks: tuple[Break, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure beside the lines: `apart` says in what it differs from `line`, the line (by id) that is nearest to it,
    or from the other figures where there is none."""

    point: Point
    key: LineClass
    apart: tuple[Apart, ...]
    line: str | None = None


@dataclass(frozen=True, slots=True)
class MetricLineage:
    """All claims of a metric.

    slug   its local name
    lines  the longest first;  marks: in order of time
    """

    slug: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
