"""When two names in one report are names of one thing."""

import re
from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.alternation import alternation
from kg.model.mentions import NameKind, NameMention

AGENCY = NameKind.AGENCY
PROGRAMME = NameKind.PROGRAMME
SYSTEM = NameKind.SYSTEM

# One spelling for two, and marks left out.
SPELLINGS = str.maketrans("臺", "台", "「」『』《》〈〉【】·‧・，,")
YEAR = re.compile(r"^(?:\d{2,4}(?:-\d{2,4})?年度?)")
PLACES = 10  # places that an entity keeps at most
SHORTEST = 4  # characters of a part of a name that may stand for the whole
LOOSEST = 6  # characters of a name from which some within may be left out
REMEMBERED = 24  # names before that a shorter or longer one may repeat: a reader does not remember more

Key = tuple[NameKind, str]


@dataclass(frozen=True, slots=True)
class MergingRules:
    """The rows of `rules/entities.toml`, compiled."""

    neutral: re.Pattern[str]
    signs: re.Pattern[str]
    single: re.Pattern[str]


def merging_rules(table: Mapping[str, Any]) -> MergingRules:
    """Compiles the rows."""
    signs = "".join(re.escape(sign) for sign in table["parting"]["signs"])
    return MergingRules(
        re.compile(f"(?<=..)(?:{alternation(table['neutral']['words'])})$"),
        re.compile(f"[{signs}]"),
        re.compile(f"{alternation(table['single']['words'])}$"),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """How freely names are worded.

    free   block and place of the names that stand in running words: they may be shortened, quoted ones are exact
    known  names of programmes -> the name that the vocabulary prefers
    """

    free: Container[tuple[int, int]]
    known: Mapping[str, str]


EXACT = Wording(frozenset(), {})


def merge(
    mentions: Sequence[NameMention], owner: str | None, rules: MergingRules, wording: Wording = EXACT
) -> list[list[NameMention]]:
    """The mentions of each thing, things in order of their first mention."""
    heads: dict[Key, Key] = {}
    groups: dict[Key, list[NameMention]] = {}
    recent: deque[tuple[str, Key]] = deque(maxlen=REMEMBERED)
    known: dict[Key, Sequence[Key]] = {}  # of the names met so far: most are told more than once
    whose = key_of(owner or "")
    for mention in mentions:
        free = _free(mention, wording, rules)
        named = (mention.kind, mention.full)
        if named not in known:
            known[named] = [(mention.kind, key) for key in _keys(*named, whose, rules)]
        keys = known[named]
        if free and mention.full in wording.known:
            keys = [*keys, (mention.kind, "=" + wording.known[mention.full])]
        core = rules.neutral.sub("", keys[0][1]) if free else ""
        near = (head for name, head in reversed(recent) if repeats(core, name)) if free else ()
        head = next((heads[key] for key in keys if key in heads), None) or next(iter(near), keys[0])
        for key in keys:
            heads.setdefault(key, head)
        if free:
            recent.append((core, head))
        groups.setdefault(head, []).append(mention)
    return list(groups.values())


def _free(mention: NameMention, wording: Wording, rules: MergingRules) -> bool:
    """Whether a name may be a shorter or longer form of another. Classes and events are told apart by theirs."""
    programme = mention.kind is PROGRAMME and (mention.block, mention.start) in wording.free
    return programme and not rules.single.search(mention.full)


def repeats(one: str, other: str) -> bool:
    """Whether of two names one is the end of the other, or is it with characters left out: 員工專業諮商服務 is
    員工諮商服務."""
    if one[-2:] != other[-2:]:
        return False
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < SHORTEST:
        return False
    return long.endswith(short) or (len(short) >= LOOSEST and short[0] == long[0] and _left_out(short, long))


def _left_out(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _keys(kind: NameKind, full: str, whose: str, rules: MergingRules) -> Iterator[str]:
    """What a name has in common with other names of its thing, the surest first. `whose` is the key of the owner."""
    name = key_of(full)
    yield name
    if kind is AGENCY:
        yield name.removeprefix("行政院")
    if kind is SYSTEM:
        yield name.removeprefix(whose)
    if kind is PROGRAMME:
        plain = YEAR.sub("", name.removeprefix(whose).removeprefix(whose.removesuffix("政府")).removeprefix("本市"))
        parts = rules.signs.split(plain)
        for one in (plain, *(parts[-1:] if len(parts) > 1 and len(parts[-1]) >= SHORTEST else ())):
            yield one
            yield rules.neutral.sub("", one)


def key_of(name: str) -> str:
    """A name without blanks and marks, in one spelling and case."""
    return "".join(name.split()).translate(SPELLINGS).casefold()
