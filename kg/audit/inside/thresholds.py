"""Marks that are said to be reached or passed: 48%，已達四分之一之目標."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, show
from kg.audit.inside.wording import last
from kg.audit.intervals import Amount
from kg.model.facts import Kind
from kg.model.findings import Finding, Verdict

BEHIND, FAR = 8, 60  # how far behind a mark its noun may stand, and how far before it the figure that is measured
# One of a unit in percent.
PERCENT = {"percent": Decimal(1), "one": Decimal(100), "tenth-part": Decimal(10), "permille": Decimal("0.1")}
SIGNS = {"gte": "≥", "gt": ">", "lte": "≤", "lt": "<"}
Test = Callable[[Decimal, Decimal], bool]
TESTS: dict[str, Test] = {
    "gte": lambda value, mark: value >= mark,
    "gt": lambda value, mark: value > mark,
    "lte": lambda value, mark: value <= mark,
    "lt": lambda value, mark: value < mark,
}


def find_thresholds(page: Page, rule: Rule) -> Iterator[Finding]:
    """What a report says to have reached or passed, and whether it did."""
    for sentence in page.sentences:
        for index, mark in enumerate(sentence.figures):
            relation = _relation(sentence, mark, rule)
            value = _value(sentence, index, rule)
            if relation and value is not None:
                yield _check(relation, value, mark, rule)


def _relation(sentence: Sentence, mark: Figure, rule: Rule) -> str | None:
    """What the words before a figure say that something is to it; None where the figure is no mark."""
    behind = re.split("[，,;。、]", sentence.text[mark.end : mark.end + BEHIND])[0]
    words = re.split("[，,;。]", mark.lead)[-1]
    found = {name: last(rule.words[name], words) for name in SIGNS}
    placed = {name: one for name, one in found.items() if one is not None}
    named = rule.words["mark"].search(behind) or rule.words["mark"].search(words)
    shared = rule.words["share"].match(sentence.text, mark.end)
    hoped = rule.words["hope"].search(words)
    if not placed or not named or shared or hoped or mark.statement.kind is Kind.CHANGE:
        return None
    return max(placed, key=lambda name: (placed[name].end(), len(placed[name].group())))


def _value(sentence: Sentence, index: int, rule: Rule) -> Figure | None:
    """The figure that is measured against a mark: the last before it that is not itself what another is compared with,
    of the mark's unit or, for shares, of any such."""
    mark = sentence.figures[index]
    told = [one for one in sentence.earlier(mark) if not rule.words["than"].search(one.lead)]
    before = told[-1] if told else None
    if before is None or before.statement.kind in (Kind.TARGET, Kind.CHANGE) or mark.start - before.end > FAR:
        return None
    share = before.measure in PERCENT and mark.measure in PERCENT
    return before if share or before.measure == mark.measure else None


def _check(relation: str, value: Figure, mark: Figure, rule: Rule) -> Finding:
    scale = (PERCENT[value.measure], PERCENT[mark.measure]) if value.measure in PERCENT else (Decimal(1), Decimal(1))
    left, right = value.amount.times(scale[0]), _mark(mark).times(scale[1])
    unit = " %" if value.measure in PERCENT else ""
    formula = f"{show(left.value)}{unit} {SIGNS[relation]} {show(right.value)}{unit}"
    terms = (("value", value), ("mark", mark))
    return rule.finding(_verdict(relation, left, right), formula, terms, (left, right))


def _mark(mark: Figure) -> Amount:
    """A mark is what it says: words that bound it are those of the comparison."""
    return Amount.exact(mark.statement.value)


def _verdict(relation: str, value: Amount, mark: Amount) -> Verdict:
    test = TESTS[relation]
    if test(value.value, mark.value):
        return Verdict.HOLDS
    return Verdict.WITHIN_ROUNDING if any(test(end, mark.value) for end in (value.low, value.high)) else Verdict.FAILS
