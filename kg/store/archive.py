"""A store as one file, and back: a tar of what it keeps, compressed, the same bytes for the same store.

Every hash is proved on the way out and on the way in, and nothing is taken from an archive but files of the names and
contents that a store has.
"""

import gzip
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from kg.errors import InputError, TooLargeError, UnreadableError
from kg.store import files
from kg.store.manifest import Manifest, from_bytes
from kg.store.objects import Kind, digest_of
from kg.store.store import Store

POINTER = "current"
MANIFEST = re.compile(r"manifests/([0-9a-f]{64})\.json", re.ASCII)
OBJECT = re.compile(rf"objects/([0-9a-f]{{64}})\.({'|'.join(Kind)})", re.ASCII)
# What an archive may unpack to: so many times its size, and some bytes that small ones may have besides.
EXPANSION, SPARE = 200, 10_000_000
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds: the publication that is served, and how many there are, in how many objects."""

    path: Path
    current: Manifest
    publications: int
    objects: int


def write_archive(store: Store, path: Path) -> Archived:
    """Writes all publications of a store to a file that is not there yet, whole or not at all.

    Raises InputError where the file is there, StoreError where nothing is published, an object is missing or damaged,
    or the disk refuses.
    """
    current = store.view().manifest
    history = store.history()
    if files.present(path):
        raise InputError(f"{path}: there is a file already, and a backup is not written over. Name another.")
    digests = sorted({digest for manifest in history for digest in manifest.everything()})
    pending = path.with_name(path.name + files.PENDING)
    with files.explained(path):
        try:
            with pending.open("wb") as file:
                with (
                    gzip.GzipFile("", "wb", mtime=0, fileobj=file) as packed,
                    tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar,
                ):
                    _add(tar, POINTER, f"{current.digest}\n".encode())
                    for manifest in sorted(history, key=lambda one: one.digest):
                        _add(tar, f"manifests/{manifest.digest}.json", files.read(store.manifest_path(manifest.digest)))
                    for digest in digests:
                        data = store.object(digest)  # says where it is missing or damaged
                        for kind in store.objects.kinds(digest):
                            _add(tar, f"objects/{digest}.{kind}", data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(pending, path)
        finally:
            pending.unlink(missing_ok=True)
    return Archived(path, current, len(history), len(digests))


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    """One file, without owner and time."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o644
    tar.addfile(member, BytesIO(data))


@dataclass(slots=True)
class _Contents:
    """What stands in an archive, by name."""

    pointer: str = ""
    manifests: dict[str, Manifest] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)


def read_archive(path: Path, store: Store) -> Archived:
    """Takes the publications of an archive into a store, beside those that it has, and serves the one that was served.

    The whole archive is read and proved before anything is written. Raises UnreadableError for what is no such
    archive, InputError for a file in it that no store has, TooLargeError for one that unpacks to far more than it is,
    StoreError for a store of another version and where the disk refuses.
    """
    contents = _proved(path)
    with store.writer() as writer:
        for name, data in _files(path):
            if found := OBJECT.fullmatch(name):
                store.objects.put(Kind(found[2]), data)
            elif found := MANIFEST.fullmatch(name):
                files.write(store.manifest_path(found[1]), data)
        manifest = writer.roll_back(contents.pointer)
    return Archived(path, manifest, len(contents.manifests), len(contents.objects))


def _proved(path: Path) -> _Contents:
    """What stands in an archive, after everything in it was found to be whole."""
    contents, names = _Contents(), set()
    for name, data in _files(path):
        if name in names:
            raise InputError(f"{path}: {name} stands in it twice.")
        names.add(name)
        if name == POINTER:
            contents.pointer = data.decode("ascii", "replace").strip()
            continue
        manifest, kept = MANIFEST.fullmatch(name), OBJECT.fullmatch(name)
        found = manifest or kept
        if found is None:
            raise InputError(f"{path}: {name[:100]!r} is no file of a store. Nothing was taken from this archive.")
        if digest_of(data) != found[1]:
            raise UnreadableError(f"{path}: {name} is damaged, its content is not what its name says.")
        if manifest:
            contents.manifests[found[1]] = from_bytes(data, f"{path}: {name}")
        else:
            contents.objects.add(found[1])
    if contents.pointer not in contents.manifests:
        raise UnreadableError(f"{path}: it does not name a publication of its own. Is it a backup by kg backup?")
    needed = {digest for manifest in contents.manifests.values() for digest in manifest.everything()}
    if missing := sorted(needed - contents.objects):
        raise UnreadableError(f"{path}: {len(missing)} objects are missing, the first is {missing[0]}.")
    return contents


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an archive with their contents, in order. Nothing is written, and no name is followed."""
    try:
        most = path.stat().st_size * EXPANSION + SPARE
        with path.open("rb") as file, gzip.GzipFile(fileobj=file) as packed:
            bounded = _Bounded(packed, most, path)
            with tarfile.open(fileobj=cast("IO[bytes]", bounded), mode="r|") as tar:
                for member in tar:
                    if not member.isreg():
                        raise InputError(f"{path}: {member.name[:100]!r} is no plain file, and nothing else is taken.")
                    if member.size > most:
                        raise bounded.refusal()
                    taken = tar.extractfile(member)
                    assert taken is not None
                    yield member.name, taken.read()
            while bounded.read(PIECE):  # to the end, where the sum over all of it stands
                pass
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}.") from error
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{path}: this is no whole archive ({error}).") from error


class _Bounded:
    """A file that is read no further than so many bytes."""

    def __init__(self, file: gzip.GzipFile, most: int, path: Path) -> None:
        self._file, self._most, self._path, self._read = file, most, path, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read += len(data)
        if self._read > self._most:
            raise self.refusal()
        return data

    def refusal(self) -> TooLargeError:
        return TooLargeError(
            f"{self._path}: it unpacks to more than {self._most:,} bytes, far more than a backup does."
        )
