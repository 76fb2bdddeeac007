"""From names to entities: one for every thing that a report names, with all its names and places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import Lexicon, Mentions, NameKind, NameMention
from kg.model.text import Outline

PLACES = 10  # places that an entity keeps at most
TABLE = str.maketrans("臺‧・", "台··")


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
    groups: dict[tuple[NameKind, str], list[NameMention]] = {}
    for mention in mentions.names:
        groups.setdefault((mention.kind, key_of(mention.full)), []).append(mention)
    parents = dict(lexicon.parents)
    return tuple(_entity(kind, group, parents) for (kind, _), group in groups.items())


def key_of(name: str) -> str:
    """What two spellings of one name have in common."""
    return "".join(name.split()).translate(TABLE).casefold()


def _entity(kind: NameKind, group: Sequence[NameMention], parents: dict[str, str]) -> Entity:
    name = group[0].full
    aliases = tuple(sorted({one.text for one in group} - {name}))
    return Entity(kind, name, aliases, parents.get(name), tuple(group[:PLACES]))
