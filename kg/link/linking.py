"""The public verb: the links of one report."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.link.entities import link_entities
from kg.link.metrics import link_metrics
from kg.link.names import NameRules, load_name_rules
from kg.link.recipes import Recipe, recipes_by_unit
from kg.link.units import link_units
from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading


@dataclass(frozen=True, slots=True)
class LinkRules:
    """The vocabulary made ready for linking, the same for all reports.

    recipes  how the figures of metrics are known, by the local names of the units that they may have
    names    how names are compared
    """

    vocabulary: Vocabulary = field(repr=False)
    recipes: Mapping[str, tuple[Recipe, ...]] = field(repr=False)
    names: NameRules = field(repr=False)


def load_rules(vocabulary: Vocabulary) -> LinkRules:
    """The packaged rules and those that the vocabulary states."""
    return LinkRules(vocabulary, recipes_by_unit(vocabulary), load_name_rules())


def link(reading: Reading, rules: LinkRules) -> Links:
    """Links facts to metrics and units, names to agencies, programmes, awards, systems and laws.

    At most one link a mention and scheme; each has a score from 0 to 1 and a reason in words.
    """
    units = link_units(reading, rules.vocabulary)
    return Links(
        metrics=link_metrics(reading, rules.recipes, {one.mention: one.slug for one in units}),
        entities=link_entities(reading, rules.vocabulary, rules.names),
        units=units,
    )
