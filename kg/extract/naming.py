"""What all finders of names share: candidates, what is known of names beforehand, and where one text may be cut."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from kg.extract.boundaries import Cuts
from kg.model.mentions import KnownName, Lexicon, NameKind
from kg.model.words import BETWEEN, Found, LongestWords

GOVERNMENT = re.compile(r"(.{1,4}[市縣])政府")


class Candidate(Struct, frozen=True, gc=False, order=True):
    """A name that may stand at `start` to `end` (half-open) of a flow; `full` is the fullest form known of it.

    A tuple, not a dataclass, like others of which a page makes hundreds: made, changed and sorted much faster.
    """

    start: int
    end: int
    kind: NameKind
    full: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a report lets one know of names before it is read.

    words    all known names in folded case
    names    by text in folded case
    city     高雄市 where the owner is 高雄市政府, else ""
    here     words for the owner's city
    """

    words: LongestWords
    names: Mapping[str, tuple[KnownName, ...]]
    parents: Mapping[str, str]
    owner: str
    issuer: str
    city: str
    here: re.Pattern[str]

    def full(self, text: str, kind: NameKind) -> str | None:
        """The preferred name of what a text names, where it is known."""
        for name in self.names.get(fold_case(text), ()):
            if name.kind is kind:
                return name.full
        return None


@lru_cache(maxsize=32)  # reports of one body are told the same
def known_names(lexicon: Lexicon) -> Known:
    """The lexicon, made ready for matching. Case does not count in names written in Latin letters."""
    names: dict[str, tuple[KnownName, ...]] = {}
    keys = fold_case(BETWEEN.join([name.text for name in lexicon.names])).split(BETWEEN)
    for key, name in zip(keys, lexicon.names, strict=bool(lexicon.names)):
        names[key] = (*names[key], name) if key in names else (name,)
    owner = lexicon.owner or ""
    government = GOVERNMENT.fullmatch(owner)
    city = government.group(1) if government else ""
    return Known(
        words=_any_of(tuple(names)),
        names=names,
        parents=dict(lexicon.parents),
        owner=owner,
        issuer=lexicon.issuer or "",
        city=city,
        here=re.compile(f"{re.escape(city)}|本[市縣]"),
    )


@lru_cache(maxsize=8)  # reports of one city know the same names
def _any_of(names: tuple[str, ...]) -> LongestWords:
    return LongestWords(names)


def fold_case(text: str) -> str:
    """The text in folded case. Every character stays in its place: one that folds to several is kept as it is."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text)


class Group(StrEnum):
    """Words of rules in groups. What needs one of them is not looked for in a text that holds none."""

    GOVERNMENT = "government"
    CITY = "city"
    OWNER = "owner"
    ISSUER = "issuer"
    LOCAL = "local"
    OFFICE = "office"
    BACK = "back"
    NEW = "new"
    POST = "post"
    COUNTED = "counted"


@dataclass(slots=True)
class Passage:
    """The flow of one block as the finders of names see it.

    heading  whether the block is a heading, in which a name needs no verb or mark
    quoted   places (half-open) of what stands in 「」『』《》〈〉【】, marks left out, sorted
    known    the names of the lexicon that stand in it
    hits     words of rules that stand in it, by their ends;  groups: those groups of words of which one does
    cutting  finds where it may be cut: not asked where no word ends a name
    """

    text: str
    heading: bool
    quoted: Sequence[tuple[int, int]]
    known: Sequence[Candidate]
    hits: Sequence[Found]
    groups: Set[Group]
    cutting: Callable[[], Cuts]
    _cuts: Cuts | None = None

    @property
    def cuts(self) -> Cuts:
        """Where it may be cut."""
        if self._cuts is None:
            self._cuts = self.cutting()
        return self._cuts

    def quoted_at(self, place: int) -> tuple[int, int] | None:
        """The outermost quotation in which a place lies."""
        if not self.quoted:
            return None
        index = bisect_left(self.quoted, (place + 1, 0)) - 1
        if index >= 0 and self.quoted[index][0] <= place < self.quoted[index][1]:
            return self.quoted[index]
        return None


def known_candidates(texts: Sequence[str], known: Known) -> list[list[Candidate]]:
    """The names of the lexicon that stand in each text."""
    hits = known.words.find([fold_case(text) for text in texts])
    return [
        [
            Candidate(start, end, name.kind, name.full)
            for start, end, word in found
            if apart(text, start, end)
            for name in known.names[word]
        ]
        for text, found in zip(texts, hits, strict=True)
    ]


def apart(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut in two by a place."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


class Layer(Struct, frozen=True, gc=False):
    """Names of which none overlaps another of another place, sorted, so that those at a place are found at once."""

    names: Sequence[Candidate]
    starts: Sequence[int]

    def about(self, start: int, end: int) -> Sequence[Candidate]:
        """The names that overlap a stretch."""
        if not self.names:  # most often
            return ()
        low = bisect_left(self.starts, start)
        while low > 0 and self.names[low - 1].end > start:
            low -= 1
        return self.names[low : bisect_left(self.starts, end, low)]

    def crosses(self, start: int, end: int) -> bool:
        """Whether a name lies partly inside a stretch and partly outside, the stretch not being inside the name."""
        for one in self.about(start, end):  # as a loop: it is asked of every name, and there is mostly none
            if not (one.start <= start and end <= one.end) and not (start <= one.start and one.end <= end):
                return True
        return False


NO_NAMES = Layer((), ())


def layer(candidates: Iterable[Candidate]) -> Layer:
    """The names as a layer."""
    names = sorted(candidates)
    return Layer(names, [one.start for one in names]) if names else NO_NAMES


def _rank(one: Candidate) -> tuple[int, int, NameKind, int, str]:
    """The longest first; of those in one place the one whose name is told in full."""
    return one.start - one.end, one.start, one.kind, -len(one.full), one.full


def longest(candidates: Iterable[Candidate]) -> Layer:
    """Those that stay when names that overlap are settled, the longest first."""
    found = list(candidates)
    if len(found) < 2:  # most often
        return Layer(found, [found[0].start]) if found else NO_NAMES
    kept: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for one in sorted(found, key=_rank):
        index = bisect_left(taken, (one.end, 0))
        if index == 0 or taken[index - 1][1] <= one.start:
            taken.insert(index, (one.start, one.end))
            kept.append(one)
    return layer(kept)
