"""Counts the rows of an answer while it is written, so that one that is too long ends at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import TypeVar

from kg.errors import LimitReachedError

Item = TypeVar("Item")

ESCAPE = re.compile(rb"\\.", re.DOTALL)
BRACE = re.compile(rb"[{}]")
RESULT = b"<result>"
# In the JSON of an answer a row is an object in the third depth (SPARQL 1.1 Query Results JSON Format, section 3).
ROW_DEPTH = 3


class _Outside:
    """Gives of a text in pieces what stands outside its quotation marks."""

    def __init__(self) -> None:
        self._quoted, self._rest = False, b""

    def of(self, data: bytes, escape: re.Pattern[bytes] | None) -> bytes:
        text = self._rest + data
        self._rest = b""
        if escape:
            text = escape.sub(b"", text)
            if text.endswith(b"\\"):  # what it escapes comes with the next piece
                text, self._rest = text[:-1], b"\\"
        pieces = text.split(b'"')
        outside = b"".join(pieces[1 if self._quoted else 0 :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        return outside


class _Json:
    """Counts the objects that are rows."""

    def __init__(self) -> None:
        self._outside, self._depth = _Outside(), 0

    def __call__(self, data: bytes) -> int:
        rows = 0
        for brace in BRACE.findall(self._outside.of(data, ESCAPE)):
            self._depth += 1 if brace == b"{" else -1
            rows += brace == b"{" and self._depth == ROW_DEPTH
        return rows


class _Csv:
    """Counts line ends outside quotation marks, without that of the heading. A mark inside is written twice, and so
    closes and opens again (RFC 4180, section 2)."""

    def __init__(self) -> None:
        self._outside, self._headings = _Outside(), 1

    def __call__(self, data: bytes) -> int:
        lines = self._outside.of(data, None).count(b"\n")
        headings = min(lines, self._headings)
        self._headings -= headings
        return lines - headings


class _Tsv:
    """Counts line ends, without that of the heading: inside a value they are escaped."""

    def __init__(self) -> None:
        self._headings = 1

    def __call__(self, data: bytes) -> int:
        lines = data.count(b"\n")
        headings = min(lines, self._headings)
        self._headings -= headings
        return lines - headings


class _Xml:
    """Counts the elements that are rows: inside a value < is escaped."""

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self, data: bytes) -> int:
        text = self._rest + data
        self._rest = text[1 - len(RESULT) :]  # shorter than the mark: it is never counted twice
        return text.count(RESULT)


COUNTERS: Mapping[str, Callable[[], Callable[[bytes], int]]] = MappingProxyType(
    {"json": _Json, "xml": _Xml, "csv": _Csv, "tsv": _Tsv}
)


class CountingFile(BytesIO):
    """A file for an answer in one format. Raises LimitReachedError from `write` when it has more than `limit` rows."""

    def __init__(self, format_: str, limit: int) -> None:
        super().__init__()
        self._count, self._limit, self._rows = COUNTERS[format_](), limit, 0

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._rows += self._count(bytes(data))
        if self._rows > self._limit:
            raise too_many(self._limit, "rows")
        return super().write(data)


def counted(items: Iterable[Item], limit: int) -> Iterator[Item]:
    """The items; raises LimitReachedError at the one after the limit."""
    for place, item in enumerate(items):
        if place >= limit:
            raise too_many(limit, "triples")
        yield item


def too_many(limit: int, what: str) -> LimitReachedError:
    return LimitReachedError(
        f"The answer has more than {limit:,} {what}, the limit of this server. Ask for a part of it, by LIMIT and "
        "OFFSET or by a narrower pattern."
    )
