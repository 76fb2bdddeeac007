"""The checks across reports as they are run by place: what one report brings to which, and what is found there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.between import Check, Key, Lore, Shelf, check_key, entries_of, heard, is_told_on
from kg.lineage.bodies import Heirs
from kg.model.statements import Account
from kg.pipeline.found import Found
from kg.pipeline.late import LateEntry, Packed, packed
from kg.pipeline.ledger import Ledger, Place


def by_desk(issuer: str | None) -> str:
    """What names the coming and going of the reports of a body."""
    return f"desk {issuer}" if issuer else ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The checks of `kg.audit.between`. A place is a key: the check, what it is about, and the desk."""

    rank: int
    lore: Lore = field(repr=False)

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        brought = packed(entries_of(account, self.lore), account)
        return {Place(self.rank, (key.check, *key.about, key.desk), by_desk(key.desk)): brought[key] for key in brought}

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, _heirs: Heirs) -> Found:
        check, *about, desk = at.about
        if check == Check.PRESENCE and is_told_on(ledger.having(str(at)), desk, shelf):
            return Found()
        entries = [LateEntry(one, shelf[report]) for report, several in ledger.brought(str(at)) for one in several]
        if not entries:
            return Found()
        key = Key(Check(check), tuple(about), desk)
        parts = (key, entries, shelf, self.lore)
        return Found(check_key(*parts), heard=heard(*parts) if desk else None)
