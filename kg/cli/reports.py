"""`kg reports`: what the store holds; `kg reports explain` of a file."""

import click
from click.core import ParameterSource

from kg.cli.explain import explain
from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.questions import report_rows

COLUMNS = (
    *(
        "id",
        "title",
        "issuer",
        "owner",
        "kind",
        "coverage",
        "issued",
        "session",
        "url",
        "origin",
        "begins_inside",
        "file",
    ),
    *(
        "source_sha256",
        "media_type",
        "encoding",
        "left_out",
        "characters",
        "family",
        "sections",
        "paragraphs",
        "facts",
        "entities",
        "events",
    ),
    *("withdrawn", "numbers", "names", "awards", "ingested", "status", "reason"),
)
SHOWN = ("id", "coverage", "facts", "missed", "status", "title")


@click.group(short_help="List the reports in the store.", invoke_without_command=True)
@in_room
@prints("table", "jsonl", "csv")
def reports(*, room: Room, out: Output) -> None:
    """List the reports in the store: who reports, on which time, how much was read, what is held back and why.

    `kg reports explain FILE` says how a file is read.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        _refuse_options(context)
        return
    view = room.view()
    rows = list(report_rows(view))
    out.rows(COLUMNS, [_brief(row) for row in rows] if out.for_people else rows, SHOWN)
    say(f"publication {view.manifest.number} of {view.manifest.published}, {view.manifest.digest}")


def _brief(row: Row) -> Row:
    period, numbers = row.get("coverage"), row.get("numbers")
    days = f"{period['start']} – {period['end']}" if isinstance(period, dict) else ""
    return {**row, "coverage": days, "missed": numbers["missed"] if isinstance(numbers, dict) else ""}


def _refuse_options(context: click.Context) -> None:
    """Options before the name of a command below would be lost without a word."""
    given = [name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        raise click.UsageError(f"Options stand behind '{context.invoked_subcommand}', not before it.")


reports.add_command(explain)
