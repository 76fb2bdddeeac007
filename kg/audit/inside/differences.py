"""Differences beside what they lie between: 28.27%, 較規定18%超出10.27%; 48.8%, 較98年之45.5%提升3.3個百分點."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount, agree
from kg.model.facts import Direction, Kind, Temporality
from kg.model.findings import Finding, Verdict

POINTS = {"percentage-point": "percent"}
NEAR = 10  # how far behind the second figure its difference may stand to be of these two and no others


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference, what it is taken from and what is taken away: 10.27 = 28.27 - 18."""

    difference: Figure
    first: Figure
    second: Figure
    evidence: Evidence


def find_differences(page: Page, rule: Rule) -> Iterator[Finding]:
    """The differences of a report that come out, and those that must and do not."""
    for sentence in page.sentences:
        for index, figure in enumerate(sentence.figures):
            pair = _pair(sentence, index)
            one = _read(sentence, figure, pair, rule) if pair else None
            if one is not None:
                yield from _check(one, rule)


def measure_of(figure: Figure) -> str:
    """The measure of a figure, percentage points being percent."""
    return POINTS.get(figure.measure, figure.measure)


def _pair(sentence: Sentence, index: int) -> tuple[Figure, Figure] | None:
    """The last two figures of the same measure before a figure."""
    figure = sentence.figures[index]
    before = [
        one
        for one in sentence.earlier(figure)
        if measure_of(one) == measure_of(figure) and not one.inner and one.start != figure.start
    ]
    return (before[-2], before[-1]) if len(before) > 1 and before[-2].start != before[-1].start else None


def _read(sentence: Sentence, figure: Figure, pair: tuple[Figure, Figure], rule: Rule) -> Difference | None:
    """The difference that a figure tells, and whether it must be that of the two before it."""
    margin = leads(rule.words["margin"], figure.lead)
    changed = leads(rule.words["change"], figure.lead, 3)
    result = rule.words["result"].search(figure.lead[-1:])
    if (margin is None and changed is None) or result or any(one.statement.kind is Kind.CHANGE for one in pair):
        return None
    if _of_each(figure) and not any(map(_of_each, pair)):  # 每股盈餘2.58元 is no remainder of two totals
        return None
    first, second, told = _ordered(pair, rule)
    close = len(sentence.between(pair[1], figure)) <= NEAR
    compared = close and (rule.words["than"].search(pair[1].lead) or rule.words["than"].search(pair[0].lead))
    before = [
        one for one in sentence.earlier(figure) if one.start < figure.start and measure_of(one) == measure_of(figure)
    ]
    evidence = Evidence.of(told, compared or margin, len(before) == 2, not _loose(figure, *pair))
    return Difference(figure, first, second, evidence)


def _ordered(pair: tuple[Figure, Figure], rule: Rule) -> tuple[Figure, Figure, bool]:
    """The figures in the order of the subtraction, and whether the words tell it: what something is compared with or
    measured against is taken away (由93個增加至101個; 應進用62人，已進用196人). Else the smaller from the larger."""
    earlier, later = pair
    for first, second in ((earlier, later), (later, earlier)):
        for told in ("than", "aim"):
            if rule.words[told].search(second.lead) and not rule.words[told].search(first.lead):
                return first, second, True
    larger, smaller = sorted(pair, key=lambda one: -one.statement.value)
    return larger, smaller, False


def _of_each(figure: Figure) -> bool:
    return figure.statement.temporality is Temporality.RATE


def _loose(*figures: Figure) -> bool:
    return any(figure.bounded for figure in figures)


def _check(one: Difference, rule: Rule) -> Iterator[Finding]:
    computed = one.first.amount - one.second.amount
    stated = _signed(one.difference, computed)
    verdict = agree(computed, stated)
    if verdict is Verdict.HOLDS or one.evidence is Evidence.STRONG:
        formula = f"{show(one.first.statement.value)} - {show(one.second.statement.value)} {equal(computed, stated)}"
        terms = (("first", one.first), ("second", one.second), ("difference", one.difference))
        yield rule.finding(verdict, formula, terms, (computed, stated))


def _signed(figure: Figure, computed: Amount) -> Amount:
    """What is printed, below zero where it is a decrease; a difference that says no way may be of either sign."""
    negative = figure.direction is Direction.DECREASE or (figure.direction is None and computed.value < Decimal(0))
    return -figure.amount if negative else figure.amount
