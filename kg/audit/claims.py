"""Who claims a place of the text: facts, dates, what is excluded or skipped, names, conferrals of awards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.model.facts import Reading
from kg.model.mentions import Mentions, NameKind, NameMention
from kg.model.text import Outline, Span


class Fate(StrEnum):
    """What became of a number or name."""

    FACT = "fact"
    NAMED = "named"
    EXCLUDED = "excluded"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of a place of the text."""

    fate: Fate
    reason: str = ""
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class Owners:
    """For characters of the source, who claims them.

    numbers    the claim on the number there
    skipped    why the character is not read
    names      the names that cover it, the shortest first
    conferred  places of the awards that were given to somebody, each with the rank in words, "" for none
    places     these places, sorted
    things     what quotations stand for that are of no kind of their own: the programme of a fact, the work of a
               conferral, what a change is of, by text
    """

    numbers: Mapping[int, Claim]
    skipped: Mapping[int, str]
    names: Mapping[int, tuple[NameMention, ...]]
    conferred: Mapping[Span, str]
    places: tuple[Span, ...]
    things: Mapping[str, str]


def owners_of(outline: Outline, mentions: Mentions, reading: Reading) -> Owners:
    """Who claims which character. Of two that claim one number the earlier has it."""
    numbers: dict[int, Claim] = {}
    for span, claim in _claims(outline, mentions, reading):
        for place in range(span.start, span.end):
            numbers.setdefault(place, claim)
    names: dict[int, tuple[NameMention, ...]] = {}
    for name in sorted(mentions.names, key=lambda one: len(one.span)):
        for place in range(name.span.start, name.span.end):
            names[place] = (*names.get(place, ()), name)
    skipped = {place: part.reason.value for part in outline.skipped for place in range(part.span.start, part.span.end)}
    conferred = _conferred(reading)
    return Owners(numbers, skipped, names, conferred, tuple(sorted(conferred)), dict(_things(reading)))


def _claims(outline: Outline, mentions: Mentions, reading: Reading) -> Iterator[tuple[Span, Claim]]:
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


def _conferred(reading: Reading) -> dict[Span, str]:
    found: dict[Span, str] = {}
    for entity in reading.entities:
        details = dict(entity.details)
        if entity.kind is NameKind.AWARD and details.get("recipient"):
            found |= {mention.span: details.get("rank", "") for mention in entity.mentions}
    return found


def _things(reading: Reading) -> Iterator[tuple[str, str]]:
    """Texts that a fact, a conferral or a change has taken up, with what for; a fact's programme goes first."""
    for change in reading.changes:
        yield from ((name, "change") for name in (change.subject, change.object) if name)
    for entity in reading.entities:
        yield from ((text, "work") for key, text in entity.details if key == "for")
    for fact in reading.facts:
        if fact.programme:
            yield fact.programme, "programme"
