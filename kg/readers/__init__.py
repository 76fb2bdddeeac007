"""From a file to a source: one module a file format, chosen by the ending of the file's name."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType

from kg.errors import TooLargeError, UnreadableError, UnsupportedTypeError
from kg.model.text import Source
from kg.readers.docx import read_docx
from kg.readers.html import read_html
from kg.readers.markdown import read_markdown
from kg.readers.odt import read_odt
from kg.readers.pdf import read_pdf
from kg.readers.plain import read_plain

# A reader takes the file's bytes, its name and the hash of the bytes. A new format is a module and its row here.
Reader = Callable[[bytes, str, str], Source]
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".text": read_plain,
        ".docx": read_docx,
        ".odt": read_odt,
        ".html": read_html,
        ".htm": read_html,
        ".pdf": read_pdf,
        ".md": read_markdown,
        ".markdown": read_markdown,
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
    return READERS[ending]
