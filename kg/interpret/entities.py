"""From names to entities: one for every thing that a report names, with all its names and places."""

from dataclasses import dataclass

from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import Lexicon, Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class EntityRules:
    """Compiled rules."""


def load_entity_rules() -> EntityRules:
    """The packaged rules."""
    return EntityRules()


def read_entities(
    outline: Outline, mentions: Mentions, info: ReportInfo, lexicon: Lexicon, rules: EntityRules
) -> tuple[Entity, ...]:
    """The entities of a report, in order of their first mention."""
    return ()
