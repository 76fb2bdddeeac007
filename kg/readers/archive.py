"""ZIP files of reports: their files by name, against archives that were made to do harm."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from kg.errors import TooLargeError, UnreadableError

MOST_FILES = 2_000
# All files of an archive together unpack to so many times the size that one file may have.
MOST_AT_ONCE = 20
# What packs other files once more; formats of documents are packed too and are none of these.
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: where it lies in it, and its bytes."""

    path: PurePosixPath
    data: bytes


def unpack(data: bytes, name: str, limit: int) -> Iterator[Member]:
    """The files of a ZIP file in the order of their names; `limit` is the largest size of one, in bytes.

    Raises UnreadableError for what is no ZIP file or damaged, for a file with a password, an archive in it, a link, two
    files of one name and a name that leads out of the archive; TooLargeError beyond the limits. Sizes are counted as
    files unpack, whatever the archive says of them.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
        raise UnreadableError(f"{name} is no ZIP file: {error}. The file is damaged or cut off.") from error
    if len(listed) > MOST_FILES:
        raise TooLargeError(f"{name} holds {len(listed):,} files; the limit is {MOST_FILES:,}.")
    files = _named([info for info in listed if not info.is_dir()], name)
    total = 0
    for path in sorted(files):
        found = _unpacked(archive, files[path], f"{name}/{path}", limit)
        total += len(found)
        if total > MOST_AT_ONCE * limit:
            raise TooLargeError(f"{name} unpacks to more than {MOST_AT_ONCE * limit:,} bytes, which is the limit.")
        yield Member(path, found)


def _named(listed: list[zipfile.ZipInfo], name: str) -> dict[PurePosixPath, zipfile.ZipInfo]:
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for info in listed:
        path = _path(info, name)
        if path in found:
            raise UnreadableError(f"{name} holds two files named {path}.")
        found[path] = info
    return found


def _path(info: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """Where a file lies in its archive. Raises for what does not lie in it, and for what may not be in it."""
    said = _said(info)
    path, windows = PurePosixPath(said), PureWindowsPath(said)
    outside = path.is_absolute() or windows.drive or windows.root or ".." in (*path.parts, *windows.parts)
    if outside or not path.parts or any(ord(char) < 0x20 for char in said):
        raise UnreadableError(f"{name} holds a file whose name leads out of it: {said!r}.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableError(f"{name} holds a link, {path}. Put the file itself in it.")
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError(f"{name}: {path} is protected by a password. Pack it without one.")
    if path.suffix.lower() in _ARCHIVES:
        raise UnreadableError(f"{name} holds another archive, {path}. Unpack it first.")
    return path


def _said(info: zipfile.ZipInfo) -> str:
    """The name of a file. One that does not say that it is UTF-8 (APPNOTE 4.4.4, bit 11) is nevertheless, or Big5."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp950"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    try:
        with archive.open(info) as packed:
            data = packed.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise UnreadableError(f"{name} cannot be unpacked ({error}). The archive is damaged.") from error
    if len(data) > limit:
        raise TooLargeError(f"{name} has more than {limit:,} bytes, which is the limit.")
    return data


def is_archive(name: str) -> bool:
    """Whether a file is one by its name."""
    return PurePosixPath(name).suffix.lower() == ".zip"
