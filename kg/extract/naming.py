"""What all finders of names share: candidates, what is known of names beforehand, and where one text may be cut."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.boundaries import Cuts
from kg.model.alternation import alternation
from kg.model.mentions import KnownName, Lexicon, NameKind

GOVERNMENT = re.compile(r"(.{1,4}[市縣])政府")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A name that may stand at `start` to `end` (half-open) of a flow; `full` is the fullest form known of it."""

    start: int
    end: int
    kind: NameKind
    full: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a report lets one know of names before it is read.

    pattern  all known names, the longest first
    names    by folded text
    city     高雄市 where the owner is 高雄市政府, else ""
    """

    pattern: re.Pattern[str]
    names: Mapping[str, tuple[KnownName, ...]]
    parents: Mapping[str, str]
    owner: str
    issuer: str
    city: str

    def full(self, text: str, kind: NameKind) -> str | None:
        """The preferred name of what a text names, where it is known."""
        found = (name.full for name in self.names.get(text.casefold(), ()) if name.kind is kind)
        return next(found, None)


def known_names(lexicon: Lexicon) -> Known:
    """The lexicon, made ready for matching. Case does not count in names written in Latin letters."""
    names: dict[str, tuple[KnownName, ...]] = {}
    for name in lexicon.names:
        key = name.text.casefold()
        names[key] = (*names.get(key, ()), name)
    government = GOVERNMENT.fullmatch(lexicon.owner or "")
    return Known(
        _any_of(tuple(names)),
        names,
        dict(lexicon.parents),
        lexicon.owner or "",
        lexicon.issuer or "",
        government.group(1) if government else "",
    )


@lru_cache(maxsize=8)  # reports of one body know the same names, and their pattern is long
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternation(names), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """The flow of one block as the finders of names see it.

    heading  whether the block is a heading, in which a name needs no verb or mark
    quoted   places (half-open) of what stands in 「」『』《》〈〉【】, marks left out, sorted
    known    the names of the lexicon that stand in it
    """

    text: str
    heading: bool
    cuts: Cuts
    quoted: Sequence[tuple[int, int]]
    known: Sequence[Candidate] = ()

    def quoted_at(self, place: int) -> tuple[int, int] | None:
        """The outermost quotation in which a place lies."""
        index = bisect_left(self.quoted, (place + 1, 0)) - 1
        if index >= 0 and self.quoted[index][0] <= place < self.quoted[index][1]:
            return self.quoted[index]
        return None


def known_candidates(text: str, known: Known) -> Iterator[Candidate]:
    """The names of the lexicon that stand in a text."""
    for found in known.pattern.finditer(text):
        if apart(text, *found.span()):
            for name in known.names[found.group().casefold()]:
                yield Candidate(*found.span(), name.kind, name.full)


def apart(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut in two by a place."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, place: int) -> bool:
    return 0 < place < len(text) and all(char.isascii() and char.isalnum() for char in text[place - 1 : place + 1])


@dataclass(frozen=True, slots=True)
class Layer:
    """Names of which none overlaps another of another place, sorted, so that those at a place are found at once."""

    names: Sequence[Candidate]
    starts: Sequence[int]

    def about(self, start: int, end: int) -> Iterator[Candidate]:
        """The names that overlap a stretch."""
        index = bisect_left(self.starts, start)
        while index > 0 and self.names[index - 1].end > start:
            index -= 1
        while index < len(self.names) and self.starts[index] < end:
            yield self.names[index]
            index += 1


def layer(candidates: Iterable[Candidate]) -> Layer:
    """The names as a layer."""
    names = sorted(candidates)
    return Layer(names, [one.start for one in names])


def _rank(one: Candidate) -> tuple[int, int, NameKind, int, str]:
    """The longest first; of those in one place the one whose name is told in full."""
    return one.start - one.end, one.start, one.kind, -len(one.full), one.full


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that stay when names that overlap are settled, the longest first, sorted by place."""
    kept: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for one in sorted(candidates, key=_rank):
        index = bisect_left(taken, (one.end, 0))
        if index == 0 or taken[index - 1][1] <= one.start:
            taken.insert(index, (one.start, one.end))
            kept.append(one)
    return sorted(kept)
