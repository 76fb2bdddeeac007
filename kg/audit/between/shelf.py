"""The reports at hand in the order in which they were told, by the bodies that tell them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from kg.audit.between.pages import Page
from kg.model.facts import ReportInfo
from kg.model.recent import Recent
from kg.model.statements import Account

Order = tuple[str, str, str]
# Before all reports.
FIRST: Order = ("", "", "")
# Of so many reports what was made of their texts stays in memory: of more than one body files in ten years.
AT_HAND = 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Accounts in the order of their telling; `places` is the place of each by its report's id.

    A check of one key may open the reports that have the key, and, where the key names a desk, the reports of that
    desk: a shelf with these is enough for it.
    """

    accounts: tuple[Account, ...]
    places: Mapping[str, int] = field(repr=False)
    _desks: Mapping[str, Sequence[Account]] = field(repr=False)
    _pages: Recent[str, Page] = field(default_factory=lambda: Recent(AT_HAND), repr=False, compare=False)
    _made: Recent[tuple[str, str], Any] = field(default_factory=lambda: Recent(AT_HAND), repr=False, compare=False)

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Self:
        ordered = tuple(sorted(accounts, key=lambda account: told_at(account.info)))
        desks: dict[str, list[Account]] = defaultdict(list)
        for account in ordered:
            if account.info.issuer and told_at(account.info)[0]:
                desks[account.info.issuer].append(account)
        return cls(ordered, {account.info.id: place for place, account in enumerate(ordered)}, desks)

    def __getitem__(self, report: str) -> Account:
        return self.accounts[self.places[report]]

    def page(self, report: str) -> Page:
        """The text of a report, to look words up in. Made when it is first asked for."""
        return self._pages.of(report, lambda: Page(self[report]))

    def made(self, report: str, name: str, make: Callable[[Account], T]) -> T:
        """What `make` makes of a report, kept under a name for the next that asks for it."""
        made: T = self._made.of((report, name), lambda: make(self[report]))
        return made

    def desk(self, issuer: str) -> Sequence[Account]:
        """The reports of one body that are known to be of some time, in order."""
        return self._desks.get(issuer, ())


def told_at(info: ReportInfo) -> Order:
    """By what reports are ordered: the last day that they cover, else when they were issued; then their id."""
    last = info.coverage.end.isoformat() if info.coverage else (info.issued or "")
    return last, info.issued or "", info.id
