"""Targets and plans, and what the reports say came of them.

A target is held against the figure that stands in its own sentence, or that covers its time; a plan against the figure
for its time, whole. What was told before its time was over, in words of a plan, counts as one. Where the reports tell
something else of it (another span, another unit, results beside it) that is said and nothing judged. It is *unheard*
only where a later report of the same body covers the end of its time, none tells what came of it, and its words stand
in none of them.
"""

from collections.abc import Iterator

from kg.audit.between.cases import Case
from kg.audit.between.following import NEXT, Told, follow, later_reports
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.outcomes import judged, unit_of
from kg.audit.between.scenes import Scene, alike, dated
from kg.audit.between.shelf import FIRST, Order, told_at
from kg.audit.between.unheard import moved, unjudged
from kg.audit.between.words import Cue
from kg.model.facts import Kind, Temporality
from kg.model.findings import Finding
from kg.model.statements import Statement

PROMISED = (Role.TARGET, Role.PLANNED)
ROLES = {Kind.TARGET: Role.TARGET, Kind.PLANNED: Role.PLANNED, Kind.OBSERVED: Role.TOLD}
# In the keys of promises without a metric.
ALONE = "~"
# Characters at most between a figure and the target behind it.
NEAR = 30


def promise_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """Targets and plans of a report by the metric that they are for, and its figures. One without a metric stands
    alone: a plan whose time lies beyond the report, and a target right behind its figure."""
    for place, statement in enumerate(scene.statements):
        role = _role(scene, place)
        if role is not None and statement.series is not None:
            yield _key(scene, statement), Entry(scene.report, role, statement, _behind(scene, place))
        elif role in PROMISED:
            yield from _alone(scene, place, role)


def _alone(scene: Scene, place: int, role: Role) -> Iterator[tuple[Key, Entry]]:
    statement, reached = scene.statements[place], _reached(scene, place)
    key = Key(Check.PROMISE, (ALONE, statement.fact), scene.account.info.issuer or "")
    if reached is not None:
        yield key, Entry(scene.report, Role.TOLD, reached)
    if reached is not None or _beyond(scene, statement):
        yield key, Entry(scene.report, role, statement, _behind(scene, place))


def _reached(scene: Scene, place: int) -> Statement | None:
    """The figure right before a target in its sentence: 合格率94.1%,未達95%之目標."""
    target = scene.statements[place]
    if not place or target.kind is not Kind.TARGET:
        return None
    one = scene.statements[place - 1]
    near = one.sentence == target.sentence and target.span.start - one.span.end <= NEAR
    like = (unit_of(one), one.agency) == (unit_of(target), target.agency)
    return one if near and like and one.kind is Kind.OBSERVED else None


def _role(scene: Scene, place: int) -> Role | None:
    statement = scene.statements[place]
    ahead = scene.says(place, Cue.AHEAD)
    if place in scene.became or (statement.kind is Kind.TARGET and not dated(statement) and ahead):
        return None
    announced = _beyond(scene, statement) and ahead
    return Role.PLANNED if announced and statement.kind is Kind.OBSERVED else ROLES.get(statement.kind)


def _beyond(scene: Scene, statement: Statement) -> bool:
    return dated(statement) and scene.ahead(statement)


def _key(scene: Scene, statement: Statement) -> Key:
    about = (scene.lore.root(statement.series) or "", statement.agency or "")
    return Key(Check.PROMISE, about, scene.account.info.issuer or "")


def _behind(scene: Scene, place: int) -> tuple[Statement, ...]:
    """What the sentence of a promise tells behind it as having come to pass."""
    sentence = scene.statements[place].sentence
    rest = scene.statements[place + 1 :]
    behind = (one for one in rest[:8] if one.sentence == sentence)
    return tuple(one for one in behind if one.kind in (Kind.OBSERVED, Kind.CHANGE))


def same_promise(one: Entry, other: Entry) -> bool:
    """Whether a later report tells the same target or plan: for the same time, or, of a share, for whatever time, since
    it stands until it is changed."""
    before, now = figure(one), figure(other)
    same = (one.role, before.series, before.dims, before.measure) == (other.role, now.series, now.dims, now.measure)
    if not same or before.report == now.report or not alike(before, now):
        return False
    rates = before.temporality is now.temporality is Temporality.RATE and before.series is not None
    standing = rates and one.role is Role.TARGET
    return standing or (before.period == now.period and dated(before) and dated(now))


def promise_heard(case: Case) -> Order | None:
    """After when another report of the body changes nothing of what is found: when that last was told of which a
    promise of the key can hear, the first of all where nothing is promised. None where a promise waits for more."""
    promised = [figure(entry) for entry in case.entries if entry.role in PROMISED]
    later = [later_reports(case, one) for one in promised if dated(one)]
    if any(len(reports) < NEXT for reports in later):
        return None
    return max((told_at(reports[-1].info) for reports in later), default=FIRST)


def check_promise(case: Case) -> Iterator[Finding]:
    """What came of each target and plan, and which were moved."""
    promises = [entry for entry in case.entries if entry.role in PROMISED]
    figures = [figure(entry) for entry in case.entries if entry.role is Role.TOLD]
    followed = [one for entry in promises if case.key.about[0] == ALONE for one in follow(figure(entry), case)]
    told = Told.of((*figures, *(figure(one) for one in followed if one.role is Role.TOLD)))
    for place, entry in enumerate(promises):
        later = (*promises[place + 1 :], *(one for one in followed if one.role in PROMISED))
        again = next((one for one in later if same_promise(entry, one)), None)
        yield from _of_one(entry, again, told, case)


def _of_one(entry: Entry, again: Entry | None, told: Told, case: Case) -> Iterator[Finding]:
    """The findings about one promise; `again` is where a later report tells it, so that it is heard of."""
    came = judged(entry, told.beside(figure(entry)), told.then(figure(entry)), case)
    if came is not None:
        yield came
    elif again is None:
        left = unjudged(entry, told.then(figure(entry)), case)
        yield from () if left is None else (left,)
    if again is not None:
        yield from moved(entry, again, case)
