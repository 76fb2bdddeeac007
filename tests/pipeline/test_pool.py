"""Reports computed side by side: the same as one after another, and errors come through."""

import os
import signal

import pytest

from kg.errors import InputError, StoreError, UnknownNameError
from kg.model.facts import ReportInfo
from kg.model.text import Source
from kg.pipeline.pool import Compute, compute, cores
from kg.pipeline.product import Product, Progress, Task, silent


def task(name: str, length: int = 1) -> Task:
    info = ReportInfo(name, name, None, None, None, None)
    return Task(info, Source(f"{name}.txt", "text/plain", "utf-8", name * 8, "字" * length), f"key of {name}")


def prepare() -> Compute:
    return work


def work(task: Task, progress: Progress) -> Product:
    progress("work", task.info.id)
    if task.info.id == "unknown":
        raise UnknownNameError("thing", "engish", ["english"])
    if task.info.id == "bug":
        raise ValueError("a bug")
    if task.info.id == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return Product(task.info, task.source.sha256, task.key, task.source.text.encode(), b"", b"", {})


def broken() -> Compute:
    raise InputError("cannot be prepared")


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_processes_gives_the_same(workers: int) -> None:
    tasks = [task(name, length) for name, length in zip("abcd", (3, 1, 4, 1), strict=True)]
    told: list[tuple[str, str]] = []
    found = {one.info.id: one for one in compute(tasks, prepare, lambda *step: told.append(step), workers)}
    assert found == {one.info.id: work(one, silent) for one in tasks}
    assert sorted(told) == [("work", name) for name in "abcd"]


def test_no_reports_need_no_process() -> None:
    assert list(compute([], broken, silent, 2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_through_as_itself(workers: int) -> None:
    with pytest.raises(UnknownNameError, match=r"No thing 'engish'\. Did you mean english") as caught:
        list(compute([task("a"), task("unknown")], prepare, silent, workers))
    assert caught.value.near == ("english",)
    with pytest.raises(InputError, match="cannot be prepared"):
        list(compute([task("a"), task("b")], broken, silent, workers))


def test_the_error_of_a_process_that_took_no_task_comes_through() -> None:
    """Tasks larger than what a pipe holds: they are still being sent when the process has ended."""
    with pytest.raises(InputError, match="cannot be prepared"):
        list(compute([task("a", 2_000_000), task("b", 2_000_000)], broken, silent, 2))


def test_a_bug_comes_through_as_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)A stage failed in a process of its own.*in work.*ValueError: a bug"):
        list(compute([task("a"), task("bug")], prepare, silent, 2))


def test_a_process_that_is_ended_from_outside() -> None:
    with pytest.raises(StoreError, match="ended from outside, perhaps for want of memory"):
        list(compute([task("a"), task("killed")], prepare, silent, 2))


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
