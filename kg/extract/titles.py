"""Finds what is known by the end of its name (…研習班, …要點, …系統) or by the words around a quotation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.extract.naming import Candidate, Passage, apart
from kg.model.alternation import alternation
from kg.model.mentions import NameKind

QUOTED, HEADING, TEXT = "quoted", "heading", "text"
NEAR = 8  # characters before a name or quotation in which the word before it stands
# A name that begins with a word in Latin letters.
LATIN = r"[A-Za-z][A-Za-z0-9_-]+"
# 47小時諮商服務 is an amount of them, no name.
COUNTED = r"[\d,]+(?:人次|場次|小時|人|場|項|個|班|件|次|名|種|梯次)"
# What may stand before a quotation as the first part of one name.
PLANNED = re.compile(r"..(?:計畫|方案|專案|措施)$")
# The sign after a quotation, and "等4班期之" before the word that says what was quoted.
CLOSING = r"[」』》〉】]+"
AND_SO_ON = r"(?:等)?[第之的]?(?:[\d一二三四五六七八九十]+(?:個|項|場|種|門|大|類|系列)?)?(?:之)?"


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


@dataclass(frozen=True, slots=True)
class Endings:
    """Many rows, looked for in one pass over a text.

    anywhere  matches, without taking a character, where a word of any row begins
    by_first  the numbers of the rows of which a word begins with a character
    """

    rows: tuple[Ending, ...]
    anywhere: re.Pattern[str] = field(repr=False)
    by_first: Mapping[str, tuple[int, ...]] = field(repr=False)

    def find(self, text: str) -> Iterator[tuple[Ending, re.Match[str]]]:
        """What a search for each row by itself finds, row by row."""
        found: list[list[re.Match[str]]] = [[] for _ in self.rows]
        for begin in self.anywhere.finditer(text):
            place = begin.start()
            for number in self.by_first[text[place]]:
                taken = found[number] and found[number][-1].end() > place
                match = None if taken else self.rows[number].pattern.match(text, place)
                if match:
                    found[number].append(match)
        return ((row, match) for row, matches in zip(self.rows, found, strict=True) for match in matches)


def endings_of(rows: Iterable[Ending]) -> Endings:
    """The rows, made ready for one pass."""
    taken = tuple(rows)
    by_first: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(taken):
        for first in dict.fromkeys(word[0] for word in row.words):
            by_first[first] = (*by_first.get(first, ()), number)
    words = alternation(word for row in taken for word in row.words)
    return Endings(taken, re.compile(f"(?={words})"), by_first)


@dataclass(frozen=True, slots=True)
class Around:
    """Words right before or right after a quotation that tell of which kind it is. `lists` takes along what is quoted
    before it in one list (「甲」、「乙」等2班期)."""

    kind: NameKind
    before: re.Pattern[str]
    after: re.Pattern[str]
    none: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TitleRules:
    """The rows `[[ending]]` and `[[around]]` of one or more files."""

    endings: Endings
    around: tuple[Around, ...]


def title_rules(kind: NameKind, table: Mapping[str, Any]) -> TitleRules:
    """Compiles the rows of one file."""
    return TitleRules(
        endings_of(compile_ending(kind, row) for row in table.get("ending", ())),
        tuple(_around(kind, row) for row in table.get("around", ())),
    )


def compile_ending(kind: NameKind, row: Mapping[str, Any]) -> Ending:
    """Compiles one row."""
    ahead = f"(?!{alternation(row.get('unless_followed_by', ()))})"
    must = f"(?={alternation(row['followed_by'])}|$)" if "followed_by" in row else ""
    return Ending(
        kind,
        tuple(row["words"]),
        re.compile(alternation(row["words"]) + ahead + must),
        frozenset(row.get("where", (QUOTED, HEADING, TEXT))),
        row.get("shortest", 2),
        row.get("longest", 40),
        _none(row),
        re.compile(LATIN if row.get("latin") else ""),
        re.compile(f"{alternation(row['preceded_by'])}$" if "preceded_by" in row else ""),
    )


def _none(row: Mapping[str, Any]) -> re.Pattern[str]:
    ends, starts = row.get("none_ending", ()), row.get("none_starting", ())
    whole = alternation(row.get("none", ()))
    return re.compile(f"(?:{whole}|.*{alternation(ends)}|{alternation(starts)}.*|{COUNTED}.*)$")


def _around(kind: NameKind, row: Mapping[str, Any]) -> Around:
    return Around(
        kind,
        re.compile(f"(?:{alternation(row.get('before', ()))})[「『《〈【]+$"),
        re.compile(CLOSING + AND_SO_ON + alternation(row.get("after", ()))),
        _none(row),
    )


def title_candidates(passage: Passage, rules: TitleRules) -> Iterator[Candidate]:
    """All names of these kinds that may stand in a text; they may overlap."""
    for ending, found in rules.endings.find(passage.text):
        start = _start(passage, ending, found)
        name = passage.text[start : found.end()]
        fits = ending.takes(name, found.start() - start) and apart(passage.text, start, found.end())
        if fits and ending.preceded.search(passage.text[max(0, start - NEAR) : start]):
            yield Candidate(start, found.end(), ending.kind, name)
    for start, end in passage.quoted:
        yield from _by_words_around(passage, start, end, rules.around)


def _start(passage: Passage, ending: Ending, found: re.Match[str]) -> int:
    """Where a name with this word at its end begins; where the word ends if it can be none."""
    where = HEADING if passage.heading else TEXT
    quotation = passage.quoted_at(found.start())
    if quotation is None:
        start = passage.cuts.before(found.start() + 1) if where in ending.where else found.end()
    else:
        start = quotation[0] if QUOTED in ending.where and quotation[1] == found.end() else found.end()
    start = _bare(passage.text, start, found.start())
    return start if ending.preceded.pattern else _quoting(passage, start)


def _quoting(passage: Passage, start: int) -> int:
    """A name goes on behind the quotation with which it begins: 「好家庭」研習班, 家庭方案「甲」計畫."""
    before = passage.quoted_at(start - 2) if start > 1 and passage.text[start - 1] in "」』" else None
    if before is None or before[1] != start - 1:
        return start
    mark = before[0] - 1
    first = passage.cuts.before(mark) if mark else mark
    return first if PLANNED.search(passage.text[first:mark]) else mark


def _bare(text: str, start: int, end: int) -> int:
    """Signs that join words begin no name."""
    while start < end and text[start] in "·‧・-+&_ ":
        start += 1
    return start


def _by_words_around(passage: Passage, start: int, end: int, rows: Iterable[Around]) -> Iterator[Candidate]:
    left, right = passage.text[max(0, start - NEAR) : start], passage.text[end : end + 16]
    for row in rows:
        if (row.before.search(left) or row.after.match(right)) and not row.none.match(passage.text[start:end]):
            yield Candidate(start, end, row.kind, passage.text[start:end])
