"""`kg build`, `kg ingest`, `kg remove`: what they print, and what the store holds afterwards."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.store import Store
from tests.cli.conftest import ROOT, Ran, apart, contents
from tests.pipeline.conftest import STRICT

Kg = Callable[..., Ran]
Write = Callable[..., Path]


def served(store: Path) -> dict[str, list[object]]:
    view = Store.open(store).view()
    return {entry.id: [row["value"] for row in view.facts(entry.id)] for entry in view.manifest.reports}


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A knowledge directory by which no figure may be above 1,000."""
    (tmp_path / "knowledge" / "shapes").mkdir(parents=True)
    (tmp_path / "knowledge" / "shapes" / "strict.ttl").write_text(STRICT, encoding="utf-8")
    return tmp_path / "knowledge"


def test_a_build_says_what_it_did_and_prints_nothing(kg: Kg, write: Write, tmp_path: Path) -> None:
    ran = kg("build", write("a"), "--store", tmp_path / "store", "--workers", 1)
    assert (ran.code, ran.out) == (0, "")
    first, last = ran.err.splitlines()
    assert first.startswith("a: 2 facts")
    assert last.startswith("publication 1: 1 reports, in ")
    assert served(tmp_path / "store") == {"a": [3, 120]}


def test_a_build_of_nothing_new(kg: Kg, write: Write, store: Path) -> None:
    before = contents(store)
    ran = kg("build", write("a", 108), write("b", 109), "--store", store)
    assert ran.code == 0
    assert "2 reports unchanged" in ran.err
    assert contents(store) == before


def test_a_build_as_json(kg: Kg, write: Write, store: Path) -> None:
    document = json.loads(kg("build", write("b"), write("c", 107), "--store", store, "--workers", 1, "--json").out)
    assert document["reports"] == ["b", "c"]
    assert (document["computed"], document["kept"], document["held"]) == (["c"], ["b"], [])
    assert document["publication"] == Store.open(store).pointer()
    assert document["number"] == 2
    assert {row["stage"] for row in document["timings"]} >= {"read", "structure", "extract", "validate", "in all"}


def test_timings_are_printed_by_stage(kg: Kg, write: Write, tmp_path: Path) -> None:
    ran = kg("build", write("a"), "--store", tmp_path / "store", "--workers", 1, "--timings")
    stages = [line.split()[0] for line in ran.out.splitlines()[2:]]
    assert [
        name for name in ("structure", "extract", "interpret", "link", "graph", "reason") if name not in stages
    ] == []
    assert "slowest stage of reading: " in ran.err


def test_ingest_and_remove(kg: Kg, write: Write, store: Path) -> None:
    assert kg("ingest", write("c", 107, 99), "--store", store, "--workers", 1).code == 0
    assert served(store) == {"a": [3, 120], "b": [3, 120], "c": [3, 99]}
    ran = kg("remove", "a", "c", "--store", store)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "removed a, c; 1 reports are published\n"
    assert served(store) == {"b": [3, 120]}
    assert json.loads(kg("remove", "b", "--store", store, "--json").out)["reports"] == []


def test_options_describe_a_report(kg: Kg, write: Write, tmp_path: Path) -> None:
    options = ("--id", "x", "--title", "題", "--issuer", "某市政府", "--coverage", "2020-01-01/2020-06-30")
    assert kg("build", write("a"), *options, "--store", tmp_path / "store", "--workers", 1).code == 0
    (row,) = json.loads(kg("reports", "--store", tmp_path / "store", "--json").out)
    assert (row["id"], row["title"], row["issuer"], row["origin"]) == ("x", "題", "某市政府", "flags")
    assert row["coverage"] == {"start": "2020-01-01", "end": "2020-06-30"}


def test_a_report_that_breaks_a_shape(kg: Kg, write: Write, store: Path, strict: Path) -> None:
    """The user sees which fact, which rule, which sentence; the others are published; what was served before stays."""
    arguments = ("--store", store, "--knowledge", strict, "--workers", 1)
    ran = kg("ingest", write("b", 109, people=5000), write("c", 107), *arguments)
    assert (ran.code, ran.out) == (1, "")
    for words in (
        "1 held back",
        "\n  b: ",
        "The value is too large.",
        "[strict-value]",
        "「5000人」",
        "共有5000人參加",
    ):
        assert words in ran.err
    assert f"{Store.open(store).view().manifest.base_iri}id/fact/b." in ran.err
    assert served(store) == {"a": [3, 120], "b": [3, 120], "c": [3, 120]}
    rows = {row["id"]: row for row in json.loads(kg("reports", "--store", store, "--json").out)}
    assert rows["b"]["status"] == "published; a newer reading is held back"
    assert "The value is too large." in rows["b"]["reason"]
    assert rows["c"]["status"] == "published"


def test_a_report_held_back_as_json(kg: Kg, write: Write, tmp_path: Path, strict: Path) -> None:
    arguments = ("--store", tmp_path / "store", "--knowledge", strict, "--workers", 1)
    ran = kg("build", write("b", people=5000), *arguments, "--json")
    assert ran.code == 1
    document = json.loads(ran.out)
    assert document["reports"] == []
    assert [held["id"] for held in document["held"]] == ["b"]
    finding = next(one for one in document["findings"] if one["severity"] == "violation")
    assert (finding["quote"], finding["shape"]) == ("5000人", "strict-value")
    (row,) = json.loads(kg("reports", "--store", tmp_path / "store", "--json").out)
    assert (row["id"], row["status"]) == ("b", "held back")


def test_a_pipe_sees_no_progress(write: Write, tmp_path: Path) -> None:
    ran = apart("build", write("a"), "--store", tmp_path / "store", cwd=tmp_path)
    assert ran.returncode == 0
    assert "\x1b" not in ran.stderr
    assert ran.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_sees_a_bar(write: Write, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "kg.cli", "build", write("a"), "--store", tmp_path / "store"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(words, stderr=theirs, stdout=subprocess.PIPE, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        assert process.wait() == 0
        assert process.stdout is not None
        assert process.stdout.read() == b""
    os.close(ours)
    assert b"reports: " in shown
    assert "━".encode() in shown
    assert b"publication 1" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_the_packaged_reports_are_the_default(kg: Kg, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr("kg.resources.packaged", lambda: ROOT)
    taken: list[object] = []

    def stop(paths: object, landing: object) -> object:
        taken.append(paths)
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.publish.bring", stop)
    assert kg("build").code == 130
    assert taken == [(ROOT / "reports",)]
