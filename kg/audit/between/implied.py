"""What a change implies: 647 now and 264 fewer than a year before make 911 then, whatever was printed then."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft, about_figure, figure_fillings, number
from kg.audit.between.keys import Entry, figure
from kg.audit.between.scenes import Scene, alike, dated
from kg.audit.between.words import Cue
from kg.audit.intervals import Amount, agree
from kg.model.facts import Direction, Kind
from kg.model.findings import Finding, FindingKind, Term, Verdict
from kg.model.statements import Statement

# Characters between a change and the figure that it is a change of: 647人退休(…)。較去年同期減少264人.
NOW_REACH = 300
# What is left of the words of a change must be at least so long to know a figure by them.
LEAST_WORDS = 4
# Characters of a sentence before a change that it begins with: 較去年同期減少.
FIRST_WORDS = 16
HUNDRED = Decimal(100)


def now_of(scene: Scene, place: int) -> Statement | None:
    """The figure that a change is a change of: the nearest before it, of the same body, breakdown and time. None where
    the words beside the change contradict its direction, or no figure fits."""
    change = scene.statements[place]
    if change.direction is None or _contradicted(scene, place, change.direction):
        return None
    if change.series is None and scene.says(place, Cue.AGAINST):
        return _before(scene, place) or _by_name(scene, place)
    return _by_name(scene, place)


def _by_name(scene: Scene, place: int) -> Statement | None:
    """The nearest figure before a change that the change names."""
    change = scene.statements[place]
    for index in range(place - 1, -1, -1):
        now = scene.statements[index]
        if change.span.start - now.span.end > NOW_REACH:
            return None
        if _one(change, now) and _named(scene, change, now):
            return now
    return None


def _contradicted(scene: Scene, place: int, direction: Direction) -> bool:
    rise, fall = scene.says(place, Cue.RISE), scene.says(place, Cue.FALL)
    return rise != fall and rise is (direction is Direction.DECREASE)


def _one(change: Statement, now: Statement) -> bool:
    """Whether a change can be one of a figure: of the same body, breakdown, time and unit."""
    like = (now.agency, now.dims, now.period) == (change.agency, change.dims, change.period)
    return now.kind is Kind.OBSERVED and like and (now.measure == change.measure or _in_percent(change))


def _named(scene: Scene, change: Statement, now: Statement) -> bool:
    """Whether a change names the figure that it is one of: that of its metric, or, where it tells of one part alone
    (教職員減184人), that of the part, which may have a metric of its own."""
    if change.series:
        about = scene.lore.root(change.series)
        return about == now.series or (bool(change.dims) and about == scene.lore.whole(now.series))
    words = scene.lore.words.bare(change.metric)
    return len(words) >= LEAST_WORDS and words in now.metric


def _before(scene: Scene, place: int) -> Statement | None:
    """The one figure before a change that it can be a change of: in its sentence (查獲95件,較去年增加15件), or, where
    it begins its sentence, in the one before. Of a change in percent the figure right before it."""
    change, statements = scene.statements[place], scene.statements
    sentence = change.sentence
    if place and statements[place - 1].sentence != sentence and len(scene.arounds[place].before) <= FIRST_WORDS:
        sentence = statements[place - 1].sentence
    found: list[Statement] = []
    for index in range(place - 1, -1, -1):
        if statements[index].sentence != sentence:
            break
        if _one(change, statements[index]):
            found.append(statements[index])
        if _in_percent(change):
            break
    return found[0] if len(found) == 1 else None


def _in_percent(statement: Statement) -> bool:
    return statement.measure in ("percent", "percentage-point")


def _readings(change: Statement, now: Statement, case: Case) -> tuple[tuple[str, Amount], ...]:
    """What a change says that the figure was before, with the formula; two readings where 成長5% of a share may be
    percentage points or a part of the share."""
    by, there = case.lore.printing.amount(change), case.lore.printing.amount(now)
    rises = change.direction is Direction.INCREASE
    readings = []
    if change.measure in (now.measure, "percentage-point"):
        before = there - by if rises else there + by
        readings.append((f"{number(now.value)} {'−' if rises else '+'} {number(change.value)}", before))
    if change.measure == "percent":
        one = Amount.exact(1)
        factor = one + by.times(1 / HUNDRED) if rises else one - by.times(1 / HUNDRED)
        grown = there.over(factor)
        if grown is not None:
            readings.append((f"{number(now.value)} / {number(factor.value)}", grown))
    return tuple(readings)


def check_implied(entry: Entry, told: Sequence[Statement], case: Case) -> Iterator[Finding]:
    """What one change implies, against each report that prints the figure."""
    change, now = figure(entry), entry.beside[0]
    readings = _readings(change, now, case)
    if not readings:
        return
    others = [one for one in told if alike(one, now)]
    for then in others:
        yield _compared(change, now, then, case)
    if not others:
        words, before = readings[0]
        fillings = figure_fillings(case, now=now, change=change)
        message = case.lore.wordings.say(
            "implied", "alone", **fillings, implied=number(before.value), base=change.base or ""
        )
        yield Draft(
            FindingKind.IMPLIED,
            "implied",
            Verdict.CANNOT_TELL,
            message,
            terms=(Term("now", now), Term("change", change)),
            formula=f"{words} = {number(before.value)}",
            about=about_figure(now) | {"period": change.base},
        ).finish(case.shelf)


def _compared(change: Statement, now: Statement, then: Statement, case: Case) -> Finding:
    stated = case.lore.printing.amount(then)
    outcomes = [(words, before, agree(before, stated)) for words, before in _readings(change, now, case)]
    words, before, verdict = min(outcomes, key=lambda one: list(Verdict).index(one[2]))
    fillings = figure_fillings(case, now=now, change=change, then=then)
    difference = number(abs(before.value - stated.value))
    text = "fails" if verdict is Verdict.FAILS else "holds"
    if verdict is Verdict.FAILS and not dated(now):
        verdict, text = Verdict.CANNOT_TELL, "coverage"
    return Draft(
        FindingKind.IMPLIED,
        "implied",
        verdict,
        case.lore.wordings.say("implied", text, **fillings, implied=number(before.value), difference=difference),
        terms=(Term("now", now), Term("change", change), Term("then", then)),
        formula=f"{words} = {number(before.value)}, printed {number(then.value)}",
        sides=(before, stated),
        about=about_figure(then),
    ).finish(case.shelf)
