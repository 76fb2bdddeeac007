"""`kg verify`, `kg backup`, `kg restore`: proving what is published, and keeping a copy."""

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, say
from kg.cli.progress import shown
from kg.errors import InputError, StoreError
from kg.pipeline.verify import Proof
from kg.pipeline.verify import verify as prove
from kg.store import Store
from kg.store.archive import Archived, read_archive, write_archive

COLUMNS = ("report", "what", "name", "words")


@click.command(short_help="Prove every hash, quote and offset of what is published.")
@click.argument("publication", metavar="[N|DIGEST]", required=False)
@in_room
@prints("table", "jsonl", "csv")
def verify(*, room: Room, out: Output, publication: str | None) -> None:
    """Read the kept files again and prove a publication (by default the one that is served): the hash of every object,
    every quote and span at its place, the name of every fact made of its words.

    What does not stand is told, a line each. Exit code 4 where anything does not.
    """
    store = Store.open(room.settings.store)
    manifest = store.view().manifest if publication is None else store.named(publication)
    with shown("verify", len(manifest.reports)) as progress:
        proof = prove(store, manifest, progress)
    if out.format == "json":
        out.document(_document(proof))
    elif out.for_people:
        for fault in proof.faults:
            click.echo(f"{fault.report or 'shared'}: {fault.what} {fault.name}: {fault.words}")
    else:
        out.rows(COLUMNS, [asdict(fault) for fault in proof.faults])
    told = (
        f"publication {manifest.number}: {proof.objects} objects, {proof.reports} reports, {proof.facts} facts, "
        f"{proof.quotes} quotes, {proof.spans} spans"
    )
    if proof.faults:
        raise StoreError(
            f"{told}; {len(proof.faults)} faults, {len(proof.fallen)} facts no longer stand. Restore the store from a "
            "backup (kg restore), take up another publication (kg rollback), or build it again."
        )
    say(f"{told}; everything stands")


def _document(proof: Proof) -> dict[str, object]:
    return {
        "publication": proof.manifest.number,
        "digest": proof.manifest.digest,
        "stands": not proof.faults,
        **{name: getattr(proof, name) for name in ("objects", "reports", "facts", "quotes", "spans")},
        "fallen": list(proof.fallen),
        "faults": [asdict(fault) for fault in proof.faults],
    }


@click.command(short_help="Write the store to one file.")
@click.argument("target", metavar="DIR|FILE", type=click.Path(path_type=Path))
@in_room
@prints("table")
def backup(*, room: Room, out: Output, target: Path) -> None:
    """Write all publications of the store to FILE, or to a file in DIR that is named by the publication that is served:
    a compressed tar, the same bytes for the same store. Every hash is proved on the way.

    Readers and builds go on meanwhile. A file that is there is not written over.
    """
    store = Store.open(room.settings.store)
    if target.is_dir():
        current = store.view().manifest
        target = target / f"kaogong-{current.number}-{current.digest[:12]}.tar.gz"
    _told(out, write_archive(store, target), "written")


@click.command(short_help="Take a store back out of a file that kg backup wrote.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Also where the store serves something: that stays, to roll back to.")
@in_room
@prints("table")
def restore(*, room: Room, out: Output, file: Path, replace: bool) -> None:
    """Take the publications of FILE into the store, and serve the one that was served when it was written.

    The whole file is proved before anything is written. A store that serves something is left alone without --replace.
    """
    store = Store.open(room.settings.store)
    if not replace and store.pointer() is not None:
        raise InputError(
            f"{store.path}: this store serves a publication already. Name another (--store), or say --replace: what it "
            "serves now stays, and kg rollback takes it up again."
        )
    _told(out, read_archive(file, store), "restored")


def _told(out: Output, archived: Archived, word: str) -> None:
    current = archived.current
    row = {
        "file": str(archived.path),
        "publication": current.number,
        "digest": current.digest,
        "publications": archived.publications,
        "reports": len(current.reports),
        "objects": archived.objects,
    }
    if not out.for_people:
        out.document(row)
    say(
        f"{archived.path}: {word}; publication {current.number} of {current.published} with {len(current.reports)} "
        f"reports, {archived.publications} publications in all, {archived.objects} objects"
    )
