"""How the words about a figure define it, and in what two definitions differ: data in `rules/definitions.toml`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.lineage.phrases import MARK, Phrase
from kg.model.alternation import alternation
from kg.model.findings import Words
from kg.model.folding import fold
from kg.model.lines import Shift
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "definitions.toml"
CUMULATIVE, EXCLUSION = "cumulative", "exclusion"
# 除…外 and where it ends; brackets are gone, so that 外勤人員 in one is no end.
_EXCEPT = re.compile(r"除([^,;。|除]{2,60}?)[之以除]?外(?!語|籍|賓|國|勤),?(.?)")
_PARTS = re.compile(r"[、及與和]")
_REST = re.compile(r"等.*$")
# Characters at most between what was and what became of it, and between 由 and what was: 由現行93個增加至101個.
REACH, NEAR = 24, 4


class Compare(StrEnum):
    """When two sets of values of a facet break a line."""

    DISJOINT = "disjoint"
    SETS = "sets"
    PRESENCE = "presence"

    def breaks(self, one: frozenset[str], other: frozenset[str]) -> bool:
        if self is Compare.PRESENCE:
            return one != other
        if not one or not other:
            return False
        return one.isdisjoint(other) if self is Compare.DISJOINT else one != other


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that words can say of what is counted.

    rules    whether it says something of what a rule grants
    values   its values by name;  ignored: those that say nothing, and stand in the way of shorter words
    """

    name: str
    title: Words
    compare: Compare
    rules: bool
    values: Mapping[str, Words] = field(repr=False)
    ignored: frozenset[str] = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)
    meanings: Mapping[str, str] = field(repr=False)

    def says(self, clause: str) -> frozenset[str]:
        """The values that the words of a clause say."""
        found = {self.meanings[word] for word in self.pattern.findall(clause)}
        return frozenset(found - self.ignored)

    def words(self, values: frozenset[str]) -> Words:
        """Values in words, in the order of the rules; "" for none."""
        named = [words for name, words in self.values.items() if name in values]
        return Words("、".join(words.zh for words in named), ", ".join(words.en for words in named))


@dataclass(frozen=True, slots=True)
class Definition:
    """What the words about a figure say of what is counted.

    said      value names by facet, for those of which something is said
    excluded  what is left out, as worded;  told: what the sentence says to be left out anywhere
    basis     what the figure rests on: "observed", "planned" or "rule"
    """

    said: Mapping[str, frozenset[str]]
    excluded: frozenset[str]
    told: frozenset[str]
    basis: str = "observed"


@dataclass(frozen=True, slots=True)
class Definitions:
    """All rows of `rules/definitions.toml`."""

    facets: Mapping[str, Facet] = field(repr=False)
    exclusion: Words
    basis: Words
    bases: Mapping[str, Words]
    besides: frozenset[str]
    filler: frozenset[str]
    change: re.Pattern[str] = field(repr=False)
    until: re.Pattern[str] = field(repr=False)
    ahead: re.Pattern[str] = field(repr=False)

    def read(self, phrase: Phrase, basis: str, *, spanned: bool) -> Definition:
        """The definition of a figure. One of which a span is told (`spanned`) is no running total."""
        facets = (facet for facet in self.facets.values() if not spanned or facet.name != CUMULATIVE)
        clause = _EXCEPT.sub("", phrase.clause)
        granted = basis == "rule"
        said = {one.name: values for one in facets if (one.rules or not granted) and (values := one.says(clause))}
        excluded = self._excluded(phrase.before)
        return Definition(said, excluded, excluded | self._excluded(phrase.after), basis)

    def _excluded(self, words: str) -> frozenset[str]:
        return frozenset(
            part
            for found in _EXCEPT.finditer(words)
            if found[2] not in self.besides
            for part in map(self._part, _PARTS.split(found[1]))
            if part
        )

    def _part(self, words: str) -> str:
        bare = _REST.sub("", words)
        return bare[1:] if bare[:1] in self.filler else bare

    def shifts(self, was: Definition, now: Definition) -> tuple[Shift, ...]:
        """In what two definitions differ; nothing where they can be one."""
        return tuple((*self._basis(was, now), *self._facets(was, now), *self._exclusions(was, now)))

    def _basis(self, was: Definition, now: Definition) -> Iterator[Shift]:
        if was.basis != now.basis:
            yield Shift("basis", self.bases[was.basis], self.bases[now.basis])

    def _facets(self, was: Definition, now: Definition) -> Iterator[Shift]:
        for name, facet in self.facets.items():
            one, other = was.said.get(name, frozenset()), now.said.get(name, frozenset())
            if facet.compare.breaks(one, other):
                yield Shift(name, facet.words(one), facet.words(other))

    def _exclusions(self, was: Definition, now: Definition) -> Iterator[Shift]:
        if was.excluded - now.told or now.excluded - was.told:
            yield Shift(EXCLUSION, _as_worded(was.told), _as_worded(now.told))

    def title(self, facet: str) -> Words:
        """What a shift is about, for people."""
        known = {"basis": self.basis, EXCLUSION: self.exclusion}
        return known[facet] if facet in known else self.facets[facet].title

    def is_before(self, phrase: Phrase, between: str) -> bool:
        """Whether a figure is what was before the next: `between` are the words from the one to the other."""
        left = phrase.clause.partition(MARK)[0][-NEAR:]
        return len(between) <= REACH and self.change.search(f"{left}{MARK}{between}") is not None


def _as_worded(parts: frozenset[str]) -> Words:
    return Words("、".join(sorted(parts)), ", ".join(sorted(parts)))


def load_definitions() -> Definitions:
    """Reads `rules/definitions.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        return _definitions(table)
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error


def _definitions(table: Mapping[str, Any]) -> Definitions:
    before, until = table["before"], table["until"]
    pattern, ending = alternation(until["pattern"]), alternation(until["ending"])
    return Definitions(
        facets={name: _facet(name, row) for name, row in table["facet"].items()},
        exclusion=_words(table["exclusion"]),
        basis=_words(table["basis"]),
        bases={name: _words(row) for name, row in table["basis"]["value"].items()},
        besides=frozenset(table["exclusion"]["besides"]),
        filler=frozenset(table["exclusion"]["filler"]),
        change=re.compile(rf"{alternation(before['from'])}[^|]*\|.*{alternation(before['became'])}$"),
        until=re.compile(rf"{pattern}|至[^,;。|至]{{1,14}}{ending}"),
        ahead=re.compile(alternation(table["ahead"]["words"])),
    )


def _facet(name: str, row: Mapping[str, Any]) -> Facet:
    values = row["value"]
    meanings = {fold(word): value for value, one in values.items() for word in one["words"]}
    return Facet(
        name=name,
        title=_words(row),
        compare=Compare(row["compare"]),
        rules=row.get("rules", True),
        values={value: _words(one) for value, one in values.items()},
        ignored=frozenset(value for value, one in values.items() if one.get("ignored")),
        pattern=re.compile(alternation(meanings)),
        meanings=meanings,
    )


def _words(row: Mapping[str, Sequence[str]]) -> Words:
    return Words(str(row["zh"]), str(row["en"]))
