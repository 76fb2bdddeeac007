"""What is made of the knowledge alone, kept from one run to the next: the closed ontology, which takes a second, and
the vocabulary as it was read and checked. A kept one of other knowledge, or a damaged one, is made anew."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.store import Store, files
from kg.store.objects import digest_of

if TYPE_CHECKING:
    from kg.reason import Schema

SCHEMA, VOCABULARY = "schema", "vocabulary"


def keep_schema(store: Store, schema: "Schema", knowledge: str) -> None:
    """Keeps it for runs of the same knowledge."""
    _keep(store, SCHEMA, schema.to_bytes(), knowledge)


def kept_schema(store: Store, knowledge: str) -> "Schema | None":
    """What was kept, None where it is of other knowledge or damaged."""
    from kg.reason import Schema

    data = _kept(store, SCHEMA, knowledge)
    return None if data is None else Schema.from_bytes(data)


def keep_vocabulary(store: Store, vocabulary: Vocabulary, knowledge: str) -> None:
    """Keeps it for runs of the same knowledge."""
    _keep(store, VOCABULARY, json.dumps(asdict(vocabulary), ensure_ascii=False).encode(), knowledge)


def kept_vocabulary(store: Store, knowledge: str) -> Vocabulary | None:
    """What was kept, None where it is of other knowledge or damaged."""
    data = _kept(store, VOCABULARY, knowledge)
    if data is None:
        return None
    rows = json.loads(data)
    concepts = tuple(Concept(**_values(row)) for row in rows["concepts"])
    return Vocabulary(concepts, tuple(Judgement(**_values(row)) for row in rows["judgements"]), rows["digest"])


def _values(row: dict[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    features = {"features": tuple(map(tuple, row["features"]))} if "features" in row else {}
    return {**row, **lists, **features, "scheme": Scheme(row["scheme"])}


def _keep(store: Store, name: str, data: bytes, knowledge: str) -> None:
    files.make_directory(store.cache_path)
    files.write(store.cache_path / name, f"{knowledge} {digest_of(data)}\n".encode() + data)


def _kept(store: Store, name: str, knowledge: str) -> bytes | None:
    path = store.cache_path / name
    if not files.present(path):
        return None
    head, _, data = files.read(path).partition(b"\n")
    return data if head == f"{knowledge} {digest_of(data)}".encode() else None
