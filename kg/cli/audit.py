"""`kg audit`: what the checks found, inside reports and between them."""

from collections import Counter
from collections.abc import Iterable

import click
from rich.text import Text

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, console, say
from kg.cli.rows import FORMATS, filters
from kg.questions import find_findings
from kg.questions.audit import COLUMNS, as_cells
from kg.questions.tables import Wanted

INDENT = 4


@click.command(short_help="Print what the checks found: sums, restatements, silences, promises.")
@filters("kind", "verdict", "rule")
@in_room
@prints(*FORMATS)
def audit(*, room: Room, out: Output, wanted: Wanted) -> None:
    """Print what the checks found inside the reports and between them, each with its figures and their sentences.

    `kg trace FINDING` leads to all passages of a check; FINDING is the hash in its first line. As CSV a line for
    every figure of a check. Facts that a person took out are named in `exclusions` of the checks that left them out.
    """
    rows = find_findings(room.view(), wanted.reports, **wanted.values)
    say(_told(rows))
    if out.format in ("json", "jsonl"):
        out.rows((), rows)
    elif out.for_people:
        _tell(rows)
    else:
        out.rows(COLUMNS, as_cells(rows))


def _told(rows: Iterable[Row]) -> str:
    rows = list(rows)
    counts = Counter(str(row["verdict"]) for row in rows)
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    gone = {fact for row in rows for fact in row["exclusions"]}  # type: ignore[attr-defined]
    excluded = f"; {len(gone)} facts are taken out" if gone else ""
    return f"{len(rows)} findings{f': {verdicts}' if verdicts else ''}{excluded}"


def _tell(rows: Iterable[Row]) -> None:
    """Findings as paragraphs: a sentence does not fit into a cell."""
    screen = console()
    for row in rows:
        head = Text.assemble((str(row["verdict"]), "bold"), f"  {row['kind']}/{row['rule']}  {_hash(row)}")
        message = row["message"]
        assert isinstance(message, dict)
        lines = dict.fromkeys((message["zh"], message["en"], row["formula"]))
        screen.print(head)
        for line in filter(None, lines):
            for part in Text(str(line)).wrap(screen, screen.width - INDENT):
                screen.print(Text(" " * INDENT + part.plain.rstrip()))


def _hash(row: Row) -> str:
    return str(row["finding"]).rsplit("/", 1)[-1]
