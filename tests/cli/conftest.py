"""The command line, run in this process or in one of its own."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main
from kg.store import Store

ROOT = Path(__file__).parents[2]
REPORT = "某市政府人事處{year}年度業務報告\n一、訓練進修\n{year}年度辦理訓練3場，共有{people}人參加。\n"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but the defaults, in a directory of its own."""
    for name in [name for name in os.environ if name.startswith("KG_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def kg(capfdbinary: pytest.CaptureFixture[bytes]) -> Kg:
    """Runs a command in this process."""

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out.decode(), err.decode())

    return run


@pytest.fixture
def store(tmp_path: Path, kg: Kg, write: Callable[..., Path]) -> Path:
    """A store of two small reports."""
    path = tmp_path / "store"
    assert kg("build", write("a", 108), write("b", 109), "--store", path, "--workers", 1).code == 0
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small report."""

    def write(name: str, year: int = 109, people: int = 120) -> Path:
        path = tmp_path / f"{name}.txt"
        path.write_text(REPORT.format(year=year, people=people), encoding="utf-8")
        return path

    return write


@pytest.fixture
def corpus(kg: Kg, corpus_store: Path) -> Kg:
    """Runs a command on the store of the packaged reports."""
    return lambda command, *arguments: kg(command, *arguments, "--store", corpus_store)


def contents(store: Path) -> dict[str, str]:
    """What a store holds, to see that nothing has changed. The lock names its last holder."""
    files = [path for path in sorted(store.rglob("*")) if path.is_file() and path.name != "lock"]
    return {str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def apart(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    """Runs a command in a process of its own."""
    words = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment, **options)  # type: ignore[call-overload, no-any-return]


def served(store: Path) -> dict[str, list[object]]:
    """The values that are served; every object of the publication is read and verified."""
    opened = Store.open(store)
    view = opened.view()
    assert all(opened.intact(entry) for entry in view.manifest.reports)
    assert len(view.dataset) > 1000
    return {entry.id: [row["value"] for row in view.facts(entry.id)] for entry in view.manifest.reports}
