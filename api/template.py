"""A process that has loaded a publication and copies itself for every worker: a copy is there in milliseconds, and
shares the memory of the graph (fork(2)). It has one thread, so that a copy is whole."""

import contextlib
import gc
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context, reduction
from multiprocessing.connection import Connection
from threading import Lock

from api.worker import Answerer, Lane, serve_jobs
from kg.errors import KgError, LimitReachedError, StoreError
from kg.settings import Settings

# Loading a publication has a bound of its own, in seconds.
LOADING = 300.0
# How long an order to the process may take, in seconds.
ORDER = 10.0


@dataclass(frozen=True, slots=True)
class Copy:
    """The order to make a worker; its end of the connection follows."""

    lane: Lane


@dataclass(frozen=True, slots=True)
class End:
    """The order to end a worker."""

    process: int


def serve_template(connection: Connection, settings: Settings, digest: str) -> None:
    """Loads a publication, then obeys until the connection closes, which ends all workers with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answerer = Answerer(settings, digest)
    except KgError as error:
        connection.send(error)
        return
    gc.collect()
    gc.freeze()  # the collector would write to pages that the copies share
    connection.send(None)
    workers: set[int] = set()
    with contextlib.suppress(EOFError, OSError):
        while True:
            order = connection.recv()
            if isinstance(order, Copy):
                worker = _copy(connection, answerer, settings, order.lane)
                workers.add(worker)
                connection.send(worker)
            else:
                connection.send(_end(order.process, workers))
    for worker in sorted(workers):
        _end(worker, set(workers))


def _copy(connection: Connection, answerer: Answerer, settings: Settings, lane: Lane) -> int:
    handle = reduction.recv_handle(connection)
    process = os.fork()
    if process:
        os.close(handle)
        return process
    try:
        connection.close()
        serve_jobs(Connection(handle), answerer, settings, lane)
    finally:
        os._exit(1)


def _end(process: int, workers: set[int]) -> bool:
    """Ends one of these workers, whatever it is doing, and waits until it is gone."""
    if process not in workers:
        return False
    workers.discard(process)
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return True


class Template:
    """One such process and the way to it. Threads may share it."""

    def __init__(self, settings: Settings, digest: str) -> None:
        self.digest = digest
        self._lock, self._copies, self._retired = Lock(), 0, False
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve_template, args=(theirs, settings, digest), daemon=True, name="kaogong-query"
        )
        self._process.start()
        theirs.close()

    def wait(self) -> None:
        """Returns when the publication is loaded. Raises StoreError where it cannot be."""
        try:
            if not self._connection.poll(LOADING):
                raise StoreError(f"Publication {self.digest} was not loaded in {LOADING:g} seconds.")
            error = self._connection.recv()
        except (EOFError, OSError) as closed:
            raise StoreError("The process that loads the publication has ended: is there memory for it?") from closed
        if error is not None:
            raise error

    def alive(self) -> bool:
        return self._process.is_alive()

    def copy(self, lane: Lane) -> tuple[int, Connection]:
        """A worker, by its process id and the way to it. Raises LimitReachedError where none can be made."""
        ours, theirs = get_context("spawn").Pipe()
        try:
            with self._lock, theirs:
                self._connection.send(Copy(lane))
                reduction.send_handle(self._connection, theirs.fileno(), self._process.pid)
                worker: int = self._answer()
                self._copies += 1
        except (EOFError, OSError) as error:
            ours.close()
            raise LimitReachedError("No process for a query could be started. Ask again in a while.") from error
        return worker, ours

    def end(self, worker: int) -> None:
        """Ends a worker. The last one of a template that is retired ends the template."""
        with self._lock:
            with contextlib.suppress(EOFError, OSError):
                self._connection.send(End(worker))
                self._answer()
            self._copies -= 1
            over = self._retired and self._copies <= 0
        if over:
            self.stop()

    def retire(self) -> None:
        """Ends the process once its last worker is ended."""
        with self._lock:
            self._retired = True
            over = self._copies <= 0
        if over:
            self.stop()

    def kill(self) -> None:
        """Ends the process at once; who waits until it has loaded is told. Its workers see it, and end too."""
        self._process.kill()

    def stop(self) -> None:
        """Ends the process and all its workers."""
        with self._lock:  # nobody waits at a connection that is closed
            self._connection.close()
        self._process.join(ORDER)
        self._process.kill()
        self._process.join()

    def _answer(self) -> int:
        if not self._connection.poll(ORDER):
            raise OSError("no answer")
        answer: int = self._connection.recv()
        return answer


class Templates:
    """The template of the publication that is served; the one before lives until its workers are ended."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loading = Lock()
        self._current: Template | None = None
        self._making = Lock()
        self._made: Template | None = None
        self._stopped = False

    def of(self, digest: str) -> Template:
        """The template of a publication; loads it where it is another than before. Raises StoreError where it is gone
        or cannot be loaded; then the one before stays."""
        current = self._current
        if current is not None and current.digest == digest and current.alive():
            return current
        with self._loading:
            current = self._current
            if current is not None and current.digest == digest and current.alive():
                return current
            made = self._make(digest)
            with _stopped_on_failure(made):
                made.wait()
            self._current = made
        if current is not None:
            current.retire()
        return made

    def _make(self, digest: str) -> Template:
        with self._making:
            if self._stopped:
                raise StoreError("The server is ending.")
            self._made = Template(self._settings, digest)
            return self._made

    def stop(self) -> None:
        """Ends all, also what is still loading."""
        with self._making:
            self._stopped = True
            if self._made is not None and self._made is not self._current:
                self._made.kill()
        with self._loading:
            current, self._current = self._current, None
        if current is not None:
            current.stop()


@contextlib.contextmanager
def _stopped_on_failure(template: Template) -> Iterator[None]:
    try:
        yield
    except BaseException:
        template.stop()
        raise
