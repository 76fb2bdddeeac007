"""`kg facts`, `entities`, `events`: the tables of the reports, row by row."""

from collections.abc import Callable
from functools import wraps

import click

from kg.cli.options import Command, Room, in_room, prints
from kg.cli.output import Output, say
from kg.questions.tables import ENTITIES, EVENTS, FACTS, Table, Wanted, table_rows

FORMATS = ("table", "jsonl", "csv")


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


def _print(room: Room, out: Output, table: Table, wanted: Wanted) -> None:
    rows = list(table_rows(room.view(), table, wanted))
    say(f"{len(rows)} {table.name}")
    out.rows(table.columns, rows, table.shown)


@click.command(short_help="Print the figures that the reports state.")
@filters(*FACTS.fields)
@in_room
@prints(*FORMATS)
def facts(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the figures that the reports state, each with its place, unit, kind, body, period and headings.

    `kg trace FACT` leads one back to its sentence; FACT is what stands in the first column.
    """
    _print(room, out, FACTS, wanted)


@click.command(short_help="Print what the reports name.")
@filters(*ENTITIES.fields)
@in_room
@prints(*FORMATS)
def entities(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the bodies, programmes, awards, systems, laws and persons that the reports name; an award once for every
    time that it was conferred."""
    _print(room, out, ENTITIES, wanted)


@click.command(short_help="Print the changes that the reports tell of.")
@filters(*EVENTS.fields)
@in_room
@prints(*FORMATS)
def events(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print the changes of bodies and programmes that the reports tell of: established, merged, renamed, staffed."""
    _print(room, out, EVENTS, wanted)
