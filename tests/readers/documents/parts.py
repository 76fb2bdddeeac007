"""The packaged reports as what word processors know: paragraphs, and tables of two columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"</?[a-z]+(?:\s[^<>]*)?>")
_PARAGRAPH = re.compile(r"</?p(?:\s[^<>]*)?>|<br>")
HEADER = "重要施政項目\t"


@dataclass(frozen=True)
class Rows:
    """A table: for every row its cells, for every cell its paragraphs."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]


def parts_of(text: str) -> Iterator[str | Rows]:
    """The paragraphs (a line is one, an empty line an empty one) and tables of a plain text."""
    rows: list[tuple[tuple[str, ...], ...]] = []
    for line in text.removeprefix("\ufeff").split("\n"):
        if line.startswith(HEADER) or (rows and "\t" in line):
            rows.append(tuple(_cell(cell) for cell in line.split("\t")))
            continue
        if rows:
            yield Rows(tuple(rows))
            rows = []
        yield _TAG.sub("", line)
    if rows:
        yield Rows(tuple(rows))


def _cell(text: str) -> tuple[str, ...]:
    return tuple(_TAG.sub("", part).strip() for part in _PARAGRAPH.split(text) if part.strip()) or ("",)
