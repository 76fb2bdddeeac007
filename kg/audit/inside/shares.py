"""Shares and what they are made of: 應進用1,213人，已進用1,975人，進用比例達162%; 103個，其中90個，占87.4%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from kg.audit.inside.evidence import Evidence, close
from kg.audit.inside.figures import WINDOW, Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount, agree
from kg.model.facts import Kind
from kg.model.findings import Finding, Verdict

HUNDRED = Decimal(100)
# By how much one of a unit is more or less than a hundredth.
SCALES = {"percent": Decimal(1), "permille": Decimal(10), "tenth-part": Decimal("0.1")}
NAMED = re.compile(r"([一-鿿]{2,8})[占佔][約達]?$")
TOTAL = re.compile(r"[占佔](?:.{0,4}總(?P<thing>[一-鿿]{2,4})|(?P<of>[一-鿿]{2,6})總[額數計])")
SLIP = Decimal("0.2")  # by what share of itself a printed share may miss its quotient that is taken for its own
NEAR, FAR = 16, 40  # how far a share may stand from its part, and a part from its whole


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its part and its whole; `rest` is what is missing to the whole where the text tells this instead."""

    share: Figure
    part: Figure
    whole: Figure
    evidence: Evidence = Evidence.WEAK
    rest: Figure | None = None


def find_shares(page: Page, rule: Rule) -> Iterator[Finding]:
    """The shares of a report that come out, and those that must and do not."""
    for sentence in page.sentences:
        for index, share in enumerate(sentence.figures):
            if share.measure in SCALES:
                yield from _check(_candidates(sentence, index, rule), _others(page, sentence, index, rule), rule)


def _check(candidates: list[Share], others: list[Share], rule: Rule) -> Iterator[Finding]:
    """The first candidate that comes out; else the one that must, where there is no other."""
    for one in (*candidates, *others):
        computed = quotient(one)
        if computed is not None and agree(computed, one.share.amount) is Verdict.HOLDS and _told_apart(one):
            yield _finding(one, computed, Verdict.HOLDS, rule)
            return
    sure = [one for one in candidates if one.evidence is Evidence.STRONG]
    computed = quotient(sure[0]) if sure and sure[0] is candidates[0] else None
    if computed is not None and close(computed, sure[0].share.amount, SLIP):
        yield _finding(sure[0], computed, agree(computed, sure[0].share.amount), rule)


def _told_apart(one: Share) -> bool:
    """Whether a share is printed so finely that a quotient rounds to it by no chance, or is sure to be that one."""
    return one.share.measure != "tenth-part" or one.share.amount.half * 2 < 1 or one.evidence is Evidence.STRONG


def quotient(one: Share) -> Amount | None:
    """The part divided by the whole, in the unit of the share."""
    whole = one.whole.amount if one.rest is None else one.part.amount + one.rest.amount
    found = one.part.amount.over(whole)
    return None if found is None else found.times(HUNDRED * SCALES[one.share.measure])


def _finding(one: Share, computed: Amount, verdict: Verdict, rule: Rule) -> Finding:
    scale = HUNDRED * SCALES[one.share.measure]
    head, whole = _quotient(one)
    factor = "" if scale == HUNDRED else f" × {show(scale)}"
    unit = " %" if scale == HUNDRED else f" {one.share.statement.unit}"
    terms = (("part", one.part), whole, ("share", one.share))
    how = _how(one, computed) if verdict is Verdict.FAILS else ("", "")
    return rule.finding(
        verdict,
        f"{head}{factor} {equal(computed, one.share.amount, unit)}",
        terms,
        (computed, one.share.amount),
        {"how_zh": how[0], "how_en": how[1]},
    )


def _quotient(one: Share) -> tuple[str, tuple[str, Figure]]:
    """The formula of a quotient, and the term with its role that stands for the whole."""
    part = show(one.part.statement.value)
    if one.rest is not None:
        return f"{part} / ({part} + {show(one.rest.statement.value)})", ("rest", one.rest)
    return f"{part} / {show(one.whole.statement.value)}", ("whole", one.whole)


def _how(one: Share, computed: Amount) -> tuple[str, str]:
    """What the printed share did instead, where that can be seen."""
    step = one.share.amount.half * 2
    cut_off = (computed.value / step).to_integral_value(ROUND_FLOOR) * step if step else computed.value
    return ("（無條件捨去）", " (cut off, not rounded)") if cut_off == one.share.amount.value else ("", "")


def _candidates(sentence: Sentence, index: int, rule: Rule) -> list[Share]:
    """What a share may be made of, the likeliest first."""
    share = sentence.figures[index]
    part = _part(sentence, index, rule)
    if part is None:
        return []
    direct = _direct(sentence, index, part, rule)
    if direct is not None:
        return [direct]
    wholes = _wholes(sentence, part)
    return [Share(share, part, whole, _evidence(sentence, whole, part, share, rule)) for whole in wholes]


def _others(page: Page, sentence: Sentence, index: int, rule: Rule) -> list[Share]:
    """What else a share may be made of, where that comes out: its part and a rest behind it; a whole elsewhere."""
    return [
        *_past_change(sentence, index, rule),
        *_by_name(sentence, index),
        *_with_rest(sentence, index, rule),
        *_of_total(page, sentence, index, rule),
        *_of_same(page, sentence, index, rule),
    ]


def _past_change(sentence: Sentence, index: int, rule: Rule) -> Iterator[Share]:
    """1,652億元，較預算數1,580億元超收72億元，達成率104.6%: the part and its whole stand before their difference."""
    share, before = sentence.figures[index], sentence.earlier(sentence.figures[index])
    if len(before) > 2 and before[-1].statement.kind is Kind.CHANGE and leads(rule.words["share"], share.lead, 2):
        part, whole = before[-3], before[-2]
        if part.measure == whole.measure and not part.ratio and not part.inner:
            yield Share(share, part, whole)


def _by_name(sentence: Sentence, index: int) -> Iterator[Share]:
    """9,215人（醫師1,230人、護理人員4,105人…），護理人員占44.5%: the part has the share's name."""
    share, named = sentence.figures[index], NAMED.search(sentence.figures[index].lead)
    for part in sentence.earlier(share) if named else ():
        if named and part.lead.endswith(named[1]) and not part.ratio and not part.inner:
            wholes = [one for one in sentence.earlier(part) if one.start < part.start and one.measure == part.measure]
            yield from (Share(share, part, whole) for whole in wholes if whole.bracket != part.bracket)


def _with_rest(sentence: Sentence, index: int, rule: Rule) -> Iterator[Share]:
    """84個，占80%，…尚未符合21個: the part and what is missing make the whole."""
    share, part = sentence.figures[index], _part(sentence, index, rule)
    if part is None or not (_of_one(part, share, rule) or share.bracket):
        return
    for rest in sentence.later(share):
        if rest.measure == part.measure and rule.words["left"].search(rest.lead):
            yield Share(share, part, rest, rest=rest)
            return


def _of_total(page: Page, sentence: Sentence, index: int, rule: Rule) -> Iterator[Share]:
    """占總課程72%: the whole stands in another item of the section, in the words that the share names."""
    share = sentence.figures[index]
    named = TOTAL.search(share.lead)
    for whole in page.section(sentence.block.section) if named else ():
        if named and _is_total(whole, named, rule) and (whole.block, whole.sentence) != (share.block, share.sentence):
            parts = [one for one in sentence.earlier(share) if one.measure == whole.measure and not one.inner]
            yield from (Share(share, part, whole) for part in parts[-1:])


def _of_same(page: Page, sentence: Sentence, index: int, rule: Rule) -> Iterator[Share]:
    """教育支出98億元，占歲出總額43.2%；社會福利支出34億元，占15%: the whole that a share before it names."""
    share, part = sentence.figures[index], _part(sentence, index, rule)
    named = [one for one in sentence.earlier(share) if one.ratio and TOTAL.search(one.lead)]
    for before in named[-1:] if part is not None else ():
        for other in _of_total(page, sentence, before.place, rule):
            if part is not None and part.measure == other.whole.measure:
                yield Share(share, part, other.whole)


def _is_total(whole: Figure, named: re.Match[str], rule: Rule) -> bool:
    """Whether a figure is the total that a share names: 總課程, 歲出總額."""
    if named["of"]:
        return named["of"][-2:] in whole.lead
    return named["thing"][:2] in whole.lead and rule.words["sum"].search(whole.lead) is not None


def _part(sentence: Sentence, index: int, rule: Rule) -> Figure | None:
    """The count right before a share, with words of sharing between them or the share alone in a bracket."""
    share = sentence.figures[index]
    before = sentence.figures[index - 1] if index else None
    if before is None or before.ratio or before.inner:
        return None
    gap = sentence.between(before, share)
    if rule.words["other"].search(gap) or len(gap) > NEAR or "。" in gap:
        return None
    alone = share.bracket is not None and share.bracket != before.bracket and gap.strip("(（占佔約") == ""
    return before if alone or rule.words["share"].search(gap) or rule.words["of"].fullmatch(gap) else None


def _direct(sentence: Sentence, index: int, before: Figure, rule: Rule) -> Share | None:
    """達全年目標9,000億元之58.6%: the figure right before the share is the whole."""
    share = sentence.figures[index]
    if not rule.words["of"].fullmatch(sentence.between(before, share)):
        return None
    part = next((one for one in reversed(sentence.earlier(before)) if one.measure == before.measure), None)
    return Share(share, part, before, Evidence.STRONG) if part is not None else None


def _wholes(sentence: Sentence, part: Figure) -> list[Figure]:
    """Figures of the part's measure before it: of its sentence, and where it begins with 其中 of the one before."""
    earlier = [one for one in sentence.earlier(part) if one.start < part.start]
    if sentence.before is not None and "其中" in sentence.words[:4]:
        earlier = [*sentence.before.figures[-WINDOW:], *earlier]
    outer = [one for one in earlier if one.bracket is None or one.bracket == part.bracket]
    return [one for one in reversed(outer) if one.measure == part.measure and not one.inner][:3]


def _evidence(sentence: Sentence, whole: Figure, part: Figure, share: Figure, rule: Rule) -> Evidence:
    if whole.sentence != part.sentence or whole.bounded or part.bounded or share.bounded:
        return Evidence.WEAK
    gap, words = sentence.between(whole, part), rule.words
    excepted = words["except"].search(gap + part.lead + whole.lead + share.lead) or _other_base(sentence, whole, part)
    named = words["whole"].search(whole.lead) and (words["part"].search(part.lead) or _named_by(part, share, rule))
    changed = Kind.CHANGE in (share.statement.kind, part.statement.kind)
    return Evidence.of(not changed, len(gap) <= FAR, not excepted, named, _of_one(part, share, rule))


def _other_base(sentence: Sentence, whole: Figure, part: Figure) -> bool:
    """Whether a rate between them makes another figure the whole: 報名100人，到考率76%，及格20人."""
    between = [one for one in sentence.earlier(part) if whole.start < one.start and one.ratio]
    return any("占" not in one.lead and "佔" not in one.lead for one in between)


def _of_one(part: Figure, share: Figure, rule: Rule) -> bool:
    """Whether a share is told of its part: 占, or a rate in words of the part (已進用 … 進用比例)."""
    return "占" in share.lead or "佔" in share.lead or _named_by(part, share, rule)


def _named_by(part: Figure, share: Figure, rule: Rule) -> bool:
    """Whether a rate has a word of its part: 破獲15,120件，破獲率82.9%."""
    word = rule.words["share"].search(share.lead)
    name = share.lead[: word.start()] if word else ""
    return any(name[place : place + 2] in part.lead for place in range(len(name) - 1))
