"""Tables of figures from report to report: by which words one is known again, and whether it goes on under others."""

import re
from collections.abc import Iterable, Iterator

from kg.audit.between.cases import Case
from kg.audit.between.keys import Entry, Role
from kg.audit.between.scenes import Scene
from kg.audit.between.words import CueWords, plain
from kg.model.findings import Passage
from kg.model.statements import Account
from kg.model.tabled import Tabled

TABLE = "table"
# Shorter words say too little to know a table again.
LEAST = 4
# How much of their headers, and of what their rows begin with, two tables have in common that may be one.
COLUMNS, ROWS = 0.6, 0.5
# 表3-2, (附表一): the number of a table changes with what stands before it.
_NUMBERED = re.compile(r"^[(\[]?附?表[\d一二三四五六七八九十]{1,3}(?:[-.][\d一二三四五六七八九十]{1,3})*[)\]、.:]*")
_FOLLOWS = re.compile(r"(?:,?[詳分別]*如[下次後附](?:列|表)?(?:所示)?)?[:。]*$")
_DIGITS = re.compile(r"[\d,.%]+")


def table_entries(scene: Scene) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """The tables of a report by their captions, each with the metrics of its figures."""
    for table in scene.account.tables:
        words = known_by(table, scene.lore.words)
        if len(words) >= LEAST:
            known = {one.series for one in scene.statements if one.series and table.span.contains(one.span)}
            passage = _passage("last", scene.account, table)
            yield (TABLE, words), Entry(scene.report, Role.NAMED, passage=passage, known=tuple(sorted(known)))


def known_by(table: Tabled, words: CueWords) -> str:
    """The words of a caption by which a table is known again: without its number, dates, and that it follows. "" for a
    table without a caption: the heading of a section may stand over several."""
    return words.core(_FOLLOWS.sub("", _NUMBERED.sub("", plain(table.caption))))


def goes_on(case: Case, latest: Account) -> Passage | None:
    """The table of the latest report that has the headers and rows of the one that was told last, under words that no
    table of that report had: it may be the same under another caption."""
    words, last = case.lore.words, case.shelf[case.entries[-1].report]
    there = {known_by(table, words): table for table in reversed(last.tables)}
    gone = there.get(case.key.about[1])
    if gone is None:
        return None
    others = (one for one in latest.tables if known_by(one, words) not in there or not one.caption)
    again = next((one for one in others if _alike(gone, one)), None)
    return None if again is None else _passage("words", latest, again)


def _passage(role: str, account: Account, table: Tabled) -> Passage:
    return Passage(role, account.info.id, account.source, table.place, table.place.cut(account.text))


def _alike(one: Tabled, other: Tabled) -> bool:
    return _shared(one.columns, other.columns) >= COLUMNS and _shared(one.rows, other.rows) >= ROWS


def _shared(one: Iterable[str], other: Iterable[str]) -> float:
    """How much of two sets of words is in both: 0 to 1 (coefficient of Dice). Numbers do not count: 105年 and 106年 are
    one word."""
    first, second = _words(one), _words(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_DIGITS.sub("", plain(text)) for text in texts)
