"""`kg facts`, `entities`, `events`: the tables of the reports, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps

import click

from kg.cli.options import Command, Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.errors import UnknownNameError
from kg.store import View

FORMATS = ("table", "jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the reports.

    name     as the store calls it;  columns: in the order of the rows;  shown: those of a table for people
    """

    name: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]


FACTS = Table(
    "facts",
    (
        *(
            "fact",
            "report",
            "source_sha256",
            "start",
            "end",
            "quote",
            "value",
            "unit",
            "qualifier",
            "kind",
            "direction",
        ),
        *("base", "temporality", "metric", "series", "agency", "programme", "period", "period_source", "section"),
        *("dims", "measure", "sentence"),
    ),
    ("fact", "report", "period", "quote", "kind", "metric", "agency", "series"),
)
ENTITIES = Table(
    "entities",
    (
        *("entity", "report", "source_sha256", "type", "name", "aliases", "parent", "concept", "link", "mentions"),
        *("recipient", "rank", "date", "for"),
    ),
    ("type", "name", "parent", "concept", "report", "recipient", "rank", "date"),
)
EVENTS = Table(
    "events",
    (
        *("event", "report", "source_sha256", "type", "subject", "object", "date", "quote", "start", "end"),
        *("before", "after", "concept"),
    ),
    ("date", "type", "subject", "object", "before", "after", "report", "quote"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are printed: of these reports (of all where there are none), with these values."""

    reports: tuple[str, ...]
    values: Mapping[str, str]


def filters(*fields: str) -> Callable[[Command], Command]:
    """Adds --report and an option for each of these fields; hands the command `wanted`."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def wrapped(*, reports: tuple[str, ...], **arguments: object) -> object:
            given = {field: arguments.pop(f"with_{field}") for field in fields}
            values = {field: str(value) for field, value in given.items() if value is not None}
            return command(wanted=Wanted(reports, values), **arguments)

        for field in reversed(fields):
            words = f"Only rows with this {field}."
            wrapped = click.option(f"--{field}", f"with_{field}", metavar="TEXT", help=words)(wrapped)
        many = click.option("--report", "reports", multiple=True, metavar="ID", help="Only this report; repeatable.")
        return many(wrapped)

    return decorate


def table_rows(view: View, table: Table, wanted: Wanted) -> Iterator[Row]:
    """The wanted rows of a table of all reports, in order of report id and of the text.

    Raises UnknownNameError for a report that is not here, and for a value that no row has, with near ones.
    """
    reports = wanted.reports or [entry.id for entry in view.manifest.reports]
    rows = [row for report in reports for row in view.table(report, table.name)]
    for field, value in wanted.values.items():
        kept = [row for row in rows if row.get(field) == value]
        if rows and not kept:
            raise UnknownNameError(field, value, {str(row[field]) for row in rows if row.get(field) is not None})
        rows = kept
    yield from rows


def _print(room: Room, out: Output, table: Table, wanted: Wanted) -> None:
    rows = list(table_rows(room.view(), table, wanted))
    say(f"{len(rows)} {table.name}")
    out.rows(table.columns, rows, table.shown)


@click.command(short_help="Print the figures that the reports state.")
@filters("series", "agency", "programme", "kind", "unit")
@in_room
@prints(*FORMATS)
def facts(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the figures that the reports state, each with its place, unit, kind, body, period and headings.

    `kg trace FACT` leads one back to its sentence; FACT is what stands in the first column.
    """
    _print(room, out, FACTS, wanted)


@click.command(short_help="Print what the reports name.")
@filters("type", "name", "concept")
@in_room
@prints(*FORMATS)
def entities(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the bodies, programmes, awards, systems, laws and persons that the reports name; an award once for every
    time that it was conferred."""
    _print(room, out, ENTITIES, wanted)


@click.command(short_help="Print the changes that the reports tell of.")
@filters("type", "subject")
@in_room
@prints(*FORMATS)
def events(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the changes of bodies and programmes that the reports tell of: established, merged, renamed, staffed."""
    _print(room, out, EVENTS, wanted)
