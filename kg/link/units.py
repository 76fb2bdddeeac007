"""Links the units of facts: by name alone, exactly."""

from kg.link.recipes import values
from kg.model.concepts import Link, Scheme, Vocabulary
from kg.model.facts import Reading
from kg.model.folding import fold


def link_units(reading: Reading, vocabulary: Vocabulary) -> tuple[Link, ...]:
    """One link a fact whose unit has that name; the unit of a bare fraction is the empty name."""
    names: dict[str, tuple[str, str]] = {}
    for concept in vocabulary.scheme(Scheme.UNIT):
        for name in (concept.label, *concept.names, *values(concept, "hiddenLabel")):
            names.setdefault(fold(name), (concept.slug, concept.label))
    found = [(ordinal, names.get(fold(fact.quantity.unit))) for ordinal, fact in enumerate(reading.facts)]
    return tuple(
        Link(Scheme.UNIT, ordinal, unit[0], 1.0, f"單位「{reading.facts[ordinal].quantity.unit}」即「{unit[1]}」")
        for ordinal, unit in found
        if unit
    )
