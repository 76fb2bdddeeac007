"""One figure of one period: told twice (the ledger of restatements), or implied by what a change says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, compared, figure_fillings, number
from kg.audit.between.implied import check_implied, now_of
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.scenes import Scene, alike, dated, is_told, period_of, significant, subject, time_of
from kg.audit.between.words import Cue, around, likeness, plain
from kg.audit.intervals import agree
from kg.model.facts import Kind
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.statements import Statement

Keyed = tuple[Key, Entry]
# A number of so many digits that count is not twice the same by chance.
LONG = 3
# Words of a clause about a figure that say enough to know it again, and how like they must be.
OWN_WORDS, SAME = 6, 0.8


def figure_entries(scene: Scene) -> Iterator[Keyed]:
    """The figures that a report dates, and those that its changes imply."""
    for place, statement in enumerate(scene.statements):
        if dated(statement) and is_told(statement) and not _not_of_its_time(scene, place):
            yield _key(statement, time_of(statement)), Entry(scene.report, Role.TOLD, statement)
        if statement.kind is Kind.CHANGE and (base := period_of(statement.base)):
            now = now_of(scene, place)
            if now is not None:
                yield _key(now, time_of(now, base)), Entry(scene.report, Role.IMPLIED, statement, (now,))


def _not_of_its_time(scene: Scene, place: int) -> bool:
    """Whether a figure is announced, runs on, or tells what was before: its period is not that of another telling."""
    announced = scene.ahead(scene.statements[place]) and scene.says(place, Cue.AHEAD)
    return announced or scene.runs_on(place) or scene.stands_in(place)


def _key(statement: Statement, time: str) -> Key:
    return Key(Check.FIGURE, (*subject(statement), statement.kind.value, time))


def check_figure(case: Case) -> Iterator[Finding]:
    """All findings of one figure of one period."""
    told = _by_report(figure(entry) for entry in case.entries if entry.role is Role.TOLD)
    for statements in told.values():
        yield from _told_in_one(statements, case)
    for one, other in pairwise(told.values()):
        yield from _told_in_two(one, other, case)
    settled = [statements[0] for statements in told.values() if len(_values(statements)) == 1]
    for entry in case.entries:
        if entry.role is Role.IMPLIED:
            yield from check_implied(entry, settled, case)


def _by_report(told: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in told:
        by_report[statement.report].append(statement)
    return by_report


def _values(statements: Iterable[Statement]) -> set[Decimal]:
    return {one.value for one in statements}


def _told_in_two(one: Sequence[Statement], other: Sequence[Statement], case: Case) -> Iterator[Finding]:
    """One figure in two reports. Several numbers of a report for one key are parts that nothing tells apart: then only
    a number of some length that both print is held to be the same."""
    if len(_values(one)) == len(_values(other)) == 1:
        if alike(one[0], other[0]):
            yield _told_twice(one[0], other[0], case)
        return
    for first in one:
        second = next((two for two in other if two.value == first.value and alike(first, two)), None)
        if second is not None and significant(first.value) >= LONG:
            yield _told_twice(first, second, case)


def _told_in_one(statements: Sequence[Statement], case: Case) -> Iterator[Finding]:
    """One figure twice in one report, in sentences of their own and in the same words. A heading that repeats its
    paragraph is one telling."""
    if len(statements) < 2:
        return
    scene = Scene(case.shelf[statements[0].report], case.lore)
    for first, second in pairwise(statements):
        apart = first.sentence != second.sentence and not heads(scene, first, second)
        if apart and _same_words(scene, first, second):
            yield _told_twice(first, second, case)


def heads(scene: Scene, first: Statement, second: Statement) -> bool:
    """Whether a figure stands in a heading over another."""
    words = plain(first.sentence.cut(scene.account.text))
    return any(plain(heading) in words for heading in second.section if heading)


def _same_words(scene: Scene, first: Statement, second: Statement) -> bool:
    one, other = (around(scene.account.text, statement).clause for statement in (first, second))
    alike = min(len(one), len(other)) >= OWN_WORDS and likeness(one, other) >= SAME
    return alike and first.metric == second.metric and first.programme == second.programme


def _told_twice(first: Statement, second: Statement, case: Case) -> Finding:
    one, other = case.lore.printing.amount(first), case.lore.printing.amount(second)
    verdict, text = agree(one, other), "holds"
    if verdict is Verdict.FAILS:
        early = Scene(case.shelf[first.report], case.lore).ahead(first)
        verdict, text = (Verdict.CANNOT_TELL, "ahead") if early else (Verdict.FAILS, "fails")
    fillings = figure_fillings(case, first=first, second=second)
    return Draft(
        FindingKind.RESTATEMENT,
        "restated",
        verdict,
        case.lore.wordings.say("restated", text, **fillings, difference=number(abs(second.value - first.value))),
        terms=(Term("first", first), Term("second", second)),
        formula=compared(first, second),
        sides=(one, other),
        about=about_figure(first),
    ).finish(case.shelf)
