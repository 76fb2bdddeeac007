"""The words about a figure: its clause, and its sentence before and after it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.clauses import QUOTED, cut
from kg.model.folding import fold
from kg.model.statements import Account, Statement
from kg.model.text import Span

_TAG = re.compile(r"<[^<>]*>")
# A bracket without a figure says more of what it follows: 本府各機關（含區公所）一級單位.
_ASIDE = re.compile(r"[(（]([^()（）\d]*)[)）]")
MARK = "|"  # stands for the figure
STOPS = ",;:。"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands around a figure, folded, quoted names left out.

    clause  its clause, with `MARK` in its place
    before, after   its sentence up to it and after it, without what stands in brackets
    """

    clause: str
    before: str
    after: str


def phrases_of(account: Account) -> Mapping[str, Phrase]:
    """The phrase of every statement of a metric in a report, by the IRI of the fact."""
    sentences: dict[Span, list[Statement]] = defaultdict(list)
    for statement in account.statements:
        sentences[_around(statement)].append(statement)
    return {
        statement.fact: phrase
        for span, statements in sentences.items()
        if any(statement.series for statement in statements)
        for statement, phrase in zip(statements, _phrases(account.text, span, statements), strict=True)
    }


def _around(statement: Statement) -> Span:
    """Its sentence, which a figure at its edge may reach beyond."""
    span, sentence = statement.span, statement.sentence
    return Span(min(span.start, sentence.start), max(span.end, sentence.end))


def _phrases(text: str, span: Span, statements: Sequence[Statement]) -> list[Phrase]:
    words = span.cut(text)
    figures = sorted({(one.span.start - span.start, one.span.end - span.start) for one in statements})
    clauses = cut(words, figures).clauses
    return [_phrase(words, one.span.start - span.start, one.span.end - span.start, clauses) for one in statements]


def _phrase(words: str, start: int, end: int, clauses: Sequence[int]) -> Phrase:
    own = clauses[start]
    left = "".join(words[place] for place in range(start) if clauses[place] == own)
    right = "".join(words[place] for place in range(end, len(words)) if clauses[place] == own)
    before, after = (_ASIDE.sub("", part) for part in (words[:start], words[end:]))
    return Phrase(plain(left) + MARK + plain(right).rstrip(STOPS), plain(before), plain(after))


def plain(words: str) -> str:
    """Words without mark-up, quoted names and the signs of brackets around what is no figure, folded."""
    return fold(_ASIDE.sub(r"\1", QUOTED.sub("", _TAG.sub("", words))))
