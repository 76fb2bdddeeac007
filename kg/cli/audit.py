"""`kg audit`: what the checks found, inside reports and between them."""

from collections import Counter
from collections.abc import Iterable

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.cli.rows import FORMATS, Wanted, filters
from kg.questions import find_findings
from kg.questions.audit import COLUMNS, as_cells

SHOWN = ("finding", "kind", "verdict", "rule", "reports", "formula", "message_zh")


@click.command(short_help="Print what the checks found: sums, restatements, silences, promises.")
@filters("kind", "verdict", "rule")
@in_room
@prints(*FORMATS)
def audit(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print what the checks found inside the reports and between them, each with its figures and their sentences.

    `kg trace FINDING` leads to all passages of a check; FINDING is what stands in the first column. As CSV a line for
    every figure of a check. Facts that a person took out are named in `exclusions` of the checks that left them out.
    """
    rows = find_findings(room.view(), wanted.reports, **wanted.values)
    say(_told(rows))
    if out.format in ("json", "jsonl"):
        out.rows((), rows)
    elif out.for_people:
        out.rows((), [_brief(row) for row in rows], SHOWN)
    else:
        out.rows(COLUMNS, as_cells(rows))


def _told(rows: Iterable[Row]) -> str:
    rows = list(rows)
    counts = Counter(str(row["verdict"]) for row in rows)
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    gone = {fact for row in rows for fact in row["exclusions"]}  # type: ignore[attr-defined]
    excluded = f"; {len(gone)} facts are taken out" if gone else ""
    return f"{len(rows)} findings{f': {verdicts}' if verdicts else ''}{excluded}"


def _brief(row: Row) -> Row:
    message = row["message"]
    assert isinstance(message, dict)
    return {**row, "message_zh": message["zh"]}
