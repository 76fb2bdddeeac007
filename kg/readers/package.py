"""Opens packed documents (zip with XML in it: DOCX, ODT) and XML, against files that were made to do harm."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from kg.errors import TooLargeError, UnreadableError

# A part of a package may unpack to so many bytes; a report of 500 pages has 10 MB of XML.
MOST_UNPACKED = 50_000_000
# So many tags, and so many attributes; each takes some hundred bytes of memory.
MOST_TAGS = 2_000_000
MOST_FILES = 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# lxml has no type hints of its own.
Element: TypeAlias = etree._Element


class Package:
    """A zip file that holds a document. Every part is unpacked when it is asked for, and never beyond the limit."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """`kind` says what it should be ("a DOCX document"). Raises UnreadableError for what is no such zip file."""
        self._name, self._kind = name, kind
        if data.startswith(OLE):
            raise UnreadableError(f"{name} is protected by a password, or a document of an older format; save it anew.")
        if not data:
            raise UnreadableError(f"{name} is empty.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
            raise UnreadableError(f"{name} is not {kind}: {error}. The file is damaged or cut off.") from error
        if len(names) > MOST_FILES:
            raise TooLargeError(f"{name} holds {len(names):,} files; the limit is {MOST_FILES:,}.")
        self._names = frozenset(names)

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def names(self) -> list[str]:
        return sorted(self._names)

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises UnreadableError where it is missing, locked or damaged, TooLargeError where it
        unpacks to more than MOST_UNPACKED bytes."""
        try:
            info = self._zip.getinfo(part)
            if info.flag_bits & 1:
                raise UnreadableError(f"{self._name} is protected by a password. Save it without one.")
            with self._zip.open(info) as packed:
                data = packed.read(MOST_UNPACKED + 1)
        except KeyError as error:
            raise UnreadableError(f"{self._name} is not {self._kind}: it has no {part}.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableError(f"{self._name}: {part} cannot be unpacked ({error}). The file is damaged.") from error
        if len(data) > MOST_UNPACKED:
            raise TooLargeError(f"{self._name}: {part} unpacks to more than {MOST_UNPACKED:,} bytes.")
        return data

    def tree(self, part: str) -> Element:
        """The root of a part that is XML. Raises as `read` and `parse` do."""
        return parse(self.read(part), f"{self._name}: {part}")


def parse(data: bytes, name: str) -> Element:
    """The root of an XML document. No entity is resolved and nothing else is opened.

    Raises UnreadableError for what is not well-formed, is nested beyond 256 levels or defines entities, TooLargeError
    above MOST_TAGS.
    """
    refuse_large(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name} is no well-formed XML: {error}.") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableError(f"{name} defines entities of its own, which no document of this format does.")
    return root


def refuse_large(data: bytes, name: str) -> None:
    """Raises TooLargeError for markup that would take much memory as a tree."""
    if data.count(b"<") > MOST_TAGS or data.count(b"=") > MOST_TAGS:
        raise TooLargeError(f"{name} has more than {MOST_TAGS:,} tags or attributes.")


def root_path(root: Element) -> str:
    """The XPath of a root."""
    local = local_name(root)
    if root.prefix:
        return f"/{root.prefix}:{local}[1]"
    return f"/{local}[1]" if local == root.tag else "/*[1]"


def steps(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    """The children of an element with their XPath; `path` is that of the element. Comments are passed over."""
    named: Counter[str] = Counter()
    place = 0
    for child in element:
        if not isinstance(child.tag, str):
            continue
        place += 1
        named[child.tag] += 1
        local = local_name(child)
        if child.prefix:
            yield child, f"{path}/{child.prefix}:{local}[{named[child.tag]}]"
        elif local == child.tag:
            yield child, f"{path}/{local}[{named[child.tag]}]"
        else:
            yield child, f"{path}/*[{place}]"


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
