"""`kg coverage`: what became of every number, quotation and award word of the reports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.cli.rows import FORMATS, filters
from kg.questions.coverage import MISSED, summarise
from kg.questions.reports import report_named
from kg.questions.tables import COVERAGE, Wanted, table_rows

COUNTS = ("all", "fact", "named", "excluded", "missed", "share")


@click.command(short_help="Tell what became of every number, quotation and award word.")
@click.argument("names", metavar="[REPORT]...", nargs=-1)
@filters(*COVERAGE.fields)
@in_room
@prints(*FORMATS)
def coverage(*, room: Room, out: Output, wanted: Wanted, names: tuple[str, ...]) -> None:
    """Tell what became of every number, quotation and award word of the reports (REPORT: an id or a file name).

    It is a fact, a name, excluded with a reason, or missed: not understood. As a table: counts in all, by section and
    by reason, then what was missed (or the rows asked for) with its context. The other formats give the rows.
    """
    view = room.view()
    chosen = tuple(report_named(view, name).id for name in names)
    rows = list(table_rows(view, COVERAGE, replace(wanted, reports=(*wanted.reports, *chosen))))
    summary = summarise(rows)
    say(_told(summary))
    if out.for_people:
        _print(out, summary, rows if wanted.values else [row for row in rows if row["fate"] == MISSED])
    else:
        out.rows(COVERAGE.columns, rows)


def _told(summary: Mapping[str, Any]) -> str:
    parts = [f"{row['all']} {row['what']}s: {_fates(row)}" for row in summary["totals"]]
    return "; ".join(parts) or "nothing"


def _fates(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{row[fate]} {fate}" for fate in COUNTS[1:-1] if row[fate] or fate == MISSED)


def _print(out: Output, summary: Mapping[str, Any], listed: Sequence[Row]) -> None:
    out.rows(("what", *COUNTS), [_percent(row) for row in summary["totals"]])
    click.echo()
    out.rows(("report", "section", *COUNTS), [_percent(row) for row in summary["sections"]])
    click.echo()
    out.rows(("what", "fate", "reason", "count"), summary["reasons"])
    click.echo()
    out.rows(COVERAGE.columns, listed, COVERAGE.shown)


def _percent(row: Row) -> Row:
    """Counts as texts, the share in percent."""
    texts = {name: str(row[name]) for name in COUNTS[:-1]}
    share = row["share"]
    return {**row, **texts, "share": f"{share:.1%}" if isinstance(share, float) else share}
