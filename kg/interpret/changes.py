"""Finds what a report tells of bodies and programmes that begin, end, change or are staffed anew."""

from collections.abc import Sequence

from kg.interpret.entities import EntityRules
from kg.model.facts import Change, Entity, Fact
from kg.model.mentions import Mentions
from kg.model.text import Outline


def read_changes(
    outline: Outline, mentions: Mentions, facts: Sequence[Fact], entities: Sequence[Entity], rules: EntityRules
) -> tuple[Change, ...]:
    """The changes of a report, in reading order."""
    return ()
