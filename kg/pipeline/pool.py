"""Computes reports side by side in processes of their own. The result does not depend on how many there are."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kg.errors import KgError, StoreError
from kg.pipeline.product import Product, Progress, Task

# Makes, in the process where it is called, the function that computes a report. Both must be importable by name.
Compute = Callable[[Task, Progress], Product]
Prepare = Callable[[], Compute]

ENDED = "A process that computed a report was ended from outside, perhaps for want of memory."


@dataclass(frozen=True, slots=True)
class Failed:
    """An error of a worker: one of ours as itself, a bug as its traceback."""

    error: KgError | None
    trace: str


def cores() -> int:
    """How many processes may work at one time."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def compute(tasks: Sequence[Task], prepare: Prepare, progress: Progress, workers: int) -> Iterator[Product]:
    """The products, each as soon as it is made. The first error ends all work.

    Raises what a stage raises; StoreError where a process is ended from outside (out of memory, say).
    """
    # The largest first, so that no process is left with a large one at the end.
    waiting = sorted(tasks, key=lambda task: (len(task.source.text), task.info.id))
    if min(workers, len(tasks)) <= 1:
        work = prepare() if tasks else None
        yield from (work(task, progress) for task in reversed(waiting) if work)
        return
    with _processes(min(workers, len(tasks)), prepare) as connections:
        for connection in connections:
            _send(connection, waiting.pop())
        busy = set(connections)
        while busy:
            ready = wait(list(busy))
            for connection in [one for one in connections if one in ready]:
                answer = _receive(connection)
                if isinstance(answer, tuple):
                    progress(*answer)
                    continue
                if waiting:
                    _send(connection, waiting.pop())
                else:
                    busy.discard(connection)
                yield answer


def _send(connection: Connection, task: Task) -> None:
    """Hands a task to a process. Why one takes none any more is what `_receive` hears of it last."""
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.send(task)


def _receive(connection: Connection) -> Product | tuple[str, str]:
    try:
        answer = connection.recv()
    except (EOFError, ConnectionResetError):
        raise StoreError(ENDED) from None
    if isinstance(answer, Failed):
        raise answer.error or RuntimeError(f"A stage failed in a process of its own:\n{answer.trace}")
    assert isinstance(answer, Product | tuple)
    return answer


@contextmanager
def _processes(number: int, prepare: Prepare) -> Iterator[list[Connection]]:
    # Spawned, not forked: a fork in the midst of another thread's work (a progress bar, a server) can lock up.
    context = get_context("spawn")
    started: list[tuple[SpawnProcess, Connection]] = []
    try:
        for _ in range(number):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, prepare), daemon=True)
            process.start()
            theirs.close()
            started.append((process, ours))
        yield [ours for _, ours in started]
    finally:
        for process, ours in started:
            ours.close()
            process.terminate()
            process.join()


def _serve(connection: Connection, prepare: Prepare) -> None:
    """Computes what comes in until the other end closes, which it also does when its process is killed."""
    # Ctrl-C reaches the whole group of processes; the first one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = prepare()
        while True:
            task = connection.recv()
            connection.send(work(task, lambda stage, report: connection.send((stage, report))))
    except (EOFError, BrokenPipeError):
        return
    except KgError as error:
        connection.send(Failed(error, ""))
    except Exception:
        connection.send(Failed(None, traceback.format_exc()))
