"""Words at the end of names (…研習班, …要點, …委員會): the rows for all kinds of names, looked for in one pass."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.naming import Passage
from kg.model.mentions import NameKind
from kg.model.words import AllWords

QUOTED, HEADING, TEXT = "quoted", "heading", "text"


@dataclass(frozen=True, slots=True)
class Ending:
    """Words at the end of names of one kind.

    words     the words;  pattern: one of them, where what follows lets it be one
    where     in quotations, in headings, in running text: where such a word is enough
    shortest  characters that must stand before the word;  longest: characters of a name at most
    none      what is no name although it ends so;  begins: how the names begin
    preceded  words of which one must stand right before the name
    """

    kind: NameKind
    words: tuple[str, ...] = field(repr=False)
    pattern: re.Pattern[str]
    where: frozenset[str]
    shortest: int
    longest: int
    none: re.Pattern[str]
    begins: re.Pattern[str]
    preceded: re.Pattern[str]

    def takes(self, name: str, before: int) -> bool:
        """Whether a name may be one of these; `before` is the number of characters before the word."""
        fits = before >= self.shortest and len(name) <= self.longest
        return fits and self.begins.match(name) is not None and not self.none.match(name)


class Ended(NamedTuple):
    """A word of a row at `start` to `end` (half-open) of a text, where what follows lets it end a name."""

    row: Ending
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows that count in some texts: all their words, and the numbers of the rows that have each."""

    words: AllWords = field(repr=False)
    having: Mapping[str, Sequence[int]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Endings:
    """Rows of all kinds. `scans` holds those of headings and of running text, with quotations in them and without."""

    rows: tuple[Ending, ...]
    scans: Mapping[tuple[str, bool], Scan] = field(repr=False)

    def find(self, passage: Passage) -> list[Ended]:
        """What a search for each row by itself finds where such a word is enough, row by row."""
        where, quoting = HEADING if passage.heading else TEXT, bool(passage.quoted)
        scan, rows, text = self.scans[where, quoting], self.rows, passage.text
        begun = {(number, start) for start, _, word in scan.words.find(text) for number in scan.having[word]}
        found: list[Ended] = []
        last, past = -1, 0
        for number, start in sorted(begun):
            row = rows[number]
            here = QUOTED if quoting and passage.quoted_at(start) else where
            taken = number == last and start < past  # by the word of this row before
            match = None if taken or here not in row.where else row.pattern.match(text, start)
            if match:
                last, past = number, match.end()
                found.append(Ended(row, start, past))
        return found


def endings_of(rows: Iterable[Ending]) -> Endings:
    """The rows, made ready for one pass."""
    taken = tuple(rows)
    return Endings(
        taken,
        {
            (where, quoting): _scan(taken, frozenset({where, QUOTED} if quoting else {where}))
            for where in (HEADING, TEXT)
            for quoting in (False, True)
        },
    )


def _scan(rows: Sequence[Ending], places: frozenset[str]) -> Scan:
    having: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in dict.fromkeys(row.words) if row.where & places else ():
            having.setdefault(word, []).append(number)
    return Scan(AllWords(having), having)
