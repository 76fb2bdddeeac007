"""A writer that is killed at any step leaves the last good publication, and the next writer carries on."""

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

from kg.store import Manifest, Store

Publish = Callable[..., Manifest]

WRITER = """
import os, signal, sys, traceback
from pathlib import Path
from kg.store import Kind, Manifest, ReportEntry, Store

def publish(store, value):
    with store.writer() as writer:
        quads = f'<urn:x:a> <urn:x:value> "{value}" <urn:x:graph:a> .' + chr(10)
        facts = '{"report": "a", "value": ' + str(value) + '}' + chr(10)
        entry = ReportEntry("a", writer.put(Kind.SOURCE, b"text"), "a.txt", "key",
                            {"report": writer.put(Kind.QUADS, quads.encode())},
                            {"facts": writer.put(Kind.ROWS, facts.encode())})
        writer.publish(Manifest("1", "https://example.org/", "k", (entry,), {}))
        writer.collect(keep=1)
"""

# Kills itself before the call that bears the number; data that no fsync has passed may be lost with the power, so half
# of it is cut away.
STEPWISE = (
    WRITER
    + """
step = 0

def killing(function, at):
    def call(*arguments, **options):
        global step
        step += 1
        if step == at:
            if function.__name__ == "fsync":
                try: os.ftruncate(arguments[0], os.fstat(arguments[0]).st_size // 2)
                except OSError: pass
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return call

at = int(sys.argv[2])
os.fsync, os.replace, Path.unlink = (killing(function, at) for function in (os.fsync, os.replace, Path.unlink))
publish(Store.open(Path(sys.argv[1])), 2)
print(step)
"""
)

ENDLESS = (
    WRITER
    + """
value = int(sys.argv[2])
while True:
    value += 1
    publish(Store.open(Path(sys.argv[1])), value)
    print(value, flush=True)
"""
)


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def served(store: Store) -> int:
    """The value that is served; every object of the publication is read and verified."""
    view = store.view()
    assert [store.intact(entry) for entry in view.manifest.reports] == [True]
    (row,) = view.facts("a")
    (solution,) = view.query("SELECT ?value { ?report <urn:x:value> ?value }")  # type: ignore[misc]
    assert str(row["value"]) == solution["value"].value
    return int(solution["value"].value)


def test_killed_at_every_step(store: Store, publish: Publish, tmp_path: Path) -> None:
    publish(a=0)
    publish(a=1)
    whole = tmp_path / "whole"
    shutil.copytree(store.path, whole)
    steps = int(run(STEPWISE, whole, 0).stdout)
    assert steps > 15
    seen = []
    for step in range(1, steps + 1):
        copy = tmp_path / f"step-{step}"
        shutil.copytree(store.path, copy)
        assert run(STEPWISE, copy, step).returncode == -signal.SIGKILL
        seen.append(served(Store.open(copy)))
        assert run(STEPWISE, copy, 0).returncode == 0
        assert served(Store.open(copy)) == 2
        assert list(copy.rglob("*.tmp")) == []
    assert set(seen) == {1, 2}
    assert seen == sorted(seen), "once the pointer is switched, nothing goes back"


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_time(store: Store, publish: Publish, seed: int) -> None:
    publish(a=1)
    writer = subprocess.Popen([sys.executable, "-c", ENDLESS, store.path, "1"], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        printed = int(writer.stdout.readline())
        # A reader beside the writer sees whole publications only.
        assert served(store) >= printed
        time.sleep(random.Random(seed).uniform(0, 0.05))
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.communicate()[0].split()
    last = int(rest[-1]) if rest and rest[-1].isdigit() else printed
    assert served(store) in (last, last + 1, last + 2)
    assert publish(a=1).reports[0].id == "a"
    assert served(store) == 1
