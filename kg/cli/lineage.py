"""`kg lineage`: what became of a metric, programme, body, award, system or law over the reports."""

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.pipeline.lineage import Lineages, metric_answer, metric_document, metric_rows
from kg.pipeline.lineage.metrics import COLUMNS, SHOWN, summary


@click.group(short_help="Tell what became of a metric over the reports.")
def lineage() -> None:
    """Tell what became of a thing over the reports: which figures can be compared, and where a definition changed.

    Every command below takes --store and prints a table, or CSV, or with --json one document with all figures and their
    sentences.
    """


@lineage.command(short_help="All figures of a metric, as lines with breaks.")
@click.argument("name")
@click.option("--across-breaks", is_flag=True, help="Give differences over breaks too; they are marked as such.")
@in_room
@prints("table", "csv")
def metric(*, room: Room, out: Output, name: str, across_breaks: bool) -> None:
    """Lay out all figures of the metric NAME (local name, label or IRI).

    Figures of one kind, unit, body, part and length of time make a line; it is cut where what is counted changed.
    Others stand beside it, with the reason. Nothing is left out, and no two claims are merged.
    """
    answer = metric_answer(lineages_of(room), name, across_breaks=across_breaks)
    if out.format == "json":
        out.document(metric_document(answer))
        return
    concept = answer.concept
    say(f"{concept.label} · {concept.label_en} · {len(answer.lines)} lines, {len(answer.marks)} figures beside them")
    out.rows(COLUMNS, list(metric_rows(answer)), SHOWN)
    for words in summary(answer):
        say(words)


def lineages_of(room: Room) -> Lineages:
    """What lineage is made of, of the publication that the store serves now."""
    return Lineages.of(room.view(), room.resources())
