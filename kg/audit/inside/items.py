"""Items of a list and the total in the line that introduces them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.audit.inside.figures import Figure, Page
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.inside.wording import leads
from kg.audit.intervals import agree
from kg.audit.intervals import total as sum_of
from kg.model.findings import Finding, Verdict


def find_item_totals(page: Page, rule: Rule) -> Iterator[Finding]:
    """Lists whose items add up to the total before them. Where they do not, the items need not be all."""
    figures: dict[int, list[Figure]] = defaultdict(list)
    for figure in page.figures:
        figures[figure.block].append(figure)
    items: dict[int, list[int]] = defaultdict(list)
    for block in page.outline.blocks:
        if block.lead is not None:
            items[block.lead].append(block.ordinal)
    for lead, ordinals in items.items():
        for total in figures[lead]:
            if leads(rule.words["total"], total.lead) and not total.ratio and not total.bounded:
                yield from _check(total, [figures[ordinal] for ordinal in ordinals], rule)


def _check(total: Figure, items: Sequence[Sequence[Figure]], rule: Rule) -> Iterator[Finding]:
    firsts = [next((one for one in item if one.measure == total.measure and not one.inner), None) for item in items]
    parts = tuple(one for one in firsts if one is not None)
    computed = sum_of(part.amount for part in parts)
    if len(parts) == len(items) > 1 and agree(computed, total.amount) is Verdict.HOLDS:
        formula = " + ".join(show(part.statement.value) for part in parts)
        terms = (*(("part", part) for part in parts), ("total", total))
        sides = (computed, total.amount)
        yield rule.finding(Verdict.HOLDS, f"{formula} {equal(*sides)}", terms, sides)
