"""The public verb: the links of one report."""

from kg.model.concepts import Links, Vocabulary
from kg.model.facts import Reading


def link(reading: Reading, vocabulary: Vocabulary) -> Links:
    """Links facts to metrics and units, names to agencies, programmes, awards, systems and laws.

    At most one link a mention and scheme; each has a score from 0 to 1 and a reason in words.
    """
    del reading, vocabulary
    return Links()
