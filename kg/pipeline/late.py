"""Reports, and what they bring to a key, that are read only when somebody asks what they say.

The check of one key seldom looks at more than who has it. So the accounts of the other reports stay on the disk until
a check opens them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from kg.audit.between import Entry, Role
from kg.model.facts import ReportInfo
from kg.model.findings import Passage
from kg.model.statements import Account
from kg.model.text import Span

# An entry as plain values: role, place of its statement, places of those beside it, passage.
Packed = Sequence[Any]
ACCOUNT = frozenset(field.name for field in fields(Account))
ENTRY = frozenset(field.name for field in fields(Entry))


class LateAccount(Account):
    """An account of which only `info` is known. Whatever else is asked of it, `read` reads: it stays in memory no
    longer than whoever reads it keeps it."""

    __slots__ = ("_read",)
    _read: Callable[[], Account]

    def __init__(self, info: ReportInfo, read: Callable[[], Account]) -> None:
        object.__setattr__(self, "info", info)
        object.__setattr__(self, "_read", read)

    def __getattr__(self, name: str) -> Any:
        """Python asks here when a slot is empty."""
        if name not in ACCOUNT:
            raise AttributeError(name)
        return getattr(self._read(), name)


class LateEntry(Entry):
    """An entry of which only report and role are known until its figures or its place are asked for."""

    __slots__ = ("_account", "_packed")
    _account: Account
    _packed: Packed

    def __init__(self, packed: Packed, account: Account) -> None:
        object.__setattr__(self, "report", account.info.id)
        object.__setattr__(self, "role", Role(packed[0]))
        object.__setattr__(self, "_account", account)
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        if name not in ENTRY:
            raise AttributeError(name)
        _, place, beside, passage = self._packed
        statements = self._account.statements
        object.__setattr__(self, "statement", None if place is None else statements[place])
        object.__setattr__(self, "beside", tuple(statements[one] for one in beside))
        object.__setattr__(self, "passage", None if passage is None else _passage(passage))
        return object.__getattribute__(self, name)


def packed(entries: Mapping[Any, Sequence[Entry]], account: Account) -> Mapping[Any, list[Packed]]:
    """The entries of a report by key as plain values, ready for JSON. Their statements are those of the account."""
    places = {id(statement): place for place, statement in enumerate(account.statements)}

    def pack(entry: Entry) -> Packed:
        place = None if entry.statement is None else places[id(entry.statement)]
        passage = None if entry.passage is None else asdict(entry.passage)
        return [entry.role.value, place, [places[id(one)] for one in entry.beside], passage]

    return {key: [pack(entry) for entry in several] for key, several in entries.items()}


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(**{**row, "span": Span(**row["span"])})
