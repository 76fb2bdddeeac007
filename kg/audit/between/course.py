"""One figure from report to report: running totals, what is said to be unchanged, and what is said to have been."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, compared, figure_fillings, number
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.scenes import Scene, alike, dated, is_told, subject
from kg.audit.between.words import Cue
from kg.audit.intervals import agree
from kg.model.facts import Kind, Temporality
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.statements import Statement

RUNNING = {Cue.RUNNING: Role.RUNNING, Cue.SINCE: Role.SINCE}


def course_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """The figures of a report by what their words say of their past. Counts of a time have no course, but where they
    run on."""
    for place, statement in enumerate(scene.statements):
        if not is_told(statement):
            continue
        for role in _roles(scene, place):
            after = scene.became.get(place)
            beside = () if after is None else (scene.statements[after],)
            yield _key(statement), Entry(scene.report, role, statement, beside)


def _roles(scene: Scene, place: int) -> Iterator[Role]:
    statement = scene.statements[place]
    lasting = statement.temporality is not Temporality.FLOW or statement.kind is Kind.RULE
    if place in scene.became:
        if lasting:
            yield Role.BEFORE
        return
    if lasting:
        yield Role.TOLD
        if scene.says(place, Cue.UNCHANGED):
            yield Role.KEPT
    yield from (role for cue, role in RUNNING.items() if scene.says(place, cue))


def _key(statement: Statement) -> Key:
    return Key(Check.COURSE, (*subject(statement), statement.kind.value))


def check_course(case: Case) -> Iterator[Finding]:
    """All findings about the course of one figure."""
    told = [entry for entry in case.entries if entry.role is Role.TOLD]
    for entry in case.entries:
        last = _last(told, entry, case) if entry.role in (Role.BEFORE, Role.KEPT) else None
        if last is not None and entry.role is Role.BEFORE:
            yield _was(entry, last, case)
        elif last is not None:
            yield _kept(entry, last, case)
    running = [entry for entry in case.entries if entry.role in RUNNING.values()]
    for one, other in pairwise(running):
        if one.report != other.report and alike(figure(one), figure(other)):
            yield _run(one, other, case)


def _last(told: Sequence[Entry], entry: Entry, case: Case) -> Statement | None:
    """The figure as the last report before that of an entry tells it; None where none does, or with several numbers,
    or where its words speak of something else."""
    earlier = [one for one in told if case.shelf.places[one.report] < case.shelf.places[entry.report]]
    last = [figure(one) for one in earlier if one.report == earlier[-1].report]
    one = last[0] if len({statement.value for statement in last}) == 1 else None
    return one if one is not None and alike(one, figure(entry)) else None


def _was(entry: Entry, last: Statement, case: Case) -> Finding:
    """由A增加至B against the last telling. It may have moved in between, so that a difference proves nothing."""
    was = figure(entry)
    stated = (case.lore.printing.amount(last), case.lore.printing.amount(was))
    verdict = agree(*stated)
    text = "moved" if verdict is Verdict.FAILS else "holds"
    fillings = figure_fillings(case, was=was, now=entry.beside[0], last=last)
    return Draft(
        FindingKind.IMPLIED,
        "was",
        Verdict.CANNOT_TELL if verdict is Verdict.FAILS else verdict,
        case.lore.wordings.say("was", text, **fillings),
        terms=(Term("last", last), Term("was", was), Term("now", entry.beside[0])),
        formula=compared(last, was),
        sides=stated,
        about=about_figure(was),
    ).finish(case.shelf)


def _kept(entry: Entry, last: Statement, case: Case) -> Finding:
    """What is said to be unchanged, against the last telling: a contradiction only where the reports leave no time
    between them in which it may have changed."""
    now = figure(entry)
    stated = (case.lore.printing.amount(last), case.lore.printing.amount(now))
    verdict, text = agree(*stated), "holds"
    if verdict is Verdict.FAILS:
        sure = _leave_no_time(case, last, now) and dated(last) and dated(now)
        verdict, text = (Verdict.FAILS, "fails") if sure else (Verdict.CANNOT_TELL, "moved")
    return Draft(
        FindingKind.IMPLIED,
        "unchanged",
        verdict,
        case.lore.wordings.say("unchanged", text, **figure_fillings(case, now=now, last=last)),
        terms=(Term("last", last), Term("now", now)),
        formula=compared(last, now),
        sides=stated,
        about=about_figure(now),
    ).finish(case.shelf)


def _leave_no_time(case: Case, last: Statement, now: Statement) -> bool:
    one, other = (case.shelf[statement.report].info.coverage for statement in (last, now))
    return one is not None and other is not None and one.end + timedelta(days=1) >= other.start


def _run(one: Entry, other: Entry, case: Case) -> Finding:
    """Two running totals: the later one cannot be less, unless its words may mean what there is now."""
    before, now = figure(one), figure(other)
    stated = (case.lore.printing.amount(before), case.lore.printing.amount(now))
    verdict, text = Verdict.HOLDS, "holds"
    if stated[1].high < stated[0].low:
        sure = Role.SINCE not in (one.role, other.role) and dated(before) and dated(now)
        verdict, text = (Verdict.FAILS, "fails") if sure else (Verdict.CANNOT_TELL, "unsure")
    return Draft(
        FindingKind.IMPLIED,
        "running",
        verdict,
        case.lore.wordings.say("running", text, **figure_fillings(case, before=before, now=now)),
        terms=(Term("before", before), Term("now", now)),
        formula=f"{number(before.value)} {'≤' if text == 'holds' else '>'} {number(now.value)}",
        sides=stated,
        about=about_figure(now),
    ).finish(case.shelf)
