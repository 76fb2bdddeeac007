"""In which language a page speaks, and its texts: each stands once a language in `texts.toml`."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from fastapi import Request

from kg.errors import InputError
from kg.model.calendar import gregorian_words, roc_words
from kg.model.language import Language


@cache
def load_texts() -> MappingProxyType[str, dict[str, str]]:
    """All texts by key."""
    return MappingProxyType(tomllib.loads((files("api") / "pages" / "texts.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language. `stated`: whether the address of the page says the language, so that links keep it."""

    language: Language
    stated: bool = False
    texts: MappingProxyType[str, dict[str, str]] = field(default_factory=load_texts, repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of that key, with values filled in."""
        text = self.texts[key][self.language.key]
        return text.format(**values) if values else text

    def either(self, key: str, other: str) -> str:
        """The text of the first key, of the other where there is none of that."""
        return self(key if key in self.texts else other)

    def label(self, thing: dict[str, Any]) -> str:
        """The name of a thing that has `label_zh` and `label_en`."""
        own, other = (thing.get(f"label_{language.key}") for language in (self.language, self.language.other))
        return str(own or other or "")

    def calendars(self, period: dict[str, str]) -> tuple[str, str]:
        """A period in the calendar of the language and in the other: 109年7月至12月, 2020-07-01 – 2020-12-31."""
        start, end = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
        roc, gregorian = roc_words(start, end), _gregorian(start, end)
        return (gregorian, roc) if self.language is Language.ENGLISH else (roc, gregorian)

    def day(self, start: str, end: str = "") -> str:
        """A day or a year, or from one to another, in the calendar of the language: 107年1月1日, 2018-01-01, 114年."""
        last = end or start
        return self.short({"start": f"{start}-01-01"[:10], "end": f"{last}-12-31"[:10]})

    def short(self, period: dict[str, str]) -> str:
        """A period in few characters: 109年7月至12月, or 2020-07 – 2020-12; whole years as such."""
        if self.language is Language.CHINESE:
            return self.calendars(period)[0]
        return gregorian_words(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))

    def period(self, period: dict[str, str] | None) -> str:
        """A period in both calendars in one text; "" where there is none."""
        if period is None:
            return ""
        own, other = self.calendars(period)
        return f"{own} ({other})" if self.language is Language.ENGLISH else f"{own}（{other}）"


def _gregorian(start: date, end: date) -> str:
    if start == end:
        return start.isoformat()
    return f"{start.isoformat()} – {end.isoformat()}"


def wording_of(request: Request) -> Wording:
    """The language that the address asks for by ?lang=, else the one that the browser prefers, else Chinese.

    Raises InputError for a language that the pages do not speak.
    """
    asked = request.query_params.get("lang")
    if asked is not None:
        found = next(
            (language for language in Language if asked.lower() in (language.value.lower(), language.key)), None
        )
        if found is None:
            raise InputError(f"The pages are in {' and '.join(Language)}, not in '{asked}'.")
        return Wording(found, stated=True)
    return Wording(_preferred(request.headers.get("accept-language", "")))


def _preferred(header: str) -> Language:
    """The first of the languages listed that is one of ours (RFC 9110, section 12.5.4); browsers list in order."""
    for part in header.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("en"):
            return Language.ENGLISH
        if tag.startswith("zh"):
            return Language.CHINESE
    return Language.CHINESE
