"""The processes that answer queries from outside: each is ended at the limit of its time and replaced."""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Lock

from api.problems import TimeLimitError
from api.worker import Answer, Ready, Reply, Work, Written, serve_jobs
from kg.errors import KgError, LimitReachedError
from kg.pipeline.writing import Changed
from kg.settings import Settings

# Loading a publication does not count as the query's time, and has a bound of its own, in seconds.
LOADING = 300.0
# Queries that may wait for each worker.
WAITING = 16


class Worker:
    """One process and the way to it. Not for two threads at one time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def start(self) -> None:
        """Starts the process where there is none. `spawn`, since a copy of a process with threads may hang."""
        if self._process is not None and self._process.is_alive():
            return
        self.stop()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve_jobs, args=(theirs, self._settings), daemon=True, name="kaogong-query")
        process.start()
        theirs.close()
        self._process, self._connection = process, ours

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def ask(self, job: Work) -> Answer:
        """The answer.

        Raises what the query was refused for, TimeLimitError where it took too long, and LimitReachedError where the
        process ended over it. After either of these the process is a new one.
        """
        self.start()
        try:
            reply = self._exchange(job)
        except (EOFError, OSError) as error:
            self.stop()
            raise LimitReachedError(
                f"The {job.what} took more than the {self._settings.query_memory:,} MiB of memory that it may, or is "
                "too deep to be answered. Ask for less at one time."
            ) from error
        except TimeLimitError:
            self.stop()
            raise
        if isinstance(reply, Written | Changed):
            return reply
        if isinstance(reply, KgError):
            raise reply
        raise RuntimeError(f"A query worker failed: {reply}")

    def _exchange(self, job: Work) -> Reply:
        assert self._connection is not None
        self._connection.send(job)
        reply = self._receive(LOADING, job)
        return self._receive(self._settings.query_seconds, job) if isinstance(reply, Ready) else reply

    def _receive(self, seconds: float, job: Work) -> Reply:
        assert self._connection is not None
        if not self._connection.poll(seconds):
            raise TimeLimitError(
                f"The {job.what} was ended after {seconds:g} seconds, the limit of this server; there is no partial "
                f"answer. {job.advice}"
            )
        reply: Reply = self._connection.recv()
        return reply


class Pool:
    """The workers. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workers = [Worker(settings) for _ in range(settings.query_workers)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        self._lock = Lock()
        self._waiting = 0

    @property
    def size(self) -> int:
        return len(self._workers)

    def start(self) -> None:
        """Starts all workers."""
        for worker in self._workers:
            worker.start()
            self._free.put(worker)

    def stop(self) -> None:
        """Ends all workers, whatever they are doing."""
        for worker in self._workers:
            worker.stop()

    def enter(self) -> None:
        """Takes a place among those who wait; `run` gives it back. Raises LimitReachedError where too many wait."""
        with self._lock:
            if self._waiting >= self.size * (WAITING + 1):
                raise LimitReachedError(f"{self._waiting} queries wait already. Ask again in a while.")
            self._waiting += 1

    def run(self, job: Work) -> Written:
        """The answer of the next worker that is free. For a thread that may wait. Raises as `Worker.ask` does."""
        try:
            worker = self._next()
            try:
                answer = worker.ask(job)
                assert isinstance(answer, Written)
                return answer
            finally:
                self._free.put(worker)
        finally:
            with self._lock:
                self._waiting -= 1

    def _next(self) -> Worker:
        """A free worker. Raises LimitReachedError where none becomes free in the time that all who wait can take."""
        seconds = self._settings.query_seconds * (WAITING + 1) + LOADING
        try:
            return self._free.get(timeout=seconds)
        except Empty as error:
            raise LimitReachedError("All query workers are busy. Ask again in a while.") from error
