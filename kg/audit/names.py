"""What became of quotations, and of the words that tell of awards."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.audit.claims import Claim, Fate, Owners
from kg.audit.themes import Themes
from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.mentions import NameKind, NameMention
from kg.model.text import Span
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "awards.toml"
# What stands between quotation marks of one sort. A quotation of another sort inside counts for itself.
QUOTATIONS = tuple(
    re.compile(f"{left}([^{left}{right}]+){right}") for left, right in ("「」", "『』", "《》", "〈〉", "【】")
)
NUMBERED = r"第[\d一二三四五六七八九十]{1,3}名"
# An edition or a year in brackets adds nothing to a name: …宣導計畫(109-112年).
BRACKET = re.compile(r"[(（][^()（）]*[)）]")
NEAR = 600  # characters between an award and a rank that belongs to it


@dataclass(frozen=True, slots=True)
class AwardWords:
    """The words of `rules/awards.toml`: one pattern for all, and those that name no award."""

    pattern: re.Pattern[str]
    ordinary: frozenset[str]

    def find(self, text: str) -> Iterator[Span]:
        """The places of the words that tell of awards, from left to right."""
        for found in self.pattern.finditer(text):
            yield Span(*found.span())


def load_award_words() -> AwardWords:
    """Reads `rules/awards.toml`. Raises KnowledgeError where it is not as it must be."""
    try:
        table = read_table(RULES)
        award, ordinary = table["award"]["words"], table["ordinary"]["words"]
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
    return AwardWords(re.compile(f"{alternation([*award, *ordinary])}|{NUMBERED}"), frozenset(ordinary))


def name_claim(text: str, span: Span, owners: Owners, awards: AwardWords, themes: Themes) -> Claim:
    """What became of a quotation: the kind of thing that it names, what it was taken up for, or why it names nothing.

    The words beside it are asked last, so that no name is lost by them.
    """
    if span.start in owners.skipped:
        return Claim(Fate.EXCLUDED, owners.skipped[span.start])
    named = _named(text, span, owners)
    if named is not None:
        return Claim(Fate.NAMED, named.kind.value)
    if awards.pattern.fullmatch(text, span.start, span.end):
        return award_claim(text, span, owners, awards)
    return _figure(span, owners) or _taken_up(span, owners) or _named_nothing(text, span, themes)


def _named(text: str, span: Span, owners: Owners) -> NameMention | None:
    """The name that a quotation is, or ends with: what a thing is stands at the end of its name."""
    last = span.end - 1
    while last > span.start and text[last].isspace():
        last -= 1
    names = [one for one in owners.names.get(last, ()) if one.kind is not NameKind.QUOTED]
    if names:
        return names[-1]
    first = (one for one in owners.names.get(span.start, ()) if one.kind is not NameKind.QUOTED)
    return next((one for one in first if BRACKET.fullmatch(text[one.span.end : span.end].strip())), None)


def _figure(span: Span, owners: Owners) -> Claim | None:
    """The fact that fills a quotation, but for words that bound it: 「1比4」, 「90%以上」."""
    claim = owners.numbers.get(span.start)
    if claim is None or claim.fact is None:
        return None
    filled = sum(owners.numbers.get(place) == claim for place in range(span.start, span.end))
    return claim if 2 * filled > len(span) else None


def _taken_up(span: Span, owners: Owners) -> Claim | None:
    quoted = next((one for one in owners.names.get(span.start, ()) if one.kind is NameKind.QUOTED), None)
    reason = owners.things.get(quoted.full) if quoted else None
    return Claim(Fate.NAMED, reason) if reason else None


def _named_nothing(text: str, span: Span, themes: Themes) -> Claim:
    reason = themes.reason_of(text, span)
    return Claim(Fate.EXCLUDED, reason) if reason else Claim(Fate.MISSED)


def award_claim(text: str, span: Span, owners: Owners, awards: AwardWords) -> Claim:
    """What became of a word that tells of an award: it is in a conferral, in a name, or a word of everyday use."""
    if span.start in owners.skipped:
        return Claim(Fate.EXCLUDED, owners.skipped[span.start])
    names = [one for one in owners.names.get(span.start, ()) if one.kind is not NameKind.QUOTED]
    if any(one.span in owners.conferred for one in names):
        return Claim(Fate.NAMED, "conferral")
    if any(one.kind is NameKind.AWARD for one in names):
        return Claim(Fate.NAMED, "award")
    if names:
        return Claim(Fate.EXCLUDED, "part of a name")
    if span.cut(text) in awards.ordinary:
        return Claim(Fate.EXCLUDED, "ordinary word")
    return Claim(Fate.NAMED, "conferral") if _ranks(span.cut(text), span, owners) else Claim(Fate.MISSED)


def _ranks(word: str, span: Span, owners: Owners) -> bool:
    """Whether a word is the rank of an award that was given to somebody near it."""
    places = owners.places
    index = bisect_left(places, Span(max(0, span.start - NEAR), max(0, span.start - NEAR)))
    while index < len(places) and places[index].start <= span.end + NEAR:
        if word in owners.conferred[places[index]]:
            return True
        index += 1
    return False
