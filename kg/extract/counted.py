"""Finds the systems of a list that is counted at its end: 福利專區、學習專區及退撫網等3專區."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.extract.boundaries import SIGN
from kg.extract.naming import Candidate, Group, Passage
from kg.model.alternation import alternation
from kg.model.mentions import NameKind

COUNTED = Group.COUNTED

NUMBERS = {char: number for number, char in enumerate("二三四五六七八九十", start=2)}
LONGEST = 16  # characters of one of the list
# The one of a list that ends at a place: after 、 or 及, without any sign in it.
ITEM = re.compile(rf"[、及與和]((?:(?!{SIGN})[^及與和]){{2,{LONGEST}}})$")


@dataclass(frozen=True, slots=True)
class CountedRules:
    """`words`: what is counted;  pattern: such a word behind its number."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]


def counted_rules(table: Mapping[str, Any]) -> CountedRules:
    """Compiles `[counted]` of `rules/systems.toml`."""
    words = tuple(table["counted"]["words"])
    return CountedRules(words, re.compile(rf"等(\d{{1,2}}|[{''.join(NUMBERS)}])(?:個|項|大)?{alternation(words)}"))


def counted_candidates(passage: Passage, rules: CountedRules) -> Iterator[Candidate]:
    """The systems of such lists but the first, of which nothing tells where it begins. A list that has fewer than it
    says is none: …等17項 tells of more than systems."""
    for found in rules.pattern.finditer(passage.text) if COUNTED in passage.groups else ():
        items = list(_items(passage.text, found.start(), _number(found.group(1)) - 1))
        if len(items) == _number(found.group(1)) - 1:
            yield from items


def _items(text: str, place: int, number: int) -> Iterator[Candidate]:
    """At most that many of a list before a place, the last first."""
    for _ in range(number):
        begin = max(0, place - LONGEST - 1)
        item = ITEM.search(text[begin:place])
        if item is None:
            return
        yield Candidate(begin + item.start(1), place, NameKind.SYSTEM, item.group(1))
        place = begin + item.start()


def _number(text: str) -> int:
    return NUMBERS[text] if text in NUMBERS else int(text)
