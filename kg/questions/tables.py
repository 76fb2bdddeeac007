"""The tables of the reports, over all of them: facts, names, changes, and what became of every number."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from kg.errors import UnknownNameError
from kg.questions.reports import find_report
from kg.store import View

Row = Mapping[str, Any]
# So many values are named at most, where one is asked for that no row has.
NAMED = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the reports.

    name     as the store calls it;  columns: in the order of the rows;  shown: those of a table for people
    fields   by which rows can be chosen
    """

    name: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted: of these reports (of all where there are none), with these values."""

    reports: Collection[str] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


FACTS = Table(
    "facts",
    (
        *("fact", "report", "source_sha256", "start", "end", "quote", "value", "unit", "qualifier", "kind"),
        *("direction", "base", "temporality", "metric", "series", "agency", "programme", "period", "period_source"),
        *("section", "dims", "measure", "sentence"),
    ),
    ("fact", "report", "period", "quote", "kind", "metric", "agency", "series"),
    ("series", "agency", "programme", "kind", "unit"),
)
ENTITIES = Table(
    "entities",
    (
        *("entity", "report", "source_sha256", "type", "name", "aliases", "parent", "concept", "link", "mentions"),
        *("recipient", "rank", "date", "for"),
    ),
    ("type", "name", "parent", "concept", "report", "recipient", "rank", "date"),
    ("type", "name", "concept"),
)
EVENTS = Table(
    "events",
    (
        *("event", "report", "source_sha256", "type", "subject", "object", "date", "quote", "start", "end"),
        *("before", "after", "concept"),
    ),
    ("date", "type", "subject", "object", "before", "after", "report", "quote"),
    ("type", "subject"),
)
COVERAGE = Table(
    "coverage",
    ("report", "source_sha256", "start", "end", "quote", "what", "fate", "reason", "fact", "context", "section"),
    ("report", "start", "what", "quote", "fate", "reason", "context"),
    ("what", "fate", "reason"),
)
TABLES = (FACTS, ENTITIES, EVENTS, COVERAGE)


def table_rows(view: View, table: Table, wanted: Wanted) -> Iterator[Row]:
    """The wanted rows of a table of all reports, in order of report id and of the text, report by report as they are
    asked for.

    Raises UnknownNameError for a report that is not here, and for a value that no row has, with near ones.
    """
    reports = [find_report(view, report).id for report in wanted.reports]
    return _rows(view, table, reports or [entry.id for entry in view.manifest.reports], wanted.values)


def _rows(view: View, table: Table, reports: Collection[str], values: Mapping[str, str]) -> Iterator[Row]:
    left: dict[str, set[str]] = {name: set() for name in values}
    found = False
    for report in reports:
        for row in view.table(report, table.name):
            missed = next((name for name, value in values.items() if row.get(name) != value), None)
            if missed is None:
                found = True
                yield row
            elif row.get(missed) is not None and len(left[missed]) < NAMED and not found:
                left[missed].add(str(row[missed]))
    if not found:
        for name, known in left.items():
            if known:
                raise UnknownNameError(name, values[name], known)


def rows_before(view: View, table: Table, start: int) -> tuple[int, list[str]]:
    """Where to begin to read for the row of that number, counted from 0, without reading what comes before: how many
    rows stand in the reports before, and the ids of the report that has it and of those after."""
    before = 0
    ids = [entry.id for entry in view.manifest.reports]
    for place, report in enumerate(ids):
        rows = view.count(report, table.name)
        if before + rows > start:
            return before, ids[place:]
        before += rows
    return before, []
