"""ZIP files of reports: what is in them, and what may not be."""

import io
import struct
import warnings
import zipfile
from pathlib import PurePosixPath

import pytest

from kg.errors import InputError, TooLargeError, UnreadableError
from kg.readers.archive import MOST_FILES, unpack
from tests.readers.documents.made import packed

LIMIT = 1_000_000


def unpacked(data: bytes, limit: int = LIMIT) -> dict[str, bytes]:
    return {str(member.path): member.data for member in unpack(data, "reports.zip", limit)}


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.writestr("a.txt", "1")
        file.writestr("./a.txt", "2")
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(packed({"a.txt": "文"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """An archive that says of a file of 5 MB that it has 10 bytes."""
    data = bytearray(packed({"a.txt": " " * 5_000_000}))
    place = data.find(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 10)
    return bytes(data)


def with_name(name: bytes) -> bytes:
    """An archive whose only file has a name of these bytes and does not say in which encoding."""
    return packed({"x" * len(name): "文"}).replace(b"x" * len(name), name)


def test_files_come_by_name_with_their_bytes() -> None:
    data = packed({"b/二.txt": "乙", "a.txt": "甲", "catalogue.toml": "x = 1"})
    assert unpacked(data) == {"a.txt": "甲".encode(), "b/二.txt": "乙".encode(), "catalogue.toml": b"x = 1"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp950"])
def test_names_without_an_encoding(encoding: str) -> None:
    assert list(unpacked(with_name("年報.txt".encode(encoding)))) == ["年報.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:\\a.txt", "..\\a.txt", "\\\\host\\a.txt", "a\n.txt"]
)
def test_no_name_leads_out_of_the_archive(name: str) -> None:
    with pytest.raises(UnreadableError, match="leads out of it"):
        unpacked(packed({name: "文"}))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"no zip", UnreadableError, "is no ZIP file"),
        (packed({"a.txt": "甲"})[:-30], UnreadableError, "damaged or cut off"),
        (locked(), UnreadableError, "a.txt is protected by a password"),
        (linked(), UnreadableError, "holds a link, a.txt"),
        (twice(), UnreadableError, "two files named a.txt"),
        (packed({"inner.zip": packed({"a.txt": "甲"})}), UnreadableError, "another archive, inner.zip"),
        (packed({"a.txt": " " * 1_000_001}), TooLargeError, "a.txt has more than 1,000,000 bytes"),
        (packed({f"{place}.txt": " " * 900_000 for place in range(23)}), TooLargeError, "more than 20,000,000 bytes"),
        (packed({f"{place}.txt": "" for place in range(MOST_FILES + 1)}), TooLargeError, "holds 2,001 files"),
        (lying(), InputError, "cannot be unpacked|more than 1,000,000 bytes"),
    ],
    ids=["other", "cut", "password", "link", "twice", "nested", "large", "bomb", "many", "lying"],
)
def test_what_does_harm(data: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words):
        unpacked(data)


def test_members_are_paths_of_their_own() -> None:
    (member,) = unpack(packed({"a/b.txt": "甲"}), "reports.zip", LIMIT)
    assert member.path == PurePosixPath("a/b.txt")
