"""Finds what a report tells of posts that are added, cut, moved or kept: 修正後編制員額總數為230人."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.interpret.change_rules import ChangeRules
from kg.interpret.telling import Telling
from kg.model.facts import Change, ChangeType
from kg.model.mentions import NameKind
from kg.model.text import BlockKind

# A number of posts; that of posts held beside another post stands in a bracket: 97(12)人.
NUMBER = r"([\d,]+)(?:\((\d+)\))?人"
KEPT = re.compile(rf"(?:維持不變|維持)[^\d]{{0,8}}{NUMBER}")
MOVED = re.compile(
    rf"(?:現行|修編前|修正前|原|由)[^\d,，。]{{0,4}}(?:\d+[^\d,，。]{{1,8}})?[^\d,，。]{{0,10}}{NUMBER}[,，]?"
    rf"(?:修編後|修正後|修正|調整|增加|減少)[^\d]{{0,6}}{NUMBER}"
)
AFTER = re.compile(rf"(?:(?:修正後|修編後|調整後)[^\d,，。]{{0,12}}|編制總?員額(?:於\d{{2,3}}年)?達(?:到)?){NUMBER}")


TABLE = "編制表"
WORDING = re.compile(r"文字|備考欄|用語")
POSTS_MOVE = re.compile(r"減列|增置|增列|裁減|改置|移撥|精簡|增給|請增|增加|減少")
# Posts that are told by their names alone: 減列書記13人.
POSTED = re.compile(r"(?:減列|增置|增列|裁減|改置)[^\d,，。;；]{2,20}?\d{1,3}人")
SEVERAL = re.compile(r"(?:^|等)[\d二三四五六七八九十]{1,2}[個]?[區鄉鎮市]")
NEAR = 600  # characters before a sentence in which the body that it speaks of was named
# Without numbers only what takes effect is told as a change.
EFFECT = re.compile(r"生效|施行|實施日|共計(?:減列|精簡|裁減)[\d,]+人")


def staffing_changes(told: Telling, above: Telling | None, owner: str | None, rules: ChangeRules) -> Iterator[Change]:
    """One for every sentence that tells of posts and of a change of them, one more for posts held beside another; and
    that they go to another body, where it tells so. Where only the wording of a table of posts is changed, that is an
    amendment."""
    if not (rules.changed.search(told.text) and _of_posts(told.text, rules)):
        return
    for start, end in pairwise(told.stops):
        sentence = told.text[start:end]
        changed = rules.changed.search(sentence)
        if changed is None or not _of_posts(sentence, rules):
            continue
        subject = (
            _every(told, start, owner, rules)
            or _together(told, start, end)
            or body_of_heading(above)
            or _whose_posts(told, start, end, rules)
            or _subject(told, start, end)
            or _subject(told, start - NEAR, start)
        )
        if subject is None:
            continue
        stop = start + len(sentence.rstrip("。；;"))
        span = told.block.flow.span(start + changed.start(), max(stop, start + changed.end()))
        date = told.date(start + changed.start())
        worded = WORDING.search(sentence) is not None and POSTS_MOVE.search(sentence) is None
        kind = ChangeType.AMENDED if worded else ChangeType.STAFFING_CHANGE
        of_table = f"{subject}{TABLE}" if worded and TABLE in sentence else subject
        for before, after in _numbers(sentence, told.effect):
            yield Change(kind, of_table, None, date, span, told.block.ordinal, before=before, after=after)
        yield from _moved(told, subject, (start, end), date, rules)


def _of_posts(text: str, rules: ChangeRules) -> bool:
    return rules.posts.search(text) is not None or POSTED.search(text) is not None


def _moved(
    told: Telling, subject: str, sentence: tuple[int, int], date: str | None, rules: ChangeRules
) -> Iterator[Change]:
    """減列技士2人移撥乙局: the posts of a body go to another."""
    for found in rules.moved.finditer(told.text, *sentence):
        other = next(told.of_kind(NameKind.AGENCY, found.end()), None)
        if other is not None and other.start == found.end() and other.full != subject:
            span = told.block.flow.span(found.start(), other.end)
            yield Change(ChangeType.TRANSFERRED, subject, other.full, date, span, told.block.ordinal)


def _every(told: Telling, start: int, owner: str | None, rules: ChangeRules) -> str | None:
    """All bodies of a kind with which a sentence begins: 本市各區公所."""
    found = rules.every.match(told.text, start)
    return (owner or "").removesuffix("政府") + found.group(1) if found else None


def _together(told: Telling, start: int, end: int) -> str | None:
    """Several bodies of which the sentence speaks as one: 修編前4區戶政事務所總編制員額."""
    bodies = told.within(start, end, NameKind.AGENCY)
    return next((one.full for one in bodies if SEVERAL.search(one.text)), None)


def body_of_heading(above: Telling | None) -> str | None:
    """The body that the heading right above names last: 修正教育局所屬體育處編制表. Others are only spoken of."""
    if above is None or above.block.kind is not BlockKind.HEADING:
        return None
    bodies = [one.full for one in above.of_kind(NameKind.AGENCY, 0)]
    return bodies[-1] if bodies else None


def _whose_posts(told: Telling, start: int, end: int, rules: ChangeRules) -> str | None:
    """The body of which the posts are, where it is named right before them: 消防局編制員額."""
    bodies = told.within(start, end, NameKind.AGENCY)
    return next((one.full for one in bodies if rules.posts.match(told.text, one.end)), None)


def _subject(told: Telling, start: int, end: int) -> str | None:
    """The first body of a stretch: what follows it are offices and the bodies that posts go to."""
    return next((one.full for one in told.within(start, end, NameKind.AGENCY)), None)


def _numbers(sentence: str, effect: str | None) -> list[tuple[int | None, int | None]]:
    """Posts before and after: of the whole, then of those held beside another post where that number changes. `effect`:
    the day of which the text around says that it takes effect."""
    moved, kept, after = (pattern.search(sentence) for pattern in (MOVED, KEPT, AFTER))
    if moved:
        whole = (_int(moved.group(1)), _int(moved.group(3)))
        beside = (_int(moved.group(2)), _int(moved.group(4)))
        return [whole, beside] if None not in beside and beside[0] != beside[1] else [whole]
    if kept:
        return [(_int(kept.group(1)), _int(kept.group(1)))]
    if after:
        groups = (1, 2) if after.group(2) and "兼任" in sentence else (1,)
        return [(None, _int(after.group(group))) for group in groups]
    return [(None, None)] if EFFECT.search(sentence) or (effect and POSTED.search(sentence)) else []


def _int(text: str | None) -> int | None:
    return int(text.replace(",", "")) if text else None
