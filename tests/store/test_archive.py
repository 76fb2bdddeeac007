"""A store as one file, and back; what is no such file is refused before anything is written."""

import gzip
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from kg.errors import InputError, StoreError, TooLargeError, UnreadableError
from kg.store import Manifest, Store
from kg.store.archive import EXPANSION, SPARE, read_archive, write_archive
from kg.store.manifest import to_bytes
from kg.store.objects import digest_of

Publish = Callable[..., Manifest]
Members = list[tuple[str, bytes]]


@pytest.fixture
def archive(store: Store, publish: Publish, tmp_path: Path) -> Path:
    """The archive of a store with two publications."""
    publish(a=1)
    publish(a=2, b=3)
    return write_archive(store, tmp_path / "backup.tar.gz").path


def members(path: Path) -> Members:
    with tarfile.open(path) as tar:
        return [(one.name, tar.extractfile(one).read()) for one in tar]  # type: ignore[union-attr]


def pack(path: Path, held: Members, change: Callable[[tarfile.TarInfo], None] = lambda _: None) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in held:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            change(member)
            tar.addfile(member, BytesIO(data))
    return path


def test_there_and_back(archive: Path, store: Store, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    told = read_archive(archive, other)
    assert (told.publications, told.objects) == (2, 8)
    assert other.view().manifest == store.view().manifest
    assert [one.digest for one in other.history()] == [one.digest for one in store.history()]
    files = {path.relative_to(store.path) for path in store.path.rglob("*") if path.is_file()}
    assert {path.relative_to(other.path) for path in other.path.rglob("*") if path.is_file()} == files


def test_the_same_store_gives_the_same_bytes(archive: Path, store: Store, tmp_path: Path) -> None:
    assert write_archive(store, tmp_path / "again.tar.gz").path.read_bytes() == archive.read_bytes()


def test_a_backup_is_not_written_over(archive: Path, store: Store) -> None:
    before = archive.read_bytes()
    with pytest.raises(InputError, match="not written over"):
        write_archive(store, archive)
    assert archive.read_bytes() == before


def test_a_damaged_store_makes_no_backup(archive: Path, store: Store, tmp_path: Path) -> None:
    path = next((store.path / "objects").glob("*.source"))
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(StoreError, match="damaged"):
        write_archive(store, tmp_path / "new.tar.gz")
    path.unlink()
    with pytest.raises(StoreError, match="missing"):
        write_archive(store, tmp_path / "new.tar.gz")
    assert {one.name for one in tmp_path.iterdir()} == {"backup.tar.gz", "deep"}


def test_a_backup_where_nothing_can_be_written(archive: Path, store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing"):
        write_archive(store, tmp_path / "nowhere" / "backup.tar.gz")


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/evil", "objects/../../evil", "objects/x.nq", "manifests/../current", "notes.txt", "lock"),
        f"objects/{'a' * 64}.py",
        f"objects/{'a' * 64}.nq/../../../evil",
        f"./objects/{'a' * 64}.nq",
        "current\n",
    ],
)
def test_only_files_of_a_store_are_taken(archive: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / "in" / "here"
    evil = pack(tmp_path / "evil.tar.gz", [*members(archive), (name, b"evil")])
    with pytest.raises(InputError, match="no file of a store"):
        read_archive(evil, Store.open(place))
    assert not (tmp_path / "in").exists(), "nothing is written before all is proved"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_only_plain_files_are_taken(archive: Path, tmp_path: Path, kind: bytes) -> None:
    def change(member: tarfile.TarInfo) -> None:
        if member.name.endswith(".source"):
            member.type, member.size, member.linkname = kind, 0, "/etc/passwd"

    evil = pack(tmp_path / "evil.tar.gz", members(archive), change)
    with pytest.raises(InputError, match="no plain file"):
        read_archive(evil, Store.open(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_every_hash_is_proved(archive: Path, tmp_path: Path) -> None:
    held = members(archive)
    for place, (name, data) in enumerate(held):
        if name == "current":
            continue
        changed = pack(tmp_path / "changed.tar.gz", [*held[:place], (name, data + b" "), *held[place + 1 :]])
        with pytest.raises(UnreadableError, match="damaged"):
            read_archive(changed, Store.open(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_nothing_may_be_missing_or_doubled(archive: Path, tmp_path: Path) -> None:
    held, other = members(archive), Store.open(tmp_path / "other")
    for place, (name, _) in enumerate(held):
        lacking = pack(tmp_path / "lacking.tar.gz", [*held[:place], *held[place + 1 :]])
        if name.startswith("manifests/") and name != f"manifests/{held[0][1].decode().strip()}.json":
            continue  # an earlier publication is not needed
        with pytest.raises(UnreadableError, match=r"missing|does not name"):
            read_archive(lacking, other)
    with pytest.raises(InputError, match="twice"):
        read_archive(pack(tmp_path / "twice.tar.gz", [*held, held[-1]]), other)
    assert not other.path.exists()


def test_an_archive_that_is_none(archive: Path, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    data = archive.read_bytes()
    for broken in (b"", b"text", data[: len(data) // 2], gzip.compress(b"text" * 600), data[:-8] + b"\0" * 8):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(UnreadableError):
            read_archive(tmp_path / "broken", other)
    with pytest.raises(UnreadableError, match="No such file"):
        read_archive(tmp_path / "nowhere", other)
    with pytest.raises(UnreadableError, match="directory"):
        read_archive(tmp_path, other)
    assert not other.path.exists()


def test_an_archive_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    data = bytes(2 * SPARE)
    bomb = pack(tmp_path / "bomb.tar.gz", [(f"objects/{digest_of(data)}.source", data)])
    assert bomb.stat().st_size * EXPANSION + SPARE < len(data)
    with pytest.raises(TooLargeError, match="unpacks to more than"):
        read_archive(bomb, Store.open(tmp_path / "other"))


def test_an_archive_of_another_version(archive: Path, store: Store, tmp_path: Path) -> None:
    data = to_bytes(store.view().manifest).replace(b'"format": 1', b'"format": 0')
    digest = digest_of(data)
    held = [("current", digest.encode()), (f"manifests/{digest}.json", data)]
    with pytest.raises(StoreError, match="written in store format 0; this program reads format 1"):
        read_archive(pack(tmp_path / "old.tar.gz", held), Store.open(tmp_path / "other"))


def test_what_the_store_has_stays(archive: Path, store: Store, publish: Publish) -> None:
    publish(a=9)
    assert [one.number for one in store.history()] == [3, 2, 1]
    assert read_archive(archive, store).current.number == 2
    assert store.view().manifest.number == 2
    assert [one.number for one in store.history()] == [3, 2, 1]


def test_one_writer_at_a_time(archive: Path, store: Store) -> None:
    with store.writer(), pytest.raises(StoreError, match="is writing to this store"):
        read_archive(archive, store)
