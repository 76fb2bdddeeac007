"""Conferrals: which award was given to whom, with which rank, when, and for what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg.interpret.merging import PLACES
from kg.interpret.telling import Telling
from kg.model.alternation import alternation
from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import Lexicon, NameKind, NameMention

AWARD = NameKind.AWARD
PROGRAMME = NameKind.PROGRAMME

RECEIVING = (NameKind.AGENCY, NameKind.SYSTEM)
TOLD_OF = (NameKind.AWARD, NameKind.PROGRAMME)  # a choice for an award is named as a programme
NEAR = 600  # characters before or after an award in which is told who was given it
ALIKE = 2  # characters that the names of one award have in common at the end at least
SOON = 2  # blocks from a heading to the text that tells to whom an award was given
CLAUSE = "，,。;；:："
NUMBERED = re.compile(r"第(\d+)名")
CHOICE = re.compile(r"(?:本府|\d{2,4}年度?)*(.*(?:獎|模範公務人員|模範公務員))選拔$")
RANKED = re.compile(r"(第\d+名)[:：]?")
NOMINEES = re.compile(r"(?<![^推薦送選報計、及與和])([^\d,，、。;；推薦送選報計及與和]{1,6}[組類][\d,]+[人組名位隊])")
GROUPED = re.compile(r"[\d一二三四五六七八九十]+[組隊]\(([^()]*)\)")
QUOTED_RANK = re.compile(r"[「『]([^「」『』]{1,8})[」』]")
RANK_BEFORE = re.compile(r"[「『(（]([^「」『』()（）]{1,8})[」』)）]\Z")
RANK_AFTER = re.compile(r"(?:之|的)?[「『(（]?([^「」『』()（）,，。;；、]{2,3})(?=[」』)）,，。;；、]|\Z)")
SHARED = re.compile(r"[、及與和]?(?:\([^()]*\))?")


@dataclass(frozen=True, slots=True)
class ConferralRules:
    """The rows of `rules/conferrals.toml`, compiled."""

    given: re.Pattern[str]
    reach: int
    nominated: re.Pattern[str]
    taking: re.Pattern[str]
    ranks: re.Pattern[str]
    partial: re.Pattern[str]
    entered: re.Pattern[str]


def conferral_rules(table: Mapping[str, Any]) -> ConferralRules:
    """Compiles the rows."""
    return ConferralRules(
        re.compile(alternation(table["given"]["words"])),
        table["given"]["reach"],
        re.compile(alternation(table["nominated"]["words"])),
        re.compile(alternation([*table["given"]["words"], *table["taking"]["words"]])),
        re.compile(alternation(table["ranks"]["words"])),
        re.compile(f"{alternation(table['partial']['words'])}$"),
        re.compile(alternation(table["entered"]["words"])),
    )


class Conferral(Struct, frozen=True, gc=False):
    """One award given to one recipient, in the place where it is told. `of`: the award that has this prize or name;
    `assumed`: nobody is told to have been given it but the report's government is meant."""

    award: NameMention
    recipient: str | None
    rank: str | None
    date: str | None
    work: str | None
    of: NameMention | None = None
    assumed: bool = False

    @property
    def name(self) -> str:
        return (self.of or self.award).full


def read_conferrals(
    told: Mapping[int, Telling], info: ReportInfo, lexicon: Lexicon, rules: ConferralRules
) -> list[Entity]:
    """One entity for every award and recipient; awards of which no recipient is told are one entity each."""
    known = {name.text: name.full for name in lexicon.names if name.kind is AWARD}
    groups: dict[tuple[str, str | None], list[Conferral]] = {}
    for block in told.values():
        named = any(one.kind in TOLD_OF for one in block.names)
        for one in _told_in(block, told, info, rules) if named else ():
            groups.setdefault((known.get(one.name, one.name), one.recipient), []).append(one)
    return [_entity(group) for group in _joined(groups, rules).values()]


Groups = dict[tuple[str, str | None], list[Conferral]]


def find_contests(told: Telling, rules: ConferralRules) -> Sequence[NameMention]:
    """The awards of a block that are but contests in which somebody took part who was given another there:
    參加卓越管理大獎競賽,榮獲最佳創新獎."""
    return [
        one
        for one, other in pairwise(told.of_kind(AWARD, 0))
        if other.start < told.sentence(one.start)[1] and _only_entered(told, one, other, rules)
    ]


def _only_entered(told: Telling, one: NameMention, other: NameMention, rules: ConferralRules) -> bool:
    entered = rules.entered.search(told.text, *told.clause(one.start))
    given = rules.given.search(told.text, one.end, other.start)
    return bool(entered and given) and rules.partial.search(other.text) is None


def _joined(groups: Groups, rules: ConferralRules) -> Groups:
    """The conferrals with those that name no recipient added to the nearest before of the same award (金獎 told of
    later as 服務品質獎金獎), or to one that the text right after tells of, as a heading does."""
    joined = {key: list(group) for key, group in groups.items() if not _untold(key, group)}
    alike: dict[str, list[tuple[str, str | None]]] = {}
    for key in joined:
        alike.setdefault(key[0][-ALIKE:], []).append(key)
    for (award, recipient), group in groups.items():
        if not _untold((award, recipient), group):
            continue
        mates = [key for key in alike.get(award[-ALIKE:], ()) if _same_award(key[0], award, rules)]
        if recipient is not None:
            mates = [key for key in mates if 0 <= joined[key][0].award.block - group[0].award.block <= SOON]
        before = [key for key in mates if joined[key][0].award.span <= group[0].award.span]
        key = (before or mates or [(award, recipient)])[-1]
        if key not in joined:
            alike.setdefault(award[-ALIKE:], []).append(key)
        joined.setdefault(key, []).extend(group)
    return joined


def _untold(key: tuple[str, str | None], group: Sequence[Conferral]) -> bool:
    return key[1] is None or all(one.assumed for one in group)


def _same_award(one: str, other: str, rules: ConferralRules) -> bool:
    """Whether two awards are one, the one named with what the other leaves out before it."""
    short, long = sorted((one, other), key=len)
    return one == other or (long.endswith(short) and rules.partial.search(short) is not None)


def _told_in(
    told: Telling, blocks: Mapping[int, Telling], info: ReportInfo, rules: ConferralRules
) -> Iterator[Conferral]:
    """The conferrals that a block tells of.

    An award in a bracket after another is its other name, and a prize that many awards have (優等獎) belongs to the
    award named before it in its sentence.
    """
    yield from _nominations(told, rules)
    whole: NameMention | None = None
    for named in told.of_kind(AWARD, 0):
        award = _unranked(told, named, rules)
        start, _ = told.sentence(award.start)
        inside = whole is not None and whole.start >= start
        if whole and inside and told.text[whole.end : award.start] == "(":
            yield Conferral(award, None, None, None, None, of=whole)
        elif whole and inside and rules.partial.search(award.text) and award.start - whole.end > 1:
            yield from (
                replace(one, of=whole, rank=award.text) for one in _conferrals(told, award, blocks, info, rules)
            )
        else:
            whole = award
            yield from _conferrals(told, award, blocks, info, rules)


def _unranked(told: Telling, award: NameMention, rules: ConferralRules) -> NameMention:
    """An award without the rank that is quoted before its name: 「優等」金馨獎."""
    quoted = QUOTED_RANK.match(award.text)
    if quoted is None or rules.ranks.fullmatch(quoted[1]) is None or quoted.end() == len(award.text):
        return award
    start, text = award.start + quoted.end(), award.text[quoted.end() :]
    return replace(award, start=start, span=told.block.flow.span(start, award.end), text=text, full=text)


def _nominations(told: Telling, rules: ConferralRules) -> Iterator[Conferral]:
    """Those who were put forward for an award: 推薦甲參加模範公務人員選拔."""
    for choice in told.of_kind(PROGRAMME, 0):
        found = CHOICE.match(choice.text)
        start, end = told.sentence(choice.start)
        if found is None or not rules.nominated.search(told.text, start, end):
            continue
        span = told.block.flow.span(choice.start + found.start(1), choice.start + found.end(1))
        award = replace(choice, kind=AWARD, text=found.group(1), full=found.group(1), span=span)
        persons = [one.full for one in told.within(start, end, NameKind.PERSON)]
        persons += [one.full for place in GROUPED.finditer(told.text, start, end) for one in _grouped(told, place)]
        counted = NOMINEES.findall(told.text, choice.end, end)
        for person in dict.fromkeys(persons or counted) or (None,):
            yield Conferral(award, person, "遴薦參選", told.date(choice.start), None)


def _grouped(told: Telling, place: re.Match[str]) -> Iterator[NameMention]:
    """The bodies in a bracket after a number of groups: 團體組2組(社會局、文化局)."""
    last = 0
    for body in told.within(*place.span(1), NameKind.AGENCY):
        if body.start >= last:
            yield body
        last = max(last, body.end)


def _entity(group: Sequence[Conferral]) -> Entity:
    first = group[0]
    details = {
        "recipient": first.recipient,
        "rank": next((one.rank for one in group if one.rank), None),
        "date": next((one.date for one in group if one.date), None),
        "for": next((one.work for one in group if one.work), None),
    }
    forms = {form for one in group for award in (one.award, one.of or one.award) for form in (award.text, award.full)}
    name = max((one.name for one in group), key=len)
    aliases = tuple(sorted(forms - {name}))
    said = tuple(sorted((key, value) for key, value in details.items() if value))
    return Entity(AWARD, name, aliases, None, tuple(one.award for one in group[:PLACES]), said)


def _conferrals(
    told: Telling, award: NameMention, blocks: Mapping[int, Telling], info: ReportInfo, rules: ConferralRules
) -> Iterator[Conferral]:
    """Those that the text tells of an award where it is named; one without a recipient where it tells of none."""
    ranked = [one for part in _parts(told, award, blocks) for one in _ranked(*part)]
    yield from (Conferral(award, recipient, place, None, None) for place, recipient in ranked)
    if ranked:
        return
    start, end = told.sentence(award.start)
    rank, date = _rank(award.text, rules) or _rank_beside(told, award, rules), told.date(award.start)
    if not rules.given.search(told.text, max(start, award.start - rules.reach), award.start):
        yield Conferral(award, None, rank, None, None)
        return
    work = _work(told, award, start)
    recipients = _recipients(told, award, (start, end), rules) or _subject(told, award, rules)
    yield from (Conferral(award, recipient, rank, date, work) for recipient in recipients)
    if not recipients:
        yield Conferral(award, info.owner, rank, date, work, assumed=True)


def _parts(told: Telling, award: NameMention, blocks: Mapping[int, Telling]) -> Iterator[tuple[Telling, int, int]]:
    """What follows an award up to the next one, and the items of the list that it introduces."""
    later = next(told.of_kind(AWARD, award.end), None)
    yield told, award.end, min(later.start, award.end + NEAR) if later else min(len(told.text), award.end + NEAR)
    number = told.block.ordinal + 1
    while not later and number in blocks and RANKED.match(blocks[number].text):
        yield blocks[number], 0, len(blocks[number].text)
        number += 1


def _ranked(told: Telling, start: int, end: int) -> Iterator[tuple[str, str]]:
    """第1名:甲局、乙局: each body with its rank."""
    for found in RANKED.finditer(told.text, start, end):
        place = found.end()
        for body in told.of_kind(NameKind.AGENCY, place):
            if not SHARED.fullmatch(told.text, place, body.start):
                break
            yield found.group(1), body.full
            place = body.end


def _rank(name: str, rules: ConferralRules) -> str | None:
    found = rules.ranks.search(name) or NUMBERED.search(name)
    return found.group() if found else None


def _rank_beside(told: Telling, award: NameMention, rules: ConferralRules) -> str | None:
    """The rank in quotation marks or a bracket beside an award: 金馨獎「優等」."""
    for found in (
        RANK_BEFORE.search(told.text, max(0, award.start - 12), award.start),
        RANK_AFTER.match(told.text, award.end),
    ):
        if found is not None and rules.ranks.fullmatch(found[1]) is not None:
            return found[1]
    return None


def _recipients(told: Telling, award: NameMention, sentence: tuple[int, int], rules: ConferralRules) -> list[str]:
    """The persons of the sentence, those before the award where there are; else the nearest body or system before it
    that does not itself confer it."""
    persons = list(told.within(*sentence, NameKind.PERSON))
    before = [one for one in persons if one.end <= award.start]
    if persons:
        return list(dict.fromkeys(one.full for one in before or persons))
    able = _able(told, award, sentence[0], rules)
    return able[-1:]


def _able(told: Telling, award: NameMention, start: int, rules: ConferralRules) -> list[str]:
    """The bodies and systems from a place to the award that may be given it, in order.

    One that follows a verb in its clause (榮獲行政院…獎, 參加環境保護署…競賽), or the award's own name, gives it.
    """
    found = []
    for one in told.within(start, award.start, *RECEIVING):
        clause = max(start, *(told.text.rfind(sign, start, one.start) for sign in CLAUSE))
        taken = rules.taking.search(told.text, clause, one.start)
        if one.end < award.start and not taken:
            found.append(one.full)
    return found


def _subject(told: Telling, award: NameMention, rules: ConferralRules) -> list[str]:
    """The body that the block tells of before."""
    return _able(told, award, max(0, award.start - NEAR), rules)[-1:]


def _work(told: Telling, award: NameMention, start: int) -> str | None:
    """The nearest programme or quotation before the award in its sentence."""
    kinds = (PROGRAMME, NameKind.QUOTED)
    works = [one for one in told.within(start, award.start, *kinds) if one.end <= award.start]
    return works[-1].full if works else None
