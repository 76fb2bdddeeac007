"""On what evidence names are one thing: the link of each, shared words, shared metrics, a person's judgement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kg.lineage.naming import Naming, written
from kg.lineage.segments import pairs_alike
from kg.model.concepts import Concept
from kg.model.folding import fold
from kg.model.mentions import NameKind
from kg.model.threads import Candidate, Join, Use

Row = Mapping[str, Any]
# Names of a thing so much alike are put before a person.
ALIKE = 0.6
# … and a name that has so many characters of the thing's whole name.
WHOLE = 6
# Metrics told under a name in the reports, by folded name.
Told = Mapping[str, frozenset[str]]


def joins_of(uses: Sequence[Use], told: Told) -> Iterator[Join]:
    """For every name that comes up after the first: the earlier one that is most like it, and what they share."""
    names: dict[str, Use] = {}
    for use in uses:
        for name in (use.name, *use.aliases):
            names.setdefault(fold(name), use)
    ordered = list(names)
    for place, name in enumerate(ordered):
        if place:
            yield _join(name, ordered[:place], names[name], told)


def _join(name: str, earlier: Sequence[str], use: Use, told: Told) -> Join:
    metrics = {other: told.get(name, frozenset()) & told.get(other, frozenset()) for other in earlier}
    other = max(earlier, key=lambda one: (_alike(name, one, metrics[one]), -earlier.index(one)))
    within = {name, other} <= {fold(form) for form in (use.name, *use.aliases)}
    degree, shared = round(pairs_alike(name, other), 4), shared_words(name, other)
    return Join(name, other, use, degree, shared, tuple(sorted(metrics[other])), within)


def _alike(name: str, other: str, metrics: frozenset[str]) -> tuple[float, int, float]:
    """By pairs of characters, then metrics, then characters: 關照員 is more like 關懷員 than like 關懷員認證班."""
    one, two = set(name), set(other)
    return pairs_alike(name, other), len(metrics), 2 * len(one & two) / (len(one) + len(two))


def shared_words(one: str, other: str) -> str:
    """The longest stretch that two names share, "" where it is one character."""
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size] if found.size > 1 else ""


def candidates_of(concept: Concept, uses: Sequence[Use], namings: Iterable[Naming], told: Told) -> Iterator[Candidate]:
    """Names that are linked to nothing and are much like one of the thing's."""
    known = {fold(name) for use in uses for name in (use.name, *use.aliases)}
    ordered = sorted(known | {fold(name) for name in (concept.label, *concept.names)})
    for naming in namings:
        for row in naming.entities:
            unlinked = row["concept"] is None and row["type"] == concept.scheme.value
            found = _like(row, ordered) if unlinked and row["type"] != NameKind.AGENCY else None
            if found is not None:
                yield _candidate(row, naming, found, told)


def _candidate(row: Row, naming: Naming, found: tuple[str, str, float], told: Told) -> Candidate:
    name, other, degree = found
    return Candidate(
        name=row["name"],
        report=naming.account.info.id,
        other=other,
        likeness=round(degree, 4),
        shared=shared_words(name, other),
        metrics=tuple(sorted(told.get(name, frozenset()) & told.get(other, frozenset()))),
        passages=naming.passages("name", row),
    )


def _like(row: Row, known: Sequence[str]) -> tuple[str, str, float] | None:
    """The name of a thing that a name is most like; one that holds a whole name of it is like enough."""
    pairs = [(pairs_alike(fold(name), other), fold(name), other) for name in written(row) for other in known]
    degree, name, other = max(pairs, default=(0.0, "", ""))
    if degree >= ALIKE:
        return name, other, degree
    whole = [(len(one), name, one, degree) for degree, name, one in pairs if len(one) >= WHOLE and one in name]
    return max(whole)[1:] if whole else None
