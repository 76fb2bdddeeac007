"""Whether the words of a thing still stand in a report where nothing was read of it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.audit.between.lore import Lore
from kg.audit.between.pages import Nearness, Page
from kg.audit.between.words import held
from kg.model.alternation import alternation
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Passage
from kg.model.folding import fold
from kg.model.statements import Statement

# How much of a name must stand in a text for the thing to be spoken of perhaps.
LEAST_PART, SHARE = 4, 0.65
_LATIN = re.compile(r"[a-z]")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9_]{3,}")
# How much of a phrase must stand about a number for the number to be what it speaks of, perhaps.
SPOKEN = 0.6
_NUMERAL = r"[\d〇一二兩三四五六七八九十百千萬億.,]"
# Features whose words stand in a figure's sentence, and those whose words may stand before it.
HERE, AROUND, NEVER = ("nearWords",), ("beforeWords", "contextWords"), "notContextWords"


@dataclass(frozen=True, slots=True)
class Trace:
    """By which words a metric is known to be spoken of.

    here    one of each in the sentence of its figure;  around: one of each there or shortly before
    never   words that speak of something else
    unit    a numeral with its unit
    """

    here: tuple[re.Pattern[str], ...] = field(repr=False)
    around: tuple[re.Pattern[str], ...] = field(repr=False)
    never: re.Pattern[str] = field(repr=False)
    unit: re.Pattern[str] = field(repr=False)


def trace_of(concept: Concept, units: Iterable[str], lore: Lore) -> Trace:
    """The trace of a metric of the vocabulary; `units` are those that its figures had."""
    return Trace(
        here=tuple(_groups(concept, HERE)),
        around=(*_groups(concept, AROUND), *_related(concept, lore)),
        never=_any(word for group in concept.values(NEVER) for word in group.split("|")),
        unit=unit_pattern(units),
    )


def unit_pattern(units: Iterable[str]) -> re.Pattern[str]:
    """A numeral with one of some units."""
    return re.compile(rf"{_NUMERAL}+[餘多]?(?:{alternation(map(fold, units))})")


def _groups(concept: Concept, features: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for feature in features:
        yield from (_any(group.split("|")) for group in concept.values(feature))


def _related(concept: Concept, lore: Lore) -> Iterator[re.Pattern[str]]:
    for name in concept.values("related"):
        scheme, _, slug = name.partition("/")
        other = lore.concepts.get((Scheme(scheme), slug))
        if other is not None:
            yield _any(names_of(other))


def names_of(concept: Concept) -> tuple[str, ...]:
    """All names of a thing, those too that are too general to name it alone."""
    return (concept.label, *concept.names, *concept.values("hiddenLabel"))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(alternation(filter(None, map(fold, words))))


def unread(page: Page, trace: Trace) -> Passage | None:
    """The first place where the words of a metric stand about a number of its unit that was read as no figure of
    another metric; None where there is none, or no words are known."""
    if not trace.here and not trace.around:
        return None
    for found in trace.unit.finditer(page.folded.text):
        near = page.near(*found.span())
        if _speaks(page.folded.text, trace, near) and not _taken(page, *found.span()):
            return page.passage("words", page.span(*near.close))
    return None


def _speaks(text: str, trace: Trace, near: Nearness) -> bool:
    if not all(word.search(text, *near.close) for word in trace.here):
        return False
    about = all(word.search(text, near.since, near.close[1]) for word in trace.around)
    return about and not trace.never.search(text, *near.close)


def _taken(page: Page, start: int, end: int) -> bool:
    """Whether a number was read as a figure of a metric."""
    span, statements = page.span(start, end), page.account.statements
    place = bisect_left(statements, span.start, key=lambda one: one.span.end)
    return any(_covers(one, start=span.start, end=span.end) for one in statements[place : place + 3])


def _covers(statement: Statement, start: int, end: int) -> bool:
    return statement.series is not None and statement.span.start < end and start < statement.span.end


def spoken(page: Page, phrase: str, unit: str) -> Passage | None:
    """The first place where most of a phrase stands about a number of a unit."""
    text = page.folded.text
    for found in unit_pattern([unit]).finditer(text):
        near = page.near(*found.span())
        if held(phrase, text[slice(*near.close)]) >= SPOKEN:
            return page.passage("words", page.span(*near.close))
    return None


def named(page: Page, names: Iterable[str]) -> Passage | None:
    """The first place where a name stands, or most of one (傑出貢獻獎 of 傑出貢獻獎選拔), or a word of it in Latin
    letters (CEDAW of CEDAW教育訓練)."""
    known = sorted({fold(name) for name in names if name}, key=lambda name: (-len(name), name))
    place = page.first(known) or _part(page, known) or _latin(page, known)
    return page.passage("words", page.span(*place)) if place else None


def _part(page: Page, names: Iterable[str]) -> tuple[int, int] | None:
    for name in names:
        place = page.longest(name)
        if place is not None and _most_of(name, page.folded.text[slice(*place)]):
            return place
    return None


def _most_of(name: str, part: str) -> bool:
    return len(_LATIN.sub("", part)) >= LEAST_PART and len(part) >= SHARE * len(name)


def _latin(page: Page, names: Iterable[str]) -> tuple[int, int] | None:
    words = {found.group() for name in names for found in _LATIN_WORD.finditer(name)}
    places = (found.span() for found in _LATIN_WORD.finditer(page.folded.text) if found.group() in words)
    return next(places, None)
