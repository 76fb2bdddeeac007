"""Counts the rows of an answer while it is written, so that one that is too long ends at once."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TypeVar

from kg.errors import LimitReachedError

Item = TypeVar("Item")

# What stands once between two rows, or once in each row, and cannot stand inside a value: there " is \" and < is &lt;.
# Rows without any value are not seen in JSON.
MARKS = {"json": re.compile(rb'\}\},\{"'), "xml": re.compile(rb"<result>"), "tsv": re.compile(rb"\n")}
# How many marks there are beside the rows: the heading line; or one less, where they stand between.
BESIDE = {"json": -1, "xml": 0, "tsv": 1, "csv": 1}
LONGEST = 8


class CountingFile(BytesIO):
    """A file for an answer in one format. Raises LimitReachedError from `write` when it has more than `limit` rows."""

    def __init__(self, format_: str, limit: int) -> None:
        super().__init__()
        self._mark, self._limit = MARKS.get(format_), limit
        self._marks, self._tail, self._quoted = 0, b"", False
        self._beside = BESIDE[format_]

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._marks += self._in_csv(data) if self._mark is None else self._marked(data, self._mark)
        if self._marks > self._limit + self._beside:
            raise too_many(self._limit, "rows")
        return super().write(data)

    def _marked(self, data: bytes, mark: re.Pattern[bytes]) -> int:
        text = self._tail + bytes(data)
        found, last = 0, 0
        for match in mark.finditer(text):
            found, last = found + 1, match.end()
        self._tail = text[max(last, len(text) - LONGEST + 1) :]
        return found

    def _in_csv(self, data: bytes) -> int:
        """Line ends outside quotation marks; a doubled mark opens and closes again (RFC 4180, section 2)."""
        found = 0
        for place, piece in enumerate(bytes(data).split(b'"')):
            self._quoted ^= place > 0
            found += 0 if self._quoted else piece.count(b"\n")
        return found


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
