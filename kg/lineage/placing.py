"""Places the figures of a metric: of which class each is, at what time, and what has to be known of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.lineage.bodies import Heirs
from kg.lineage.definitions import Definition, Definitions
from kg.lineage.phrases import Phrase, phrases_of, plain
from kg.lineage.spans import DATE, DAY, UNTIL, at_a_date, is_shifted, span_of
from kg.model.concepts import Concept
from kg.model.facts import Kind, PeriodSource, ReportInfo, Temporality
from kg.model.folding import fold
from kg.model.lines import LineClass, Note
from kg.model.mentions import Period
from kg.model.statements import Account, Statement

# A target or a difference is never on the line of what is; planned and granted figures are, behind a break.
LEVELS = {Kind.TARGET: "target", Kind.CHANGE: "change"}
BASES = {Kind.PLANNED: "planned", Kind.RULE: "rule"}
# Words that every figure of a metric has, so that they say nothing of one part of it.
NAMING = ("nearWords", "beforeWords")
LEAST = 2
# 身心障礙者 and 身心障礙人員 are the same.
_PERSONS = re.compile(r"(?<=..)(?:人員|者|人)$")
# When a report was told, among all: the last day that it covers, when it was issued, its id.
ToldAt = tuple[str, str, str]
Order = tuple[str, str, ToldAt, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its class and its definition.

    order   by which figures stand in a line: end and start of its time, when it was told, where it stands
    clause  the words around it, as in `Phrase`
    before  whether it tells what was before a change, under the time of the change
    """

    statement: Statement
    key: LineClass
    time: Period | None
    order: Order
    definition: Definition = field(repr=False)
    clause: str = field(repr=False)
    notes: tuple[Note, ...] = ()
    before: bool = False


class Scene:
    """One report as lines are made of it: its figures with the words around them. `series` has those of each metric."""

    def __init__(self, account: Account, definitions: Definitions, heirs: Heirs) -> None:
        self.account, self.told_at, self._definitions, self._heirs = account, told_at(account.info), definitions, heirs
        self._phrases = phrases_of(account)
        self.series: dict[str, list[Statement]] = defaultdict(list)
        for one in account.statements:
            if one.series:
                self.series[one.series].append(one)
        self._after = dict(_following(account.statements))

    def place(self, statement: Statement, metric: Concept | None) -> Placed:
        """The figure in its class. Without a metric of the vocabulary it is of the temporality that was read."""
        phrase = self._phrases[statement.fact]
        temporality = _temporality(statement, metric)
        span = self._span(statement, temporality, phrase)
        time = _time(statement, span)
        key = LineClass(
            level=LEVELS.get(statement.kind, "figure"),
            temporality=temporality,
            measure=statement.measure or f"~{statement.unit}",
            agency=self._heirs.now(statement.agency),
            breakdown=tuple(pair for pair in statement.dims if not _named(pair[1], metric)),
            span=span,
        )
        spanned = span not in (DAY, UNTIL) and statement.period_source is not PeriodSource.COVERAGE
        definition = self._definitions.read(phrase, self._basis(statement, phrase), spanned=spanned or span == DATE)
        notes = tuple(self._notes(statement, temporality, key))
        order = self._order(statement, time)
        return Placed(statement, key, time, order, definition, phrase.clause, notes, self._is_before(statement, phrase))

    def _span(self, statement: Statement, temporality: Temporality, phrase: Phrase) -> str:
        if at_a_date(statement, temporality):
            return DATE
        span = span_of(statement.period)
        return UNTIL if span == DAY and self._definitions.until.search(phrase.before) else span

    def _order(self, statement: Statement, time: Period | None) -> Order:
        there = time or self.account.info.coverage
        start, end = (there.start.isoformat(), there.end.isoformat()) if there else ("", self.account.info.issued or "")
        return end, end if time is None else start, self.told_at, statement.span.start

    def _basis(self, statement: Statement, phrase: Phrase) -> str:
        planned = self._is_ahead(statement) and self._definitions.ahead.search(phrase.clause + phrase.after)
        return "planned" if planned else BASES.get(statement.kind, "observed")

    def _is_ahead(self, statement: Statement) -> bool:
        coverage, period = self.account.info.coverage, statement.period
        return bool(coverage and period and period.end > coverage.end)

    def _is_before(self, statement: Statement, phrase: Phrase) -> bool:
        """Whether what it became stands next, under the same time."""
        after = self._after.get(statement.fact)
        if after is None or after.sentence != statement.sentence or after.period != statement.period:
            return False
        between = plain(self.account.text[statement.span.end : after.span.start])
        return after.measure == statement.measure and self._definitions.is_before(phrase, between)

    def _notes(self, statement: Statement, temporality: Temporality, key: LineClass) -> Iterator[Note]:
        if statement.period is None:
            yield Note.UNDATED if statement.kind in (Kind.RULE, Kind.TARGET) else Note.COVERAGE
        elif statement.period_source is PeriodSource.COVERAGE:
            yield Note.COVERAGE
        if temporality is not statement.temporality and statement.kind is not Kind.RULE:
            yield Note.READ_OTHERWISE
        if key.span != DATE and is_shifted(statement.period):
            yield Note.SHIFTED
        if self._is_ahead(statement):
            yield Note.AHEAD
        yield from _fates(statement.agency, self._heirs)


def _fates(agency: str | None, heirs: Heirs) -> Iterator[Note]:
    """What became of the body that a figure is told of."""
    if heirs.now(agency) != agency:
        yield Note.RENAMED
    if heirs.merged(agency):
        yield Note.MERGED


def under(one: Placed, heirs: Heirs) -> Placed:
    """A figure that was placed without heirs, under the latest name of its body."""
    agency = one.key.agency
    notes = (*one.notes, *_fates(agency, heirs))
    return replace(one, key=replace(one.key, agency=heirs.now(agency)), notes=notes) if notes != one.notes else one


def told_at(info: ReportInfo) -> ToldAt:
    """By what reports are ordered: the last day that they cover, else when they were issued; then their id."""
    return info.coverage.end.isoformat() if info.coverage else (info.issued or ""), info.issued or "", info.id


def _following(statements: Sequence[Statement]) -> Iterator[tuple[str, Statement]]:
    """For every figure the next that stands elsewhere: 97(12)人 is two figures of one place."""
    after: Statement | None = None
    for one, other in zip(reversed(statements), (None, *reversed(statements)), strict=False):
        after = other if other is not None and other.span != one.span else after
        if after is not None:
            yield one.fact, after


def _temporality(statement: Statement, metric: Concept | None) -> Temporality:
    """That of its metric, which is what the figure is a claim of; what was read where no metric says it."""
    usual = metric.values("usualTemporality") if metric else ()
    return Temporality(usual[0]) if len(usual) == 1 else statement.temporality


def _time(statement: Statement, span: str) -> Period | None:
    period = statement.period
    return Period(period.end, period.end) if period and span == DATE else period


def _named(part: str, metric: Concept | None) -> bool:
    """Whether a metric itself names a part, so that the breakdown adds nothing: 教職員 of 教職員退休人數."""
    if metric is None:
        return False
    there = _PERSONS.sub("", fold(part))
    wanted = [word for key in NAMING for value in metric.values(key) for word in value.split("|")]
    words = [fold(word) for word in (metric.label, *metric.names, *wanted)]
    return any(there in word or (len(word) >= LEAST and word in there) for word in words)


def place_all(scenes: Iterable[Scene], metric: Concept | None, series: str) -> tuple[Placed, ...]:
    """All figures of a metric in all reports, in the order of their time."""
    found = (scene.place(one, metric) for scene in scenes for one in scene.series.get(series, ()))
    return tuple(sorted(found, key=lambda one: one.order))
