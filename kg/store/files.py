"""Writes files so that a crash leaves the old one or the new one, and says what an operator can do about a failure."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

PENDING = ".tmp"
# How a command is told to write to stdout.
STDOUT = Path("-")
ADVICE = {
    errno.ENOSPC: "The disk is full: make room, then do it again. What was published before is untouched.",
    errno.EDQUOT: "The quota is used up: make room, then do it again. What was published before is untouched.",
    errno.EFBIG: "The file is larger than the system lets this process write (ulimit -f).",
    errno.EACCES: "This user may not do that: change the permissions, or use another directory.",
    errno.EPERM: "This user may not do that: change the permissions, or use another directory.",
    errno.EROFS: "The file system is read-only: use a directory on another one.",
    errno.ENOTDIR: "A part of the path is a file: use another directory.",
    errno.EEXIST: "Where the store needs a directory there is a file: use another directory.",
    errno.ENOENT: "It is missing: the store is damaged or was moved. Restore it from a copy, or build it again.",
    errno.EMFILE: "This process has too many files open (ulimit -n).",
}


def in_words(error: OSError) -> str:
    """What the system says, and what can be done about it."""
    advice = ADVICE.get(error.errno or 0, "Look at the disk and its file system.")
    return f"{error.strerror or error}. {advice}"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the system says about `path` into a StoreError with advice."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: {in_words(error)}") from error


def present(path: Path) -> bool:
    """Whether there is a file. Raises StoreError where this user may not know."""
    with explained(path):
        return path.is_file()


def make_directory(path: Path) -> None:
    with explained(path):
        path.mkdir(parents=True, exist_ok=True)


def read(path: Path) -> bytes:
    with explained(path):
        return path.read_bytes()


def write(path: Path, data: bytes) -> None:
    """Writes a file as `write_pieces` does."""
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file whole or not at all; it is on the disk when this returns.

    Two writers at one time need a lock: the temporary name beside `path` is always the same, so that what a crash
    leaves behind is found and replaced.
    """
    pending = path.with_name(path.name + PENDING)
    with explained(path):
        try:
            with pending.open("wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            os.replace(pending, path)
            _sync_directory(path.parent)
        except BaseException:
            pending.unlink(missing_ok=True)
            raise


def hand_over(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes what a command made: to stdout where `path` is STDOUT, to a file whole or not at all, and to what is no
    plain file (a device, a pipe) as it is. Raises StoreError."""
    if path == STDOUT:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    with explained(path):
        target = path.resolve()
        plain = target.is_file() or not target.exists()
    if plain:
        with explained(path):  # under the name that was given, where that is a link
            write_pieces(target, pieces)
        return
    with explained(path), path.open("wb") as file:
        file.writelines(pieces)


def _sync_directory(path: Path) -> None:
    """Makes a rename in this directory survive a loss of power (fsync(2): the entry needs an fsync of its own)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    with explained(path):
        path.unlink(missing_ok=True)
