"""Finds what 該局, 該院 and the like stand for: the nearest body before whose name ends so; the parts of bodies that
are named without it: 該局醫政事務科及食品衛生科, 增設營養室; what 3區衛生所 stand for: so many of them before."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.extract.agencies import AgencyRules, count_of
from kg.extract.naming import Candidate, Group, Passage
from kg.model.mentions import NameKind, NameMention

OFFICE = Group.OFFICE
AGENCY = NameKind.AGENCY

REMEMBERED = 24  # bodies before that are looked at: a reader does not remember more
NEAR = 600  # characters before a number of bodies in which they are named
LIST = "、及與和"


class Reference(Struct, frozen=True, gc=False, order=True):
    """A word that refers to a body by the `ending` of its name ("" for any). `named`: it stands for that body."""

    start: int
    end: int
    ending: str
    named: bool


def refer_back(
    passage: Passage, names: Sequence[Candidate], before: Sequence[NameMention], rules: AgencyRules
) -> Iterator[Candidate]:
    """The names of a text, with those to which such words refer, in order. `before` are the names of earlier texts."""
    references = sorted(_references(passage, rules))
    if not references:
        yield from names
        return
    earlier = (one.full for one in before[-4 * REMEMBERED :] if one.kind is AGENCY)
    bodies, waiting = deque(earlier, maxlen=REMEMBERED), deque(names)
    for one in references:
        while waiting and waiting[0].start < one.start:
            bodies.extend([waiting[0].full] if waiting[0].kind is AGENCY else [])
            yield waiting.popleft()
        full = next((body for body in reversed(bodies) if body.endswith(one.ending)), None)
        taken = waiting and waiting[0].start < one.end and waiting[0].kind is AGENCY
        if full is not None and not taken:
            yield from [Candidate(one.start, one.end, AGENCY, full)] if one.named else []
            yield from _parts(passage, one.end, full, rules)
    yield from waiting


def _references(passage: Passage, rules: AgencyRules) -> Iterator[Reference]:
    for found in rules.back.finditer(passage.text) if Group.BACK in passage.groups else ():
        yield Reference(*found.span(), found.group()[1:], named=True)
    for found in rules.new.finditer(passage.text) if Group.NEW in passage.groups else ():
        yield Reference(*found.span(), "", named=False)


def together(passage: Passage, names: Sequence[Candidate], rules: AgencyRules) -> Iterator[Candidate]:
    """What 4區戶政事務所 stands for where so many of them are named before: all together."""
    for found in rules.joint.finditer(passage.text) if OFFICE in passage.groups else ():
        low, high = (bisect_left(names, place, key=_start) for place in (found.start() - NEAR, found.start()))
        bodies = (one.full for one in names[low:high] if one.kind is AGENCY)
        alike = list(dict.fromkeys(body for body in bodies if body.endswith(found.group(2))))
        number = count_of(found.group(1))
        if 1 < number <= len(alike):
            yield Candidate(*found.span(), AGENCY, _joined(alike[-number:], found.group(2), rules))


def _start(one: Candidate) -> int:
    return one.start


def _joined(bodies: Sequence[str], office: str, rules: AgencyRules) -> str:
    """The bodies of one city as one name."""
    cities = {found.group() if (found := rules.cities.match(body)) else "" for body in bodies}
    city = cities.pop() if len(cities) == 1 else ""
    *first, last = [body.removeprefix(city).removesuffix(office) for body in bodies]
    return f"{city}{'、'.join(first)}及{last}{office}"


def _parts(passage: Passage, place: int, full: str, rules: AgencyRules) -> Iterator[Candidate]:
    """The parts of a body that follow a place, joined by 、 or 及."""
    found: re.Match[str] | None
    while (found := rules.below.match(passage.text, place)) and passage.cuts.counted_before(found.end()) <= place:
        yield Candidate(found.start(), found.end(), AGENCY, full + found.group())
        place = found.end() + 1
        if passage.text[found.end() : place] not in LIST:
            return
