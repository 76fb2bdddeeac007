"""Reads the mark in front of a line: its kind and its place in the count."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.model.text import Flow
from kg.structure.rules import StructureRules

_DASH = re.compile(r"[-–—•●○◎■□◆◇▪‧·*※★☆►▶➢➤✓+]{1,2}")
_POINTED = re.compile(r"[-–—•●]?(?P<mark>\d{1,2}\.)(?=\d)")
_HAN = {char: value for value, char in enumerate("○一二三四五六七八九")} | {"〇": 0, "零": 0}
_FORMAL = {char: value for value, char in enumerate("零壹貳參肆伍陸柒捌玖")} | {"貮": 2, "叁": 3, "叄": 3}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100}
_DIGIT = _HAN | _FORMAL
_STEMS = "甲乙丙丁戊己庚辛壬癸"
ARABIC, BULLET = "arabic", "bullet"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line's flow.

    kind   name of its kind ("han-brackets")
    rank   rank of its kind, 0 highest
    value  its place in the count, 0 where it does not count
    start  first character of the mark in the flow (behind a dash), `end` the first behind it
    """

    kind: str
    rank: int
    value: int
    start: int
    end: int


def read_mark(text: str, rules: StructureRules) -> Mark | None:
    """The mark with which a line's text (without blanks, widths folded) begins, or None."""
    dash = _DASH.match(text)
    found = rules.mark.match(text, dash.end()) if dash else None
    if found is not None and _kind(found, rules)[0] == BULLET:
        found = None
    return _mark(found or rules.mark.match(text), rules)


def mark_of(flow: Flow, rules: StructureRules) -> Mark | None:
    """The mark with which a line begins. A point with white space behind it divides no number: 2. 98 至 103 年."""
    pointed = _POINTED.match(flow.text)
    if pointed and pointed.end() < len(flow.text) and flow.offsets[pointed.end()] > flow.offsets[pointed.end() - 1] + 1:
        return _mark(rules.mark.match(pointed["mark"]), rules, pointed.start("mark"))
    return read_mark(flow.text, rules)


def mark_of_count(text: str, end: int, rules: StructureRules) -> Mark | None:
    """The mark that ends at a place of a line though a digit follows: 2. of 2.8公里免費, where the count shows it."""
    return _mark(rules.mark.match(text[:end]), rules)


def mark_at(text: str, place: int, rules: StructureRules) -> Mark | None:
    """The mark that begins at a place inside a line."""
    return _mark(rules.mark.match(text, place), rules)


def _mark(found: re.Match[str] | None, rules: StructureRules, shift: int = 0) -> Mark | None:
    if found is None:
        return None
    name, rank, values = _kind(found, rules)
    return Mark(name, rank, _VALUES[values](found.group()), found.start() + shift, found.end() + shift)


def _kind(found: re.Match[str], rules: StructureRules) -> tuple[str, int, str]:
    kind = rules.kinds[int((found.lastgroup or "m0")[1:])]
    return kind.name, kind.rank, kind.values


def _numeral(mark: str) -> int:
    """Reads 十一, 叁拾壹, 廿三, 12 and 二; signs around the numeral are passed over."""
    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits.group())
    total, last = 0, 0
    for char in mark:
        if char in _TENS:
            step = _TENS[char]
            total, last = total + (last * step if last and step in (10, 100) else step), 0
        elif char in _DIGIT:
            last = _DIGIT[char]
    return total + last


def _signed(first: str, count: int) -> Callable[[str], int]:
    """Reads a mark that is one sign: the first of its block is 1."""
    return lambda mark: next((ord(char) - ord(first) + 1 for char in mark if 0 <= ord(char) - ord(first) < count), 0)


def _han(mark: str) -> int:
    return _signed("㈠", 10)(mark) or _numeral(mark)


def _arabic(mark: str) -> int:
    return _signed("⑴", 20)(mark) or _numeral(mark)


def _circled(mark: str) -> int:
    return _signed("①", 20)(mark) or _signed("❶", 10)(mark)


def _letter(mark: str) -> int:
    return _signed("a", 26)(mark.lower())


def _stem(mark: str) -> int:
    return _STEMS.find(mark[0]) + 1


# How a number is read, by the name in the column `values` of marks.toml.
_VALUES: Mapping[str, Callable[[str], int]] = MappingProxyType(
    {
        "any": _numeral,
        "formal": _numeral,
        "roman": _signed("Ⅰ", 12),
        "stem": _stem,
        "han": _han,
        "arabic": _arabic,
        "circled": _circled,
        "letter": _letter,
        "none": lambda _: 0,
    }
)
