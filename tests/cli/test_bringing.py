"""Reports from ZIP files and from standard input."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import REPORT, Kg
from tests.readers.documents.made import MAKERS, packed


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_reports_of_an_archive_with_what_describes_them(kg: Kg, tmp_path: Path, store: Path) -> None:
    archive = tmp_path / "reports.zip"
    text = REPORT.format(year=109, people=120)
    other = REPORT.format(year=110, people=130)
    parts = {
        "a.txt": text,
        "deep/b.docx": MAKERS[".docx"](other),
        "deep/b.toml": 'id = "second"',
        "x.png": b"",
        "README.md": "# 說明",
    }
    archive.write_bytes(packed(parts))
    ran = kg("ingest", archive, "--store", store, "--workers", 1)
    assert (ran.code, "a: 2 facts" in ran.err, "second: 2 facts" in ran.err) == (0, True, True)
    assert "reports.zip: passed over 2 files that are no reports: README.md, x.png" in ran.err


@pytest.mark.parametrize("ending", sorted(MAKERS))
def test_standard_input(kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(MAKERS[ending](REPORT.format(year=109, people=120))))
    ran = kg("ingest", "-", "--type", ending[1:], "--id", "given", "--store", store, "--workers", 1)
    assert (ran.code, "given: 2 facts" in ran.err) == (0, True)
    assert '"quote": "120人"' in kg("facts", "--store", store, "--format", "jsonl").out


def test_an_archive_on_standard_input(kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(packed({"a.txt": REPORT.format(year=109, people=120)})))
    assert kg("build", "-", "--type", "zip", "--store", store, "--workers", 1).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-"], r"What comes on standard input? Say --type docx, htm, html, "),
        (["-", "-", "--type", "txt"], "Standard input can be read once only"),
        (["a.txt", "--type", "txt"], "--type says what standard input is, and no path is -."),
        (["empty.zip"], "empty.zip: no report in this archive. A report ends in .docx, "),
        (["bad.zip"], "bad.zip is no ZIP file"),
    ],
)
def test_what_is_refused(kg: Kg, tmp_path: Path, store: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(year=109, people=120), encoding="utf-8")
    (tmp_path / "empty.zip").write_bytes(packed({"x.png": b""}))
    (tmp_path / "bad.zip").write_bytes(b"PK")
    ran = kg("ingest", *arguments, "--store", store)
    assert ran.code == 2
    assert words in ran.err
    assert not store.exists()
