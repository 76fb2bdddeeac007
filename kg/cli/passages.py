"""`kg lineage passages` and `kg lineage passage`: paragraphs beside their like in other reports."""

from collections.abc import Mapping
from typing import Any

import click
from rich.text import Text

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, console, say
from kg.cli.rows import FORMATS
from kg.iris import Iris
from kg.lineage.differences import Edit
from kg.lineage.passages import Status
from kg.questions import load_trace_queries
from kg.questions.passages import COLUMNS, MARKS, as_cells, compare_passages, passage_over_reports

Row = Mapping[str, Any]
STYLES = {Edit.EQUAL: "", Edit.DELETED: "red strike", Edit.INSERTED: "green bold"}


@click.command(short_help="Lay the passages of a report beside those of an earlier one.")
@click.argument("report")
@click.option("--with", "other", metavar="REPORT", help="The other report. [the one before it of the same issuer]")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([status.value for status in Status]),
    help="Only these; may be repeated.",
)
@in_room
@prints(*FORMATS)
def passages(*, room: Room, out: Output, report: str, other: str | None, statuses: tuple[str, ...]) -> None:
    """Lay the passages of REPORT beside those of the report before it: unchanged, only figures changed, rewritten, new
    or gone, with what was put in the place of what."""
    found = compare_passages(room.view(), report, other, statuses)
    say(_told(found))
    if out.format == "json":
        out.document(found)
    elif out.for_people:
        for row in found["pairs"]:
            _show(row)
    else:
        out.rows(COLUMNS, found["pairs"] if out.format == "jsonl" else as_cells(found["pairs"]))


@click.command(short_help="Show a passage and its like in the other reports.")
@click.argument("thing", metavar="FACT|PARAGRAPH")
@in_room
@prints(*FORMATS)
def passage(*, room: Room, out: Output, thing: str) -> None:
    """Show the paragraph that holds a fact (or is named itself), and its like in every other report of the issuer,
    those that are nearest in time first."""
    view = room.view()
    queries = load_trace_queries(room.resources(), Iris(view.manifest.base_iri))
    found = passage_over_reports(view, queries.facts, thing)
    if out.format == "json":
        out.document(found.document())
    elif out.for_people:
        _place(found.passage)
        for row in found.likes:
            console().print(Text(f"\n── {row['report']}", style="bold"))
            _show(row)
    else:
        out.rows(COLUMNS, found.likes if out.format == "jsonl" else as_cells(found.likes))


def _told(found: Row) -> str:
    counted = found["share"]
    counts = ", ".join(f"{count} {status}" for status, count in counted["passages"].items())
    shares = (
        f"{counted['kept']:.1%} of its characters stayed, {counted['boilerplate']:.1%} in passages without new words"
    )
    return f"{found['report']} beside {found['with']}: {counts}; {shares}"


def _show(row: Row) -> None:
    screen = console()
    screen.print(Text(f"{row['status']}  {row['score']:.3f}  {row['reason']}", style="bold"))
    for side in ("before", "after"):
        if row[side]:
            screen.print(Text(f"  {side:<7}{_where(row[side])}", style="dim"))
    diff = Text("  ")
    for run in row["diff"]:
        edit = Edit(run["edit"])
        before, after = MARKS[edit]
        diff.append(f"{before}{run['text']}{after}", STYLES[edit])
    screen.print(diff)


def _place(place: Row) -> None:
    console().print(Text(_where(place), style="dim"))
    console().print(Text(place["text"]))


def _where(place: Row) -> str:
    above = f", under {place['section'][-1]}" if place["section"] else ""
    number = f" {place['number']}" if place["number"] else ""
    return f"{place['report']}{number}, characters {place['start']} to {place['end']}{above}"
