"""What a writer writes to a file, piece by piece as it is written, for those who send it on."""

from collections.abc import Callable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import IO, TypeAlias, cast

PIECE = 1 << 16
# How many pieces may wait for a slow reader.
WAITING = 4
Write: TypeAlias = Callable[[IO[bytes]], object]


class _Pipe:
    """A file whose bytes another thread takes. Raises BrokenPipeError once nobody takes them any more."""

    def __init__(self) -> None:
        self.queue: Queue[bytes | BaseException | None] = Queue(WAITING)
        self.left = Event()
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self.left.is_set():
            raise BrokenPipeError
        if self._held:
            self.queue.put(bytes(self._held))
            self._held.clear()


def piped(write: Write) -> Iterator[bytes]:
    """What a writer writes to a file, piece by piece. The writer has a thread, which ends with the reader."""
    pipe = _Pipe()

    def run() -> None:
        try:
            write(cast("IO[bytes]", pipe))
            pipe.flush()
            pipe.queue.put(None)
        except BaseException as error:
            if not pipe.left.is_set():
                pipe.queue.put(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        while (piece := pipe.queue.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        pipe.left.set()
        while not pipe.queue.empty():  # so that a writer that waits for room sees that the reader left
            pipe.queue.get_nowait()
