"""From names to entities: one for every thing that a report names, with all its names and places."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from kg.errors import KnowledgeError
from kg.interpret.change_rules import ChangeRules, change_rules
from kg.interpret.conferrals import ConferralRules, conferral_rules, find_contests, read_conferrals
from kg.interpret.merging import PLACES, MergingRules, Wording, merge, merging_rules
from kg.interpret.telling import Telling, make_telling
from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import Lexicon, NameKind, NameMention
from kg.resources import read_table

AGENCY = NameKind.AGENCY
AWARD = NameKind.AWARD
PROGRAMME = NameKind.PROGRAMME

QUOTING = frozenset("「『《〈【")
RULES = Path(__file__).parent / "rules"
SHORTEST = 3  # characters of the name of a body above another


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
    told: Mapping[int, Telling], info: ReportInfo, lexicon: Lexicon, rules: EntityRules
) -> tuple[Entity, ...]:
    """The entities of a report, in order of their first mention. Every conferral of an award is one of its own."""
    told = {number: _contests_apart(block, rules) for number, block in told.items()}
    others = [one for block in told.values() for one in block.names if one.kind is not AWARD]
    found = [_entity(group) for group in merge(others, info.owner, rules.merging, _wording(told, others, lexicon))]
    found += read_conferrals(told, info, lexicon, rules.conferrals)
    parents = dict(lexicon.parents)
    bodies = {one.name for one in found if one.kind is AGENCY} | {*parents, *parents.values()}
    begins = {name[:SHORTEST] for name in bodies}
    placed = (_under(one, parents.get(one.name) or _above(one.name, bodies, begins)) for one in found)
    return tuple(sorted(placed, key=lambda one: (one.mentions[0].span.start, one.mentions[0].span.end)))


def _under(one: Entity, parent: str | None) -> Entity:
    return Entity(one.kind, one.name, one.aliases, parent, one.mentions, one.details) if parent else one


def _contests_apart(told: Telling, rules: EntityRules) -> Telling:
    """A block with the contests among the awards as programmes."""
    contests = find_contests(told, rules.conferrals)
    if not contests:
        return told
    names = [replace(one, kind=PROGRAMME) if one in contests else one for one in told.names]
    return make_telling(told.block, names, told.dates)


def _wording(told: Mapping[int, Telling], names: Sequence[NameMention], lexicon: Lexicon) -> Wording:
    free = {
        (one.block, one.start)
        for one in names
        if told[one.block].text[max(0, one.start - 1) : one.start] not in QUOTING
    }
    return Wording(free, {name.text: name.full for name in lexicon.names if name.kind is PROGRAMME})


def _above(name: str, bodies: Container[str], begins: Container[str]) -> str | None:
    """The body with whose name a name begins: 高雄市政府 of 高雄市政府遴選委員會, 行政院 of 行政院服務品質獎."""
    if name[:SHORTEST] not in begins:
        return None
    return next((name[:end] for end in range(len(name) - 1, SHORTEST - 1, -1) if name[:end] in bodies), None)


def _entity(group: Sequence[NameMention]) -> Entity:
    """The name is the fullest form; the other forms, as written and in full, are aliases."""
    name = max((one.full for one in group), key=len)
    aliases = {form for one in group for form in (one.text, one.full)} - {name}
    return Entity(group[0].kind, name, tuple(sorted(aliases)), None, tuple(group[:PLACES]))
