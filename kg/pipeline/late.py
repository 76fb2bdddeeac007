"""Reports, and what they bring to a key, of which a part is read only when somebody asks for it.

The check of one key seldom looks at more than the figures that it holds against one another. So of a report that part
is read, out of what the ledger keeps of it, and the report itself stays on the disk.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from kg.audit.between import Entry, Role
from kg.model.facts import ReportInfo
from kg.model.findings import Passage
from kg.model.statements import Account, Statement
from kg.model.text import Span
from kg.pipeline.parts import Parts

# An entry as plain values: role, place of its statement, places of those beside it, passage, metrics.
Packed = Sequence[Any]
REST = ("entities", "changes", "gaps", "tables")
ENTRY = frozenset(field.name for field in fields(Entry))


class LateAccount(Account):
    """An account of which only `info` is known. Whatever else is asked of it is read part by part, and stays in memory
    no longer than the parts keep it."""

    __slots__ = ("_parts",)
    _parts: Parts

    def __init__(self, info: ReportInfo, parts: Parts) -> None:
        object.__setattr__(self, "info", info)
        object.__setattr__(self, "_parts", parts)

    def __getattr__(self, name: str) -> Any:
        """Python asks here when a slot is empty."""
        report = self.info.id
        if name in ("text", "statements"):
            return getattr(self._parts, name)(report)
        if name == "numbers":
            return self._parts.about(report)["numbers"]
        if name == "excluded":
            return tuple(self._parts.about(report)["excluded"])
        if name in REST:
            return getattr(self._parts.rest(report), name)
        raise AttributeError(name)

    @property
    def source(self) -> str:
        """The SHA-256 of its file."""
        return str(self._parts.about(self.info.id)["source"])

    def statement(self, place: int) -> Statement:
        """One figure, read by itself."""
        return self._parts.statement(self.info.id, place)


class LateEntry(Entry):
    """An entry of which only report and role are known until its figures or its place are asked for."""

    __slots__ = ("_packed", "_statement")
    _statement: Callable[[int], Statement]
    _packed: Packed

    def __init__(self, packed: Packed, account: Account) -> None:
        object.__setattr__(self, "report", account.info.id)
        object.__setattr__(self, "role", Role(packed[0]))
        object.__setattr__(self, "_statement", account.statement)
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        if name not in ENTRY:
            raise AttributeError(name)
        _, place, beside, passage, known = self._packed
        object.__setattr__(self, "statement", None if place is None else self._statement(place))
        object.__setattr__(self, "beside", tuple(map(self._statement, beside)))
        object.__setattr__(self, "passage", None if passage is None else _passage(passage))
        object.__setattr__(self, "known", tuple(known))
        return object.__getattribute__(self, name)


def packed(entries: Mapping[Any, Sequence[Entry]], account: Account) -> Mapping[Any, list[Packed]]:
    """The entries of a report by key as plain values, ready for JSON. Their statements are those of the account."""
    places = {id(statement): place for place, statement in enumerate(account.statements)}

    def pack(entry: Entry) -> Packed:
        place = None if entry.statement is None else places[id(entry.statement)]
        passage = None if entry.passage is None else asdict(entry.passage)
        return [entry.role.value, place, [places[id(one)] for one in entry.beside], passage, entry.known]

    return {key: [pack(entry) for entry in several] for key, several in entries.items()}


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(**{**row, "span": Span(**row["span"])})
