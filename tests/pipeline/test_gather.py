"""From paths to reports: which files, described by whom, and what is refused."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError, TooLargeError
from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.resources import open_resources

Write = Callable[..., Path]
Take = Callable[..., tuple[Report, ...]]


def test_a_directory_gives_the_files_that_a_reader_takes(reports: Path, write: Write) -> None:
    second, first = write("b"), write("a")
    for name in ("README.md", "catalogue.toml", "c.csv", ".hidden.txt", "~$a.docx"):
        (reports / name).write_text("", encoding="utf-8")
    (reports / "deeper").mkdir()
    assert find_files([reports]) == (first, second)
    assert find_files([second, reports, first]) == (first, second)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: there is no such file or directory"):
        find_files([tmp_path / "nowhere"])


def test_a_path_that_is_neither_file_nor_directory(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match=r"pipe\.txt: this is neither a file nor a directory"):
        find_files([tmp_path / "pipe.txt"])


def test_a_name_that_is_not_utf8(tmp_path: Path, take: Take) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text("辦理訓練3場。", encoding="utf-8")
    with pytest.raises(InputError, match=r"^'\\udcff\.txt': the name of this file is not UTF-8\. Rename it\.$"):
        take(tmp_path)


def test_a_directory_without_reports(reports: Path) -> None:
    with pytest.raises(InputError, match=r"reports: no report in this directory. A report ends in \.docx, "):
        find_files([reports])


def test_reports_come_by_id_with_their_bytes(write: Write, take: Take) -> None:
    found = take(write("b", 108), write("a", 109))
    assert [report.info.id for report in found] == ["a", "b"]
    assert all(report.data == report.path.read_bytes() for report in found)
    assert {report.info.issuer for report in found} == {"某市政府人事處"}


def test_a_sidecar_and_a_catalogue_beside_the_files(reports: Path, write: Write, take: Take) -> None:
    path, other = write("a", 109), write("b", 108)
    path.with_suffix(".toml").write_text('title = "旁註"', encoding="utf-8")
    (report,) = take(other)
    row = f'[[report]]\nsha256 = "{report.source.sha256}"\nid = "listed"\n'
    (reports / "catalogue.toml").write_text(row, encoding="utf-8")
    assert {report.info.id: report.info.title for report in take(reports)} == {
        "a": "旁註",
        "listed": "某市政府人事處108年度業務報告",
    }


def test_flags_describe(write: Write, take: Take) -> None:
    (report,) = take(write("a"), id="other", url="https://example.org/a.txt")
    assert (report.info.id, report.info.url, report.info.origin) == ("other", "https://example.org/a.txt", "flags")
    both = take(write("a"), write("b", 108), issuer="某市政府")
    assert {report.info.issuer for report in both} == {"某市政府"}
    with pytest.raises(InputError, match="--id describes one report, and 2 files are given"):
        take(write("a"), write("b", 108), id="other")


def test_the_same_file_twice(write: Write, take: Take) -> None:
    with pytest.raises(InputError, match=r"a\.txt and .*b\.txt are the same file \(SHA-256 [0-9a-f]{64}\)"):
        take(write("a"), write("b"))


def test_two_reports_of_one_id(tmp_path: Path, write: Write, take: Take) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "a.txt"
    other.write_text("另一份報告，3人。", encoding="utf-8")
    with pytest.raises(InputError, match=r"are both report 'a'\. Give one of them another id"):
        take(write("a"), other)


def test_a_file_above_the_limit(write: Write) -> None:
    path = write("a")
    with pytest.raises(TooLargeError, match="more than 20 bytes"):
        gather([path], {}, catalogue_of([path], open_resources()), 20)
