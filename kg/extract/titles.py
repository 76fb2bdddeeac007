"""Finds what is known by the end of its name (…研習班, …要點, …系統) or by the words around a quotation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
# The sign after a quotation, and "等4班期之" before the word that says what was quoted.
CLOSING = r"[」』》〉】]+"
AND_SO_ON = r"(?:等)?[第之的]?(?:[\d一二三四五六七八九十]+(?:個|項|場|種|門|大|類|系列)?)?(?:之)?"


@dataclass(frozen=True, slots=True)
class Ending:
    """Words at the end of names of one kind.

    where     in quotations, in headings, in running text: where such a word is enough
    shortest  characters that must stand before the word;  longest: characters of a name at most
    none      what is no name although it ends so;  begins: how the names begin
    preceded  words of which one must stand right before the name
    """

    kind: NameKind
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

    endings: tuple[Ending, ...]
    around: tuple[Around, ...]


def title_rules(kind: NameKind, table: Mapping[str, Any]) -> TitleRules:
    """Compiles the rows of one file."""
    return TitleRules(
        tuple(compile_ending(kind, row) for row in table.get("ending", ())),
        tuple(_around(kind, row) for row in table.get("around", ())),
    )


def compile_ending(kind: NameKind, row: Mapping[str, Any]) -> Ending:
    """Compiles one row."""
    ahead = f"(?!{alternation(row.get('unless_followed_by', ()))})"
    must = f"(?={alternation(row['followed_by'])}|$)" if "followed_by" in row else ""
    return Ending(
        kind,
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
    for ending in rules.endings:
        yield from _by_ending(passage, ending)
    for start, end in passage.quoted:
        yield from _by_words_around(passage, start, end, rules.around)


def _by_ending(passage: Passage, ending: Ending) -> Iterator[Candidate]:
    where = HEADING if passage.heading else TEXT
    for found in ending.pattern.finditer(passage.text):
        quotation = passage.quoted_at(found.start())
        if quotation is None:
            start = passage.cuts.before(found.start() + 1) if where in ending.where else found.end()
        else:
            start = quotation[0] if QUOTED in ending.where and quotation[1] == found.end() else found.end()
        start = _bare(passage.text, start, found.start())
        name = passage.text[start : found.end()]
        fits = ending.takes(name, found.start() - start) and apart(passage.text, start, found.end())
        if fits and ending.preceded.search(passage.text[max(0, start - NEAR) : start]):
            yield Candidate(start, found.end(), ending.kind, name)


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
