"""What became of every number of a report: a fact, left out with a reason, or missed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.model.facts import Reading
from kg.model.mentions import Mentions
from kg.model.text import Outline, Span

# Decimal digits of half or full width, with what groups them: 1,193 and 25.34 and １１０ are one run each.
RUN = re.compile(r"\d+(?:[.,，．]\d+)*")


class Fate(StrEnum):
    """What became of a number."""

    FACT = "fact"
    EXCLUDED = "excluded"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims a place of the text."""

    fate: Fate
    reason: str
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class NumberRun:
    """A run of digits (or a numeral in Chinese characters that extraction took up) and what became of it.

    reason  why it is left out, "" otherwise
    fact    ordinal of the fact that it is the number of, or None
    """

    span: Span
    fate: Fate
    reason: str
    fact: int | None


def number_runs(outline: Outline, mentions: Mentions, reading: Reading) -> tuple[NumberRun, ...]:
    """Every number of the source in order, with what became of it.

    Numerals in Chinese characters count where extraction took them up: 一 is a number in 一場, and none in 一般.
    """
    text = outline.source.text
    owners: dict[int, Claim] = {}
    for span, claim in _claims(outline, mentions, reading):
        for place in range(span.start, span.end):
            owners.setdefault(place, claim)
    digits = [Span(*found.span()) for found in RUN.finditer(text)]
    spelled = [span for span in _numbers(mentions, reading) if not RUN.search(span.cut(text))]
    missed = Claim(Fate.MISSED, "")
    claims = {span: owners.get(span.start, missed) for span in sorted({*digits, *spelled})}
    return tuple(NumberRun(span, claim.fate, claim.reason, claim.fact) for span, claim in claims.items())


def tally(runs: Iterable[NumberRun]) -> Counter[str]:
    """How many numbers had which fate."""
    return Counter(run.fate.value for run in runs)


def _numbers(mentions: Mentions, reading: Reading) -> Iterator[Span]:
    yield from (fact.quantity.number for fact in reading.facts)
    yield from (excluded.span for excluded in mentions.excluded)


def _claims(outline: Outline, mentions: Mentions, reading: Reading) -> Iterator[tuple[Span, Claim]]:
    """Who claims which span; of two that claim one place the earlier has it."""
    for ordinal, fact in enumerate(reading.facts):
        yield fact.quantity.number, Claim(Fate.FACT, "", ordinal)
    for ordinal, fact in enumerate(reading.facts):
        yield fact.quantity.span, Claim(Fate.FACT, "", ordinal)
    for excluded in mentions.excluded:
        yield excluded.span, Claim(Fate.EXCLUDED, excluded.reason)
    for date in mentions.dates:
        yield date.span, Claim(Fate.EXCLUDED, "date")
    for skipped in outline.skipped:
        yield skipped.span, Claim(Fate.EXCLUDED, skipped.reason.value)
    for block in outline.blocks:
        yield Span(block.span.start, block.span.start + len(block.number)), Claim(Fate.EXCLUDED, "list mark")
    for quantity in mentions.quantities:
        yield quantity.span, Claim(Fate.EXCLUDED, "a quantity that states no fact")
