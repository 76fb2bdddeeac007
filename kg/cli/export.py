"""`kg export`: the graph for other programs."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.errors import InputError
from kg.export import EXPORTS, export_pieces
from kg.store.files import STDOUT, hand_over


class Told:
    """What is said of a file after it was written."""

    def __init__(self) -> None:
        self.size, self.digest = 0, hashlib.sha256()

    def over(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, counted."""
        for piece in pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


def _names() -> str:
    """The formats, and the variants that some of them have."""
    flavours = (f"{name}:{flavour}" for name, one in EXPORTS.items() for flavour in one.flavours)
    return ", ".join((*EXPORTS, *flavours))


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
    told = Told()
    hand_over(path, told.over(export_pieces(room.view(), room.resources(), plain, reports=reports, flavour=flavour)))
    if path == STDOUT:
        return
    kind = EXPORTS[plain].media_type
    say(f"{path}: {told.size:,} bytes of {kind}")
    if not out.for_people:
        digest = told.digest.hexdigest()
        out.document({"file": str(path), "format": name, "media_type": kind, "bytes": told.size, "sha256": digest})
