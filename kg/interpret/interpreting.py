"""The public verb: the reading of one report."""

from dataclasses import dataclass

from kg.interpret.changes import read_changes
from kg.interpret.entities import EntityRules, load_entity_rules, read_entities
from kg.interpret.facts import FactRules, load_fact_rules, read_facts
from kg.interpret.telling import tellings
from kg.model.facts import Reading, ReportInfo
from kg.model.mentions import Lexicon, Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class InterpretRules:
    """The rules of interpretation, compiled."""

    facts: FactRules
    entities: EntityRules


def load_rules() -> InterpretRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return InterpretRules(load_fact_rules(), load_entity_rules())


def interpret(
    outline: Outline, mentions: Mentions, info: ReportInfo, lexicon: Lexicon, rules: InterpretRules
) -> Reading:
    """What the report says: facts, entities and changes, each in reading order."""
    facts = read_facts(outline, mentions, info, rules.facts)
    told = tellings(outline, mentions)
    entities = read_entities(told, info, lexicon, rules.entities)
    changes = read_changes(told, info, entities, rules.entities)
    return Reading(info, outline, facts, entities, changes)
