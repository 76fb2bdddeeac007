"""Reads a question as people type it: which words it looks for, and the days of the years that it names."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import normalize

from kg.model.calendar import gregorian_year

# 109年, 民國109年度, 2020年上半年; or a year of the common era by itself.
YEAR = re.compile(
    r"(?:民國)?(?<!\d)(?P<year>\d{2,4})年(?:度)?(?P<half>上半年|下半年)?|(?<![\w.,-])(?P<alone>(?:19|20)\d\d)(?![\w.,-])"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user typed: the words, folded, the days of the year that they name, and the units that they ask for."""

    words: tuple[str, ...]
    years: tuple[tuple[date, date], ...] = ()
    measures: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> "Asked":
        """The words as they stand, parted by white space."""
        folded = normalize("NFKC", text)
        years = tuple(_days(match) for match in YEAR.finditer(folded))
        words = _words(YEAR.sub(" ", folded))
        # A year alone is looked for as it stands.
        return cls(words or (fold(folded),), years if words else ())

    @classmethod
    def plainly(cls, text: str) -> "Asked":
        """The same without the words that only ask, with them where there are no others; and the units."""
        asked, folded = cls.of(text), normalize("NFKC", text).casefold()
        words = _words(asking_words().sub(" ", YEAR.sub(" ", folded)))
        return cls(words or asked.words, asked.years, measures_of(folded))


@cache
def asking_words() -> re.Pattern[str]:
    """The words of `asking.toml`, the longest first; those of letters only as whole words."""
    rows = _tables()["row"]
    return re.compile(f"了?(?:{_any(word for row in rows for word in row['words'])})")


def measures_of(text: str) -> frozenset[str]:
    """The local names of the units in which a question wants its answer."""
    return frozenset(
        unit for pattern, units in _measures() if any(map(_first, pattern.finditer(text))) for unit in units
    )


def _first(match: re.Match[str]) -> str:
    """The word that names a unit; "" where what was found is one that holds it."""
    return str(match[1] or "")


@cache
def _measures() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rows = _tables()["measure"]
    return tuple((re.compile(_either(row)), tuple(row["units"])) for row in rows)


def _either(row: dict[str, Any]) -> str:
    apart = _any(row.get("apart", ()))
    return f"{apart}|({_any(row['words'])})" if apart else f"({_any(row['words'])})"


def _tables() -> dict[str, Any]:
    return tomllib.loads((files("kg.questions") / "asking.toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    """Any of these words, the longest first; those of letters only as whole words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(rf"\b{word}\b" if word[0].isascii() and word[0].isalpha() else re.escape(word) for word in ordered)


def fold(text: str) -> str:
    """Text as it is compared: width and case folded, without white space."""
    return "".join(normalize("NFKC", text).casefold().split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (fold(word) for word in text.split())))


def _days(match: re.Match[str]) -> tuple[date, date]:
    year, half = match["year"] or match["alone"], match["half"]
    number = int(year) if len(year) == 4 else gregorian_year(int(year))
    number = min(max(number, 1), 9999)
    start, end = date(number, 1, 1), date(number, 12, 31)
    if half == "上半年":
        end = date(number, 6, 30)
    elif half == "下半年":
        start = date(number, 7, 1)
    return start, end
