"""What is made of the knowledge alone is kept for runs of that knowledge, and for no others."""

from pathlib import Path

import pytest

from kg.iris import Iris
from kg.pipeline.settled import VOCABULARY, keep_vocabulary, kept_vocabulary
from kg.resources import open_resources
from kg.store import Store
from kg.vocabulary import load_vocabulary


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store")


def test_a_kept_vocabulary_is_what_was_read(store: Store) -> None:
    vocabulary = load_vocabulary(open_resources(), Iris())
    assert kept_vocabulary(store, "of these rules") is None
    keep_vocabulary(store, vocabulary, "of these rules")
    kept = kept_vocabulary(store, "of these rules")
    assert kept == vocabulary
    assert kept.digest == vocabulary.digest
    assert kept.judgements


def test_one_of_other_knowledge_or_a_damaged_one_is_none(store: Store) -> None:
    keep_vocabulary(store, load_vocabulary(open_resources(), Iris()), "of these rules")
    assert kept_vocabulary(store, "of other rules") is None
    path = store.cache_path / VOCABULARY
    data = path.read_bytes()
    for damaged in (data[: len(data) // 2], data.replace(b"english-rate", b"english-race"), b""):
        assert damaged != data
        path.write_bytes(damaged)
        assert kept_vocabulary(store, "of these rules") is None
