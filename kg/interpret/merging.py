"""When two names in one report are names of one thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.alternation import alternation
from kg.model.mentions import NameKind, NameMention

# Spellings of one sign.
SPELLINGS = str.maketrans("臺‧・", "台··")
MARKS = str.maketrans("", "", "「」『』《》〈〉【】")
YEAR = re.compile(r"^(?:\d{2,4}(?:-\d{2,4})?年度?)")
PLACES = 10  # places that an entity keeps at most
SHORTEST = 4  # characters of a part of a name that may stand for the whole


@dataclass(frozen=True, slots=True)
class MergingRules:
    """The rows of `rules/entities.toml`, compiled."""

    neutral: re.Pattern[str]
    signs: re.Pattern[str]


def merging_rules(table: Mapping[str, Any]) -> MergingRules:
    """Compiles the rows."""
    signs = "".join(re.escape(sign) for sign in table["parting"]["signs"])
    return MergingRules(re.compile(f"(?<=..)(?:{alternation(table['neutral']['words'])})$"), re.compile(f"[{signs}]"))


def merge(mentions: Sequence[NameMention], owner: str | None, rules: MergingRules) -> list[list[NameMention]]:
    """The mentions of each thing, things in order of their first mention."""
    heads: dict[tuple[NameKind, str], tuple[NameKind, str]] = {}
    groups: dict[tuple[NameKind, str], list[NameMention]] = {}
    for mention in mentions:
        keys = [(mention.kind, key) for key in _keys(mention, owner, rules)]
        head = next((heads[key] for key in keys if key in heads), keys[0])
        for key in keys:
            heads.setdefault(key, head)
        groups.setdefault(head, []).append(mention)
    return list(groups.values())


def _keys(mention: NameMention, owner: str | None, rules: MergingRules) -> Iterator[str]:
    """What a name has in common with other names of its thing, the surest first."""
    name = key_of(mention.full)
    yield name
    if mention.kind is NameKind.AGENCY:
        yield name.removeprefix("行政院")
    if mention.kind is NameKind.PROGRAMME:
        plain = YEAR.sub("", name.removeprefix(key_of(owner or "")).removeprefix("本市"))
        parts = rules.signs.split(plain)
        for one in (plain, *(parts[-1:] if len(parts) > 1 and len(parts[-1]) >= SHORTEST else ())):
            yield one
            yield rules.neutral.sub("", one)


def key_of(name: str) -> str:
    """A name without blanks and marks, in one spelling and case."""
    return "".join(name.split()).translate(SPELLINGS).translate(MARKS).casefold()
