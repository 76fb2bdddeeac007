"""From names to entities: one for every thing that a report names, with all its names and places."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KnowledgeError
from kg.interpret.change_rules import ChangeRules, change_rules
from kg.interpret.conferrals import ConferralRules, conferral_rules, find_contests, read_conferrals
from kg.interpret.merging import PLACES, MergingRules, Wording, merge, merging_rules
from kg.interpret.telling import tellings
from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import Lexicon, Mentions, NameKind, NameMention
from kg.model.text import Outline
from kg.resources import read_table

QUOTING = frozenset("「『《〈【")
RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class EntityRules:
    """Compiled rules."""

    merging: MergingRules
    conferrals: ConferralRules
    changes: ChangeRules


def load_entity_rules() -> EntityRules:
    """The packaged rules. Raises KnowledgeError, with the file, for what is not as it must be."""
    try:
        return EntityRules(
            merging_rules(read_table(RULES / "entities.toml")),
            conferral_rules(read_table(RULES / "conferrals.toml")),
            change_rules(read_table(RULES / "changes.toml")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error


def read_entities(
    outline: Outline, mentions: Mentions, info: ReportInfo, lexicon: Lexicon, rules: EntityRules
) -> tuple[Entity, ...]:
    """The entities of a report, in order of their first mention. Every conferral of an award is one of its own."""
    mentions = _contests_apart(outline, mentions, rules)
    others = [one for one in mentions.names if one.kind is not NameKind.AWARD]
    found = [_entity(group) for group in merge(others, info.owner, rules.merging, _wording(outline, others, lexicon))]
    found += read_conferrals(outline, mentions, info, lexicon, rules.conferrals)
    parents = dict(lexicon.parents)
    bodies = {one.name for one in found if one.kind is NameKind.AGENCY} | {*parents, *parents.values()}
    placed = (replace(one, parent=parents.get(one.name) or _above(one.name, bodies)) for one in found)
    return tuple(sorted(placed, key=lambda one: one.mentions[0].span))


def _contests_apart(outline: Outline, mentions: Mentions, rules: EntityRules) -> Mentions:
    """The mentions with the contests among the awards as programmes."""
    contests = find_contests(tellings(outline, mentions).values(), rules.conferrals)
    if not contests:
        return mentions
    return replace(
        mentions,
        names=tuple(replace(one, kind=NameKind.PROGRAMME) if one in contests else one for one in mentions.names),
    )


def _wording(outline: Outline, names: Sequence[NameMention], lexicon: Lexicon) -> Wording:
    texts = [block.flow.text for block in outline.blocks]
    free = {
        (one.block, one.start) for one in names if texts[one.block][max(0, one.start - 1) : one.start] not in QUOTING
    }
    return Wording(free, {name.text: name.full for name in lexicon.names if name.kind is NameKind.PROGRAMME})


def _above(name: str, bodies: Container[str]) -> str | None:
    """The body with whose name a name begins: 高雄市政府 of 高雄市政府遴選委員會, 行政院 of 行政院服務品質獎."""
    return next((name[:end] for end in range(len(name) - 1, 2, -1) if name[:end] in bodies), None)


def _entity(group: Sequence[NameMention]) -> Entity:
    """The name is the fullest form; the other forms, as written and in full, are aliases."""
    name = max((one.full for one in group), key=len)
    aliases = {form for one in group for form in (one.text, one.full)} - {name}
    return Entity(group[0].kind, name, tuple(sorted(aliases)), None, tuple(group[:PLACES]))
