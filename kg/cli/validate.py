"""`kg validate`: a report, a graph, or what the store has, against the shapes."""

import sys
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import IO

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.cli.progress import shown
from kg.errors import InputError, NotConformingError, StoreError, TooLargeError, UnreadableError, UnsupportedTypeError
from kg.model.language import Language
from kg.pipeline.check import Checked, check_published, check_quads, check_report, packaged_context
from kg.pipeline.gather import Report, catalogue_of, sidecar_of
from kg.pipeline.graph_types import GRAPH_TYPES, read_graph, type_of_suffix
from kg.pipeline.verdicts import VERDICTS, as_document, summary
from kg.readers import READERS, read_source
from kg.readers.catalogue import describe

COLUMNS = (*("report", "severity", "shape", "focus", "path", "value", "message_zh", "message_en", "quote", "sentence"),)
REPORT = "report"
STANDARD_INPUT = "-"
# The file of a report that nothing else says the format of.
PLAIN = ".txt"


@click.command(short_help="Check a report, a graph, or what the store has, against the shapes.")
@click.argument("target", metavar="FILE|GRAPH|-")
@click.option("--type", "kind", type=click.Choice([*GRAPH_TYPES, REPORT]), help="What FILE is. [its ending]")
@click.option(
    "--lang", type=click.Choice([one.value for one in Language]), default="en", show_default=True, help="Of messages."
)
@in_room
@prints(*VERDICTS, "jsonl", "csv")
def validate(*, room: Room, out: Output, target: str, kind: str | None, lang: str) -> None:
    """Check FILE, GRAPH or standard input against the shapes. Nothing is stored.

    FILE is a report, or a graph in Turtle, N-Triples, TriG, N-Quads, JSON-LD or RDF/XML. GRAPH is what the store has: a
    report by its id (with its checks) or a named graph by its name, either also by IRI. Standard input needs --type.

    Violations and warnings are told in words; turtle is a sh:ValidationReport, junit is JUnit XML. Exit code 1 where
    there is a violation.
    """
    language = Language(lang)
    checked = _checked(room, target, kind)
    if out.format in ("jsonl", "csv"):
        out.rows(COLUMNS, [asdict(finding) for finding in checked.findings])
    elif out.format == "json":
        out.document(as_document(checked))
    else:
        click.echo(VERDICTS[out.format](checked, language), nl=False)
    told = summary(checked, language)
    if not checked.conformance.conforms:
        raise NotConformingError(told, (checked.conformance,))
    say(told)


def _checked(room: Room, target: str, kind: str | None) -> Checked:
    path = Path(target)
    if target == STANDARD_INPUT:
        if kind is None:
            raise InputError(f"What comes on standard input? Say --type {', '.join((*GRAPH_TYPES, REPORT))}.")
        return _check_bytes(room, _limited(sys.stdin.buffer, room, "standard input"), PurePath("standard-input"), kind)
    if not path.exists():
        return _check_published(room, target)
    if not path.is_file():
        raise UnreadableError(f"{path} is {'a directory' if path.is_dir() else 'no file'}. Name a file.")
    kind = kind or _kind(path)
    try:
        with path.open("rb") as file:
            data = _limited(file, room, target)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}.") from error
    return _check_bytes(room, data, path, kind)


def _check_bytes(room: Room, data: bytes, path: PurePath, kind: str) -> Checked:
    resources = room.resources()
    if kind != REPORT:
        quads = read_graph(data, kind, str(path))
        return check_quads(quads, str(path), packaged_context(resources, room.iris), room.iris)
    name = path.name if path.suffix.lower() in READERS else f"{path.name}{PLAIN}"
    with shown("validate", 1) as progress:
        source = read_source(data, name, room.settings.source_bytes)
        sidecar = sidecar_of(path) if isinstance(path, Path) else None
        info = describe(source, catalogue_of([path] if isinstance(path, Path) else [], resources), sidecar, {})
        return check_report(Report(Path(path), data, source, info), resources, room.iris, progress)


def _check_published(room: Room, target: str) -> Checked:
    """What the store has of that name."""
    try:
        view = room.view()
    except StoreError as error:
        raise InputError(
            f"{target}: there is no such file, and no store to have a graph of that name: {error}"
        ) from error
    return check_published(view, target, room.resources())


def _kind(path: PurePath) -> str:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return REPORT
    kind = type_of_suffix(suffix)
    if kind is None:
        known = ", ".join((*sorted(READERS), *(one for kind in GRAPH_TYPES.values() for one in kind.suffixes)))
        raise UnsupportedTypeError(f"{path}: what is checked ends in {known}, not in '{suffix}'. Or say --type.")
    return kind


def _limited(file: IO[bytes], room: Room, name: str) -> bytes:
    """The bytes of a file, read no further than one byte above the limit."""
    data = file.read(room.settings.source_bytes + 1)
    if len(data) > room.settings.source_bytes:
        raise TooLargeError(f"{name} has more than {room.settings.source_bytes:,} bytes, which is the limit.")
    return data
