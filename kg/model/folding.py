"""Texts made alike for comparing: width, case, 臺 and 台, white space and quotation marks do not count."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

IGNORED = frozenset("「」『』《》〈〉【】“”\"'‘’")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places` holds for every character of it the index of its character in the text it was made of."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> str:
    """NFKC, without white space and quotation marks, lower case, 臺 as 台."""
    return "".join(map(_fold_char, text))


def fold_places(text: str) -> Folded:
    """As `fold`, and where every character came from. Folds character by character, so that places are exact."""
    pairs = [(part, index) for index, char in enumerate(text) for part in _fold_char(char)]
    return Folded("".join(part for part, _ in pairs), tuple(index for _, index in pairs))


@lru_cache(maxsize=8192)  # more than the characters of all reports
def _fold_char(char: str) -> str:
    if char.isspace() or char in IGNORED:
        return ""
    return unicodedata.normalize("NFKC", char).casefold().replace("臺", "台").replace(" ", "")
