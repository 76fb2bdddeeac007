"""Finds persons by family name, post and given name: 鍾科長坤利, 科長白瑞龍, 何宜綸主任."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.extract.naming import Candidate, Group, Layer, Passage
from kg.model.alternation import alternation, branches
from kg.model.mentions import NameKind

POST = Group.POST

# The last characters of bodies and their parts, after which a person of them is named.
UNITS = frozenset("局處署部會院館所室科課組隊群司")
# No given name holds these characters: they end posts and bodies or join words.
GIVEN = r"(?:(?![員長師人事務部局處科室之與及等在是有為的其均計各])[\u3400-\u9fff]){2}"


@dataclass(frozen=True, slots=True)
class PersonRules:
    """The three orders in which a name and a post are written.

    split   family name, post, given name;  after: name, then post
    before  post, then the name and a word that no name holds
    posts   the posts, of which each of the three holds one
    """

    posts: tuple[str, ...]
    split: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def person_rules(table: Mapping[str, Any]) -> PersonRules:
    """Compiles `rules/persons.toml`."""
    families, titles = (table[name]["words"] for name in ("families", "titles"))
    family, title = branches(families), alternation(titles)
    follows = alternation(table["after"]["words"])
    return PersonRules(
        tuple(titles),
        re.compile(
            f"({family})前?(?:副|代理)?{title}((?!{title}|{follows}|{alternation(table['verbs']['words'])}){GIVEN})"
        ),
        re.compile(f"{branches(titles)}({alternation(families)})((?!{title}|{follows}){GIVEN})(?={follows}|\\d)"),
        re.compile(f"({family})((?!{title}|{follows}){GIVEN})前?(?:副|代理)?{title}(?!秘書|委員)"),
    )


def person_candidates(passage: Passage, bodies: Layer, rules: PersonRules) -> Iterator[Candidate]:
    """All persons who may be named in a text. `bodies` are the names of bodies in it: a name without a post before it
    must follow one, or a place where a name may begin."""
    if POST not in passage.groups:
        return
    ends = frozenset([one.end for one in bodies.names])
    for found in rules.split.finditer(passage.text):
        if _begins(passage, found.start(), ends):
            yield _person(found, found.start(), found.end())
    for found in rules.before.finditer(passage.text):
        yield _person(found, found.start(1), found.end(2))
    for found in rules.after.finditer(passage.text):
        if _begins(passage, found.start(), ends):
            yield _person(found, found.start(), found.end(2))


def _person(found: re.Match[str], start: int, end: int) -> Candidate:
    return Candidate(start, end, NameKind.PERSON, found.group(1) + found.group(2))


def _begins(passage: Passage, place: int, bodies: frozenset[int]) -> bool:
    inside = passage.text[place - 1 : place] in UNITS if place else True
    return inside or place in bodies or passage.cuts.counted_before(place + 1) == place
