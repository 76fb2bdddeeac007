"""Targets and plans of which no figure tells what came of them, and those that were moved."""

from collections.abc import Iterator, Sequence

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, figure_fillings, number
from kg.audit.between.following import later_reports
from kg.audit.between.keys import Entry, figure
from kg.audit.between.outcomes import goal_of, place_of
from kg.audit.between.scenes import Scene, alike, dated
from kg.audit.between.seeking import named, spoken
from kg.model.findings import Finding, FindingKind, Passage, Term, Verdict
from kg.model.statements import Account, Statement
from kg.model.titles import called


def unjudged(entry: Entry, then: Sequence[Statement], case: Case) -> Finding | None:
    """What is told of a promise for which there is no figure, or that nothing is. Only of what is surely a promise: a
    plan or target of its own in the vocabulary, or one whose time lies beyond its report."""
    promise, later = figure(entry), later_reports(case, figure(entry))
    if not later or not _followed(promise, case):
        return None
    other = next((one for one in then if _near(case, one, promise)), None)
    if other is not None:
        return _open(entry, "other", case, other)
    if entry.beside:
        return _open(entry, "beside", case, entry.beside[0])
    words = next((found for one in later if (found := _words_in(case, one, promise)) is not None), None)
    return _open(entry, "unheard" if words is None else "words", case, words)


def _followed(promise: Statement, case: Case) -> bool:
    apart = promise.series is not None and case.lore.root(promise.series) != promise.series
    return apart or Scene(case.shelf[promise.report], case.lore).ahead(promise)


def _near(case: Case, one: Statement, promise: Statement) -> bool:
    """Whether a figure may be what came of a promise, of another span, part or unit: of the same year."""
    if one.period is None or promise.period is None or place_of(case, one) < place_of(case, promise):
        return False
    known = alike(one, promise) or one.series != promise.series
    return dated(one) and known


def _words_in(case: Case, account: Account, promise: Statement) -> Passage | None:
    core, page = case.lore.words.core(promise.metric), case.shelf.page(account.info.id)
    return named(page, [core]) or spoken(page, core, promise.unit)


def _open(entry: Entry, text: str, case: Case, what: Statement | Passage | None) -> Finding:
    """A finding that judges nothing: `what` is what the reports tell instead."""
    promise = figure(entry)
    later = later_reports(case, promise)
    fillings = figure_fillings(case, promise=promise) | {"words": "", "where": "", "later": str(len(later))}
    if what is not None:
        fillings |= {"words": " ".join(what.quote.split()), "where": called(case.shelf[what.report].info)}
    return Draft(
        FindingKind.PROMISE,
        entry.role.value,
        Verdict.UNHEARD if text == "unheard" else Verdict.CANNOT_TELL,
        case.lore.wordings.say(entry.role.value, text, **fillings),
        terms=(Term("promise", promise), *((Term("beside", what),) if isinstance(what, Statement) else ())),
        formula=number(promise.value),
        about=about_figure(promise),
        passages=(what,) if isinstance(what, Passage) else (),
        read=[one.info.id for one in later],
    ).finish(case.shelf)


def moved(one: Entry, other: Entry, case: Case) -> Iterator[Finding]:
    """Whether a later report that tells a target or plan has another number for it."""
    before, now = figure(one), figure(other)
    if goal_of(before).meets(goal_of(now)):
        return
    fillings = figure_fillings(case, promise=before, now=now)
    yield Draft(
        FindingKind.PROMISE,
        one.role.value,
        Verdict.MOVED,
        case.lore.wordings.say(one.role.value, "moved", **fillings),
        terms=(Term("promise", before), Term("now", now)),
        formula=f"{number(before.value)} → {number(now.value)}",
        sides=(goal_of(before), goal_of(now)),
        about=about_figure(before),
    ).finish(case.shelf)
