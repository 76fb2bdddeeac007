"""`kg reports explain`: how a file is read, before it is taken in."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output
from kg.cli.progress import shown
from kg.pipeline.explain import as_document, explain_report
from kg.pipeline.gather import catalogue_of, gather

Document = Mapping[str, Any]


@click.command(short_help="Say how a file is read, and what was not understood.")
@click.argument("file", type=click.Path(path_type=Path))
@in_room
@prints("table")
def explain(*, room: Room, out: Output, file: Path) -> None:
    """Say for what FILE is taken and why, what was found in it, what its family expects and was not found, and what was
    not understood. Nothing is stored. A report of no known family is read by the general rules.
    """
    with shown("explain", 1) as progress:
        resources = room.resources()
        catalogue = catalogue_of([file], resources)
        (report,) = gather([file], {}, catalogue, room.settings.source_bytes, progress)
        document = as_document(explain_report(report, catalogue, resources, room.iris, progress), room.iris)
    if not out.for_people:
        out.document(document)
        return
    for line in _lines(document):
        click.echo(line)


def _lines(document: Document) -> Iterator[str]:
    yield f"{document['file']}: {document['characters']} characters, read as {document['encoding']}"
    if document["left_out"]:
        yield f"left out: {', '.join(f'{what} ({count})' for what, count in document['left_out'].items())}"
    yield from _family(document["family"])
    yield "described"
    for name, row in document["described"].items():
        if row["value"] not in (None, False):
            yield f"  {name}: {_value(row['value'])} [{row['said_by']}]"
    yield "found"
    yield from _counts(document["found"])
    yield "not found"
    yield from (f"  {words}" for words in document["not_found"] or ("nothing that is expected is missing",))
    yield "coverage"
    yield from _coverage(document)


def _family(family: Document) -> Iterator[str]:
    yield f"family {family['name']}: {'; '.join(family['reasons'])}"
    for row in family["evidence"]:
        times = "once" if row["count"] == 1 else f"{row['count']} times" if row["count"] else "not at all"
        yield f"  {row['family']} (needs {row['needed']}): {row['words']}, weight {row['weight']}: {times}"


def _value(value: object) -> str:
    return " – ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)


def _counts(found: Document) -> Iterator[str]:
    for name, count in found.items():
        if isinstance(count, Mapping):
            yield f"  {name}: {', '.join(f'{number} {key}' for key, number in count.items()) or 'none'}"
        else:
            yield f"  {name.replace('_', ' ')}: {count}"


def _coverage(document: Document) -> Iterator[str]:
    for row in document["coverage"]:
        yield f"  {row['what']}s: {row['all']}, of which {row['share']:.1%} understood"
    rows = document["not_understood"]
    if rows:
        yield f"not understood (the first {len(rows)} of {document['not_understood_in_all']})"
    for row in rows:
        yield f"  {row['start']} {row['what']} 「{' '.join(row['quote'].split())}」 in: {row['context']}"
