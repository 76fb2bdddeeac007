"""The text of a report made ready for looking up words: folded, cut into sentences, with the way back to the source."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model.findings import Passage
from kg.model.folding import Folded, fold, fold_places
from kg.model.statements import Account
from kg.model.text import Span

_END = re.compile(r"[。!?;]")
_TAG = re.compile(r"<[^<>]*>")
# Characters of its sentence that stand close to a figure, and characters before it that can tell what it is about.
CLOSE, FAR = 60, 200


@dataclass(frozen=True, slots=True)
class Nearness:
    """Places of a folded text around a stretch: what of its sentence is close to it (half-open), and from where on what
    stands before can tell what it is about."""

    close: tuple[int, int]
    since: int


class Page:
    """One report's text to look words up in."""

    def __init__(self, account: Account) -> None:
        self.account = account

    @cached_property
    def folded(self) -> Folded:
        """The text without mark-up, folded; its places are those of the source."""
        return fold_places(_TAG.sub(lambda tag: " " * len(tag.group()), self.account.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where the sentences of the folded text are (half-open)."""
        text = self.folded.text
        ends = [found.end() for found in _END.finditer(text)]
        starts = [0, *ends]
        return tuple((start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end)

    def first(self, names: Iterable[str]) -> tuple[int, int] | None:
        """The first place of any of some names in the folded text."""
        places = [(self.folded.text.find(name), len(name)) for name in {fold(name) for name in names} if name]
        found = sorted((start, -length) for start, length in places if start >= 0)
        return (found[0][0], found[0][0] - found[0][1]) if found else None

    def near(self, start: int, end: int) -> "Nearness":
        """What stands around a stretch of the folded text."""
        index = bisect_right(self.sentences, start, key=lambda one: one[0]) - 1
        first, last = self.sentences[index]
        before = self.sentences[max(0, index - 2)][0]
        return Nearness((max(first, start - CLOSE), min(last, end + CLOSE)), max(before, start - FAR))

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the folded text (half-open, not empty) is in the source."""
        return Span(self.folded.places[start], self.folded.places[end - 1] + 1)

    def passage(self, role: str, span: Span) -> Passage:
        """A place of this report to show."""
        info, text = self.account.info, self.account.text
        return Passage(role, info.id, self.account.source, span, span.cut(text))

    def longest(self, name: str) -> tuple[int, int] | None:
        """The place of the longest part of a name that stands in the folded text; None where not two characters do."""
        name, text = fold(name), self.folded.text
        for length in range(len(name), 1, -1):
            for start in range(len(name) - length + 1):
                place = text.find(name[start : start + length])
                if place >= 0:
                    return place, place + length
        return None
