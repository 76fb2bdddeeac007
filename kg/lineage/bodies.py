"""The changes of bodies: which body each is of, what comes before and after, and who stands where on a day."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kg.lineage.naming import Naming
from kg.model.concepts import Concept
from kg.model.facts import ChangeType
from kg.model.folding import fold
from kg.model.statements import Statement
from kg.model.text import Span
from kg.model.threads import Alteration, Kin, Relation, Standing, State

Row = Mapping[str, Any]
KINDS = frozenset(relation.value for relation in Relation)
BEGINS, ENDS = ("established",), ("merged", "abolished")
# 旗山區、內門區及甲仙區戶政事務所: what the parts but the last leave out.
_LIST = re.compile(r"[、及與和]")


@dataclass(frozen=True, slots=True)
class Heir:
    """The body that a body became, or that it went into."""

    name: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Heirs:
    """Heirs by full name of the body before."""

    heirs: Mapping[str, Heir] = field(default_factory=dict)

    def now(self, name: str | None) -> str | None:
        """The latest name of a body that was renamed; of any other its own."""
        seen = {name}
        heir = self.heirs.get(name) if name else None
        while heir is not None and heir.relation is Relation.RENAMED and heir.name not in seen:
            name = heir.name
            seen.add(name)
            heir = self.heirs.get(name)
        return name

    def merged(self, name: str | None) -> bool:
        """Whether a body was merged into another."""
        heir = self.heirs.get(self.now(name) or "")
        return heir is not None and heir.relation is Relation.MERGED


class Bodies:
    """The agencies of the vocabulary by all their names."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.slug: concept for concept in concepts}
        self._names: dict[str, str] = {}
        for concept in self.concepts.values():
            self._names.setdefault(fold(concept.label), concept.slug)

    def slug(self, name: str | None, naming: Naming) -> str | None:
        """The body of that name in a report, by the report's own link or by its full name."""
        if not name:
            return None
        row = naming.body(name)
        return row["concept"] if row and row["concept"] else self._names.get(fold(name))

    def jointly(self, name: str) -> frozenset[str]:
        """The bodies that are told together under one name: 旗山區、內門區、杉林區及甲仙區戶政事務所."""
        parts = [fold(part) for part in _LIST.split(name)]
        if len(parts) < 2 or not parts[0]:
            return frozenset()
        cut = parts[-1].rfind(parts[0][-1]) + 1
        rest = parts[-1][cut:] if cut else ""
        if not rest:
            return frozenset()
        wanted = {part if part.endswith(rest) else part + rest for part in parts}
        alike = ((label, slug) for label, slug in self._names.items() if label.endswith(rest))
        return frozenset(slug for label, slug in alike if any(label.endswith(end) for end in wanted))

    def label(self, slug: str | None) -> str | None:
        return self.concepts[slug].label if slug in self.concepts else None


def alterations_by_body(namings: Iterable[Naming], bodies: Bodies) -> Mapping[str, tuple[Alteration, ...]]:
    """By local name the changes of which a body is subject, object or one of several told together, by date, then as
    told."""
    found: dict[str, list[tuple[int, Alteration]]] = defaultdict(list)
    for rank, naming in enumerate(namings):
        for row in naming.changes:
            for slug, one in _alterations(row, naming, bodies):
                found[slug].append((rank, one))
    return {slug: tuple(one for _, one in sorted(several, key=_by_date)) for slug, several in found.items()}


def _by_date(pair: tuple[int, Alteration]) -> tuple[str, int, Span]:
    return pair[1].date or "9999", pair[0], pair[1].passage.span


def _alterations(row: Row, naming: Naming, bodies: Bodies) -> Iterator[tuple[str, Alteration]]:
    """A change for every body that has a part in it; none has two."""
    subject, other = bodies.slug(row["subject"], naming), bodies.slug(row["object"], naming)
    parts = dict.fromkeys(() if subject else bodies.jointly(row["subject"]), "joint")
    parts |= {slug: "object" for slug in (other,) if slug}
    parts |= {slug: "subject" for slug in (row["concept"], subject) if slug in bodies.concepts}
    for slug, part in parts.items():
        yield slug, alteration(row, part, naming, (row["concept"] or subject, other))


def alteration(row: Row, part: str, naming: Naming, concepts: tuple[str | None, str | None]) -> Alteration:
    """A row of the table of changes, with the figures in its words."""
    span = Span(row["start"], row["end"])
    inside = tuple(one for one in naming.account.statements if span.contains(one.span))
    told = [value for value in (row["before"], row["after"]) if value is not None]
    return Alteration(
        event=row["event"],
        report=naming.account.info.id,
        type=row["type"],
        as_type=_taken_for(row["type"], concepts),
        part=part,
        subject=row["subject"],
        object=row["object"],
        subject_concept=concepts[0],
        object_concept=concepts[1],
        date=row["date"],
        before=row["before"],
        after=row["after"],
        figures=tuple(one for one in inside if one.value in told) or inside,
        passage=naming.passage("change", span),
    )


def _taken_for(type_: str, concepts: tuple[str | None, str | None]) -> str:
    """A body that takes the name of another that the vocabulary knows is put under it: it is not renamed."""
    other = concepts[1] is not None and concepts[0] != concepts[1]
    return ChangeType.TRANSFERRED.value if type_ == ChangeType.RENAMED and other else type_


def heirs_of(namings: Iterable[Naming], bodies: Bodies) -> Heirs:
    """The bodies that were renamed or merged into others, as all reports tell it."""
    found: dict[str, Heir] = {}
    for naming in namings:
        for row in naming.changes:
            concepts = row["concept"] or bodies.slug(row["subject"], naming), bodies.slug(row["object"], naming)
            kind = _taken_for(row["type"], concepts)
            if row["object"] and kind in (Relation.RENAMED, Relation.MERGED) and row["subject"] != row["object"]:
                heir = bodies.label(concepts[1]) or row["object"]
                found.setdefault(row["subject"], Heir(heir, Relation(kind)))
    return Heirs(found)


def merged_heirs(told: Iterable[Heirs]) -> Heirs:
    """The heirs that several reports tell of, in the order of their telling: what was told first stands."""
    found: dict[str, Heir] = {}
    for one in told:
        for name, heir in one.heirs.items():
            found.setdefault(name, heir)
    return Heirs(found)


def kin_of(slug: str, alterations: Iterable[Alteration]) -> tuple[Kin, ...]:
    """The bodies before and after a body: merged into it or out of it, renamed, with tasks or posts moved."""
    found = []
    for one in alterations:
        if one.as_type in KINDS and one.object and one.subject_concept != one.object_concept:
            into = one.object_concept == slug and one.part == "object"
            name, concept = (one.subject, one.subject_concept) if into else (one.object, one.object_concept)
            found.append(Kin(Relation(one.as_type), into, name, concept, one.date, one))
    return tuple(found)


def standing(slug: str, on: date, alterations: Sequence[Alteration], figures: Sequence[Statement]) -> Standing:
    """Where a body stands on a day. A change that is dated to the year or month leaves the days of it uncertain."""
    state, because = _state(slug, on, alterations)
    successor = None
    if state is State.GONE and because is not None:
        successor = because.object_concept or because.object
    posts, since, figure, told_by = _posts(on, alterations, figures)
    if state in (State.NOT_YET, State.GONE):
        posts, since, figure, told_by = None, None, None, None
    return Standing(on.isoformat(), state, because, successor, posts, since, figure, told_by)


def _state(slug: str, on: date, alterations: Sequence[Alteration]) -> tuple[State, Alteration | None]:
    state, because = State.STANDS, None
    for one in alterations:
        began = one.as_type in BEGINS and one.part == "subject"
        ended = one.as_type in (*ENDS, "renamed") and one.part == "subject" and one.object_concept != slug
        if not (began or ended) or one.date is None:
            continue
        first, last = days_of(one.date)
        if began and on < first:
            return State.NOT_YET, one
        if ended and last <= on:
            state, because = State.GONE, one
        elif first <= on < last:
            state, because = State.UNCERTAIN, one
        elif began:
            because = one
    return state, because


def _posts(
    on: date, alterations: Sequence[Alteration], figures: Sequence[Statement]
) -> tuple[int | None, str | None, Statement | None, Alteration | None]:
    """The establishment on a day: what the last change before it left, or what the next one found."""
    told = [one for one in alterations if one.date and (one.before is not None or one.after is not None)]
    past = [one for one in told if one.after is not None and days_of(str(one.date))[1] <= on]
    dated = [one for one in figures if one.period is not None and one.period.end <= on and not one.dims]
    if past:
        last = max(past, key=lambda one: (str(one.date), one.after or 0))
        return last.after, last.date, _figure(last, last.after), last
    if dated:
        latest = max(dated, key=lambda one: (one.period.end if one.period else date.min, one.value))
        return int(latest.value), str(latest.period.end) if latest.period else None, latest, None
    ahead = [one for one in told if one.before is not None and days_of(str(one.date))[0] > on]
    if ahead:
        following = min(ahead, key=lambda one: (str(one.date), -(one.before or 0)))
        return following.before, None, _figure(following, following.before), following
    return None, None, None, None


def _figure(one: Alteration, value: int | None) -> Statement | None:
    return next((told for told in one.figures if told.value == value), None)


def days_of(text: str) -> tuple[date, date]:
    """First and last day of an ISO date that may be told to the year or month only."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return first, after - timedelta(days=1)
