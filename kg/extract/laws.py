"""Finds cited titles with the articles and tables that belong to them: 衛生局組織規程第3條及第13條暨編制表."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from kg.extract.endings import Ended
from kg.extract.naming import Candidate, Passage
from kg.extract.titles import TitleRules, title_candidates, title_rules
from kg.model.alternation import alternation
from kg.model.mentions import NameKind

ARTICLE = r"第\d+條(?:之\d+)?(?:第\d+項)?(?:第\d+款)?"


@dataclass(frozen=True, slots=True)
class LawRules:
    """`tail`: what may follow a title and belongs to it."""

    titles: TitleRules
    tail: re.Pattern[str]


def law_rules(table: Mapping[str, Any]) -> LawRules:
    """Compiles `rules/laws.toml`."""
    words = alternation(table["tail"]["words"])
    return LawRules(title_rules(NameKind.LAW, table), re.compile(f"(?:{ARTICLE}(?:[、及](?={ARTICLE}))?)*(?:{words})*"))


def law_candidates(passage: Passage, ended: Iterable[Ended], rules: LawRules) -> Iterator[Candidate]:
    """All titles that may stand in a text. `ended` are the words that may end them."""
    for one in title_candidates(passage, ended, rules.titles.around):
        tail = rules.tail.match(passage.text, one.end)
        end = tail.end() if tail else one.end
        yield replace(one, end=end, full=passage.text[one.start : end])
