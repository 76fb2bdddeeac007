"""The checks across reports as they are run by place: what one report brings to which, and what is found there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.between import Check, Key, Lore, Shelf, check_key, entries_of
from kg.lineage.bodies import Heirs
from kg.lineage.breaks import break_findings
from kg.lineage.definitions import Definitions
from kg.lineage.metrics import lineage_of
from kg.lineage.placing import Scene, place_all
from kg.lineage.wordings import Wordings
from kg.model.concepts import Concept
from kg.model.findings import Finding
from kg.model.statements import Account
from kg.pipeline.late import LateEntry, Packed, packed
from kg.pipeline.ledger import Ledger, Place

BREAK = "break"


def by_desk(issuer: str | None) -> str:
    """What names the coming and going of the reports of a body."""
    return f"desk {issuer}" if issuer else ""


def by_agency(name: str) -> str:
    """What names that a body turns out to have become another, or no longer to have."""
    return f"agency {name}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The checks of `kg.audit.between`. A place is a key: the check, what it is about, and the desk."""

    rank: int
    lore: Lore = field(repr=False)

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        brought = packed(entries_of(account, self.lore), account)
        return {Place(self.rank, (key.check, *key.about, key.desk), by_desk(key.desk)): brought[key] for key in brought}

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Sequence[Finding]:
        check, *about, desk = at.about
        entries = [LateEntry(one, shelf[report]) for report, several in ledger.brought(str(at)) for one in several]
        return check_key(Key(Check(check), tuple(about), desk), entries, shelf, self.lore) if entries else ()


@dataclass(frozen=True, slots=True)
class Breaks:
    """The breaks of the lines of a metric. A place is a metric and a body as a report names it; lines are made of the
    figures of a body under all names that it had."""

    rank: int
    metrics: Mapping[str, Concept] = field(repr=False)
    definitions: Definitions = field(repr=False)
    wordings: Wordings = field(repr=False)
    _scenes: dict[str, Scene] = field(default_factory=dict, repr=False)

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        told = {(one.series, one.agency or "") for one in account.statements if one.series in self.metrics}
        return {
            Place(self.rank, (BREAK, series, agency), by_agency(agency)): ()
            for series, agency in sorted(told)
            if series
        }

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, heirs: Heirs) -> Sequence[Finding]:
        """What is found of a body under its latest name; nothing under its others, so that each break is told once."""
        _, series, agency = at.about
        if heirs.now(agency) != agency:
            return ()
        names = {agency, *(name for name in heirs.heirs if heirs.now(name) == agency)}
        places = (Place(self.rank, (BREAK, series, name)) for name in sorted(names))
        reports = {report for place in places for report, _ in ledger.brought(str(place))}
        ordered = sorted(reports, key=shelf.places.__getitem__)
        scenes = [self._scene(shelf, report, heirs) for report in ordered]
        metric = self.metrics[series]
        placed = [one for one in place_all(scenes, metric, series) if (one.key.agency or "") == agency]
        told = {report: shelf[report] for report in ordered}
        lineage = lineage_of(placed, series, self.definitions)
        return tuple(break_findings(lineage, metric, told, self.definitions, self.wordings))

    def _scene(self, shelf: Shelf, report: str, heirs: Heirs) -> Scene:
        if report not in self._scenes:
            self._scenes[report] = Scene(shelf[report], shelf.places[report], self.definitions, heirs)
        return self._scenes[report]
