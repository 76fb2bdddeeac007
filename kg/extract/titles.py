"""Finds what is known by the end of its name (…研習班, …要點, …系統) or by the words around a quotation."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.extract.endings import HEADING, QUOTED, TEXT, Ended, Ending, Namesakes
from kg.extract.naming import Candidate, Passage, apart
from kg.model.alternation import alternation
from kg.model.mentions import NameKind

NEAR = 8  # characters before a name or quotation in which the word before it stands
# A name that begins with a word in Latin letters.
LATIN = r"[A-Za-z][A-Za-z0-9_-]+"
# What may stand before a quotation as the first part of one name.
PLANNED = re.compile(r"..(?:計畫|方案|專案|措施)$")
# The signs before a quotation, those after it, and "等4班期之" before the word that says what was quoted.
OPENING = "「『《〈【"
CLOSING = r"[」』》〉】]+"
AND_SO_ON = r"(?:等)?[第之的]?(?:[\d一二三四五六七八九十]+(?:個|項|場|種|門|大|類|系列)?)?(?:之)?"


@dataclass(frozen=True, slots=True)
class Around:
    """Words right before or right after a quotation that tell of which kind it is. `lists` takes along what is quoted
    before it in one list (「甲」、「乙」等2班期)."""

    kind: NameKind
    before: tuple[str, ...]
    after: re.Pattern[str]
    none: Namesakes


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
        tuple(row["words"]),
        re.compile(alternation(row["words"]) + ahead + must),
        frozenset(row.get("where", (QUOTED, HEADING, TEXT))),
        row.get("shortest", 2),
        row.get("longest", 40),
        _none(row),
        re.compile(LATIN if row.get("latin") else ""),
        tuple(row.get("preceded_by", ())),
    )


def _none(row: Mapping[str, Any]) -> Namesakes:
    ends, starts = row.get("none_ending", ()), row.get("none_starting", ())
    return Namesakes(frozenset(row.get("none", ())), tuple(ends), tuple(starts))


def _around(kind: NameKind, row: Mapping[str, Any]) -> Around:
    return Around(
        kind,
        tuple(row.get("before", ())),
        re.compile(CLOSING + AND_SO_ON + alternation(row.get("after", ()))),
        _none(row),
    )


def title_candidates(passage: Passage, ended: Iterable[Ended], around: Iterable[Around]) -> Iterator[Candidate]:
    """All names of these kinds that may stand in a text; they may overlap. `ended` are the words that may end them."""
    for one in ended:
        ending, place, end = one.row, one.start, one.end
        start = _start(passage, ending, place, end)
        if start is None:
            continue
        name = passage.text[start:end]
        fits = ending.takes(name, place - start) and apart(passage.text, start, end)
        told = not ending.preceded or passage.text.endswith(ending.preceded, max(0, start - NEAR), start)
        if fits and told:
            yield Candidate(start, end, ending.kind, name)
    for start, end in passage.quoted:
        yield from _by_words_around(passage, start, end, around)


def _start(passage: Passage, ending: Ending, place: int, end: int) -> int | None:
    """Where a name with the word from `place` to `end` at its end begins; None in a quotation that goes on."""
    quotation = passage.quoted_at(place)
    if quotation is not None and quotation[1] != end:
        return None
    start = _bare(passage.text, quotation[0] if quotation else passage.cuts.before(place + 1), place)
    return start if ending.preceded else _quoting(passage, start)


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
    left, right = passage.text[max(0, start - NEAR) : start].rstrip(OPENING), passage.text[end : end + 16]
    for row in rows:
        if (left.endswith(row.before) or row.after.match(right)) and not row.none.hold(passage.text[start:end]):
            yield Candidate(start, end, row.kind, passage.text[start:end])
