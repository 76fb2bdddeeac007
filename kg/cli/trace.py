"""`kg trace`: a fact, or all figures of a check, with the way back to the characters in the file."""

from collections.abc import Iterator
from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, console
from kg.iris import Iris
from kg.model.cells import as_cell
from kg.model.places import Box, Place
from kg.questions import CheckTrace, Trace, load_trace_queries, trace_thing
from kg.questions.trace import Passage, TracedLink

LIT = "bold reverse"
WIDTH = 12


@click.command(short_help="Lead a fact, or all figures of a check, back to its characters in the source.")
@click.argument("thing", metavar="FACT|CHECK")
@in_room
@prints("table")
def trace(*, room: Room, out: Output, thing: str) -> None:
    """Lead a fact back to its sentence, paragraph, headings, report and file; of a check, all its figures.

    Either is named by its IRI, its local name, or the first digits of its hash.
    """
    view = room.view()
    found = trace_thing(view, load_trace_queries(room.resources(), Iris(view.manifest.base_iri)), thing)
    if not out.for_people:
        out.document(asdict(found))
    elif isinstance(found, CheckTrace):
        _show_check(found, console())
    else:
        _show(found, console())


def _show_check(found: CheckTrace, screen: Console) -> None:
    row = found.row
    screen.print(Text(f"{row['verdict']}  {row['message']['zh']}", style="bold"))
    screen.print(Text(row["message"]["en"]))
    screen.print()
    for name in ("formula", "kind", "rule", "left", "right", "tolerance", "about", "reports", "exclusions", "finding"):
        if row[name] not in (None, "", [], {}):
            screen.print(Text.assemble((f"{name:<{WIDTH}}", "dim"), as_cell(row[name])))
    for term in found.terms:
        screen.print()
        screen.print(Text(f"── {term.role}", style="bold"))
        _show(term.trace, screen)
    for passage in row["passages"]:
        place = f"{passage['report']}, characters {passage['start']} to {passage['end']}"
        screen.print()
        screen.print(
            Text.assemble((f"── {passage['role']}  ", "bold"), (place, "dim"), f"\n{_joined(passage['quote'])}")
        )


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
    yield from (("stands in", _place(place)) for place in found.places)
    yield "SHA-256", file.sha256
    yield "checked", "the file has these characters there" if found.verified else "THE FILE HAS OTHER CHARACTERS THERE"
    for place, link in enumerate(found.links):
        yield "" if place else "linked", _link(link)
    yield "fact", found.iri


def _place(place: Place) -> str:
    """Where characters stand in the file, in words."""
    if place.page is not None:
        return f"page {place.page}{_edges(place.box) if place.box else ''}"
    part = f" of {place.part}" if place.part else ""
    drawn = ", where it is the number that is drawn" if place.drawn else ""
    path = f": {place.path}" if place.path else ""
    return f"{place.label}{path}{part}{drawn}"


def _edges(box: Box) -> str:
    across, down = f"{box.left:.1f} to {box.right:.1f}", f"{box.top:.1f} to {box.bottom:.1f}"
    return f", {across} points from the left, {down} from the top"


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
