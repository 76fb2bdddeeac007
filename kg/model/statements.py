"""What a report tells, as plain values that others can be compared with: no parse, no graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kg.model.facts import Direction, Kind, PeriodSource, ReportInfo, Temporality
from kg.model.mentions import Period, Qualifier
from kg.model.tabled import Tabled
from kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of a report, linked, with the place where it stands.

    fact       its IRI;  report: id of the report;  source: SHA-256 of the file
    span       of the quote;  sentence: span of the sentence that it stands in. Both in code points of the source
    value      as `Quantity.value`;  quote: as printed, so that its precision can be told
    unit       as written;  measure: local name of the linked unit, by which 人 and 名 are one and 人 and 人次 are two;
               None where the unit is not known
    metric     what is measured, in words of the report;  series: local name of the linked metric, or None
    agency     full name;  programme: name, or None
    section    headings, outermost first
    dims       the breakdown, as sorted (key, value) pairs
    """

    fact: str
    report: str
    source: str
    span: Span
    sentence: Span
    quote: str
    value: Decimal
    unit: str
    measure: str | None
    qualifier: Qualifier | None
    kind: Kind
    direction: Direction | None
    base: str | None
    temporality: Temporality
    metric: str
    series: str | None
    agency: str | None
    programme: str | None
    period: Period | None
    period_source: PeriodSource | None
    section: tuple[str, ...] = ()
    dims: tuple[tuple[str, str], ...] = ()


Row = Mapping[str, object]


def read_statement(row: Mapping[str, Any]) -> Statement:
    """The statement of a row of the table of facts (see `kg.graph.fact_rows`)."""
    period = row["period"]
    return Statement(
        fact=row["fact"],
        report=row["report"],
        source=row["source_sha256"],
        span=Span(row["start"], row["end"]),
        sentence=Span(*row["sentence"]),
        quote=row["quote"],
        value=Decimal(str(row["value"])),
        unit=row["unit"],
        measure=row["measure"],
        qualifier=Qualifier(row["qualifier"]) if row["qualifier"] else None,
        kind=Kind(row["kind"]),
        direction=Direction(row["direction"]) if row["direction"] else None,
        base=row["base"],
        temporality=Temporality(row["temporality"]),
        metric=row["metric"],
        series=row["series"],
        agency=row["agency"],
        programme=row["programme"],
        period=Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"])) if period else None,
        period_source=PeriodSource(row["period_source"]) if row["period_source"] else None,
        section=tuple(row["section"]),
        dims=tuple(sorted(row["dims"].items())),
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """A number of the text that was not understood, with the headings above it, outermost first."""

    span: Span
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All that one report tells, as audit and lineage read it.

    text        the source's text, of which statements, names and changes are spans
    statements  in reading order
    entities    rows of the table of entities;  changes: rows of the table of events (see `kg.graph.rows`)
    numbers     how many of its numbers are facts, excluded, not understood: "fact", "excluded", "missed" -> count
    excluded    IRIs of the facts that a person has taken out of it
    gaps        its numbers that were not understood, in reading order
    tables      its tables of figures, in reading order
    """

    info: ReportInfo
    text: str = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)
    entities: tuple[Row, ...] = field(default=(), repr=False)
    changes: tuple[Row, ...] = field(default=(), repr=False)
    numbers: Mapping[str, int] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = field(default=(), repr=False)
    tables: tuple[Tabled, ...] = field(default=(), repr=False)

    @property
    def source(self) -> str:
        """The SHA-256 of its file, as its rows tell it; "" for a report of which nothing was read."""
        if self.statements:
            return self.statements[0].source
        return next((str(row["source_sha256"]) for row in (*self.entities, *self.changes)), "")

    def statement(self, place: int) -> Statement:
        """One figure, by its place in reading order."""
        return self.statements[place]
