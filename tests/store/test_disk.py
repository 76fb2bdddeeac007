"""What the disk can do to a writer: refuse, fill up, be locked. What was published before is served all the same."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store import Kind, Manifest, Store

Publish = Callable[..., Manifest]

LIMITED = """
import resource, sys
from pathlib import Path
from kg.errors import StoreError
from kg.store import Kind, Store
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
with Store.open(Path(sys.argv[1])).writer() as writer:
    try:
        writer.put(Kind.QUADS, b"x" * 1_000_000)
    except StoreError as error:
        print(error)
"""

HOLDING = """
import sys
from pathlib import Path
from kg.store import Store
with Store.open(Path(sys.argv[1])).writer():
    print("holds", flush=True)
    sys.stdin.read()
"""


def left_over(store: Store) -> list[Path]:
    return list(store.path.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "The disk is full: make room"),
        (errno.EDQUOT, "The quota is used up"),
        (errno.EACCES, "This user may not do that"),
        (errno.EROFS, "The file system is read-only"),
        (errno.EIO, "Look at the disk"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses(
    store: Store, publish: Publish, monkeypatch: pytest.MonkeyPatch, number: int, advice: str, step: str
) -> None:
    before = publish(a=1)

    def refuse(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(StoreError, match=f"{store.path}/objects/.*{advice}"):
        publish(a=2)
    monkeypatch.undo()
    assert store.current() == before
    assert left_over(store) == []
    assert publish(a=2).number == 2


def test_a_disk_that_fills_up_at_the_pointer(store: Store, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    before = publish(a=1)
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "current":
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(StoreError, match=r"current: No space left on device. The disk is full"):
        publish(a=2)
    assert store.current() == before
    assert store.view().facts("a") == ({"report": "a", "value": 1},)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no resource limits on this system")
def test_a_file_that_the_system_does_not_let_grow(store: Store, publish: Publish) -> None:
    before = publish(a=1)
    ran = subprocess.run([sys.executable, "-c", LIMITED, store.path], capture_output=True, text=True, check=True)
    assert "File too large. The file is larger than the system lets this process write" in ran.stdout
    assert store.current() == before
    assert left_over(store) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_is_not_ours(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with (
            pytest.raises(StoreError, match=r"Permission denied. This user may not do that"),
            Store(tmp_path / "store").writer(),
        ):
            pass
    finally:
        tmp_path.chmod(0o700)


def test_one_writer_at_a_time(store: Store, publish: Publish) -> None:
    publish(a=1)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, store.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holds\n"
        with pytest.raises(StoreError, match=f"lock: process {holder.pid} on .* is writing to this store"):
            publish(a=2)
        assert store.view().facts("a") == ({"report": "a", "value": 1},)
    finally:
        holder.kill()
        holder.communicate()
    assert publish(a=2).number == 2


def test_a_process_has_one_writer_too(store: Store) -> None:
    with store.writer(), pytest.raises(StoreError, match=f"process {os.getpid()} on"), store.writer():
        pass
    with store.writer() as writer:
        writer.put(Kind.ROWS, b"")
