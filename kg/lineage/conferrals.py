"""Who won which award, or was put forward for it, in which year and for what."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.lineage.index import Index
from kg.lineage.naming import Naming, Row
from kg.model.concepts import Concept, Scheme
from kg.model.folding import fold
from kg.model.mentions import NameKind
from kg.model.threads import Conferral


class Conferrals:
    """The conferrals of all reports, in the order of telling. `nominated` finds ranks of which nobody was given the
    award yet."""

    def __init__(self, index: Index, nominated: re.Pattern[str]) -> None:
        self._index, self._nominated = index, nominated
        self._all = tuple(
            (naming, self._conferral(row, naming))
            for naming in index.namings
            for row in naming.entities
            if row["type"] == NameKind.AWARD and (row["recipient"] or row["concept"])
        )

    def of(self, concept: Concept, candidates: Collection[tuple[str, str]] = ()) -> tuple[Conferral, ...]:
        """By year. Of an award all; of a body those that it received; of a programme those that it received or was the
        work for, by a name of its own or by that of a candidate, (report, folded name)."""
        found = self._of(concept, frozenset(candidates))
        return tuple(sorted(found, key=lambda one: (one.year, one.report, one.passages[0].span)))

    def _of(self, concept: Concept, candidates: frozenset[tuple[str, str]]) -> Iterator[Conferral]:
        for naming, one in self._all:
            if _concerns(one, naming, concept):
                yield one
            elif {(one.report, fold(name or "")) for name in (one.work, one.recipient)} & candidates:
                yield replace(one, certain=False)

    def _conferral(self, row: Row, naming: Naming) -> Conferral:
        info = naming.account.info
        ends = info.coverage.end.isoformat()[:4] if info.coverage else (info.issued or "")[:4]
        thing = naming.thing(row["recipient"])
        return Conferral(
            entity=row["entity"],
            report=info.id,
            award=row["name"],
            concept=row["concept"],
            recipient=row["recipient"],
            to=self._index.bodies.slug(row["recipient"], naming) or (thing["concept"] if thing else None),
            rank=row["rank"],
            won=not self._nominated.search(row["rank"] or ""),
            date=row["date"],
            year=(row["date"] or ends)[:4],
            dated=bool(row["date"]),
            work=row["for"],
            passages=naming.passages("award", row),
        )


def _concerns(one: Conferral, naming: Naming, concept: Concept) -> bool:
    if concept.scheme is Scheme.AWARD:
        return one.concept == concept.slug
    if concept.scheme is Scheme.AGENCY:
        return one.to == concept.slug
    things = (naming.thing(one.work), naming.thing(one.recipient))
    return any(row is not None and row["concept"] == concept.slug for row in things)
