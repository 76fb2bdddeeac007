"""`kg trace`: a fact with its way back to the characters in the file."""

from collections.abc import Iterator
from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, as_cell, console
from kg.iris import Iris
from kg.questions import Trace, load_trace_queries
from kg.questions import trace as find
from kg.questions.trace import Passage, TracedLink

LIT = "bold reverse"
WIDTH = 12


@click.command(short_help="Lead a fact back to its characters in the source.")
@click.argument("fact")
@in_room
@prints("table")
def trace(*, room: Room, out: Output, fact: str) -> None:
    """Lead FACT back to its sentence, paragraph, headings, report and file.

    FACT is its IRI, its local name, or the first digits of its hash.
    """
    view = room.view()
    found = find(view, load_trace_queries(room.resources(), Iris(view.manifest.base_iri)), fact)
    if out.for_people:
        _show(found, console())
    else:
        out.document(asdict(found))


def _show(found: Trace, screen: Console) -> None:
    row = found.row
    screen.print(Text(f"{row['metric']}  {' '.join(found.quote.text.split())}", style="bold"))
    screen.print()
    screen.print(lit(found.sentence, found.quote))
    screen.print()
    for name, value in _lines(found):
        screen.print(Text.assemble((f"{name:<{WIDTH}}", "dim"), value))
    if found.paragraph and found.paragraph.text != found.sentence.text:
        screen.print()
        screen.print(lit(found.paragraph, found.quote))


def lit(passage: Passage, quote: Passage) -> Text:
    """A passage with the quote lit, in brackets for who sees no colours. White space is drawn together."""
    before, after = quote.start - passage.start, quote.end - passage.start
    text = passage.text
    return Text.assemble(
        _joined(text[:before]), ("【", "dim"), (_joined(text[before:after]), LIT), ("】", "dim"), _joined(text[after:])
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _lines(found: Trace) -> Iterator[tuple[str, str]]:
    row, file, report = found.row, found.file, found.report
    yield "value", " ".join(as_cell(part) for part in (row["value"], row["unit"]) if part != "")
    for name in ("qualifier", "kind", "direction", "base", "temporality", "agency", "programme", "dims"):
        if row[name]:
            yield name, as_cell(row[name])
    yield "period", _period(found)
    for depth, heading in enumerate(found.headings):
        yield "" if depth else "under", f"{'  ' * depth}{heading.number}{_joined(heading.text)}"
    yield "report", f"{report.id}  {report.title}"
    yield "file", f"{file.name}, characters {found.quote.start} to {found.quote.end} of {file.length}, {file.encoding}"
    yield "SHA-256", file.sha256
    yield "checked", "the file has these characters there" if found.verified else "THE FILE HAS OTHER CHARACTERS THERE"
    for place, link in enumerate(found.links):
        yield "" if place else "linked", _link(link)
    yield "fact", found.iri


def _period(found: Trace) -> str:
    period = found.row["period"]
    if period is None:
        return "not stated"
    days = " to ".join(dict.fromkeys((period["start"], period["end"])))
    return f"{days} ({found.period_roc}), {found.row['period_source']}"


def _link(link: TracedLink) -> str:
    name = f"{link.name} is " if link.name else ""
    judge = f"; judged by {link.judge} on {link.judged}: {link.because}" if link.judge else ""
    return f"{name}{link.slug} {link.label or ''}, score {link.score:g}: {link.reason}{judge}"
