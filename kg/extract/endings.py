"""Words at the end of names (…研習班, …要點, …委員會): the rows for all kinds of names, looked for in one pass."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from msgspec import Struct

from kg.extract.naming import Group, Passage
from kg.model.mentions import NameKind
from kg.model.words import AllWords, Found

QUOTED, HEADING, TEXT = "quoted", "heading", "text"
COUNTED = re.compile(r"[\d,]+(?:人次|場次|小時|人|場|項|個|班|件|次|名|種|梯次)")


@dataclass(frozen=True, slots=True)
class Namesakes:
    """What is no name although it looks like one: some words, what ends or starts with others, and an amount of them:
    47小時諮商服務."""

    words: frozenset[str]
    ends: tuple[str, ...]
    starts: tuple[str, ...]

    def hold(self, name: str) -> bool:
        """Whether it is one of them."""
        return (
            name in self.words
            or name.endswith(self.ends)
            or name.startswith(self.starts)
            or COUNTED.match(name) is not None
        )


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
    none: Namesakes
    begins: re.Pattern[str]
    preceded: tuple[str, ...]

    def takes(self, name: str, before: int) -> bool:
        """Whether a name may be one of these; `before` is the number of characters before the word."""
        fits = before >= self.shortest and len(name) <= self.longest
        return fits and self.begins.match(name) is not None and not self.none.hold(name)


class Ended(Struct, frozen=True, gc=False):
    """A word of a row at `start` to `end` (half-open) of a text, where what follows lets it end a name."""

    row: Ending
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Endings:
    """Rows of all kinds, and groups of words of which one should know whether they stand in a text at all.

    words    all words, of rows and of groups
    by_word  the groups that a word is of
    having   for running text and for headings, without quotations in them and with, the numbers of the rows that count
             there and have a word
    """

    rows: tuple[Ending, ...]
    words: AllWords = field(repr=False)
    by_word: Mapping[str, Sequence[Group]] = field(repr=False)
    having: Mapping[tuple[bool, bool], Mapping[str, Sequence[int]]] = field(repr=False)

    def groups(self, hits: Iterable[Found]) -> Set[Group]:
        """Which groups words are of."""
        return {group for _, _, word in hits if word in self.by_word for group in self.by_word[word]}

    def ended(self, passage: Passage) -> list[Ended]:
        """What a search for each row by itself finds where such a word is enough, row by row."""
        where, quoting, text = HEADING if passage.heading else TEXT, bool(passage.quoted), passage.text
        having = self.having[passage.heading, quoting]
        begun = {(number, start) for start, _, word in passage.hits for number in having.get(word, ())}
        found: list[Ended] = []
        last, past = -1, 0
        for number, start in sorted(begun):
            row = self.rows[number]
            here = QUOTED if quoting and passage.quoted_at(start) else where
            taken = number == last and start < past  # by the word of this row before
            match = None if taken or here not in row.where else row.pattern.match(text, start)
            if match:
                last, past = number, match.end()
                found.append(Ended(row, start, past))
        return found


def endings_of(rows: Iterable[Ending], groups: Mapping[Group, Iterable[str]]) -> Endings:
    """The rows and groups, made ready for one pass."""
    taken = tuple(rows)
    by_word: dict[str, list[Group]] = {}
    for group, words in groups.items():
        for word in dict.fromkeys(words):
            by_word.setdefault(word, []).append(group)
    having = {
        (heading, quoting): _having(taken, {HEADING if heading else TEXT, *([QUOTED] if quoting else [])})
        for heading in (False, True)
        for quoting in (False, True)
    }
    return Endings(taken, AllWords([*(word for row in taken for word in row.words), *by_word]), by_word, having)


def _having(rows: Sequence[Ending], places: Set[str]) -> Mapping[str, Sequence[int]]:
    having: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in dict.fromkeys(row.words) if row.where & places else ():
            having.setdefault(word, []).append(number)
    return having
