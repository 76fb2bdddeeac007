"""A price for one, a number of them, and what they come to: 每節發放23,200元…7人，計16萬2,400元."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import WINDOW, Figure, Page
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount, agree, tolerance
from kg.model.findings import Finding, Verdict

TIGHT = Decimal("0.02")  # room for rounding, as a share of a sum, in which a product falls by no chance
MANY = 2  # of fewer a price says nothing
SHORT = 6  # how long the words before a sum may be that leave no doubt of what it is the sum
APART = 16  # how far behind 每 its price may stand


@dataclass(frozen=True, slots=True)
class Bill:
    """A price for one, a number, and the money that they come to. `mean`: whether the price is an average."""

    price: Figure
    count: Figure
    sum: Figure
    evidence: Evidence


def find_prices(page: Page, rule: Rule) -> Iterator[Finding]:
    """Prices that come to the sum that is told, averages of a sum, and those that must and do not."""
    for _, group in groupby(page.figures, key=lambda figure: figure.block):
        figures = list(group)
        for index, money in enumerate(figures):
            if money.measure not in rule.units["money"]:
                continue
            before = figures[max(0, index - WINDOW) : index]
            if rule.words["mean"].search(money.lead):
                yield from _means(before, money, rule)
            elif leads(rule.words["sum"], money.lead) and not _price(money, rule):
                yield from _products(before, money, rule)


def _price(figure: Figure, rule: Rule) -> bool:
    """Whether a figure is a price for one: 每人補助5,000元; what it was raised to (由2萬1,600元提高至) is one too."""
    found = leads(rule.words["each"], figure.lead, APART)
    return figure.measure in rule.units["money"] and found is not None


def _products(before: list[Figure], money: Figure, rule: Rule) -> Iterator[Finding]:
    counts = [one for one in before if _counts(one, rule) and one.sentence == money.sentence][-2:]
    prices = [one for one in _prices(before, rule) if one.measure == money.measure]
    bills = [
        Bill(price, count, money, _evidence(price, count, money, before, rule))
        for count in reversed(counts)
        for price in reversed(prices)
    ]
    held = [one for one in bills if _comes_out(one)]
    strong = [one for one in bills if one.evidence is Evidence.STRONG and len(bills) == 1]
    for one in (held or strong)[:1]:
        computed = _product(one)
        formula = f"{show(one.price.statement.value)} × {show(one.count.statement.value)} "
        yield _finding(one, formula + equal(computed, money.amount), (computed, money.amount), rule)


def _comes_out(one: Bill) -> bool:
    """Whether a product is the sum that is told, and rounding leaves too little room for chance."""
    room = tolerance(_product(one), one.sum.amount)
    tight = room is not None and room <= TIGHT * one.sum.statement.value
    return agree(_product(one), one.sum.amount) is not Verdict.FAILS and tight


def _product(one: Bill) -> Amount:
    return one.price.amount * one.count.amount


def _prices(before: list[Figure], rule: Rule) -> list[Figure]:
    """Prices for one, with what they were changed to right behind them."""
    found: list[Figure] = []
    for index, figure in enumerate(before):
        raised = (
            index > 0 and before[index - 1] in found and figure.lead.startswith(("提高", "調高", "調整", "增加", "降"))
        )
        if _price(figure, rule) or (raised and figure.measure in rule.units["money"]):
            found.append(figure)
    return found


def _counts(figure: Figure, rule: Rule) -> bool:
    return figure.measure not in rule.units["never"] and figure.statement.value >= MANY and not figure.inner


def _evidence(price: Figure, count: Figure, money: Figure, before: list[Figure], rule: Rule) -> Evidence:
    """每人…80人，合計40萬元: the price is for one of what is counted, all in one sentence, nothing between them."""
    word = leads(rule.words["each"], price.lead, APART)
    each = price.lead[word.end() :] if word else ""
    return Evidence.of(
        each.startswith(count.statement.unit),
        price.sentence == money.sentence,
        leads(rule.words["sum"], money.lead, 0),
        len(money.lead) <= SHORT,
        before[-1] is count,
        before[-2] is price,
        not any(one.bounded for one in (price, count, money)),
    )


def _means(before: list[Figure], mean: Figure, rule: Rule) -> Iterator[Finding]:
    """平均每案約31萬元: the money before it divided by a count before it."""
    sums = [one for one in before if one.measure == mean.measure and one.sentence == mean.sentence][-1:]
    counts = [one for one in before if _counts(one, rule) and one.sentence == mean.sentence][-2:]
    for money in sums:
        for count in reversed(counts):
            computed = money.amount.over(count.amount)
            if computed is not None and agree(computed, mean.amount) in _room(count, mean):
                formula = f"{show(money.statement.value)} / {show(count.statement.value)} "
                bill = Bill(mean, count, money, Evidence.WEAK)
                yield _finding(bill, formula + equal(computed, mean.amount), (computed, mean.amount), rule)
                return


def _room(count: Figure, mean: Figure) -> tuple[Verdict, ...]:
    """What shows an average to be one of a count: that it comes out; roughly, where it names what is counted."""
    named = count.statement.unit in mean.lead
    return (Verdict.HOLDS, Verdict.WITHIN_ROUNDING) if named else (Verdict.HOLDS,)


def _finding(one: Bill, formula: str, sides: tuple[Amount, Amount], rule: Rule) -> Finding:
    terms = (("price", one.price), ("count", one.count), ("sum", one.sum))
    return rule.finding(agree(*sides), formula, terms, sides)
