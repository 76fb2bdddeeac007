"""Loads the words of dates: years told by another year, what is no date, and how the words around a date use it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from kg.extract.date_forms import BEGINNINGS, START
from kg.extract.tables import Row, make_rows
from kg.model.alternation import alternation, first_of
from kg.model.mentions import DateRole

FILE = "dates.toml"
WINDOW = 14  # characters before a date in which a word may tell its role
FIRST_LONG_YEAR = 2011  # the ROC year 100: with three digits a year is hardly mistaken
NAMES = ("year", "short year", "part")


class TimeWord(StrEnum):
    """A time that is told by another time."""

    SAME = "same"  # 同期: the time that the passage is about, a year earlier or in the year named before
    REPORT = "report"  # 本期: the report's coverage
    PRECEDING = "preceding"  # 上月, 上季: the month or quarter before that which the passage is about
    PREVIOUS = "previous"  # 上期: as long a time before it


class Basis(StrEnum):
    """The year that a relative year counts from."""

    REPORT = "report"  # 本年: the last year of the report's coverage
    GOVERNING = "governing"  # 去年: the year that the passage is about
    BEFORE = "before"  # 同年, 翌年: the year of the date before


@dataclass(frozen=True, slots=True)
class RelativeYear:
    """去年 is the governing year less one. `unless_after` and `unless_before` are characters beside a namesake."""

    basis: Basis
    shift: int
    unless_after: str = ""
    unless_before: str = ""


class Beside(Struct, frozen=True, gc=False):
    """Words beside a date: patterns of what ends right before it and of what begins right after it; `framed` are pairs
    of such patterns that must both match."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    framed: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()

    def beside(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words stands beside characters start to end of a text."""
        window = max(0, start - WINDOW)
        if self.before.search(text, window, start) is not None or self.after.match(text, end) is not None:
            return True
        if not self.framed:
            return False
        return any(right.match(text, end) and left.search(text, window, start) for left, right in self.framed)


@dataclass(frozen=True, slots=True)
class DateRules:
    """Compiled rules.

    start     where a date may begin
    relative  words for years;  years: what they mean
    words     words for other times;  times: what they mean
    never     what makes figures with 年 or 月 something else, by what they seem to be
    roles     by role
    """

    start: re.Pattern[str]
    relative: re.Pattern[str]
    years: Mapping[str, RelativeYear]
    words: re.Pattern[str]
    times: Mapping[str, TimeWord]
    never: Mapping[str, Beside]
    roles: Mapping[DateRole, Beside]

    def year_of(self, word: str, text: str, start: int) -> RelativeYear | None:
        """What a word for a year means where it stands, None where it is part of another word."""
        year, end = self.years[word], start + len(word)
        inside = text[start - 1 : start] and text[start - 1] in year.unless_after if start else False
        beside = end < len(text) and text[end] in year.unless_before
        return None if inside or beside else year

    def no_year(self, text: str, start: int, end: int, year: int) -> bool:
        """Whether figures with 年 (places of a text) are no year but a span of years or part of a name."""
        short = year < FIRST_LONG_YEAR and self.never["short year"].beside(text, start, end)
        return short or self.never["year"].beside(text, start, end)

    def no_part(self, text: str, start: int, end: int) -> bool:
        """Whether a part of a year without a year is no date."""
        return self.never["part"].beside(text, start, end)


def load_date_rules() -> DateRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    years = {word: year for row in make_rows(FILE, "relative", _relative) for word, year in row}
    rows = make_rows(FILE, "time", _times)
    times = {word: time for _, row in rows for word, time in row.items()}
    relative, words = alternation(years), "|".join(pattern for pattern, _ in rows)
    roles, never = make_rows(FILE, "role", _words), make_rows(FILE, "never", _words)
    return DateRules(
        start=re.compile(f"(?={BEGINNINGS}|{first_of([*years, *times])})(?:{START}|{relative}|{words})"),
        relative=re.compile(relative),
        years=years,
        words=re.compile(f"[之的]?(?:{words})"),
        times={**times, **{lead + word: time for word, time in times.items() for lead in "之的"}},
        never={name: _compile(never, name) for name in NAMES},
        roles={role: _compile(roles, role.value) for role in DateRole},
    )


def spans_of_years() -> Beside:
    """The words beside a number of years that looks like a year: 設定地上權70年."""
    return _compile(make_rows(FILE, "never", _words), "short year")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one row: for what, on which side, with up to `reach` characters of the clause between."""

    name: str
    side: str
    words: tuple[str, ...]
    reach: int
    unless: str
    frame: tuple[str, ...] = ()
    least: int = 0


def _relative(row: Row) -> tuple[tuple[str, RelativeYear], ...]:
    year = RelativeYear(
        Basis(row["basis"]), int(row["shift"]), row.get("unless_after", ""), row.get("unless_before", "")
    )
    return tuple((word, year) for word in row["words"])


def _times(row: Row) -> tuple[str, dict[str, TimeWord]]:
    """A pattern for the words of a row, and what each means."""
    after, before = (re.escape(row.get(key, "")) for key in ("unless_after", "unless_before"))
    pattern = (f"(?<![{after}])" if after else "") + alternation(row["words"]) + (f"(?![{before}])" if before else "")
    return pattern, {word: TimeWord(row["means"]) for word in row["words"]}


def _words(row: Row) -> _Words:
    if row["side"] not in ("before", "after"):
        raise ValueError(f"side is {row['side']!r}, not 'before' or 'after'")
    return _Words(
        row["name"],
        row["side"],
        tuple(row["words"]),
        int(row.get("reach", 0)),
        row.get("unless", ""),
        tuple(row.get("with", ())),
        int(row.get("least", 0)),
    )


def _compile(rows: tuple[_Words, ...], name: str) -> Beside:
    chosen = [row for row in rows if row.name == name]
    before = [_before(row) for row in chosen if row.side == "before"]
    after = [_after(row) for row in chosen if row.side == "after" and not row.frame]
    framed = [(re.compile(rf"{alternation(row.frame)}\Z"), _framed(row)) for row in chosen if row.frame]
    return Beside(re.compile("|".join(before) or r"(?!)"), re.compile("|".join(after) or r"(?!)"), tuple(framed))


_GAP = r"[^,，。;；:：、!?！？\d]"
_CLAUSE = r"(?:[^,，。;；:：!?！？]|(?<=\d),(?=\d))"  # figures may stand in it


def _before(row: _Words) -> str:
    """`unless` are characters before the word that make it another word."""
    guard = f"(?<![{re.escape(row.unless)}])" if row.unless else ""
    return rf"{guard}{alternation(row.words)}{_GAP}{{0,{row.reach}}}\Z"


def _framed(row: _Words) -> re.Pattern[str]:
    """`least` is how many characters must stand between date and word; without it figures may."""
    gap = rf"{_GAP}{{{row.least},{row.reach}}}?" if row.least else rf"{_CLAUSE}{{0,{row.reach}}}?"
    guard = f"(?![{re.escape(row.unless)}])" if row.unless else ""
    return re.compile(rf"{gap}{alternation(row.words)}{guard}")


def _after(row: _Words) -> str:
    """`unless` are characters after the word that make it another word."""
    guard = f"(?![{re.escape(row.unless)}])" if row.unless else ""
    return rf"{_GAP}{{0,{row.reach}}}?{alternation(row.words)}{guard}"
