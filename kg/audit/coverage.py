"""What became of every number, quoted name and award word of a report: read, left out with a reason, or missed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.audit.claims import Claim, Fate, Owners, owners_of
from kg.audit.names import QUOTATIONS, AwardWords, award_claim, name_claim
from kg.audit.themes import Themes
from kg.model.facts import Reading
from kg.model.mentions import Mentions
from kg.model.text import Outline, Span

# Decimal digits of half or full width, with what groups them: 1,193 and 25.34 and １１０ are one run each.
RUN = re.compile(r"\d+(?:[.,，．]\d+)*")


class What(StrEnum):
    """What is looked for in a text."""

    NUMBER = "number"
    NAME = "name"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class Run:
    """A number (digits, or a numeral in Chinese characters), what stands in quotation marks, or a word that tells of an
    award, and what became of it.

    reason  why a number is left out; the kind of thing that a name names; "" otherwise
    fact    ordinal of the fact that a number or quotation states, or None
    """

    what: What
    span: Span
    fate: Fate
    reason: str
    fact: int | None


def coverage(
    outline: Outline, mentions: Mentions, reading: Reading, awards: AwardWords, themes: Themes
) -> tuple[Run, ...]:
    """Everything that a reader would want to be read, in order of the text."""
    owners = owners_of(outline, mentions, reading)
    runs = [*_numbers(outline, mentions, reading, owners), *_names(outline, owners, awards, themes)]
    runs += _awards(outline, owners, awards)
    return tuple(sorted(runs, key=lambda run: (run.span, run.what)))


def tally(runs: Iterable[Run]) -> Counter[str]:
    """How many had which fate."""
    return Counter(run.fate.value for run in runs)


def _numbers(outline: Outline, mentions: Mentions, reading: Reading, owners: Owners) -> Iterator[Run]:
    """Digits as they stand, cut in two by a page break too; of numerals in Chinese characters what extraction saw."""
    text = outline.source.text
    digits = [Span(*found.span()) for found in RUN.finditer(text)]
    spelled = [span for span in _spelled(mentions, reading) if not RUN.search(span.cut(text))]
    for span in sorted({*digits, *spelled}):
        claim = owners.numbers.get(span.start, Claim(Fate.MISSED))
        yield _run(What.NUMBER, span, claim)


def _spelled(mentions: Mentions, reading: Reading) -> Iterator[Span]:
    yield from (quantity.number for quantity in mentions.quantities)
    yield from (fact.quantity.number for fact in reading.facts)
    yield from (excluded.span for excluded in mentions.excluded)
    yield from mentions.spelled


def _names(outline: Outline, owners: Owners, awards: AwardWords, themes: Themes) -> Iterator[Run]:
    text = outline.source.text
    for quoted in QUOTATIONS:
        for found in quoted.finditer(text):
            span = Span(*found.span(1))
            yield _run(What.NAME, span, name_claim(text, span, owners, awards, themes))


def _awards(outline: Outline, owners: Owners, awards: AwardWords) -> Iterator[Run]:
    text = outline.source.text
    for span in awards.find(text):
        yield _run(What.AWARD, span, award_claim(text, span, owners, awards))


def _run(what: What, span: Span, claim: Claim) -> Run:
    return Run(what, span, claim.fate, claim.reason, claim.fact)
