"""Finds names of bodies, programmes, awards, systems, laws and persons."""

from dataclasses import dataclass

from kg.model.mentions import Lexicon, NameMention
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class NameRules:
    """Compiled rules."""


def load_name_rules() -> NameRules:
    """The packaged rules."""
    return NameRules()


def find_names(outline: Outline, lexicon: Lexicon, rules: NameRules) -> tuple[NameMention, ...]:
    """The names of an outline, in reading order."""
    return ()
