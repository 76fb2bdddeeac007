"""The rules by which changes are told, compiled from `rules/changes.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model.alternation import alternation, branches
from kg.model.facts import ChangeType
from kg.model.mentions import NameKind
from kg.model.words import LongestWords

# From a day on something is done by others: (自107年1月1日起),退撫給與由各機關學校自行辦理.
TASK = r"[,，]?(?P<task>[^,，。;；:：、()（）]{2,12}?)(?:改|移|悉|均|全面)?由(?P<by>[^,，。;；:：、]{2,16}?)VERBS"


@dataclass(frozen=True, slots=True)
class Verb:
    """A row `[[change]]`: which change its words tell of, and where the subject stands; `since`: only after 自…起."""

    type: ChangeType
    after: bool
    kinds: frozenset[NameKind]
    reach: int
    object: str | None
    since: bool


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """`verbs` by the word, `words`: all of them; `between`: what may stand between a subject and a verb after it;
    `citing`: words in a clause that only cites what was launched; `under`: between a body and that under which it goes;
    `task`: a task and who has it from a day on; `organising`: ends of rules that come with the body that they rule."""

    words: LongestWords
    verbs: Mapping[str, tuple[Verb, ...]]
    between: re.Pattern[str]
    citing: re.Pattern[str]
    renamed: re.Pattern[str]
    posts: re.Pattern[str]
    changed: re.Pattern[str]
    merging: re.Pattern[str]
    into: re.Pattern[str]
    moved: re.Pattern[str]
    every: re.Pattern[str]
    under: re.Pattern[str]
    task: re.Pattern[str]
    organising: re.Pattern[str]


def change_rules(table: Mapping[str, Any]) -> ChangeRules:
    """Compiles the rows."""
    verbs: dict[str, tuple[Verb, ...]] = {}
    for row in table["change"]:
        kinds = frozenset(NameKind(kind) for kind in row["kinds"])
        verb = Verb(
            ChangeType(row["type"]),
            row["place"] == "after",
            kinds,
            row["reach"],
            row.get("object"),
            row.get("since", False),
        )
        for word in row["words"]:
            verbs[word] = (*verbs.get(word, ()), verb)
    return ChangeRules(
        LongestWords(verbs),
        verbs,
        re.compile(rf"(?:[\d「」『』《》【】()\-、./]|{alternation(table['between']['words'])})*"),
        re.compile(alternation(table["citing"]["words"])),
        re.compile(alternation(table["renamed"]["words"])),
        re.compile(branches(table["staffing"]["posts"])),
        re.compile(branches(table["staffing"]["changed"])),
        re.compile(branches(table["merged"]["words"])),
        re.compile(rf"[,，]?(?:{alternation(table['merged']['into'])})+[「『]?"),
        re.compile(rf"(?:{alternation(table['transferred']['words'])})[「『]?"),
        re.compile(rf"(?:本市|本縣|本府)?(各{alternation(table['every']['words'])})"),
        re.compile(rf"{alternation(table['under']['words'])}(?:本府|本市|本縣)?"),
        re.compile(TASK.replace("VERBS", alternation(table["task"]["words"]))),
        re.compile(rf"{alternation(table['organising']['words'])}$"),
    )
