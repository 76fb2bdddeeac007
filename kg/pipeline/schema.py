"""The closed ontology, kept from one run to the next: closing it takes a second, and it is the same for all reports."""

from kg.reason import Schema
from kg.store import Store, files
from kg.store.objects import digest_of

KEPT = "schema"


def keep_schema(store: Store, schema: Schema, knowledge: str) -> None:
    """Keeps it for runs of the same knowledge."""
    data = schema.to_bytes()
    files.make_directory(store.cache_path)
    files.write(store.cache_path / KEPT, f"{knowledge} {digest_of(data)}\n".encode() + data)


def kept_schema(store: Store, knowledge: str) -> Schema | None:
    """What was kept, None where it is of other knowledge or damaged."""
    path = store.cache_path / KEPT
    if not files.present(path):
        return None
    head, _, data = files.read(path).partition(b"\n")
    return Schema.from_bytes(data) if head == f"{knowledge} {digest_of(data)}".encode() else None
