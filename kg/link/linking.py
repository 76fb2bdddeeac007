"""The public verb: the links of one report."""

from kg.link.entities import link_entities
from kg.link.metrics import link_metrics
from kg.link.units import link_units
from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading


def link(reading: Reading, vocabulary: Vocabulary) -> Links:
    """Links facts to metrics and units, names to agencies, programmes, awards, systems and laws.

    At most one link a mention and scheme; each has a score from 0 to 1 and a reason in words.
    """
    units = link_units(reading, vocabulary)
    return Links(
        metrics=link_metrics(reading, vocabulary, {one.mention: one.slug for one in units}),
        entities=link_entities(reading, vocabulary),
        units=units,
    )
