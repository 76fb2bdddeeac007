"""Finds bodies: public ones, schools, hospitals, companies, associations; and what 本府, 本處 and 該局 stand for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg.extract.boundaries import SIGN
from kg.extract.endings import Ended, Ending
from kg.extract.naming import Candidate, Group, Known, Passage
from kg.extract.titles import compile_ending
from kg.model.alternation import alternation, branches
from kg.model.mentions import NameKind

CITY = Group.CITY
GOVERNMENT = Group.GOVERNMENT
ISSUER = Group.ISSUER
LOCAL = Group.LOCAL
OFFICE = Group.OFFICE
OWNER = Group.OWNER

AGENCY = NameKind.AGENCY
DISTRICT = r"[\u3400-\u9fff]{1,3}[區鄉鎮市]"
NAMED = re.compile(r"[\u3400-\u9fff]{2,4}")
NUMBERS = "〇一二三四五六七八九十"
COUNT = r"(?:\d{1,2}|[二三四五六七八九十])[個]?[區鄉鎮市]"
LISTED = re.compile(f"({DISTRICT})[、及與和](?:{DISTRICT}[、及與和])*$")
# A bureau of a city is one of its government even where only the city is named: 臺北市教育局.
OFFICES = ("局", "處", "委員會")
# A body that is not of this government although its name stands alone: 各縣市政府社會局.
OTHERS = re.compile(r"(?:各|縣市|直轄市)(?:政府)?$")


@dataclass(frozen=True, slots=True)
class AgencyRules:
    """The rows of `rules/agencies.toml`, compiled.

    anchors  words with which names of bodies begin;  shorts: short forms of bodies that every city has
    below    what may follow a named body and be a body of it
    districts  甲區、乙區及丙區 before 戶政事務所
    whole    ends of names below which there is no body;  back: 該局 and the like
    new      verbs before the parts that a body gets: 增設營養室及復健科
    several  bodies of a kind of which one is named: 甲區等衛生所, 甲等3區衛生所;  joint: 4區戶政事務所, named before
    groups   the words of these rules by which one sees whether they may find anything
    """

    anchors: re.Pattern[str]
    governments: re.Pattern[str]
    cities: re.Pattern[str]
    owner: re.Pattern[str]
    issuer: re.Pattern[str]
    local: re.Pattern[str]
    none: frozenset[str]
    shorts: Mapping[str, str]
    below: re.Pattern[str]
    buildings: re.Pattern[str]
    districts: re.Pattern[str]
    territorial: Ending
    endings: tuple[Ending, ...]
    whole: tuple[str, ...]
    back: re.Pattern[str]
    new: re.Pattern[str]
    several: re.Pattern[str]
    joint: re.Pattern[str]
    groups: Mapping[Group, Sequence[str]]


def agency_rules(table: Mapping[str, Any]) -> AgencyRules:
    """Compiles the rows."""
    territorial = compile_ending(AGENCY, table["territorial"])
    local, below, stands = table["local"], table["below"], table["stand_ins"]
    inner = rf"(?:(?!{SIGN})\D){{{below['shortest']},{below['longest']}}}?"
    offices = alternation(_offices(table))
    anchors = [*table["anchors"]["words"], *table["governments"]["words"], *stands["issuer"]]
    return AgencyRules(
        anchors=re.compile(f"{branches(anchors)}{alternation(anchors)}*"),
        governments=re.compile(branches(table["governments"]["words"])),
        cities=re.compile(branches(_cities(table))),
        owner=re.compile(branches(stands["owner"])),
        issuer=re.compile(branches(stands["issuer"])),
        local=re.compile(
            f"{branches([*local['words'], *local['shorts'], *local['none']])}"
            f"(?!{alternation(local['unless_followed_by'])})"
        ),
        none=frozenset(local["none"]),
        shorts=local["shorts"],
        below=re.compile(f"{inner}{alternation(below['words'])}(?!{alternation(below['unless_followed_by'])})"),
        buildings=re.compile(f".*{alternation(below['none'])}"),
        districts=re.compile(f"(?:{DISTRICT}[、及與和])+{DISTRICT}(?:等{COUNT})?({offices})"),
        territorial=territorial,
        endings=(territorial, *(compile_ending(AGENCY, row) for row in table["ending"])),
        whole=tuple(word for row in table["ending"] if row.get("whole") for word in row["words"]),
        back=re.compile(branches(table["back"]["words"])),
        new=re.compile(branches(table["new"]["words"])),
        several=re.compile(
            f"(?<!地區)(?<!市區)(?<!郊區)(?<!社區)等(?:{COUNT})?區?({offices})(?!{alternation(below['unless_followed_by'])})"
        ),
        joint=re.compile(f"(?<!等)({COUNT})({offices})"),
        groups={
            GOVERNMENT: table["governments"]["words"],
            CITY: _cities(table),
            OWNER: stands["owner"],
            ISSUER: stands["issuer"],
            LOCAL: [*local["words"], *local["shorts"], *local["none"]],
            OFFICE: _offices(table),
            Group.BACK: table["back"]["words"],
            Group.NEW: table["new"]["words"],
        },
    )


def _cities(table: Mapping[str, Any]) -> list[str]:
    return [word.removesuffix("政府") for word in table["governments"]["words"]]


def _offices(table: Mapping[str, Any]) -> list[str]:
    return [word.removeprefix("區") for word in table["territorial"]["words"]]


class Heads(Struct, frozen=True, gc=False):
    """The governments of one text by the place where each ends: its beginning and full name (本府, 臺北市政府).

    places  names of cities and counties, which stand for their governments before a bureau alone: 臺北市教育局
    """

    ends: Mapping[int, tuple[int, str]]
    places: Mapping[int, tuple[int, str]]

    def before(self, place: int) -> tuple[int, str] | None:
        return self.ends.get(place) or self.places.get(place)


def count_of(text: str) -> int:
    """The number of 4區 or 三區."""
    return NUMBERS.find(text[0]) if text[0] in NUMBERS else int(re.sub(r"\D", "", text))


def agency_candidates(
    passage: Passage, ended: Sequence[Ended], known: Known, rules: AgencyRules
) -> Iterator[Candidate]:
    """All bodies that may stand in a text; they may overlap. `ended` are the words that may end names."""
    told = ended or passage.known or not passage.groups.isdisjoint(rules.groups)
    if not told and not (known.owner and known.owner in passage.text):
        return
    heads = _heads(passage, known, rules)
    roots = [
        *(Candidate(start, end, AGENCY, full) for end, (start, full) in heads.ends.items()),
        *_issuers(passage, known, rules),
        *_known(passage, known, heads),
        *_local(passage, known, rules, heads),
        *_ended(passage, ended, known, rules),
    ]
    yield from roots
    if OFFICE in passage.groups:
        yield from _districts(passage, known, rules)
        yield from _several(passage, known, rules)
    for root in roots:
        if not root.full.endswith(rules.whole):
            yield from _below(passage, root, known, rules)


def _heads(passage: Passage, known: Known, rules: AgencyRules) -> Heads:
    text, groups, owner = passage.text, passage.groups, known.owner
    found: dict[int, tuple[int, str]] = {}
    places: dict[int, tuple[int, str]] = {}
    if GOVERNMENT in groups:
        found |= {one.end(): (one.start(), one.group()) for one in rules.governments.finditer(text)}
    if owner and OWNER in groups:
        found |= {one.end(): (one.start(), owner) for one in rules.owner.finditer(text) if not _inside(text, one)}
    if owner and owner in text:
        found |= {one.end(): (one.start(), owner) for one in re.finditer(re.escape(owner), text)}
    if CITY in groups:
        places |= {one.end(): (one.start(), f"{one.group()}政府") for one in rules.cities.finditer(text)}
    if known.city and (known.city in text or "本市" in text or "本縣" in text):
        places |= {one.end(): (one.start(), owner) for one in known.here.finditer(text)}
    return Heads(found, places)


def _inside(text: str, found: re.Match[str]) -> bool:
    """市府 as the end of another word: 高雄市府, 縣市府."""
    return found.group() in {"市府", "縣府"} and text[found.start() - 1 : found.start()] in {"縣", "各"}


def _issuers(passage: Passage, known: Known, rules: AgencyRules) -> Iterator[Candidate]:
    """本處 where the report is that of a 處."""
    for found in rules.issuer.finditer(passage.text) if ISSUER in passage.groups else ():
        if known.issuer.endswith(found.group()[1:]) and not passage.text.startswith("所", found.end()):
            yield Candidate(*found.span(), AGENCY, known.issuer)


def _of_others(text: str, place: int) -> bool:
    """Whether what stands before a bureau says that it is that of every city."""
    return OTHERS.search(text[max(0, place - 8) : place]) is not None


def _known(passage: Passage, known: Known, heads: Heads) -> Iterator[Candidate]:
    """Known names, with the government before them: 原民會, 本府原民會."""
    for one in passage.known:
        head = heads.before(one.start)
        if one.kind is not AGENCY:
            continue
        if head is not None:
            yield replace(one, start=head[0], full=_of(head[1], passage.text[one.start : one.end], known))
        elif not _of_others(passage.text, one.start):
            yield one


def _local(passage: Passage, known: Known, rules: AgencyRules, heads: Heads) -> Iterator[Candidate]:
    """A bureau that every city has is that of the government before it, else that of the owner."""
    for found in rules.local.finditer(passage.text) if LOCAL in passage.groups else ():
        head = heads.before(found.start())
        name = rules.shorts.get(found.group(), found.group())
        if name in rules.none:
            continue
        if head is not None:
            whole = passage.text[head[0] : found.end()]
            said = found.start() in heads.ends or name.endswith(OFFICES) or whole.startswith("本")
            yield Candidate(head[0], found.end(), AGENCY, _of(head[1], name, known) if said else whole)
        elif known.city and not _of_others(passage.text, found.start()):
            yield Candidate(*found.span(), AGENCY, _of(known.owner, name, known))


def _of(head: str, name: str, known: Known) -> str:
    """The full name of a body of a government, or of its city (高雄市體育處): the vocabulary's where it knows it."""
    full = known.full(name, AGENCY)
    return full if full is not None and full.startswith(head.removesuffix("政府")) else head + name


def _ended(passage: Passage, ended: Iterable[Ended], known: Known, rules: AgencyRules) -> Iterator[Candidate]:
    for one in ended:
        ending, place, end = one.row, one.start, one.end
        if ending.kind is not AGENCY:
            continue
        start = passage.cuts.counted_before(place + 1)
        owner = rules.owner.match(passage.text, start) if passage.text.endswith(rules.whole, place, end) else None
        start = owner.end() if owner else start  # a university is none of the government's: 本府義守大學
        name = passage.text[start:end]
        if ending.takes(name, place - start) and not _of_others(passage.text, start):
            full = _full(name, known, rules)
            alone = ending is rules.territorial and full == name and not rules.cities.match(name)
            yield Candidate(start, end, AGENCY, known.city + name if alone else full)


def _full(name: str, known: Known, rules: AgencyRules) -> str:
    """The vocabulary's name; else 本市體育會 and 市立聯合醫院 with the owner's city, 本府遴選委員會 with the owner,
    本會農糧署 with the issuer."""
    full = known.full(name, AGENCY)
    issuer = rules.issuer.match(name)
    if full is None and issuer and known.issuer.endswith(issuer.group()[1:]):
        return _of(known.issuer, name[issuer.end() :], known)
    if full is not None or not known.city:
        return full or name
    if name.startswith(("市立", "縣立")):
        return known.city + name[1:]
    if name.startswith(("本市", "本縣")):
        return known.full(known.city + name[2:], AGENCY) or known.city + name[2:]
    return known.owner + name[2:] if name.startswith(("本府", "市府", "縣府")) else name


def _districts(passage: Passage, known: Known, rules: AgencyRules) -> Iterator[Candidate]:
    """甲區、乙區及丙區戶政事務所 are three bodies; the last one is found by its end."""
    for found in rules.districts.finditer(passage.text):
        for end in [found.start() + one.end() for one in re.finditer(DISTRICT, found.group())][:-1]:
            start = passage.cuts.counted_before(end)
            yield Candidate(start, end, AGENCY, known.city + passage.text[start:end] + found.group(1))


def _several(passage: Passage, known: Known, rules: AgencyRules) -> Iterator[Candidate]:
    """甲區等衛生所 and 甲等3區衛生所 stand for several bodies together, of which one is named, or all before it."""
    for found in rules.several.finditer(passage.text):
        start = passage.cuts.counted_before(found.start())
        if NAMED.fullmatch(passage.text, start, found.start()):
            full = _all_named(passage, start, found, known) or passage.text[start : found.end()]
            yield Candidate(start, found.end(), AGENCY, full)


def _all_named(passage: Passage, start: int, found: re.Match[str], known: Known) -> str | None:
    """The districts of 甲區、乙區及丙區等3區衛生所 with their office, where as many are named as are counted."""
    listed = LISTED.search(passage.text[max(0, start - 60) : start])
    if listed is None or not re.match(f"等{COUNT}", found.group()):
        return None
    first = passage.cuts.counted_before(start - len(listed.group()) + len(listed.group(1)))
    names = re.sub(r"^本[市縣]", "", passage.text[first : found.start()])
    if len(re.findall("[、及與和]", names)) + 1 != count_of(found.group()[1:]):
        return None
    return f"{known.city}{names}{found.group(1)}"


def _below(passage: Passage, root: Candidate, known: Known, rules: AgencyRules) -> Iterator[Candidate]:
    """A body of a named body, where nothing between tells that another word begins."""
    found = rules.below.match(passage.text, root.end)
    if found is None or rules.buildings.fullmatch(found.group()):
        return
    if passage.cuts.counted_before(found.end()) <= root.end:
        yield Candidate(root.start, found.end(), AGENCY, _of(root.full, found.group(), known))
