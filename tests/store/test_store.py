from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError, StoreError, UnknownNameError
from kg.store import HeldBack, Kind, Manifest, Store
from kg.store.manifest import from_bytes, to_bytes
from kg.store.objects import digest_of

Publish = Callable[..., Manifest]
Build = Callable[..., Manifest]


def values(store: Store) -> dict[str, int]:
    """What a reader sees: report -> value."""
    rows = store.view().query("SELECT ?report ?value { ?report <urn:x:value> ?value } ORDER BY ?report")
    return {row["report"].value.removeprefix("urn:x:"): int(row["value"].value) for row in rows}  # type: ignore[union-attr]


def object_names(store: Store) -> set[str]:
    return {path.name for path in (store.path / "objects").iterdir()}


def test_an_empty_store_says_what_to_do(store: Store) -> None:
    assert store.current() is None
    assert store.history() == ()
    with pytest.raises(StoreError, match=f"{store.path}: nothing is published here.*kg build --store"):
        store.view()
    assert not store.path.exists()


def test_what_is_published_is_read(store: Store, publish: Publish) -> None:
    done = publish(a=1, b=2)
    assert values(store) == {"a": 1, "b": 2}
    assert store.current() == done
    assert (done.number, done.published) == (1, "2030-01-01T00:00:00Z")
    assert {entry.ingested for entry in done.reports} == {"2030-01-01T00:00:00Z"}
    assert (store.path / "current").read_text() == f"{done.digest}\n"
    assert digest_of((store.path / "manifests" / f"{done.digest}.json").read_bytes()) == done.digest


def test_what_is_put_and_not_published_is_not_seen(store: Store, publish: Publish, build: Build) -> None:
    publish(a=1)
    with store.writer() as writer:
        build(writer, {"a": 2})
        assert values(store) == {"a": 1}
    assert values(store) == {"a": 1}


def test_the_same_content_is_published_once(store: Store, publish: Publish) -> None:
    first = publish(a=1)
    assert publish(a=1) == first
    assert len(store.history()) == 1


def test_a_report_keeps_its_time_of_ingest_while_its_file_is_the_same(store: Store, build: Build) -> None:
    with store.writer() as writer:
        first = writer.publish(build(writer, {"a": 1}))
        computed_anew = writer.publish(build(writer, {"a": 2}))
        other_file = writer.publish(build(writer, {"a": 2}, "第二版".encode()))
    times = [manifest.reports[0].ingested for manifest in (first, computed_anew, other_file)]
    assert times == ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-01T00:00:02Z"]
    assert computed_anew.published == "2030-01-01T00:00:01Z"


def test_a_view_keeps_serving_its_publication(store: Store, publish: Publish) -> None:
    publish(a=1)
    before_reading, after_reading = store.view(), store.view()
    assert len(list(after_reading.query("SELECT * { ?s ?p 1 }"))) == 0  # type: ignore[arg-type]
    publish(a=2)
    for view in (before_reading, after_reading):
        assert bool(view.query('ASK { ?s ?p "1" }'))
        assert not bool(view.query('ASK { ?s ?p "2" }'))
        assert view.facts("a") == ({"report": "a", "value": 1},)
    assert values(store) == {"a": 2}


def test_roll_back_and_forth(store: Store, publish: Publish) -> None:
    first, second = publish(a=1), publish(a=2)
    with store.writer() as writer:
        assert writer.roll_back(first.digest) == first
    assert values(store) == {"a": 1}
    assert store.history() == (second, first)
    with store.writer() as writer:
        writer.roll_back(second.digest)
    assert values(store) == {"a": 2}
    third = publish(a=3)
    assert third.number == 3
    assert store.history() == (third, second, first)


def test_roll_back_to_what_is_not_there(store: Store, publish: Publish) -> None:
    publish(a=1)
    with store.writer() as writer, pytest.raises(UnknownNameError, match="No publication 'abc'"):
        writer.roll_back("abc")
    assert values(store) == {"a": 1}


def test_roll_back_needs_every_object(store: Store, publish: Publish) -> None:
    first = publish(a=1)
    publish(a=2)
    (store.path / "objects" / f"{first.reports[0].tables['facts']}.jsonl").unlink()
    with store.writer() as writer, pytest.raises(StoreError, match="is missing"):
        writer.roll_back(first.digest)
    assert values(store) == {"a": 2}


def test_roll_back_needs_every_source(store: Store, publish: Publish) -> None:
    first = publish(a=1)
    publish(b=2)
    (store.path / "objects" / f"{first.reports[0].source}.source").write_bytes(b"other")
    with store.writer() as writer, pytest.raises(StoreError, match="damaged, its content"):
        writer.roll_back(first.digest)
    assert values(store) == {"b": 2}


def test_a_publication_is_named_by_number_and_by_hash(store: Store, publish: Publish) -> None:
    first, second = publish(a=1), publish(a=2)
    for name in ("1", first.digest, first.digest[:6], first.digest[:12].upper()):
        assert store.named(name) == first
    assert store.before() == first
    for name in ("3", first.digest[:5], "", "abcdefabcdef", "current"):
        with pytest.raises(UnknownNameError, match=rf"No publication '{name}'.*1.*2"):
            store.named(name)
    with store.writer() as writer:
        writer.roll_back(first.digest)
    with pytest.raises(InputError, match="Publication 1 is the first that is kept"):
        store.before()
    assert store.named("2") == second


def test_a_hash_that_begins_two_names_neither(store: Store, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = publish(a=1), publish(a=2)
    monkeypatch.setattr(Store, "history", lambda _: (replace(second, number=1), first))
    with pytest.raises(InputError, match=f"can be any of the publications .*{first.digest}"):
        store.named("1")


def test_before_anything_was_published(store: Store) -> None:
    with pytest.raises(StoreError, match="nothing is published here"):
        store.before()


def test_a_manifest_without_its_objects_is_not_published(store: Store, publish: Publish, build: Build) -> None:
    publish(a=1)
    with store.writer() as writer:
        manifest = replace(build(writer, {"a": 2}), graphs={"vocabulary": "0" * 64})
        with pytest.raises(StoreError, match=r"object 0{64} is missing"):
            writer.publish(manifest)
    assert values(store) == {"a": 1}


def test_what_nothing_needs_is_collected(store: Store, publish: Publish) -> None:
    first, second, third = publish(a=1), publish(a=2), publish(a=3)
    (store.path / "objects" / f"{'f' * 64}.nq.tmp").write_bytes(b"left by a crash")
    (store.path / "objects" / "notes.txt").write_bytes(b"not ours")
    with store.writer() as writer:
        assert writer.collect(keep=2) == 3  # the first one's graph and table, and what the crash left
    assert store.history() == (third, second)
    assert not store.manifest_path(first.digest).exists()
    assert len(object_names(store)) == 2 * 2 + 1 + 1  # two graphs, two tables, one source; notes.txt
    assert "notes.txt" in object_names(store)
    assert store.view().source(third.reports[0].source) == "人事處\na".encode()


def test_the_current_publication_stays_however_old_it_is(store: Store, publish: Publish) -> None:
    first, second, third = publish(a=1), publish(a=2), publish(a=3)
    with store.writer() as writer:
        writer.roll_back(first.digest)
        writer.collect(keep=1)
    assert store.history() == (third, first)
    assert store.find(second.digest) is None
    assert values(store) == {"a": 1}


def test_what_a_writer_has_put_outlives_its_first_publication(store: Store, build: Build) -> None:
    with store.writer() as writer:
        later = build(writer, {"a": 2})
        writer.publish(build(writer, {"a": 1}))
        writer.publish(later)
    assert values(store) == {"a": 2}


def test_publishing_keeps_ten_publications(store: Store, publish: Publish) -> None:
    for value in range(13):
        publish(a=value)
    assert [manifest.number for manifest in store.history()] == [13, 12, 11, 10, 9, 8, 7, 6, 5, 4]
    assert len(object_names(store)) == 10 * 2 + 1


def test_equal_manifests_have_equal_bytes(store: Store, build: Build) -> None:
    with store.writer() as writer:
        manifest = replace(
            build(writer, {"a": 1, "b": 2}),
            graphs={"vocabulary": "1" * 64, "ontology": "2" * 64},
            held=(HeldBack("c", "3" * 64, "c.txt", "一項事實沒有出處"), HeldBack("d", "4" * 64, "d.txt", "")),
        )
    turned = replace(
        manifest,
        reports=manifest.reports[::-1],
        graphs={"ontology": "2" * 64, "vocabulary": "1" * 64},
        held=manifest.held[::-1],
    )
    assert to_bytes(turned) == to_bytes(manifest)
    assert from_bytes(to_bytes(turned), "here") == manifest


def test_the_order_of_reports_makes_no_publication(store: Store, publish: Publish) -> None:
    assert publish(a=1, b=2) == publish(b=2, a=1)


def test_an_object_is_kept_once(store: Store) -> None:
    with store.writer() as writer:
        assert writer.put(Kind.ROWS, b"{}\n") == writer.put(Kind.ROWS, b"{}\n") == digest_of(b"{}\n")
    assert object_names(store) == {f"{digest_of(b'{}' + bytes([10]))}.jsonl"}
    assert store.object(digest_of(b"{}\n")) == b"{}\n"


def test_an_object_is_asked_for_by_a_hash(store: Store, publish: Publish) -> None:
    publish(a=1)
    for name in ("../current", "", "0" * 64, f"{store.path}/current"):
        with pytest.raises(StoreError, match="is missing"):
            store.object(name)


def test_a_damaged_object_is_found_and_mended(store: Store, publish: Publish, build: Build) -> None:
    manifest = publish(a=1)
    path = store.path / "objects" / f"{manifest.reports[0].graphs['report']}.nq"
    assert store.intact(manifest.reports[0])
    path.write_bytes(path.read_bytes().replace(b'"1"', b'"7"'))
    assert not store.intact(manifest.reports[0])
    with pytest.raises(StoreError, match=f"{path}: damaged.*build the store again"):
        values(store)
    with store.writer() as writer:
        build(writer, {"a": 1})
    assert store.intact(manifest.reports[0])
    assert values(store) == {"a": 1}


def test_a_lost_source_makes_a_report_not_intact(store: Store, publish: Publish) -> None:
    manifest = publish(a=1)
    (store.path / "objects" / f"{manifest.reports[0].source}.source").unlink()
    assert not store.intact(manifest.reports[0])


def test_a_store_of_another_format(store: Store, publish: Publish) -> None:
    manifest = publish(a=1)
    data = to_bytes(manifest).replace(b'"format": 1', b'"format": 2')
    store.manifest_path(digest_of(data)).write_bytes(data)
    store.pointer_path.write_text(digest_of(data))
    with pytest.raises(StoreError, match="written in store format 2; this program reads format 1"):
        store.view()
    with store.writer() as writer, pytest.raises(StoreError, match="written in store format 2"):
        writer.publish(manifest)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format": 1}', b'{"format": 1, "reports": [{}], "held": []}', b"\xff", b"null"]
)
def test_what_is_no_manifest(data: bytes) -> None:
    with pytest.raises(StoreError, match=r"here: this is no manifest of a store"):
        from_bytes(data, "here")


@pytest.mark.parametrize("data", [b"", b"abc\n", b"\xff" * 64, b"0" * 64])
def test_a_damaged_pointer(store: Store, publish: Publish, data: bytes) -> None:
    publish(a=1)
    store.pointer_path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged or missing. Restore it from a copy, or delete .*current"):
        store.current()


def test_after_a_damaged_pointer_is_deleted_the_store_is_built_again(store: Store, publish: Publish) -> None:
    publish(a=1)
    store.pointer_path.unlink()
    assert store.current() is None
    assert publish(a=1).number == 2
    assert values(store) == {"a": 1}


def test_a_damaged_manifest(store: Store, publish: Publish) -> None:
    first, second = publish(a=1), publish(a=2)
    store.manifest_path(first.digest).write_bytes(b"{}")
    assert store.history() == (second,)
    store.manifest_path(second.digest).write_bytes(b"{}")
    with pytest.raises(StoreError, match=f"{second.digest}.json: damaged or missing"):
        store.current()


def test_a_store_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    with pytest.raises(StoreError, match=f"{path}: a store is a directory"):
        Store.open(path)
    with pytest.raises(StoreError, match="A part of the path is a file"), Store.open(path / "below").writer():
        pass


def test_a_copy_is_a_backup(store: Store, publish: Publish, tmp_path: Path) -> None:
    publish(a=1)
    copy = tmp_path / "copy"
    for path in sorted(store.path.rglob("*")):
        if path.is_file() and path.name != "lock":
            target = copy / path.relative_to(store.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    publish(a=2)
    assert values(Store.open(copy)) == {"a": 1}
