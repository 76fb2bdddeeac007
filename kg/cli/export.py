"""`kg export`: the graph for other programs."""

import hashlib
import sys
from pathlib import Path

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.errors import InputError
from kg.export import EXPORTS
from kg.export import export as write
from kg.store.files import explained
from kg.store.files import write as save

STDOUT = Path("-")


def _names() -> str:
    """The formats, and the variants that some of them have."""
    flavours = (f"{name}:{flavour}" for name, one in EXPORTS.items() for flavour in one.flavours)
    return ", ".join((*EXPORTS, *flavours))


def _save(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all; what is no plain file (a device, a pipe) is written to as it is."""
    with explained(path):
        target = path.resolve()
        plain = target.is_file() or not target.exists()
    if plain:
        save(target, data)
        return
    with explained(path):
        path.write_bytes(data)


@click.command(short_help="Write the graph for other programs.")
@click.option("--format", "name", required=True, metavar="FORMAT", help=f"One of {_names()}.")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), default=STDOUT, help="File, or - for stdout.")
@click.option("--report", "reports", multiple=True, metavar="ID", help="Only this report; repeatable.")
@in_room
@prints("table")
def export(*, room: Room, out: Output, name: str, path: Path, reports: tuple[str, ...]) -> None:
    """Write the graph of bodies, programmes, awards, metrics and facts, or of one or more reports.

    \b
      kg export --format gexf -o kaogong.gexf          for Gephi
      kg export --format nquads | gzip > kaogong.nq.gz
    """
    plain, _, flavour = name.partition(":")
    if path == STDOUT and not out.for_people:
        raise InputError("--json tells of the file that was written: name one with -o FILE.")
    data = write(room.view(), room.resources(), plain, reports=reports, flavour=flavour)
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _save(path, data)
    kind = EXPORTS[plain].media_type
    say(f"{path}: {len(data):,} bytes of {kind}")
    if not out.for_people:
        digest = hashlib.sha256(data).hexdigest()
        out.document({"file": str(path), "format": name, "media_type": kind, "bytes": len(data), "sha256": digest})
