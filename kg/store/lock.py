"""One writing process at a time."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.store import files


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds an exclusive flock(2) on the file; the system lets go of it when the process ends, however it ends.

    Raises StoreError that names the holder, at once, where another process (or another part of this one) holds it.
    """
    import fcntl  # only where something is written: reading works on systems that lack it

    with files.explained(path):
        file = path.open("a+", encoding="utf-8")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise StoreError(
                f"{path}: {holder} is writing to this store. Wait until it has ended, or end it."
            ) from error
        with files.explained(path):
            file.truncate(0)
            file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            file.flush()
        yield
