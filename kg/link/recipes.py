"""What the vocabulary says of how the figures of a metric are known, made ready for matching.

Keys of `Concept.features`: nearWords, beforeWords, contextWords, notNearWords, notBeforeWords, notContextWords are
words with | between those of which one is enough; related is a concept as scheme/slug; otherUnit, usualKind, usualPart,
usualTemporality hold local names. A concept without a usual unit groups others and is never linked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.facts import Kind
from kg.model.folding import fold
from kg.model.mentions import Part

Words = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the figures of one metric are known.

    units    how much a unit counts, by the unit's local name: 1 for the usual one, less for one of its group
    kinds    the kinds that they have;  parts: the parts of a quote that they may be
    things   names of what the metric is related to;  agencies: of the bodies
    """

    slug: str
    label: str
    parent: str | None
    units: Mapping[str, float]
    kinds: frozenset[Kind]
    parts: frozenset[Part]
    near: Words
    before: Words
    context: Words
    things: Words
    agencies: Words
    not_near: Words
    not_before: Words
    not_context: Words


def make_recipes(vocabulary: Vocabulary) -> tuple[Recipe, ...]:
    """One recipe a metric that has a usual unit, in order of local names."""
    units = vocabulary.scheme(Scheme.UNIT)
    concepts = {f"{concept.scheme.value}/{concept.slug}": concept for concept in vocabulary.concepts}
    return tuple(_recipe(concept, units, concepts) for concept in vocabulary.scheme(Scheme.METRIC) if concept.unit)


def recipes_by_unit(vocabulary: Vocabulary) -> Mapping[str, tuple[Recipe, ...]]:
    """The recipes by the local names of the units that their figures may have."""
    found: dict[str, list[Recipe]] = {}
    for recipe in make_recipes(vocabulary):
        for unit in recipe.units:
            found.setdefault(unit, []).append(recipe)
    return {unit: tuple(recipes) for unit, recipes in found.items()}


def _recipe(concept: Concept, units: tuple[Concept, ...], concepts: Mapping[str, Concept]) -> Recipe:
    related = [concepts[name] for name in values(concept, "related")]
    part = Part.INNER in {Part(value) for value in values(concept, "usualPart")}
    return Recipe(
        slug=concept.slug,
        label=concept.label,
        parent=concept.parent,
        units=_units(concept, units),
        kinds=frozenset(Kind(value) for value in values(concept, "usualKind")),
        parts=frozenset({Part.INNER}) if part else frozenset(Part) - {Part.INNER},
        near=_words(values(concept, "nearWords")),
        before=_words(values(concept, "beforeWords")),
        context=_words(values(concept, "contextWords")),
        things=_names(one for one in related if one.scheme is not Scheme.AGENCY),
        agencies=_names(one for one in related if one.scheme is Scheme.AGENCY),
        not_near=_words(values(concept, "notNearWords")),
        not_before=_words(values(concept, "notBeforeWords")),
        not_context=_words(values(concept, "notContextWords")),
    )


def values(concept: Concept, key: str) -> tuple[str, ...]:
    """The values of one feature of a concept."""
    return concept.values(key)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all the words, folded, longest first."""
    ordered = sorted({fold(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in ordered))


def _words(groups: Iterable[str]) -> Words:
    return tuple(any_of(group.split("|")) for group in groups)


def _names(concepts: Iterable[Concept]) -> Words:
    names = [name for concept in concepts for name in (concept.label, *concept.names, *values(concept, "hiddenLabel"))]
    return (any_of(names),) if names else ()


def _units(concept: Concept, units: tuple[Concept, ...]) -> Mapping[str, float]:
    """The usual unit counts 1, one named beside it 0.97, another of the usual one's group 0.93."""
    usual = next(unit for unit in units if unit.label == concept.unit)
    group = {unit.slug: 0.93 for unit in units if usual.parent and unit.parent == usual.parent}
    return group | {slug: 0.97 for slug in values(concept, "otherUnit")} | {usual.slug: 1.0}
