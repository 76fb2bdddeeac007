"""Shares without a stated whole: what wholes they imply, and whether these can be one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, show
from kg.audit.inside.shares import HUNDRED, SCALES
from kg.audit.intervals import Amount
from kg.model.facts import Kind
from kg.model.findings import Finding, Verdict

NEAR = 16


@dataclass(frozen=True, slots=True)
class Told:
    """A count with its share; the whole is not stated."""

    part: Figure
    share: Figure
    whole: Amount


def find_bases(page: Page, rule: Rule) -> Iterator[Finding]:
    """Shares of a part and of a part of it, in one sentence, whose wholes are not stated."""
    for sentence in page.sentences:
        told = list(_told(sentence, rule))
        for first, second in pairwise(told):
            if _belongs(sentence, first, second, rule):
                yield _check(first, second, rule)


def _told(sentence: Sentence, rule: Rule) -> Iterator[Told]:
    """Counts with their shares, of which no earlier figure of the sentence can be the whole."""
    counts: list[Figure] = []
    for share in sentence.figures:
        if share.measure not in SCALES:
            counts.append(share)
            continue
        part = counts[-1] if counts else None
        if part is None or share.statement.kind is not Kind.OBSERVED or part.ratio or part.inner:
            continue
        gap = sentence.between(part, share)
        whole = part.amount.over(share.amount)
        if whole is not None and len(gap) <= NEAR * 2 and rule.words["share"].search(gap[-NEAR:]):
            yield Told(part, share, whole.times(HUNDRED * SCALES[share.measure]))


def _belongs(sentence: Sentence, first: Told, second: Told, rule: Rule) -> bool:
    """Whether the second is told as a part of the first, both rates of one name and no whole before them."""
    between = sentence.between(first.share, second.part)
    alone = not any(
        one.measure == first.part.measure for one in sentence.earlier(first.part) if one.start < first.part.start
    )
    names = [one.share.lead.rstrip("達為約計是")[-3:] for one in (first, second)]
    return bool(
        rule.words["part"].search(between)
        and alone
        and first.part.measure == second.part.measure
        and names[0] == names[1]
        and second.part.statement.value <= first.part.statement.value
    )


def _check(first: Told, second: Told, rule: Rule) -> Finding:
    verdict = Verdict.HOLDS if first.whole.meets(second.whole) else Verdict.CANNOT_TELL
    formula = ", ".join(
        f"{show(one.part.statement.value)} / {show(one.share.statement.value)} % = {show(one.whole.value, Decimal(1))}"
        for one in (first, second)
    )
    terms = (("part", first.part), ("share", first.share), ("part", second.part), ("share", second.share))
    return rule.finding(verdict, formula, terms, (first.whole, second.whole))
