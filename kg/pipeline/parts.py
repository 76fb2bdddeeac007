"""What a ledger keeps of each report, part by part, so that a check opens no report: its figures one by one, its text,
what people took out of it, and the rows of its names and changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from msgspec.json import decode, encode

from kg.model.recent import Recent
from kg.model.statements import Account, Gap, Row, Statement, read_statement
from kg.model.tabled import Tabled, read_tabled, tabled_row
from kg.model.text import Span
from kg.pipeline.lineage.packing import pack_statement

# So many single figures, texts, and reports with all their figures or rows, stay in memory: some tens of megabytes.
FIGURES, TEXTS, WHOLE = 65_536, 256, 64
# What of a figure is the same in all of its report.
SHARED = ("report", "source_sha256")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A report as a ledger keeps it: JSON of each figure in reading order, the text, JSON of what is short and often
    asked for (`about`), and JSON of all else (`rows`)."""

    statements: Sequence[str] = field(repr=False)
    text: str = field(repr=False)
    about: str = field(repr=False)
    rows: str = field(repr=False)


def pack_account(account: Account) -> Parcel:
    """The parcel of a report."""
    gaps = [[gap.span.start, gap.span.end, list(gap.section)] for gap in account.gaps]
    about = {"source": account.source, "numbers": dict(account.numbers), "excluded": list(account.excluded)}
    tables = [tabled_row(table) for table in account.tables]
    rows = {"entities": list(account.entities), "changes": list(account.changes), "gaps": gaps, "tables": tables}
    return Parcel(tuple(map(_packed, account.statements)), account.text, _json(about), _json(rows))


def _packed(statement: Statement) -> str:
    row = pack_statement(statement)
    return _json({name: value for name, value in row.items() if name not in SHARED and value not in (None, [], {})})


def _json(value: object) -> str:
    return encode(value).decode()


class Keeper(Protocol):
    """What parcels are kept in, by the id of the report."""

    def statement(self, report: str, place: int) -> str: ...
    def statements(self, report: str) -> Sequence[str]: ...
    def text(self, report: str) -> str: ...
    def about(self, report: str) -> str: ...
    def rows(self, report: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Rest:
    """What of a report is neither text nor figure."""

    entities: tuple[Row, ...]
    changes: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    tables: tuple[Tabled, ...]


class Parts:
    """The parts of all reports of a keeper. The last that were asked for stay in memory."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._about = dict[str, dict[str, Any]]()
        self._figures: Recent[tuple[str, int], Statement] = Recent(FIGURES)
        self._texts: Recent[str, str] = Recent(TEXTS)
        self._statements: Recent[str, tuple[Statement, ...]] = Recent(WHOLE)
        self._rest: Recent[str, Rest] = Recent(WHOLE)

    def about(self, report: str) -> dict[str, Any]:
        """`source`, `numbers` and `excluded` of a report."""
        if report not in self._about:
            self._about[report] = decode(self._keeper.about(report))
        return self._about[report]

    def statement(self, report: str, place: int) -> Statement:
        """One figure, by its place in reading order."""
        return self._figures.of((report, place), lambda: self._read(report, self._keeper.statement(report, place)))

    def statements(self, report: str) -> tuple[Statement, ...]:
        """All figures of a report, in reading order."""
        return self._statements.of(
            report, lambda: tuple(self._read(report, one) for one in self._keeper.statements(report))
        )

    def text(self, report: str) -> str:
        """The text of a report."""
        return self._texts.of(report, lambda: self._keeper.text(report))

    def rest(self, report: str) -> Rest:
        """Its names, changes, and numbers that were not understood."""
        return self._rest.of(report, lambda: _rest(decode(self._keeper.rows(report))))

    def _read(self, report: str, packed: str) -> Statement:
        shared = {"report": report, "source_sha256": self.about(report)["source"]}
        return read_statement(_EMPTY | shared | decode(packed))


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("measure", "qualifier", "direction", "base", "series", "agency", "programme")),
    **{"period": None, "period_source": None, "section": (), "dims": {}},
}


def _rest(rows: dict[str, Any]) -> Rest:
    gaps = tuple(Gap(Span(start, end), tuple(section)) for start, end, section in rows["gaps"])
    tables = tuple(read_tabled(row) for row in rows["tables"])
    return Rest(tuple(rows["entities"]), tuple(rows["changes"]), gaps, tables)
