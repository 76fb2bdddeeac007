"""The reports at hand in the order in which they were told, by the bodies that tell them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from kg.model.facts import ReportInfo
from kg.model.statements import Account

Order = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Accounts in the order of their telling; `places` is the place of each by its report's id.

    A check of one key may open the reports that have the key, and, where the key names a desk, the reports of that
    desk: a shelf with these is enough for it.
    """

    accounts: tuple[Account, ...]
    places: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Self:
        ordered = tuple(sorted(accounts, key=lambda account: told_at(account.info)))
        return cls(ordered, {account.info.id: place for place, account in enumerate(ordered)})

    def __getitem__(self, report: str) -> Account:
        return self.accounts[self.places[report]]

    def desk(self, issuer: str) -> tuple[Account, ...]:
        """The reports of one body that are known to be of some time, in order."""
        return tuple(one for one in self.accounts if one.info.issuer == issuer and told_at(one.info)[0])


def told_at(info: ReportInfo) -> Order:
    """By what reports are ordered: the last day that they cover, else when they were issued; then their id."""
    last = info.coverage.end.isoformat() if info.coverage else (info.issued or "")
    return last, info.issued or "", info.id
