"""Quotations that name no thing: themes, principles, wording, told by the words beside them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.text import Span
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "themes.toml"
# So far a list of quotations is followed to each side, and so far the words beside it are looked at.
REACH, NEAR = 400, 24
_AND = r"\s*(?:[、，,及與和暨或]|以及)?\s*"
_MORE = re.compile(f"」{_AND}「[^「」]*(?=」)")
_LESS = re.compile(f"「[^「」]*」{_AND}「$")


@dataclass(frozen=True, slots=True)
class _Row:
    reason: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Themes:
    """The rows of `rules/themes.toml`."""

    rows: tuple[_Row, ...] = field(repr=False)

    def reason_of(self, text: str, span: Span) -> str | None:
        """Why what stands in quotation marks names nothing, or None. `span` is what stands between the marks."""
        start, end = _list_of(text, span)
        head = "".join(text[max(0, start - 1 - NEAR) : start - 1].split())
        tail = "".join(text[end + 1 : end + 1 + NEAR].split())
        found = (row.reason for row in self.rows if row.before.search(head) or row.after.match(tail))
        return next(found, None)


def _list_of(text: str, span: Span) -> tuple[int, int]:
    """Where the first quotation of a list begins and the last one ends, without their marks."""
    start, end = span.start, span.end
    while (more := _MORE.match(text, end)) and more.end() - span.end < REACH:
        end = more.end()
    while less := _LESS.search(text, max(0, span.start - REACH), start):
        start = less.start() + 1
    return start, end


def load_themes(path: Path = RULES) -> Themes:
    """Reads the rows. Raises KnowledgeError where the file is not as it must be."""
    try:
        rows = tuple(
            _Row(
                str(row["reason"]),
                re.compile(f"{alternation(row['before'])}$"),
                re.compile(f"{alternation(row['after'])}(?!{alternation(row['unless'])})"),
            )
            for row in read_table(path)["themes"]
        )
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError(f"{path}: {error!r}") from error
    return Themes(rows)
