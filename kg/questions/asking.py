"""Reads a question as people type it: which words it looks for, and the days of the years that it names."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from kg.model.calendar import gregorian_year

# 109年, 民國109年度, 2020年上半年; or a year of the common era by itself.
YEAR = re.compile(
    r"(?:民國)?(?<!\d)(?P<year>\d{2,4})年(?:度)?(?P<half>上半年|下半年)?|(?<![\w.,-])(?P<alone>(?:19|20)\d\d)(?![\w.,-])"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user typed: the words, folded, and the days of the year that they name."""

    words: tuple[str, ...]
    years: tuple[tuple[date, date], ...] = ()

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
        """The same without the words that only ask; with them where there are no others."""
        asked = cls.of(text)
        words = _words(asking_words().sub(" ", YEAR.sub(" ", normalize("NFKC", text).casefold())))
        return cls(words, asked.years) if words else asked


@cache
def asking_words() -> re.Pattern[str]:
    """The words of `asking.toml`, the longest first; those of letters only as whole words."""
    rows = tomllib.loads((files("kg.questions") / "asking.toml").read_text(encoding="utf-8"))["row"]
    words = sorted({word for row in rows for word in row["words"]}, key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(rf"\b{word}\b" if word[0].isascii() and word[0].isalpha() else re.escape(word) for word in words)
    )


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
