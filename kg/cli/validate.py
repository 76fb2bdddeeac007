"""`kg validate`: a report or a graph against the shapes."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.cli.progress import shown
from kg.errors import NotConformingError, UnsupportedTypeError
from kg.pipeline.check import GRAPHS, Checked, check_graph, check_report
from kg.pipeline.findings import in_words
from kg.pipeline.gather import catalogue_of, gather
from kg.readers import READERS

COLUMNS = (*("report", "severity", "shape", "focus", "path", "value", "message_zh", "message_en", "quote", "sentence"),)
TURTLE = "turtle"


@click.command(short_help="Check a report or a graph against the shapes.")
@click.argument("file", type=click.Path(path_type=Path))
@in_room
@prints("table", "jsonl", "csv", TURTLE)
def validate(*, room: Room, out: Output, file: Path) -> None:
    """Check FILE: a report, or a graph in Turtle, TriG, N-Triples or N-Quads. Nothing is stored.

    Violations and warnings are told in words; --format turtle gives a sh:ValidationReport. Exit code 1 where there is a
    violation.
    """
    checked = _checked(room, file)
    if out.format == TURTLE:
        click.echo(checked.conformance.turtle(), nl=False)
    elif out.for_people:
        for finding in checked.findings:
            click.echo(f"{finding.severity}: {in_words(finding)}")
    else:
        out.rows(COLUMNS, [asdict(finding) for finding in checked.findings])
    violations = len(checked.conformance.violations)
    told = f"{violations} violations, {len(checked.findings) - violations} warnings"
    if violations:
        raise NotConformingError(f"{file}: {told}", (checked.conformance,))
    say(f"{file}: conforms; {told}")


def _checked(room: Room, file: Path) -> Checked:
    suffix = file.suffix.lower()
    if suffix in GRAPHS:
        return check_graph(file, room.resources(), room.iris)
    if suffix not in READERS:
        known = ", ".join((*sorted(READERS), *sorted(GRAPHS)))
        raise UnsupportedTypeError(f"{file}: what is checked ends in {known}, not in '{suffix}'.")
    with shown("validate", 1) as progress:
        resources = room.resources()
        catalogue = catalogue_of([file], resources)
        (report,) = gather([file], {}, catalogue, room.settings.source_bytes, progress)
        return check_report(report, resources, room.iris, progress)
