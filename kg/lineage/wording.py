"""The words of a passage: numbers whole, words of Latin letters whole, Chinese character by character."""

import re

# A figure: a number with its separators, two or more Han numerals, and what names a part of a year.
_FIGURE = re.compile(
    r"\d+(?:[,.:/]\d+)*|[〇○零一二三四五六七八九十百千萬億兆]{2,}|[上下](?=半年)|(?<=第)[一二三四](?=季)"
)
_WORD = re.compile(rf"{_FIGURE.pattern}|[A-Za-z]+|\s+|.", re.DOTALL)
_PUNCTUATION = re.compile(r"[^\w#]+")
MASK = "#"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text; joined they are the text."""
    return tuple(match[0] for match in _WORD.finditer(text))


def figures_of(text: str) -> tuple[str, ...]:
    """The figures of a text, in reading order."""
    return tuple(match[0] for match in _FIGURE.finditer(text))


def bare(text: str) -> str:
    """A text without punctuation and white space."""
    return _PUNCTUATION.sub("", text)


def masked(text: str) -> str:
    """A bare text with "#" for every figure. Separators of figures are gone with them, so 1,200 is one "#"."""
    return bare(_FIGURE.sub(MASK, text))
