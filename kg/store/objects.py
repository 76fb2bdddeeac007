"""Objects by the hash of their content: written once, verified whenever they are read."""

import hashlib
import os
import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from kg.errors import StoreError
from kg.store import files

DIGEST = re.compile(r"[0-9a-f]{64}")


class Kind(StrEnum):
    """What an object holds; the value is the suffix of its file."""

    QUADS = "nq"  # sorted N-Quads
    ROWS = "jsonl"  # a table, one JSON object a line
    SOURCE = "source"  # a report's file, byte for byte


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Objects:
    """The objects in one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, kind: Kind, data: bytes) -> str:
        """Keeps the bytes and returns their SHA-256 in hex. A file of that name that was damaged is mended."""
        digest = digest_of(data)
        path = self._directory / f"{digest}.{kind}"
        if not (files.present(path) and files.read(path) == data):
            files.write(path, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with that SHA-256.

        Raises StoreError where there are none, and where what lies there has another hash.
        """
        path = self._find(digest)
        if path is None:
            raise StoreError(
                f"{self._directory}: object {digest} is missing. Restore it from a copy, or build the store again."
            )
        data = files.read(path)
        if digest_of(data) != digest:
            raise StoreError(
                f"{path}: damaged, its content is not what its name says. Restore it from a copy, or delete it and "
                "build the store again."
            )
        return data

    def holds(self, digest: str) -> bool:
        """Whether there is a file for that hash, damaged or not."""
        return self._find(digest) is not None

    def held(self) -> frozenset[str]:
        """The hashes for which there is a file, damaged or not: for whoever asks for many."""
        with files.explained(self._directory):
            names = os.listdir(self._directory)
        return frozenset(name.partition(".")[0] for name in names if not name.endswith(files.PENDING))

    def intact(self, digest: str) -> bool:
        """Whether the bytes with that SHA-256 are there and undamaged."""
        try:
            self.get(digest)
        except StoreError:
            return False
        return True

    def kinds(self, digest: str) -> tuple[Kind, ...]:
        """What the object of that hash is kept as: of nothing at all, as a graph and as a table."""
        return tuple(kind for kind in Kind if files.present(self._directory / f"{digest}.{kind}"))

    def collect(self, wanted: Collection[str]) -> int:
        """Deletes every object whose hash is not wanted and what an interrupted writer left; says how many."""
        with files.explained(self._directory):
            names = sorted(os.listdir(self._directory))
        gone = [name for name in names if name.endswith(files.PENDING) or name.partition(".")[0] not in wanted]
        ours = [name for name in gone if DIGEST.fullmatch(name.partition(".")[0])]
        for name in ours:
            files.remove(self._directory / name)
        return len(ours)

    def _find(self, digest: str) -> Path | None:
        if not DIGEST.fullmatch(digest):
            return None
        paths = (self._directory / f"{digest}.{kind}" for kind in Kind)
        return next((path for path in paths if files.present(path)), None)
