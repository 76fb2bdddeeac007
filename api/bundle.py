"""`kg bundle`: reports as one page to mail. Registered as an entry point, since pages are no part of `kg`."""

import sys
from pathlib import Path

import click

from kg.cli.export import STDOUT, save_file
from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.errors import InputError


@click.command(short_help="Write reports as one page that needs no server.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), default=STDOUT, help="File, or - for stdout.")
@click.option("--lang", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant", show_default=True, help="Language.")
@in_room
@prints("table")
def bundle(*, room: Room, out: Output, reports: tuple[str, ...], path: Path, lang: str) -> None:
    """Write reports (all where none is named) as one HTML page: their text with every fact lit, the facts with their
    places, what was not understood, and the checks. It needs no server and asks none.

    \b
      kg bundle kcg-personnel-2014 -o review.html
    """
    from api.pages.bundle import make_bundle
    from api.pages.wording import Language, Wording

    if path == STDOUT and not out.for_people:
        raise InputError("--json tells of the file that was written: name one with -o FILE.")
    view = room.view()
    wanted = reports or tuple(entry.id for entry in view.manifest.reports)
    data = make_bundle(view, room.resources(), wanted, Wording(Language(lang))).encode("utf-8")
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    save_file(path, data)
    say(f"{path}: {len(data):,} bytes, {len(wanted)} reports")
    if not out.for_people:
        out.document({"file": str(path), "bytes": len(data), "reports": list(wanted)})
