"""Targets and plans, and what the reports say came of them.

A target is held against the figure that stands in its own sentence, or that covers its time; a plan against the figure
for its time, whole. What was told before its time was over, in words of a plan, counts as one. Where the reports tell
something else of it (another span, another unit, results beside it) that is said and nothing judged. It is *unheard*
only where a later report of the same body covers the end of its time, none tells what came of it, and its words stand
in none of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kg.audit.between.cases import Case
from kg.audit.between.keys import Check, Entry, Key, Role, figure
from kg.audit.between.outcomes import judged
from kg.audit.between.scenes import Scene, alike, dated
from kg.audit.between.unheard import moved, unjudged
from kg.audit.between.words import Cue, plain
from kg.model.facts import Kind, Temporality
from kg.model.findings import Finding
from kg.model.statements import Statement

PROMISED = (Role.TARGET, Role.PLANNED)
ROLES = {Kind.TARGET: Role.TARGET, Kind.PLANNED: Role.PLANNED, Kind.OBSERVED: Role.TOLD}
_DIGITS = re.compile(r"[\d,.%]+")


def promise_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """Targets and plans of a report by the figure that they are for, and the figures themselves. Without a metric, a
    plan is followed where its time lies beyond the report."""
    for place, statement in enumerate(scene.statements):
        role = _role(scene, place)
        if role is None or (role in PROMISED and statement.series is None and not _beyond(scene, statement)):
            continue
        yield _key(scene, statement), Entry(scene.report, role, statement, _beside(scene, place))


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
    words = f"~{_DIGITS.sub('', plain(statement.metric))}"
    about = (scene.lore.root(statement.series) or words, statement.agency or "")
    return Key(Check.PROMISE, about, scene.account.info.issuer or "")


def _beside(scene: Scene, place: int) -> tuple[Statement, ...]:
    """What the sentence of a promise tells behind it as having come to pass."""
    sentence = scene.statements[place].sentence
    rest = scene.statements[place + 1 :]
    behind = (one for one in rest[:8] if one.sentence == sentence)
    return tuple(one for one in behind if one.kind in (Kind.OBSERVED, Kind.CHANGE))


@dataclass(frozen=True, slots=True)
class Told:
    """The figures for a promise, by what can make one of them its outcome."""

    by_report: Mapping[str, Sequence[Statement]]
    by_year: Mapping[int, Sequence[Statement]]

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Self:
        by_report: dict[str, list[Statement]] = defaultdict(list)
        by_year: dict[int, list[Statement]] = defaultdict(list)
        for one in statements:
            by_report[one.report].append(one)
            if one.period is not None:
                by_year[one.period.end.year].append(one)
        return cls(by_report, by_year)

    def beside(self, promise: Statement) -> Sequence[Statement]:
        """Those of its sentence."""
        return [one for one in self.by_report.get(promise.report, ()) if one.sentence == promise.sentence]

    def then(self, promise: Statement) -> Sequence[Statement]:
        """Those of the year in which its time ends."""
        return self.by_year.get(promise.period.end.year, ()) if promise.period else ()


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


def check_promise(case: Case) -> Iterator[Finding]:
    """What came of each target and plan, and which were moved."""
    told = Told.of(figure(entry) for entry in case.entries if entry.role is Role.TOLD)
    promises = [entry for entry in case.entries if entry.role in PROMISED]
    for place, entry in enumerate(promises):
        again = next((one for one in promises[place + 1 :] if same_promise(entry, one)), None)
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
