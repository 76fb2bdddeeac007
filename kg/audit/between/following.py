"""Figures in which a target or plan may have come to pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from kg.audit.between.cases import Case
from kg.audit.between.keys import Entry, Role
from kg.audit.between.outcomes import place_of, unit_of
from kg.audit.between.scenes import dated
from kg.audit.between.words import CueWords, overlap, pairs_of
from kg.model.facts import Kind
from kg.model.statements import Account, Statement

# In how many reports after a promise it is looked for.
NEXT = 8
# From this likeness on two phrases, without dates and the words of a plan, are for one thing.
ONE = 0.7
FOLLOWED = {Kind.OBSERVED: Role.TOLD, Kind.PLANNED: Role.PLANNED, Kind.TARGET: Role.TARGET}
# What a promise and what came of it have in common: unit, body, breakdown.
Like = tuple[str | None, str | None, tuple[tuple[str, str], ...]]
Followed = tuple[Statement, frozenset[str]]


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


def later_reports(case: Case, promise: Statement) -> tuple[Account, ...]:
    """The next reports of the body that cover the end of a promise's time."""
    period = promise.period
    if period is None or not dated(promise):
        return ()
    after = (one for one in case.shelf.desk(case.key.desk) if case.shelf.places[one.info.id] > place_of(case, promise))
    able = (one for one in after if one.info.coverage and one.info.coverage.end >= period.end)
    return tuple(islice(able, NEXT))


def follow(promise: Statement, case: Case) -> Iterator[Entry]:
    """What later reports tell in the words of a promise that no metric is for: figures, and the promise again."""
    core, like = pairs_of(case.lore.words.core(promise.metric)), _like(promise)
    for account in later_reports(case, promise):
        followed = case.shelf.made(account.info.id, "followed", lambda account: _followed(account, case.lore.words))
        for one, pairs in followed.get(like, ()):
            if overlap(core, pairs) >= ONE:
                yield Entry(one.report, FOLLOWED[one.kind], one)


def _like(statement: Statement) -> Like:
    return unit_of(statement), statement.agency, statement.dims


def _followed(account: Account, words: CueWords) -> Mapping[Like, Sequence[Followed]]:
    """The figures and promises of a report by what one must have in common with them, with the pairs of characters of
    their core words."""
    found: dict[Like, list[Followed]] = defaultdict(list)
    for one in account.statements:
        if one.kind in FOLLOWED:
            found[_like(one)].append((one, pairs_of(words.core(one.metric))))
    return found
