"""Builds and changes that are killed at any moment: what is served is what was there before or after, whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from kg.store import Store
from tests.cli.conftest import ROOT, Ran, apart, served

Kg = Callable[..., Ran]
Write = Callable[..., Path]
# Of each seed; the first seeds run always, all of them with --long.
KILLED = 7
BUILDS, BUILDS_ALWAYS = 20, 2
CHANGES, CHANGES_ALWAYS = 10, 1

OLD, NEW = {"a": [3, 120], "b": [3, 120]}, {"a": [3, 77]}
GRAPH, VALUE = "https://example.org/graph/mine", "https://example.org/value"
# Writes 1, 2, 3 … into a graph, and prints each once it is published.
CHANGING = f"""
import sys
from pathlib import Path
from kg.pipeline.writing import Action, GraphChange, compute_change, publish_change
from kg.resources import open_resources
from kg.store import Store

store, resources, value = Store.open(Path(sys.argv[1])), open_resources(None), 0
while True:
    value += 1
    data = f"<https://example.org/it> <{VALUE}> {{value}} ."
    with store.writer() as writer:
        change = GraphChange(Action.REPLACE, "{GRAPH}", data.encode())
        publish_change(store, writer, compute_change(store.view(), change, resources))
    print(value, flush=True)
"""


def seeds(all_of_them: int, always: int) -> list[ParameterSet]:
    return [pytest.param(seed, marks=[] if seed < always else [pytest.mark.long]) for seed in range(all_of_them)]


def running(*words: object) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def killed(process: "subprocess.Popen[str]") -> str:
    """What it had printed."""
    os.kill(process.pid, signal.SIGKILL)
    return process.communicate()[0]


@pytest.mark.parametrize("seed", seeds(BUILDS, BUILDS_ALWAYS))
def test_a_build_that_is_killed(kg: Kg, store: Path, write: Write, tmp_path: Path, seed: int) -> None:
    report = write("a", 108, people=77)
    start = time.perf_counter()
    shutil.copytree(store, tmp_path / "whole")
    assert apart("build", report, "--store", tmp_path / "whole").returncode == 0
    lasted = time.perf_counter() - start
    moments, seen = random.Random(seed), []
    while len(seen) < KILLED:
        copy = tmp_path / "copy"
        shutil.copytree(store, copy)
        build = running("-m", "kg.cli", "build", report, "--store", copy)
        time.sleep(moments.uniform(0.2, 1) * lasted)
        if build.poll() is None:
            killed(build)
            seen.append(served(copy))
            assert seen[-1] in (OLD, NEW)
            assert kg("build", report, "--store", copy, "--workers", 1).code == 0
        else:  # it was quicker than the first one, and ended before it could be killed
            build.communicate()
            lasted *= 0.8
        assert served(copy) == NEW
        assert list(copy.rglob("*.tmp")) == []
        shutil.rmtree(copy)
    assert OLD in seen


@pytest.mark.parametrize("seed", seeds(CHANGES, CHANGES_ALWAYS))
def test_a_change_that_is_killed(kg: Kg, store: Path, write: Write, tmp_path: Path, seed: int) -> None:
    """What a client wrote last stands, or what it was writing; builds heal the rest and keep it."""
    report = write("a", 108, people=77)
    moments = random.Random(seed)
    for _ in range(KILLED):
        copy = tmp_path / "copy"
        shutil.copytree(store, copy)
        changing = running("-c", CHANGING, copy)
        assert changing.stdout is not None
        first = changing.stdout.readline()
        time.sleep(moments.uniform(0, 0.2))
        printed = int((first + killed(changing)).split()[-1])
        value = written(copy)
        assert value in (printed, printed + 1)
        assert served(copy) == OLD
        assert kg("build", report, "--store", copy, "--workers", 1).code == 0
        assert (served(copy), written(copy)) == (NEW, value)
        assert list(copy.rglob("*.tmp")) == []
        shutil.rmtree(copy)


def written(store: Path) -> int:
    """The value in the graph of the client."""
    query = f"SELECT ?value {{ GRAPH <{GRAPH}> {{ ?it <{VALUE}> ?value }} }}"
    (found,) = Store.open(store).view().query(query)  # type: ignore[misc]
    return int(found["value"].value)
