"""What the IRIs of facts, mentions and changes are made of: their words, no offsets and nothing interpreted.

So they stay when the report is corrected elsewhere or the reading improves.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from kg.model.facts import Fact, Reading

DIGITS = 16


def digest(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 over the parts, each without white space."""
    joined = "\0".join("".join(part.split()) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:DIGITS]


def _numbered(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """A digest a key; equal keys are told apart by their ordinal among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    result = []
    for key in keys:
        plain = tuple("".join(part.split()) for part in key)
        result.append(digest(*plain, str(seen[plain])))
        seen[plain] += 1
    return tuple(result)


def fact_digests(reading: Reading) -> tuple[str, ...]:
    """For every fact in order the digest of its sentence, its quote, and its ordinal among equals.

    Facts that were withdrawn count among the equals, so that the others keep their digests.
    """
    return _all_digests(reading)[: len(reading.facts)]


def withdrawn_digests(reading: Reading) -> tuple[str, ...]:
    """For every fact that was withdrawn the digest that it had."""
    return _all_digests(reading)[len(reading.facts) :]


def _all_digests(reading: Reading) -> tuple[str, ...]:
    text = reading.outline.source.text
    all_of_them = (*reading.facts, *reading.withdrawn)
    by_place = sorted(range(len(all_of_them)), key=lambda ordinal: _place(all_of_them[ordinal]))
    placed = [all_of_them[ordinal] for ordinal in by_place]
    numbered = _numbered((fact.sentence.cut(text), fact.quantity.span.cut(text)) for fact in placed)
    digests = dict(zip(by_place, numbered, strict=True))
    return tuple(digests[ordinal] for ordinal in range(len(all_of_them)))


def check_digest(rule: str, figures: Iterable[tuple[str, str]], about: Iterable[tuple[str, str]]) -> str:
    """The digest of a check: its rule and its figures as (role, IRI of the fact), in whatever order; of a check without
    figures, what it is about."""
    told = sorted(figures) or sorted(about)
    return digest(rule, *(part for pair in told for part in pair))


def _place(fact: Fact) -> tuple[int, int]:
    """Where a fact stands: two of one quote, 97(12)人, by their numbers."""
    return fact.quantity.span.start, fact.quantity.number.start


def entity_digests(reading: Reading) -> tuple[str, ...]:
    """For every entity in order the digest of its kind, its name, and its ordinal among equals."""
    return _numbered((entity.kind.value, entity.name) for entity in reading.entities)


def change_digests(reading: Reading) -> tuple[str, ...]:
    """For every change in order the digest of its type, its subject, its words, and its ordinal among equals."""
    text = reading.outline.source.text
    return _numbered((change.type.value, change.subject, change.span.cut(text)) for change in reading.changes)
