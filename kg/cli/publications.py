"""`kg publications`, `kg rollback`: what was published, and serving an earlier publication again."""

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.errors import StoreError
from kg.store import Manifest, Store

COLUMNS = ("number", "published", "reports", "held", "digest", "current", "software", "base_iri")
SHOWN = COLUMNS[:6]


@click.command(short_help="List what was published and can be rolled back to.")
@in_room
@prints("table", "jsonl", "csv")
def publications(*, room: Room, out: Output) -> None:
    """List the publications of the store, the newest first: number, time, reports, hash, and which one is served.

    The last ten are kept. `kg rollback N` serves one again.
    """
    store = Store.open(room.settings.store)
    history = store.history()
    if not history:
        store.view()  # says that nothing is published here, or what is damaged
    out.rows(COLUMNS, [_row(manifest, _pointer(store)) for manifest in history], SHOWN)


def _pointer(store: Store) -> str | None:
    """What is served now; where that cannot be read, it is said, and the list is printed all the same."""
    try:
        return store.pointer()
    except StoreError as error:
        say(str(error))
        return None


def _row(manifest: Manifest, current: str | None) -> Row:
    digest = manifest.digest
    return {
        "number": manifest.number,
        "published": manifest.published,
        "reports": len(manifest.reports),
        "held": len(manifest.held),
        "digest": digest,
        "current": digest == current,
        "software": manifest.software,
        "base_iri": manifest.base_iri,
    }


@click.command(short_help="Serve an earlier publication again.")
@click.argument("publication", metavar="[N|DIGEST]", required=False)
@in_room
@prints("table")
def rollback(*, room: Room, out: Output, publication: str | None) -> None:
    """Serve another publication again: the one of number N, or whose hash begins with DIGEST; by default the one before
    the current one.

    Every object of it is read and its hash is proved first. A server takes it up with its next request; the publication
    that was served before stays, and can be rolled back to (or forth to) likewise.
    """
    store = Store.open(room.settings.store)
    chosen = store.before() if publication is None else store.named(publication)
    with store.writer() as writer:
        manifest = writer.roll_back(chosen.digest)
    say(f"publication {manifest.number} of {manifest.published} is served, with {len(manifest.reports)} reports")
    if not out.for_people:
        out.document(dict(_row(manifest, manifest.digest)))
