"""A report prepared for the checks: its statements with the words around them, and what they are to one another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from kg.audit.between.lore import Lore
from kg.audit.between.words import Around, Cue, around, likeness
from kg.model.facts import Kind, PeriodSource, Temporality
from kg.model.mentions import Period
from kg.model.statements import Account, Statement

# Characters at most between what was and what became of it: 由93個增加至101個.
CHANGE_REACH = 16
# Below this likeness of wording two figures of one metric are not taken for the same one.
LIKE = 0.3
Subject = tuple[str, str, str, str]


@dataclass(frozen=True)
class Scene:
    """One report as the checks between reports see it. `arounds` has the words around each statement, by its place."""

    account: Account
    lore: Lore = field(repr=False)

    @property
    def report(self) -> str:
        return self.account.info.id

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.account.statements

    @cached_property
    def arounds(self) -> tuple[Around, ...]:
        return tuple(around(self.account.text, statement) for statement in self.statements)

    @cached_property
    def became(self) -> Mapping[int, int]:
        """Places of figures that tell what was before, with the place of what became of it: 由93個增加至101個."""
        return dict(self._changes())

    def _changes(self) -> Iterator[tuple[int, int]]:
        for after in range(1, len(self.statements)):
            was, now = self.statements[after - 1], self.statements[after]
            near = 0 <= now.span.start - was.span.end <= CHANGE_REACH and was.sentence == now.sentence
            if near and was.measure == now.measure and self.says(after, Cue.BECAME):
                yield after - 1, after

    def stands_in(self, place: int) -> bool:
        """Whether a figure tells what was before, under the period of what became of it, which is not its own."""
        after = self.became.get(place)
        return after is not None and self.statements[place].period == self.statements[after].period

    def runs_on(self, place: int) -> bool:
        """Whether a figure counts since a beginning up to whatever time, so that its period is not all its time."""
        period = self.statements[place].period
        day = period is not None and period.start == period.end
        return any(self.says(place, cue) for cue in (Cue.RUNNING, Cue.SINCE)) or (day and self.says(place, Cue.OPEN))

    def says(self, place: int, cue: Cue) -> bool:
        """Whether the words around the statement at a place say it."""
        return self.lore.words.says(cue, self.arounds[place])

    def ahead(self, statement: Statement) -> bool:
        """Whether a figure is told before its time is over, so that it cannot be the last word on it."""
        coverage, period = self.account.info.coverage, statement.period
        return bool(coverage and period and period.end > coverage.end)


def subject(statement: Statement) -> Subject:
    """By what figures of one thing are known: metric, body, breakdown and unit. Without a metric of the vocabulary the
    words of the report with its programme stand in, and so does the unit as written."""
    metric = statement.series or f"~{statement.programme or ''}~{statement.metric}"
    dims = ";".join(f"{key}={value}" for key, value in statement.dims)
    return metric, statement.agency or "", dims, statement.measure or f"~{statement.unit}"


def dated(statement: Statement) -> bool:
    """Whether the report itself says of which time a figure is, and no other figure's period was taken for it."""
    return statement.period is not None and statement.period_source not in (None, PeriodSource.COVERAGE)


def time_of(statement: Statement, period: Period | None = None) -> str:
    """The time of a figure for comparing: a state is of the last day of its period; ISO dates with "/" between."""
    there = period or statement.period
    if there is None:
        return ""
    start = there.end if statement.temporality is Temporality.STOCK else there.start
    return f"{start.isoformat()}/{there.end.isoformat()}"


def is_told(statement: Statement) -> bool:
    """Whether a figure tells what is, was or is to be, and no difference."""
    return statement.kind is not Kind.CHANGE


def period_of(base: str | None) -> Period | None:
    """The period that a change is measured against; None where it is a target, or not known."""
    start, found, end = (base or "").partition("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end)) if found else None


def alike(one: Statement, other: Statement) -> bool:
    """Whether two figures of one key are worded so that they can be the same, or are of one programme."""
    same = one.programme is not None and one.programme == other.programme
    return same or likeness(one.metric, other.metric) >= LIKE


def one_each(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Of each report and period the figure, where the report has one number for it."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        found.setdefault((statement.report, time_of(statement)), []).append(statement)
    return tuple(several[0] for several in found.values() if len({one.value for one in several}) == 1)


def significant(value: Decimal) -> int:
    """How many digits of a number are not just zeros at its end: 3 of 366, 2 of 1,200."""
    return len(value.normalize().as_tuple().digits)
