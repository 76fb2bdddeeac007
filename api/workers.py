"""The processes that answer from outside: each is ended at the limit of its time, and another one is there at once."""

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Lock

from api.problems import TimeLimitError
from api.template import LOADING, Template, Templates
from api.worker import Answer, Lane, Reply, Work, Written
from kg.errors import KgError, LimitReachedError
from kg.pipeline.writing import Changed
from kg.settings import Settings

# Queries that may wait for each worker.
WAITING = 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of a lane: how many are answered at one time, how many may wait for each of these, and for how many seconds each
    may run."""

    lane: Lane
    workers: int
    waiting: int
    seconds: float


class Worker:
    """One process and the way to it. Not for two threads at one time."""

    def __init__(self, settings: Settings, templates: Templates, bounds: Bounds) -> None:
        self._settings, self._templates, self._bounds = settings, templates, bounds
        self._template: Template | None = None
        self._process = 0
        self._connection: Connection | None = None
        self._ending = Lock()

    def start(self, digest: str) -> None:
        """Makes a process of that publication where there is none. Raises as `Templates.of` and `Template.copy` do."""
        template = self._templates.of(digest)
        if template is self._template and self._connection is not None:
            return
        self.stop()
        self._process, self._connection = template.copy(self._bounds.lane)
        self._template = template

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
        with self._ending:  # after this the number may become that of another process
            process, self._process = self._process, 0
            if self._template is not None:
                self._template.end(process)
        self._template = self._connection = None

    def interrupt(self) -> None:
        """Ends the process under a job, so that `ask` raises. For another thread than that which asks."""
        with self._ending, suppress(ProcessLookupError):
            if self._process:
                os.kill(self._process, signal.SIGKILL)

    def ask(self, job: Work) -> Answer:
        """The answer.

        Raises what the query was refused for, TimeLimitError where it took too long, and LimitReachedError where the
        process ended over it. After either of these the process is a new one.
        """
        self.start(job.digest)
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
        if not self._connection.poll(self._bounds.seconds):
            raise TimeLimitError(
                f"The {job.what} was ended after {self._bounds.seconds:g} seconds, the limit of this server; there is "
                f"no partial answer. {job.advice}"
            )
        reply: Reply = self._connection.recv()
        return reply


class Ticket:
    """One job on its way through a pool. Threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker: Worker | None = None
        self._left = False

    def give(self, worker: Worker) -> None:
        """Notes which worker does it. Raises LimitReachedError where nobody waits for the answer any more."""
        with self._lock:
            if self._left:
                raise LimitReachedError("Nobody waits for this answer.")
            self._worker = worker

    def take(self) -> None:
        """Notes that it is done."""
        with self._lock:
            self._worker = None

    def leave(self) -> None:
        """Nobody waits for the answer: what is being done for it ends."""
        with self._lock:
            self._left = True
            if self._worker is not None:
                self._worker.interrupt()


class Pool:
    """The workers of one lane, and who waits for them. Threads may share it."""

    def __init__(self, settings: Settings, templates: Templates, bounds: Bounds) -> None:
        self._bounds = bounds
        self._workers = [Worker(settings, templates, bounds) for _ in range(bounds.workers)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._lock = Lock()
        self._waiting = 0
        # A thread for each worker; those who wait for a thread wait in its queue.
        self._threads = ThreadPoolExecutor(bounds.workers, f"kaogong-{bounds.lane}")

    def start(self, digest: str) -> None:
        """Makes all workers, beside what else is done."""
        for _ in self._workers:
            self._threads.submit(self._warm, digest)

    def _warm(self, digest: str) -> None:
        worker = self._free.get()
        try:
            worker.start(digest)
        finally:
            self._free.put(worker)

    def stop(self) -> None:
        """Ends all workers, whatever they are doing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    async def answer(self, job: Work) -> Written:
        """The answer. Raises LimitReachedError at once where too many wait, and as `Worker.ask` does.

        Whoever cancels this gives back the place of the job, and the worker if one does it already.
        """
        self.enter()
        ticket = Ticket()
        future = self._threads.submit(self.run, job, ticket)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if future.cancel():  # it waited, and was never begun
                self._leave()
            else:
                await asyncio.to_thread(ticket.leave)
            raise

    def enter(self) -> None:
        """Takes a place among those who wait; `run` gives it back. Raises LimitReachedError where too many wait."""
        with self._lock:
            if self._waiting >= self._bounds.workers * (self._bounds.waiting + 1):
                raise LimitReachedError(f"{self._waiting} queries wait already. Ask again in a while.")
            self._waiting += 1

    def _leave(self) -> None:
        with self._lock:
            self._waiting -= 1

    def run(self, job: Work, ticket: Ticket) -> Written:
        """The answer of the next worker that is free. For a thread that may wait. Raises as `Worker.ask` does."""
        try:
            worker = self._next()
            try:
                ticket.give(worker)
                answer = worker.ask(job)
                assert isinstance(answer, Written)
                return answer
            finally:
                ticket.take()
                self._free.put(worker)
        finally:
            self._leave()

    def _next(self) -> Worker:
        """A free worker. Raises LimitReachedError where none becomes free in the time that all who wait can take."""
        try:
            return self._free.get(timeout=self._bounds.seconds * (self._bounds.waiting + 1) + LOADING)
        except Empty as error:
            raise LimitReachedError("All query workers are busy. Ask again in a while.") from error
