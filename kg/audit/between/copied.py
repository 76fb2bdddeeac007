"""Equal sets of figures for different times, which may have been copied.

How much an agreement weighs against chance: of the figures that two passages share, those that follow from others
are left out (366 of 183 and 183, and the second 183), then the digits of the rest are counted that are not zeros at
the end. A digit that is free agrees by chance once in ten times. Figures of the kinds that repeat by their nature
(rules, targets, plans), lengths of time, ages and numbers of one digit do not count. A set is told of where it has
three figures and three free digits, or two figures and six free digits; that it was copied is never said.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, figure_fillings, number
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.scenes import Scene, dated, significant, subject
from kg.model.facts import Kind
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.mentions import Period
from kg.model.statements import Statement

# Units of what is set by a programme or rule and not counted.
SET_UNITS = frozenset({"hour", "day", "week", "month", "year", "age-year", "percent", "one", "stage", "ratio-to-one"})
# How many figures with how many free digits are worth telling.
ENOUGH = ((3, 3), (2, 6))
# Characters between the figures of one passage.
NEAR = 150


def set_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """The counted figures of a report by metric and value, each with those in its passage."""
    counted = [one for one in scene.statements if _counts(one)]
    for place, statement in enumerate(counted):
        beside = tuple(one for one in _near(counted, place))
        if beside:
            yield _key(statement), Entry(scene.report, Role.TOLD, statement, beside)


def _key(statement: Statement) -> Key:
    return Key(Check.SET, (*subject(statement), number(statement.value)))


def _counts(statement: Statement) -> bool:
    kept = statement.measure is not None and statement.measure not in SET_UNITS
    return kept and statement.kind is Kind.OBSERVED and dated(statement) and abs(statement.value) >= 10


def _near(counted: Sequence[Statement], place: int) -> Iterator[Statement]:
    here = counted[place]
    for index in (*range(place - 1, -1, -1), *range(place + 1, len(counted))):
        other = counted[index]
        same = other.section == here.section and other.period == here.period
        if same and abs(other.span.start - here.span.start) <= NEAR:
            yield other


def check_set(case: Case) -> Iterator[Finding]:
    """The set that two passages share, told once: at the figure of it that comes first by its key."""
    for one, other in pairwise(case.entries):
        if _apart(figure(one).period, figure(other).period):
            shared = _shared(one, other)
            free = free_digits([early.value for early, _ in shared])
            enough = any(len(shared) >= figures and free >= digits for figures, digits in ENOUGH)
            if enough and min(_key(early) for early, _ in shared) == _key(figure(one)):
                yield _told(shared, free, case)


def _apart(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and (one.end < other.start or other.end < one.start)


def _shared(one: Entry, other: Entry) -> tuple[tuple[Statement, Statement], ...]:
    """The figures that both passages have, in the order of the first."""
    there = {_key(statement): statement for statement in (figure(other), *other.beside)}
    here = {_key(statement): statement for statement in (figure(one), *one.beside)}
    ordered = sorted(here, key=lambda key: here[key].span)
    return tuple((here[key], there[key]) for key in ordered if key in there)


def free_digits(values: Sequence[Decimal]) -> int:
    """Digits that could have been otherwise: of the distinct values those that no two, or one twice, add up to."""
    distinct = sorted(set(values))
    sums = {one + other for place, one in enumerate(distinct) for other in distinct[place:]}
    return sum(significant(value) for value in distinct if value not in sums)


def _told(shared: Sequence[tuple[Statement, Statement]], free: int, case: Case) -> Finding:
    early, late = shared[0]
    numbers = "、".join(number(one.value) for one, _ in shared)
    fillings = figure_fillings(case, early=early, late=late) | {
        "numbers": numbers,
        "count": str(len(shared)),
        "free": str(free),
    }
    terms = [Term(role, one) for pair in shared for role, one in zip(("early", "late"), pair, strict=True)]
    return Draft(
        FindingKind.COPIED,
        "copied",
        Verdict.CANNOT_TELL,
        case.lore.wordings.say("copied", "same", **fillings),
        terms=terms,
        formula=f"{{{numbers}}} = {{{numbers}}}, {free} free digits",
        about=about_figure(early),
    ).finish(case.shelf)
