"""Finds what a report tells of bodies and programmes that begin, end, change or are staffed anew."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.interpret.change_rules import Verb
from kg.interpret.entities import EntityRules
from kg.interpret.handing import handed_over
from kg.interpret.headed import as_told_below
from kg.interpret.mergers import merged
from kg.interpret.staffing import staffing_changes
from kg.interpret.telling import Telling
from kg.model.facts import Change, ChangeType, Entity, ReportInfo
from kg.model.mentions import NameKind, NameMention
from kg.model.text import BlockKind
from kg.model.words import Found

HEADING = BlockKind.HEADING
LAUNCHED = ChangeType.LAUNCHED
AGENCY = NameKind.AGENCY

# Words with which another verb only tells of an amendment: 修正函頒.
AMENDING = ("修正", "修訂", "增訂")
# Signs and words between names of one list; signs that end a clause; words after which a verb says of what follows
# whose it is (…開發之系統).
JOINING = re.compile(r"[」』》】]?[、及與和暨][「『《【]?")
ENDING = re.compile(r"[，,。;；:：]")
ATTRIBUTE = ("之", "的", "後")
SO_ON = re.compile(r"[」』》】]?等[^，,。;；]{0,6}之")
CLOSED = re.compile(r"[，,。;；:：、)）及並與]|$|提供|供")
# A verb after a year since which it holds, not one in a span with an end: 自100年起(至今).
SINCE = re.compile(r"自[^，,。;；]{2,8}年度?起(?!至(?!今))[^。;；止]{0,12}$")


def read_changes(
    told: Mapping[int, Telling], info: ReportInfo, entities: Sequence[Entity], rules: EntityRules
) -> tuple[Change, ...]:
    """The changes of a report, in reading order. Subjects bear the names of their entities, except where the change
    is one of name."""
    found: list[Change] = []
    blocks = list(told.values())
    for block, verbs in zip(blocks, rules.changes.words.find([block.text for block in blocks]), strict=True):
        found += _of_verbs(block, verbs, rules)
    for above, block in zip((None, *blocks), blocks, strict=False):
        found += _renamings(block, rules)
        found += merged(block, above, rules.changes)
        found += handed_over(block, rules.changes)
        found += staffing_changes(block, above, info.owner, rules.changes)
    found = list(as_told_below(found, told))
    names = _names(entities)
    named = (_named(one if one.date else _in_effect(one, told), names) for one in found)
    return _once(named, {number for number, block in told.items() if block.block.kind is HEADING})


def _named(one: Change, names: Mapping[str, str]) -> Change:
    return one if one.type is ChangeType.RENAMED else replace(one, subject=names.get(one.subject, one.subject))


def _in_effect(one: Change, blocks: Mapping[int, Telling]) -> Change:
    """A change without its own date takes effect when its block says, one of a heading when the text below does."""
    here, below = blocks[one.block], blocks.get(one.block + 1)
    told = below if here.block.kind is HEADING else here
    return replace(one, date=told.effect if told and told.block.kind is not HEADING else None)


def _once(found: Iterable[Change], headings: Container[int]) -> tuple[Change, ...]:
    """A change that a report tells twice is one: as the text tells it rather than a heading, then where it has a date,
    then where it is told first. Changes of posts stay apart by their numbers and places."""
    kept: dict[tuple[object, ...], Change] = {}
    for one in sorted(found, key=lambda one: (one.block in headings, -len(one.date or ""), one.span)):
        posts = one.type is ChangeType.STAFFING_CHANGE
        kept.setdefault((one.type, one.subject, one.before, one.after, one.span if posts else None), one)
    return tuple(sorted(kept.values(), key=lambda one: (one.span, one.type, one.subject)))


def _names(entities: Sequence[Entity]) -> Mapping[str, str]:
    """The name of the entity that is also called otherwise."""
    return {mention.full: entity.name for entity in entities for mention in entity.mentions}


def _of_verbs(told: Telling, words: Iterable[Found], rules: EntityRules) -> Iterator[Change]:
    for start, end, word in words:
        for verb in rules.changes.verbs[word]:
            for subject in _subjects(told, (start, end), verb, rules):
                place = min(start, subject.start), max(end, subject.end)
                yield _change(told, verb, subject, place, told.done(start))


def _subjects(told: Telling, place: tuple[int, int], verb: Verb, rules: EntityRules) -> list[NameMention]:
    """The subjects of a verb at a place."""
    start, end = place
    if verb.since and not SINCE.search(told.text[max(0, start - 30) : start]):
        return []
    if verb.type is LAUNCHED and told.text.endswith(AMENDING, 0, start):
        return []
    if verb.after:
        launched = verb.type is LAUNCHED
        cited = launched and rules.changes.citing.search(told.text, *told.clause(start))
        names = [] if cited else _after(told, end, verb)
        return [name for name in names if not (launched and rules.changes.organising.search(name.text))]
    return _before(told, start, verb, rules) if CLOSED.match(told.text, end) else []


def _after(told: Telling, place: int, verb: Verb) -> list[NameMention]:
    """The names that follow a verb in its clause: the first within reach, and those joined to it."""
    found: list[NameMention] = []
    if told.text.startswith(ATTRIBUTE, place):
        if verb.type is not ChangeType.AMENDED or not _dated(told, place):
            return found
        place += 1
    for name in told.outer_after(place):
        gap = told.text[place : name.start]
        if len(gap) > verb.reach:
            break
        if name.kind not in verb.kinds:
            continue
        if not (JOINING.fullmatch(gap) if found else len(gap) <= verb.reach and not ENDING.search(gap)):
            break
        found.append(name)
        place = name.end
    return _whole(told, _ruled(found))


def _dated(told: Telling, place: int) -> bool:
    """Whether a verb that ends at a place stands right behind a date: 108年5月17日修正之「…要點」."""
    return any(0 <= place - one.end <= 4 for one in told.dates)


def _ruled(found: list[NameMention]) -> list[NameMention]:
    """Of 甲區及乙區戶政事務所編制表 the rules: the bodies before are those that they rule."""
    rules = [name for name in found if name.kind is NameKind.LAW]
    return rules if rules and found[-1].kind is NameKind.LAW else found


def _whole(told: Telling, found: list[NameMention]) -> list[NameMention]:
    """Of 「甲」、「乙」等2班期之丙研習班 the last: those before are its parts."""
    if len(found) < 2:
        return found
    so_on = SO_ON.match(told.text, found[-1].end)
    following = next(told.outer_after(so_on.end()), None) if so_on else None
    named = following is not None and so_on is not None and following.start == so_on.end()
    return [following] if following is not None and named and following.kind is found[-1].kind else found


def _before(told: Telling, place: int, verb: Verb, rules: EntityRules) -> list[NameMention]:
    """The last name before a verb in its clause, and those joined to it."""
    found: list[NameMention] = []
    for name in told.outer_before(place):
        gap = told.text[name.end : place]
        if len(gap) > verb.reach:
            break
        if name.end > place or name.kind not in verb.kinds:
            continue
        if not (JOINING if found else rules.changes.between).fullmatch(gap) or len(gap) > verb.reach:
            break
        found.insert(0, name)
        place = name.start
    return found


def _change(told: Telling, verb: Verb, subject: NameMention, place: tuple[int, int], date: str | None) -> Change:
    return Change(
        type=verb.type,
        subject=subject.full,
        object=verb.object,
        date=date,
        span=told.block.flow.span(*place),
        block=told.block.ordinal,
    )


def _renamings(told: Telling, rules: EntityRules) -> Iterator[Change]:
    """甲(現為乙): two bodies with nothing but such words between them."""
    bodies = [one for one in told.names if one.kind is AGENCY] if len(told.names) > 1 else []
    for one, other in pairwise(bodies):
        if rules.changes.renamed.fullmatch(told.text[one.end : other.start].strip("(（於")):
            span = told.block.flow.span(one.start, other.end)
            former = one.full if one.full != other.full else one.text  # the vocabulary may know both as one body
            yield Change(ChangeType.RENAMED, former, other.full, told.date(one.start), span, told.block.ordinal)
