"""Counts of one year: a part of the year cannot have more than the whole."""

from collections.abc import Iterator

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, figure_fillings, number
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.scenes import Scene, alike, dated, one_each, subject
from kg.model.facts import Kind, Temporality
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.statements import Statement


def span_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """The counts that a report dates, by the calendar year in which their time lies."""
    for place, statement in enumerate(scene.statements):
        year = _year(statement)
        if year and not scene.stands_in(place) and not scene.runs_on(place):
            yield Key(Check.SPAN, (*subject(statement), year)), Entry(scene.report, Role.TOLD, statement)


def _year(statement: Statement) -> str:
    """The calendar year in which the time of a dated count lies, "" where there is none."""
    period = statement.period
    counted = statement.kind is Kind.OBSERVED and statement.temporality is Temporality.FLOW and dated(statement)
    return str(period.end.year) if period and counted and period.start.year == period.end.year else ""


def check_span(case: Case) -> Iterator[Finding]:
    """Every part of a year against the spans that hold it, in other reports. Several numbers of a report for one span
    are parts of it that nothing tells apart, and are left out."""
    told = sorted(one_each([figure(entry) for entry in case.entries]), key=lambda one: (_days(one), one.fact))
    for place, part in enumerate(told):
        for whole in told[place + 1 :]:
            if part.report != whole.report and _inside(part, whole) and alike(part, whole):
                yield _held(part, whole, case)


def _days(statement: Statement) -> int:
    assert statement.period is not None
    return (statement.period.end - statement.period.start).days


def _inside(part: Statement, whole: Statement) -> bool:
    one, other = part.period, whole.period
    return one is not None and other is not None and one != other and other.contains(one) and one.end > one.start


def _held(part: Statement, whole: Statement, case: Case) -> Finding:
    stated = (case.lore.printing.amount(part), case.lore.printing.amount(whole))
    more = stated[0].low > stated[1].high
    return Draft(
        FindingKind.IMPLIED,
        "within",
        Verdict.FAILS if more else Verdict.HOLDS,
        case.lore.wordings.say("within", "fails" if more else "holds", **figure_fillings(case, part=part, whole=whole)),
        terms=(Term("part", part), Term("whole", whole)),
        formula=f"{number(part.value)} {'>' if more else '≤'} {number(whole.value)}",
        sides=stated,
        about=about_figure(whole),
    ).finish(case.shelf)
