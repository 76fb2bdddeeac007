"""Figures that tell what came of a target or plan."""

from collections.abc import Sequence
from datetime import timedelta

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, figure_fillings, number
from kg.audit.between.keys import Entry, Role, figure
from kg.audit.between.scenes import dated
from kg.audit.between.words import Cue, around
from kg.audit.intervals import Amount
from kg.model.facts import PeriodSource, Temporality
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.mentions import Qualifier
from kg.model.statements import Statement

HUNDRED = 100


def judged(entry: Entry, beside: Sequence[Statement], then: Sequence[Statement], case: Case) -> Finding | None:
    """The finding where one figure is for a promise: of those in its sentence first, else of those of its year, of its
    time and unit."""
    promise = figure(entry)
    found = [one for one in beside if unit_of(one) == unit_of(promise) and _over(one, promise)]
    found = found or [one for one in then if _for_it(case, one, promise)]
    if not found or len({one.value for one in found}) > 1:
        return None
    came = found[-1]
    verdict, text = _compared(entry, came, case)
    there, goal = _scaled(case, came), goal_of(promise)
    fillings = figure_fillings(case, came=came, promise=promise) | {"difference": number(abs(there.value - goal.value))}
    return Draft(
        FindingKind.PROMISE,
        entry.role.value,
        verdict,
        case.lore.wordings.say(entry.role.value, text, **fillings),
        terms=(Term("promise", promise), Term("came", came)),
        formula=f"{number(there.value)} {_sign(there, goal)} {number(goal.value)}",
        sides=(there, goal),
        about=about_figure(promise),
    ).finish(case.shelf)


def unit_of(statement: Statement) -> str | None:
    """The unit for comparing: a share may be written as a fraction (四分之一) or in percent."""
    return "percent" if statement.measure == "one" else statement.measure


def _scaled(case: Case, statement: Statement) -> Amount:
    amount = case.lore.printing.amount(statement)
    return amount.times(HUNDRED) if statement.measure == "one" else amount


def goal_of(promise: Statement) -> Amount:
    """What is promised, in percent where it is a share: a goal is what it says."""
    return Amount.exact(promise.value).times(HUNDRED if promise.measure == "one" else 1)


def _sign(there: Amount, goal: Amount) -> str:
    return "=" if there.value == goal.value else "<" if there.value < goal.value else ">"


def _over(one: Statement, promise: Statement) -> bool:
    """Whether the time of a promise is over in a figure beside it: 目前15%,預計112年達20% is no miss."""
    if not dated(promise) or promise.period is None:
        return True
    return one.period is not None and one.period.end >= promise.period.end


def _for_it(case: Case, one: Statement, promise: Statement) -> bool:
    """Whether a figure that does not stand beside a promise is for it: told no earlier, of its unit, part and time."""
    like = (unit_of(one), one.dims) == (unit_of(promise), promise.dims)
    return like and place_of(case, one) >= place_of(case, promise) and _covers(one, promise)


def place_of(case: Case, statement: Statement) -> int:
    """The place of a statement's report in the order of their telling."""
    return case.shelf.places[statement.report]


def _covers(one: Statement, promise: Statement) -> bool:
    """Whether a figure is for all the time of a promise: a state at its end or later, a count over all of it."""
    if not dated(one) or not dated(promise) or one.period is None or promise.period is None:
        return False
    if _as_of(one) or promise.temporality is Temporality.STOCK:
        return one.period.end >= promise.period.end
    return one.period.contains(promise.period)


def _as_of(statement: Statement) -> bool:
    """Whether a figure tells what was reached by a day: a state, or a count up to the last day of a month."""
    period = statement.period
    if statement.temporality is Temporality.STOCK or period is None:
        return True
    return period.start == period.end and (period.end + timedelta(days=1)).day == 1


def _compared(entry: Entry, came: Statement, case: Case) -> tuple[Verdict, str]:
    promise = figure(entry)
    there, goal = _scaled(case, came), goal_of(promise)
    least, most = _direction(entry, case)
    if there.meets(goal) or (least and there.low >= goal.high) or (most and there.high <= goal.low):
        return Verdict.MET, "met"
    if least == most:
        return Verdict.CANNOT_TELL, "unsure"
    if came.period_source is PeriodSource.COVERAGE and not _admitted(entry, case):
        return Verdict.CANNOT_TELL, "coverage"
    return Verdict.MISSED, "missed"


def _admitted(entry: Entry, case: Case) -> bool:
    """Whether the report itself says that a target was not reached."""
    promise = figure(entry)
    return case.lore.words.says(Cue.SHORT, around(case.shelf[promise.report].text, promise))


def _direction(entry: Entry, case: Case) -> tuple[bool, bool]:
    """Whether no less, and whether no more, is good. A plan to hold so many is kept by more."""
    promise, words = figure(entry), case.lore.words
    there = around(case.shelf[promise.report].text, promise)
    if _admitted(entry, case):
        return True, False
    if promise.qualifier in (Qualifier.GT, Qualifier.GTE):
        return True, False
    if promise.qualifier in (Qualifier.LT, Qualifier.LTE):
        return False, True
    least, most = words.says(Cue.LEAST, there), words.says(Cue.MOST, there)
    return least or (entry.role is Role.PLANNED and not most), most
