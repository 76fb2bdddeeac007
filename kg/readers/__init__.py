"""From a file to a source: one module a file format, chosen by the ending of the file's name."""

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path, PurePath
from types import MappingProxyType

from kg.errors import TooLargeError, UnreadableError, UnsupportedTypeError
from kg.model.text import Source

# A reader takes the file's bytes, its name and the hash of the bytes.
Reader = Callable[[bytes, str, str], Source]
# A new format is a module `kg.readers.{format}` with `read_{format}`, and its row here. It is imported when a file of
# that ending is read, since some need libraries that take longer to import than a text takes to read.
READERS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain",
        ".text": "plain",
        ".docx": "docx",
        ".odt": "odt",
        ".html": "html",
        ".htm": "html",
        ".pdf": "pdf",
        ".md": "markdown",
        ".markdown": "markdown",
    }
)


def read_source(data: bytes, name: str, limit: int) -> Source:
    """Reads a file given as bytes; `name` says by its ending what it is, `limit` is the largest size in bytes.

    Raises UnsupportedTypeError for an ending that no reader takes, TooLargeError above the limit, UnreadableError where
    the name is not UTF-8 and where the bytes are not what the ending says: the message names the byte.
    """
    reader = _reader(name)
    if len(data) > limit:
        raise TooLargeError(f"{name} has {len(data):,} bytes; the limit is {limit:,}.")
    return reader(data, PurePath(name).name, hashlib.sha256(data).hexdigest())


def read_file(path: Path, limit: int) -> Source:
    """Reads a file; `limit` is its largest size in bytes. Raises as `read_source` and `load_file` do."""
    return read_source(load_file(path, limit), path.name, limit)


def load_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that some reader takes; never reads more than one byte above the limit.

    Raises UnsupportedTypeError for an ending that no reader takes, TooLargeError above the limit, UnreadableError where
    the file cannot be opened.
    """
    _reader(path.name)
    try:
        if not path.is_file():
            raise UnreadableError(f"{path} is {'a directory' if path.is_dir() else 'no file'}.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}.") from error
    if len(data) > limit:
        raise TooLargeError(f"{path} has more than {limit:,} bytes, which is the limit.")
    return data


def _reader(name: str) -> Reader:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(f"{name!r}: the name of this file is not UTF-8. Rename it.") from error
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise UnsupportedTypeError(f"{name}: a report ends in {', '.join(sorted(READERS))}, not in '{ending}'.")
    form = READERS[ending]
    reader: Reader = getattr(import_module(f"kg.readers.{form}"), f"read_{form}")
    return reader
