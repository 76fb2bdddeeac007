"""Who bears a name in a report, and where the words of a report stand."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, cast

from kg.model.findings import Passage
from kg.model.folding import fold
from kg.model.mentions import NameKind
from kg.model.statements import Account
from kg.model.text import Span

Row = Mapping[str, Any]
_END = re.compile(r"[。！？]")
# A sentence is looked for so far to each side of a place.
REACH = 200


class Naming:
    """The names of one report. `entities` are the rows of its table of entities."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.entities = cast("Sequence[Row]", account.entities)
        self.changes = cast("Sequence[Row]", account.changes)
        self._owners: dict[tuple[bool, str], Row] = {}
        for forms in ("name", "aliases"):
            for row in self.entities:
                for form in (row["name"],) if forms == "name" else row["aliases"]:
                    self._owners.setdefault((row["type"] == NameKind.AGENCY, fold(form)), row)
        mentions = ((*mention, place) for place, row in enumerate(self.entities) for mention in row["mentions"])
        self._places: list[tuple[int, int, int]] = sorted(mentions)
        figures = [(one.span.start, one.section) for one in account.statements]
        gaps = [(one.span.start, one.section) for one in account.gaps]
        self._numbers = sorted((*figures, *gaps), key=lambda one: one[0])
        self._ends = [found.end() for found in _END.finditer(account.text)]

    def body(self, name: str | None) -> Row | None:
        """The body of that name in this report."""
        return self._owners.get((True, fold(name))) if name else None

    def thing(self, name: str | None) -> Row | None:
        """The programme, system, award or law of that name."""
        return self._owners.get((False, fold(name))) if name else None

    def inside(self, span: Span) -> Iterator[tuple[Span, Row]]:
        """The names that stand in a stretch of the text, in reading order."""
        index = bisect_left(self._places, (span.start, 0, 0))
        while index < len(self._places) and self._places[index][0] < span.end:
            start, end, place = self._places[index]
            yield Span(start, end), self.entities[place]
            index += 1

    def sentence(self, span: Span) -> Span:
        """The sentence around a place, by its full stops; cut where it is very long."""
        index = bisect_left(self._ends, span.start + 1)
        start = self._ends[index - 1] if index else 0
        stop = bisect_left(self._ends, span.end)
        end = self._ends[stop] if stop < len(self._ends) else len(self.account.text)
        return Span(max(start, span.start - REACH), max(span.end, min(end, span.end + REACH)))

    def section(self, span: Span) -> tuple[str, ...]:
        """The headings above a place, outermost first, as far as the numbers around it tell: those of a number in its
        sentence, else those that the last number before it and the next after it have in common."""
        index = bisect_left(self._numbers, span.start, key=lambda one: one[0])
        near = self._numbers[max(0, index - 1) : index + 1]
        sentence = self.sentence(span)
        own = [section for start, section in near if sentence.start <= start < sentence.end]
        if own or len(near) < 2:
            return own[-1] if own else ()
        pairs = zip(near[0][1], near[1][1], strict=False)
        return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    def passage(self, role: str, span: Span) -> Passage:
        return Passage(role, self.account.info.id, self.source, span, span.cut(self.account.text))

    def passages(self, role: str, row: Row) -> tuple[Passage, ...]:
        """The places of an entity."""
        return tuple(self.passage(role, Span(*mention)) for mention in row["mentions"])

    @property
    def source(self) -> str:
        """SHA-256 of the file, as the rows have it."""
        rows: Iterable[Row] = (*self.entities, *self.changes)
        named = next((str(row["source_sha256"]) for row in rows), "")
        return self.account.statements[0].source if self.account.statements else named


def written(row: Row) -> tuple[str, ...]:
    """The name of an entity, then its other forms."""
    return (row["name"], *row["aliases"])
