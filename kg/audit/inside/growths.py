"""Changes in percent beside their figures: 412公噸，較99年之287公噸增加43.6%; 減少76案（-5.7%）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.shares import HUNDRED, SCALES
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount, agree
from kg.model.facts import Direction, Kind
from kg.model.findings import Finding, Verdict

BARE = re.compile("[，,(（]?[約計共達了為]*")  # what may stand beside its word between the figures and a change of them


@dataclass(frozen=True, slots=True)
class Growth:
    """What a change in percent may be computed of: terms with their roles, the formula, the change, its base."""

    terms: tuple[tuple[str, Figure], ...]
    formula: str
    change: Amount
    base: Amount
    evidence: Evidence = Evidence.WEAK


def find_growths(page: Page, rule: Rule) -> Iterator[Finding]:
    """The changes in percent that come out, and those that must and do not."""
    for sentence in page.sentences:
        for index, percent in enumerate(sentence.figures):
            if percent.measure in SCALES and _changes(sentence, index, rule):
                yield from _check(list(_readings(sentence, index, rule)), percent, rule)


def _changes(sentence: Sentence, index: int, rule: Rule) -> bool:
    """Whether a percentage is told as a change: 增加43.6%, or in a bracket of its own behind a change."""
    percent = sentence.figures[index]
    if leads(rule.words["up"], percent.lead, 2) or leads(rule.words["down"], percent.lead, 2):
        return True
    before = sentence.figures[index - 1] if index else None
    return before is not None and before.statement.kind is Kind.CHANGE and _behind(sentence, before, percent, rule)


def _behind(sentence: Sentence, before: Figure, percent: Figure, rule: Rule) -> bool:
    """Whether a percentage stands right behind a figure: （-5.7%）, ，約4.19%, ，降幅32.5%."""
    between = sentence.between(before, percent)
    return BARE.fullmatch(rule.words["up"].sub("", rule.words["down"].sub("", between))) is not None


def _check(readings: list[Growth], percent: Figure, rule: Rule) -> Iterator[Finding]:
    """The first reading that comes out; else the only one, where it must be meant."""
    computed = [(one, _share(one, percent)) for one in readings]
    held = [pair for pair in computed if pair[1] and agree(pair[1], percent.amount) is Verdict.HOLDS]
    strong = [pair for pair in computed if pair[0].evidence is Evidence.STRONG and len(readings) == 1]
    for one, share in (held or strong)[:1]:
        if share is not None:
            formula = f"{one.formula} {equal(share, percent.amount, ' %')}"
            terms = (*one.terms, ("change", percent))
            yield rule.finding(agree(share, percent.amount), formula, terms, (share, percent.amount))


def _share(one: Growth, percent: Figure) -> Amount | None:
    found = one.change.over(one.base)
    return None if found is None else found.times(HUNDRED * SCALES[percent.measure])


def _readings(sentence: Sentence, index: int, rule: Rule) -> Iterator[Growth]:
    """What a change in percent may be computed of, the likeliest first."""
    percent, before = sentence.figures[index], sentence.earlier(sentence.figures[index])
    counts = [one for one in before if not one.ratio and not one.inner]
    if counts and counts[-1] is before[-1] and counts[-1].statement.kind is Kind.CHANGE:
        if _behind(sentence, counts[-1], percent, rule):
            same = [one for one in counts if one.measure == counts[-1].measure]
            yield from _of_two(sentence, same[:-1], percent, rule)
            yield from _of_change(same, rule)
    else:
        yield from _of_two(sentence, counts, percent, rule)


def _of_change(counts: list[Figure], rule: Rule) -> Iterator[Growth]:
    """較上年度減少76案（-5.7%）: the change, and what it changed to."""
    change = counts[-1]
    same = [one for one in counts[:-1] if one.bracket == change.bracket and not rule.words["than"].search(one.lead)]
    now = same[-1] if same else None
    if now is not None:
        up = change.direction is not Direction.DECREASE
        base = now.amount - change.amount if up else now.amount + change.amount
        sign = "-" if up else "+"
        value = show(change.statement.value)
        formula = f"{value} / ({show(now.statement.value)} {sign} {value})"
        yield Growth((("now", now), ("by", change)), formula, change.amount, base)


def _of_two(sentence: Sentence, counts: list[Figure], percent: Figure, rule: Rule) -> Iterator[Growth]:
    """412公噸，較99年之287公噸增加…, 由93個增加至101個，…: the two, and a whole that both are parts of."""
    if len(counts) < 2 or counts[-1].measure != counts[-2].measure:
        return
    first, second = counts[-2], counts[-1]
    compared = rule.words["than"].search(second.lead)
    now, then = (first, second) if compared else (second, first)
    if not compared and rule.words["than"].search(first.lead) is None:
        return
    up = now.statement.value >= then.statement.value
    change = now.amount - then.amount if up else then.amount - now.amount
    shown = (
        f"({show(now.statement.value)} - {show(then.statement.value)})"
        if up
        else (f"({show(then.statement.value)} - {show(now.statement.value)})")
    )
    close = _behind(sentence, second, percent, rule)
    alone = sum(one.measure == now.measure for one in counts) == 2
    wholes = [one for one in counts[:-2] if one.measure == now.measure and one.statement.value > now.statement.value]
    terms = (("now", now), ("then", then))
    evidence = Evidence.of(close, alone, not wholes, not any(one.bounded for one in (now, then, percent)))
    yield Growth(terms, f"{shown} / {show(then.statement.value)}", change, then.amount, evidence)
    for whole in wholes[-1:]:
        yield Growth((*terms, ("whole", whole)), f"{shown} / {show(whole.statement.value)}", change, whole.amount)
