"""Finds what a report tells of bodies that become one: 將甲所及乙所整併為丙所, 修正甲所編制表暨廢止乙所編制表."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.interpret.change_rules import ChangeRules
from kg.interpret.telling import Telling
from kg.model.facts import Change, ChangeType
from kg.model.mentions import NameKind, NameMention

AGENCY = NameKind.AGENCY

# What may stand between bodies and the verb, and between two of a list.
BUSINESS = re.compile(r"[」』]?(?:等)?(?:之|的)?(?:相關)?(?:業務|組織|機關|單位|人力|員額)*(?:予以|進行|加以)?")
JOINING = re.compile(r"[」』]?(?:編制表|組織規程)?[、及與和暨][「『]?")
LIST = 300  # characters of a list of bodies at most
REPEALED = re.compile(r"(?:暨|及|並|,|，)?廢止")
AMENDED = re.compile(r"(?:修正|修訂)(?:本市|本府|本縣)?")


def merged(told: Telling, above: Telling | None, rules: ChangeRules) -> Iterator[Change]:
    """One change for every body that goes into another."""
    if not any(one.kind is AGENCY for one in told.names):
        return
    yield from _by_verb(told, rules)
    yield from _by_rules(told, above, rules)


def _by_verb(told: Telling, rules: ChangeRules) -> Iterator[Change]:
    """甲所及乙所整併為丙所. Without a body into which they go, or several, no bodies are meant."""
    for found in rules.merging.finditer(told.text):
        bodies = _before(told, found.start())
        into = rules.into.match(told.text, found.end())
        target = _at(told, into.end()) if into else None
        for body in bodies if target or len(bodies) > 1 or (bodies and _several(bodies[0])) else ():
            yield _change(told, body, target, max(found.end(), target.end if target else 0))


def _before(told: Telling, place: int) -> list[NameMention]:
    """The bodies that end right before a verb, joined to a list."""
    bodies: list[NameMention] = []
    for body in reversed(list(told.within(max(told.sentence(place)[0], place - LIST), place, AGENCY))):
        gap = told.text[body.end : bodies[0].start if bodies else place]
        if not (JOINING if bodies else BUSINESS).fullmatch(gap):
            break
        bodies.insert(0, body)
    return bodies


def _several(body: NameMention) -> bool:
    """Whether a name stands for several bodies: 甲等3區衛生所."""
    return "等" in body.text


def _at(told: Telling, place: int) -> NameMention | None:
    return next(told.within(place, place + 1, AGENCY), None)


def _by_rules(told: Telling, above: Telling | None, rules: ChangeRules) -> Iterator[Change]:
    """修正甲所編制表暨廢止乙所及丙所編制表. The sentence or the heading has to speak of a merger."""
    for start, end in pairwise(told.stops) if "廢止" in told.text else ():
        repealed = REPEALED.search(told.text, start, end)
        amended = AMENDED.search(told.text, start, repealed.start()) if repealed else None
        if not repealed or not amended or not _spoken_of(told.text[start:end], above, rules):
            continue
        target = _at(told, amended.end()) or _at(told, amended.start() + 2)
        for body in _listed(told, repealed.end(), end) if target else ():
            if target and body.full != target.full:
                yield _change(told, body, target, body.end)


def _spoken_of(sentence: str, above: Telling | None, rules: ChangeRules) -> bool:
    return any(rules.merging.search(text) for text in (sentence, above.text if above else ""))


def _listed(told: Telling, place: int, end: int) -> Iterator[NameMention]:
    """The bodies of a list that begins at a place."""
    for body in told.within(place, end, AGENCY):
        if body.start != place and not JOINING.fullmatch(told.text, place, body.start):
            return
        yield body
        place = body.end


def _change(told: Telling, body: NameMention, target: NameMention | None, end: int) -> Change:
    span = told.block.flow.span(body.start, max(end, body.end))
    date = told.date(body.start)
    return Change(ChangeType.MERGED, body.full, target.full if target else None, date, span, told.block.ordinal)
