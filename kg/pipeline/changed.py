"""What changed among the reports since a ledger was brought up to them, and which places of the checks that touches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.audit.between import Shelf
from kg.audit.between.shelf import FIRST, told_at
from kg.lineage.bodies import Heir, Heirs, heirs_of, merged_heirs
from kg.lineage.naming import Naming
from kg.model.facts import ReportInfo
from kg.model.statements import Account
from kg.model.threads import Relation
from kg.pipeline.checks import Comparison
from kg.pipeline.keyed import by_desk
from kg.pipeline.late import LateAccount
from kg.pipeline.ledger import Known, Ledger
from kg.pipeline.lineage.lines import by_agency
from kg.pipeline.parts import Parts, pack_account
from kg.pipeline.restore import info_of, info_row
from kg.store import ReportEntry

Read = Callable[[ReportEntry], Account]


@dataclass(frozen=True)
class Change:
    """The step of a ledger from the reports that it has to those that are wanted, by id. `read` reads a report."""

    ledger: Ledger
    wanted: Mapping[str, ReportEntry]
    comparison: Comparison
    read: Read

    @cached_property
    def before(self) -> Mapping[str, Known]:
        """The reports that the ledger had."""
        return self.ledger.reports()

    @cached_property
    def now(self) -> Mapping[str, Known]:
        """The reports that it has when all are taken in."""
        return self.ledger.reports()

    def take_in(self) -> set[str]:
        """Forgets what went, takes in what came, and gives the places that have to be checked anew."""
        before = self.before
        gone = [name for name, known in before.items() if name not in self.wanted or self.wanted[name].key != known.key]
        new = [name for name in sorted(self.wanted) if name not in before or name in gone]
        places = {at for name in gone for at in self.ledger.forget(name)}
        places |= {at for name in new for at in self._take(name)}
        infos = [*(_info(before[name]) for name in gone), *(_info(self.now[name]) for name in new)]
        watched = {by_desk(info.issuer): told_at(info) for info in sorted(infos, key=told_at, reverse=True)}
        watched |= {by_agency(name): FIRST for name in _other(self._heirs(before), self.heirs())}
        return places | {at for watch, told in watched.items() if watch for at in self.ledger.watched(watch, told)}

    def in_turn(self, places: Iterable[str]) -> list[str]:
        """Places in an order in which the same reports are looked at one after another."""
        return sorted(places, key=lambda at: (self.ledger.first(at), at))

    def _take(self, name: str) -> set[str]:
        account = self.read(self.wanted[name])
        heirs = heirs_of((Naming(account),), self.comparison.bodies).heirs
        rows = {subject: [heir.name, heir.relation.value] for subject, heir in heirs.items()}
        brought = {at: one for check in self.comparison.across for at, one in check.bring(account).items()}
        known = Known(self.wanted[name].key, info_row(account.info), rows)
        return self.ledger.take(name, known, pack_account(account), brought)

    def shelf(self) -> Shelf:
        """All reports, of which the parts are read that somebody asks for."""
        parts = Parts(self.ledger)
        return Shelf.of(LateAccount(_info(known), parts) for known in self.now.values())

    def heirs(self) -> Heirs:
        """The bodies that became others, as all reports tell it."""
        return self._heirs(self.now)

    @staticmethod
    def _heirs(reports: Mapping[str, Known]) -> Heirs:
        ordered = sorted((known for known in reports.values() if known.heirs), key=lambda known: told_at(_info(known)))
        return merged_heirs(map(_told_heirs, ordered))


def _info(known: Known) -> ReportInfo:
    return info_of(known.row)


def _told_heirs(known: Known) -> Heirs:
    return Heirs({subject: Heir(name, Relation(kind)) for subject, (name, kind) in known.heirs.items()})


def _other(before: Heirs, now: Heirs) -> Iterable[str]:
    """The bodies that go under another name, or into another body, than before, under all their names."""
    names = sorted({*before.heirs, *now.heirs})
    ends = {one for heirs in (before, now) for name in names if (one := heirs.now(name))}
    chains = [name for name in (*names, *sorted(ends)) if _fate(before, name) != _fate(now, name)]
    return {one for name in chains for one in (name, before.now(name), now.now(name)) if one}


def _fate(heirs: Heirs, name: str) -> tuple[str | None, bool]:
    return heirs.now(name), heirs.merged(name)
