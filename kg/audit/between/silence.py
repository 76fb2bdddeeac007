"""What the reports of a body told before and tell no more, and what they tell for the first time.

A thing is told no more where the latest report does not tell of it and two earlier reports did, or all earlier ones. A
report whose file begins in the midst of it cannot be silent on what may have stood before its first section.
"""

from collections.abc import Iterator, Sequence, Set

from kg.audit.between.cases import Case
from kg.audit.between.completeness import thin
from kg.audit.between.findings import Draft, quoted
from kg.audit.between.keys import Entry
from kg.audit.between.presence import METRIC, PHRASE, SECTION, bare
from kg.audit.between.seeking import named, names_of, trace_of, unread
from kg.audit.between.shelf import Shelf
from kg.audit.between.tabled import TABLE, goes_on
from kg.audit.between.wordings import Filling, joined
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Finding, FindingKind, Passage, Term, Verdict, Words
from kg.model.statements import Account, Statement
from kg.model.text import Span
from kg.model.titles import called

# In how many reports before the latest the words of something new are looked for.
LAST = 8
# What is known again by its words alone.
BY_WORDS = (PHRASE, SECTION, TABLE)


def check_presence(case: Case) -> Iterator[Finding]:
    """Whether the latest report of the desk is silent on a thing, or the first to tell of it."""
    reports = case.shelf.desk(case.key.desk)
    tellers = {entry.report for entry in case.entries}
    if len(reports) < 2 or is_told_on(tellers, case.key.desk, case.shelf):
        return
    latest, earlier = reports[-1], reports[:-1]
    if latest.info.id not in tellers:
        moved = case.key.about[0] == SECTION and _still_told(case, latest)
        if _usual(case, earlier) and not moved and not _before_its_beginning(case, latest):
            yield _silent(case, earlier, latest)
    elif case.key.about[0] not in BY_WORDS:
        yield _new(case, earlier, latest)


def is_told_on(tellers: Set[str], desk: str, shelf: Shelf) -> bool:
    """Whether the latest report of a desk tells of a thing and is not the first to do so: then there is nothing to say
    of it. `tellers` are the reports that tell of it."""
    reports = shelf.desk(desk)
    return bool(reports) and reports[-1].info.id in tellers and len(tellers) > 1


def _usual(case: Case, earlier: Sequence[Account]) -> bool:
    """Whether two earlier reports told of a thing, or the only one that could; words of a report, headings and captions
    are known again by being told twice alone."""
    tellers, able = _able(case, earlier)
    return tellers >= 2 or (tellers == able == 1 and case.key.about[0] not in BY_WORDS)


def _able(case: Case, earlier: Sequence[Account]) -> tuple[int, int]:
    """How many earlier reports told of a thing, and how many could: a file that begins in the midst of its report may
    have lost it."""
    tellers = {entry.report for entry in case.entries}
    told = sum(one.info.id in tellers for one in earlier)
    return told, sum(one.info.id in tellers or not one.info.begins_inside for one in earlier)


def _before_its_beginning(case: Case, latest: Account) -> bool:
    """Whether a thing may have stood before the first section of a file that begins in the midst of its report: in the
    report that told of it last it stands before all that both tell."""
    if not latest.info.begins_inside:
        return False
    last = case.entries[-1]
    where = last.statement.span if last.statement else last.passage.span if last.passage else Span(0, 0)
    there = {one.series for one in latest.statements if one.series}
    common = [one.span for one in case.shelf[last.report].statements if one.series in there]
    return not common or where < min(common)


def _still_told(case: Case, latest: Account) -> Statement | None:
    """A figure of the latest report that earlier ones told under the name or heading that it no longer has."""
    known = {series for entry in case.entries for series in entry.known}
    return next((one for one in latest.statements if one.series in known), None)


def _silent(case: Case, earlier: Sequence[Account], latest: Account) -> Finding:
    words, figure, since = _words_in(case, latest), _figure_of(case, latest), _since(case, earlier)
    told, able = _able(case, earlier)
    kinds = {case.shelf[entry.report].info.kind for entry in case.entries}
    verdict, text = Verdict.UNHEARD, "silent"
    if words is not None:
        verdict, text = Verdict.CANNOT_TELL, "words"
    elif case.key.about[0] == TABLE and (other := goes_on(case, latest)):
        verdict, text, words = Verdict.CANNOT_TELL, "table", other
    elif case.key.about[0] == TABLE and not latest.tables:
        verdict, text = Verdict.CANNOT_TELL, "tableless"
    elif figure is not None:
        verdict, text, words = Verdict.CANNOT_TELL, "figure", figure
    elif thin(latest):
        verdict, text = Verdict.CANNOT_TELL, "thin"
    elif latest.info.kind not in kinds:
        verdict, text = Verdict.CANNOT_TELL, "kind"
    fillings = _fillings(case, latest) | {"told": str(told), "able": str(able), "words": _shown(words)}
    message = joined(case.lore.wordings.say("silence", text, **fillings), *_notes(case, latest, since))
    return _draft(case, FindingKind.SILENCE, verdict, message, (words, since)).finish(case.shelf)


def _since(case: Case, earlier: Sequence[Account]) -> Passage | None:
    """Where the words of a thing stand after its last telling and before the latest report: it may have been told
    there, and not been read."""
    last = case.shelf.places[case.entries[-1].report]
    after = [one for one in earlier if case.shelf.places[one.info.id] > last]
    return next((found for one in after[-LAST:] if (found := _words_in(case, one)) is not None), None)


def _new(case: Case, earlier: Sequence[Account], latest: Account) -> Finding:
    words = next((found for one in earlier[-LAST:] if (found := _words_in(case, one)) is not None), None)
    verdict, text = (Verdict.HOLDS, "first") if words is None else (Verdict.CANNOT_TELL, "words")
    fillings = _fillings(case, latest) | {"able": str(len(earlier)), "words": _shown(words)}
    if words is not None:
        fillings["where"] = called(case.shelf[words.report].info)
    message = case.lore.wordings.say("new", text, **fillings)
    return _draft(case, FindingKind.NEW, verdict, message, (words,)).finish(case.shelf)


def _draft(case: Case, kind: FindingKind, verdict: Verdict, message: Words, places: Sequence[Passage | None]) -> Draft:
    last = case.entries[-1]
    scheme, thing = case.key.about[0], case.key.about[1]
    return Draft(
        kind,
        kind.value,
        verdict,
        message,
        terms=(Term("under" if scheme == SECTION else "last", last.statement),) if last.statement else (),
        about={scheme: thing, "desk": case.key.desk},
        passages=[one for one in (last.passage, *places) if one is not None],
        read=[one.info.id for one in case.shelf.desk(case.key.desk)],
    )


def _fillings(case: Case, latest: Account) -> dict[str, Filling]:
    last = case.entries[-1]
    quote = quoted(last.statement) if last.statement else last.passage.quote if last.passage else ""
    return {
        "thing": _thing(case, last),
        "last": quote,
        "last_report": called(case.shelf[last.report].info),
        "latest_report": called(latest.info),
    }


def _thing(case: Case, last: Entry) -> Words:
    """What a thing is called, with its kind."""
    kind = case.key.about[0]
    concept = _concept(case)
    if concept is not None:
        name = Words(concept.label, concept.label_en)
    else:
        written = last.passage.quote if last.passage else case.key.about[1]
        text = _written(case.key.about, last.statement) if last.statement else " ".join(written.split())
        name = Words(f"「{text}」", f"“{text}”")
    return joined(case.lore.wordings.say("presence", kind), name)


def _written(about: tuple[str, ...], last: Statement) -> str:
    """Words for a figure, or a heading, as the report has them."""
    if about[0] == PHRASE:
        return last.metric
    return next((heading for heading in last.section if bare(heading) == about[1]), about[1])


def _concept(case: Case) -> Concept | None:
    kind, slug = case.key.about[:2]
    return case.lore.concepts.get((Scheme(kind), slug)) if kind not in BY_WORDS else None


def _notes(case: Case, latest: Account, since: Passage | None) -> Iterator[Words]:
    """What else bears on a silence: words in reports between, reports of another kind, numbers not understood."""
    if since is not None:
        where = called(case.shelf[since.report].info)
        yield case.lore.wordings.say("presence", "since", where=where, words=_shown(since))
    last = case.shelf[case.entries[-1].report].info
    if last.kind != latest.info.kind:
        kinds = {"last_kind": _kind(case, last.kind), "latest_kind": _kind(case, latest.info.kind)}
        yield case.lore.wordings.say("presence", "kinds", **kinds)
    missed = latest.numbers.get("missed", 0)
    if missed:
        counts = {"missed": str(missed), "numbers": str(sum(latest.numbers.values()))}
        yield case.lore.wordings.say("presence", "missed", **counts)


def _kind(case: Case, kind: str | None) -> Filling:
    """What a kind of report is called; as it is known where the texts have no name for it."""
    return case.lore.wordings.texts.get(("kind", kind or "—"), kind or "—")


def _words_in(case: Case, account: Account) -> Passage | None:
    """Where the words of a thing stand in a report of which nothing was read of it."""
    kind, words = case.key.about[:2]
    page, concept = case.shelf.page(account.info.id), _concept(case)
    if kind == METRIC:
        units = {entry.statement.unit for entry in case.entries if entry.statement}
        words_left = unread(page, trace_of(concept, units, case.lore)) if concept else None
        return words_left or _kin(case, account)
    return named(page, names_of(concept) if concept else (words,))


def _figure_of(case: Case, latest: Account) -> Passage | None:
    """The sentence of a figure of a named thing that the latest report tells without its name."""
    figure = _still_told(case, latest)
    return None if figure is None else _sentence(case, figure)


def _kin(case: Case, account: Account) -> Passage | None:
    """A figure that belongs to no metric, of the programme and in the unit of a metric's figures: it may be one."""
    told = {(one.statement.programme, one.statement.measure) for one in case.entries if one.statement}
    loose = (one for one in account.statements if one.series is None and one.programme and one.measure)
    figure = next((one for one in loose if (one.programme, one.measure) in told), None)
    return None if figure is None else _sentence(case, figure)


def _sentence(case: Case, figure: Statement) -> Passage:
    place = min(figure.sentence.start, figure.span.start), max(figure.sentence.end, figure.span.end)
    return case.shelf.page(figure.report).passage("words", Span(*place))


def _shown(words: Passage | None) -> str:
    return " ".join(words.quote.split()) if words else ""
