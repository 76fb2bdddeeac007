"""`kg lineage`: what became of metrics, programmes, bodies, awards, systems and laws; two reports compared."""

from collections.abc import Sequence
from itertools import groupby

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.cli.passages import passage, passages
from kg.model.concepts import Scheme
from kg.pipeline.lineage import (
    Lineages,
    comparing,
    comparison,
    comparison_document,
    comparison_rows,
    metric_answer,
    metric_document,
    metric_rows,
    metrics,
    thing_answer,
    thing_document,
    thing_rows,
    things,
)
from kg.pipeline.lineage.things import ThingAnswer

FORMATS = ("table", "csv")


@click.group(short_help="Tell what became of a metric, programme, body, award, system or law.")
def lineage() -> None:
    """Tell what became of a thing over the reports: which figures can be compared, and where a definition changed.

    Every command below takes --store and prints a table, or CSV, or with --json one document with all figures and their
    sentences.
    """


@lineage.command(short_help="All figures of a metric, as lines with breaks.")
@click.argument("name")
@click.option("--across-breaks", is_flag=True, help="Give differences over breaks too; they are marked as such.")
@in_room
@prints(*FORMATS)
def metric(*, room: Room, out: Output, name: str, across_breaks: bool) -> None:
    """Lay out all figures of the metric NAME (local name, label or IRI).

    Figures of one kind, unit, body, part and length of time make a line; it is cut where what is counted changed.
    Others stand beside it, with the reason. Nothing is left out, and no two claims are merged.
    """
    answer = metric_answer(lineages_of(room), name, across_breaks=across_breaks)
    if out.format == "json":
        out.document(metric_document(answer))
        return
    rows = list(metric_rows(answer))
    concept = answer.concept
    say(f"{concept.label} · {concept.label_en} · {len(answer.lines)} lines, {len(answer.marks)} figures beside them")
    if not out.for_people:
        out.rows(metrics.COLUMNS, rows)
        return
    for title, part in metrics.parts(answer, rows):
        _table(out, title, part, metrics.SHOWN)
    for words in metrics.summary(answer):
        say(words)


def _table(out: Output, title: str, rows: Sequence[Row], shown: Sequence[str]) -> None:
    """A table under its title, without the columns that have nothing in them."""
    click.echo(f"── {title}")
    out.rows((), rows, [column for column in shown if any(row.get(column) not in (None, "", []) for row in rows)])
    click.echo()


@lineage.command(short_help="The names, figures, contractors and awards of a programme.")
@click.argument("name")
@in_room
@prints(*FORMATS)
def programme(*, room: Room, out: Output, name: str) -> None:
    """Tell under which names the programme NAME (local name, label or IRI) was told, and on what evidence they are one;
    its figures, contractors, awards and changes; names that may be its too."""
    _print(out, thing_answer(lineages_of(room), Scheme.PROGRAMME, name))


@lineage.command(short_help="The changes of a body, and where it stands on a day.")
@click.argument("name")
@click.option("--on", metavar="DATE", help="Tell where the body stands on that day (YYYY-MM-DD).")
@in_room
@prints(*FORMATS)
def agency(*, room: Room, out: Output, name: str, on: str | None) -> None:
    """Tell how the body NAME (local name, label or IRI) was established, merged, renamed, abolished, with its posts
    before and after; from which bodies it came, with their figures; into which it went."""
    _print(out, thing_answer(lineages_of(room), Scheme.AGENCY, name, on=on))


@lineage.command(short_help="Who won an award, in which year, for what.")
@click.argument("name")
@in_room
@prints(*FORMATS)
def award(*, room: Room, out: Output, name: str) -> None:
    """Tell who won the award NAME (local name, label or IRI), or was put forward for it, in which year and for what."""
    _print(out, thing_answer(lineages_of(room), Scheme.AWARD, name))


@lineage.command(short_help="How far an information system was taken up.")
@click.argument("name")
@in_room
@prints(*FORMATS)
def system(*, room: Room, out: Output, name: str) -> None:
    """Tell how far the system NAME (local name, label or IRI) was taken up, report by report, and what joined it."""
    _print(out, thing_answer(lineages_of(room), Scheme.SYSTEM, name))


@lineage.command(short_help="Which figures a law asks for.")
@click.argument("name")
@in_room
@prints(*FORMATS)
def law(*, room: Room, out: Output, name: str) -> None:
    """Tell which figures the law NAME (local name, label or IRI) asks for or grants, and those told beside them."""
    _print(out, thing_answer(lineages_of(room), Scheme.LAW, name))


def _print(out: Output, answer: ThingAnswer) -> None:
    if out.format == "json":
        out.document(thing_document(answer))
        return
    concept, rows = answer.concept, list(thing_rows(answer))
    say(f"{concept.label} · {concept.label_en} · told in {len(answer.found.tellings)} reports")
    if not out.for_people:
        out.rows(things.COLUMNS, rows)
        return
    for what, part in groupby(rows, key=lambda row: row["what"]):
        _table(out, things.TITLES[what], list(part), things.SHOWN)
    for words in things.summary(answer):
        say(words)


@lineage.command("compare", short_help="What of two reports can be compared.")
@click.argument("one", metavar="REPORT_A")
@click.argument("other", metavar="REPORT_B")
@in_room
@prints(*FORMATS)
def compare(*, room: Room, out: Output, one: str, other: str) -> None:
    """Compare two reports: metrics that both tell, with their change where they can be compared and the reason where
    they cannot; those that one alone tells."""
    answer = comparison(lineages_of(room), one, other)
    if out.format == "json":
        out.document(comparison_document(answer))
        return
    found = answer.found
    only = f"{len(found.only_one)} only in {one}, {len(found.only_other)} only in {other}"
    say(f"{len(found.both)} metrics in both, {only}")
    out.rows(comparing.COLUMNS, list(comparison_rows(answer)), comparing.SHOWN)


lineage.add_command(passages)
lineage.add_command(passage)


def lineages_of(room: Room) -> Lineages:
    """What lineage is made of, of the publication that the store serves now."""
    return Lineages.of(room.view(), room.resources())
