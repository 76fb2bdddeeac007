"""Posts before and after a change: 由現行97(12)人，增置2人及22人，修正為121(12)人; 減列10人，改增置10人，總數維持."""

import re
from collections.abc import Iterator, Sequence

from kg.audit.inside.evidence import Evidence
from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal, show
from kg.audit.intervals import agree, total
from kg.model.facts import Direction, Kind
from kg.model.findings import Finding, Verdict

REACH = 24  # how far back the words of a clause are read


def find_staffing(page: Page, rule: Rule) -> Iterator[Finding]:
    """Posts before, cut, added and after that agree, and those that must and do not."""
    for sentence in page.sentences:
        for after in sentence.figures:
            if after.statement.kind is Kind.CHANGE or not rule.words["after"].search(_clause(sentence, after)):
                continue
            before = _before(sentence, after, rule)
            if before is not None:
                yield from _changed(sentence, before, after, rule)
            elif rule.words["keep"].search(after.lead + sentence.text[after.end : after.end + 4]) and not after.inner:
                yield from _kept(sentence, after, rule)


def _before(sentence: Sentence, after: Figure, rule: Rule) -> Figure | None:
    """The posts before the change, of the same side of a double number."""
    earlier = [
        one for one in sentence.earlier(after) if one.start < after.start and one.statement.kind is not Kind.CHANGE
    ]
    return next(
        (
            one
            for one in reversed(earlier)
            if (one.measure, one.inner) == (after.measure, after.inner)
            and rule.words["before"].search(_clause(sentence, one))
        ),
        None,
    )


def _clause(sentence: Sentence, figure: Figure) -> str:
    """The words of a figure's clause before it, whatever other figures stand there: 修編前4區總員額22人."""
    before = sentence.text[max(sentence.start, figure.start - REACH) : figure.start]
    return re.split("[，,;。]", before)[-1]


def _changes(sentence: Sentence, after: Figure) -> tuple[Figure, ...]:
    """What was cut and added: a sum of both sides where the text gives one, else every change of that side."""
    changes = [
        one
        for one in sentence.earlier(after)
        if one.start < after.start and one.statement.kind is Kind.CHANGE and one.measure == after.measure
    ]
    sums = tuple(one for one in changes if one.double and one.inner == after.inner)
    return sums or tuple(one for one in changes if not after.double or one.concurrent == after.inner)


def _changed(sentence: Sentence, before: Figure, after: Figure, rule: Rule) -> Iterator[Finding]:
    changes = _changes(sentence, after)
    if not changes or any(one.direction is None for one in changes):
        return
    computed = before.amount + total(-one.amount if _cut(one) else one.amount for one in changes)
    verdict = agree(computed, after.amount)
    near = (*sentence.earlier(after), after, *sentence.later(after))
    afters = [one for one in near if rule.words["after"].search(_clause(sentence, one))]
    others = [one for one in near if one.start < after.start and one.measure == after.measure]
    told = len(afters) == 1 and len(others) == len(changes) + 1
    bounded = any(one.bounded for one in (before, after, *changes))
    evidence = Evidence.of(told, not after.double, not bounded)
    if verdict is Verdict.HOLDS or evidence is Evidence.STRONG:
        steps = "".join(f" {'-' if _cut(one) else '+'} {show(one.statement.value)}" for one in changes)
        terms = (("before", before), *((_role(one), one) for one in changes), ("after", after))
        formula = f"{show(before.statement.value)}{steps} {equal(computed, after.amount)}"
        yield rule.finding(verdict, formula, terms, (computed, after.amount))


def _kept(sentence: Sentence, after: Figure, rule: Rule) -> Iterator[Finding]:
    """A total that stayed while posts were cut and added: as many of these as of those."""
    changes = [one for one in _changes(sentence, after) if one.direction is not None]
    cut, added = [one for one in changes if _cut(one)], [one for one in changes if not _cut(one)]
    if not cut or not added:
        return
    left, right = total(one.amount for one in cut), total(one.amount for one in added)
    verdict = agree(left, right)
    shown = " + ".join(show(one.statement.value) for one in cut), " + ".join(show(one.statement.value) for one in added)
    formula = f"{shown[0]} = {shown[1]}" if verdict is Verdict.HOLDS else f"{_sum(cut)} ≠ {_sum(added)}"
    terms = tuple((_role(one), one) for one in (*cut, *added))
    yield rule.finding(verdict, formula, terms, (left, right))


def _sum(figures: Sequence[Figure]) -> str:
    values = " + ".join(show(one.statement.value) for one in figures)
    return values if len(figures) == 1 else f"{values} = {show(total(one.amount for one in figures).value)}"


def _cut(figure: Figure) -> bool:
    return figure.direction is Direction.DECREASE


def _role(figure: Figure) -> str:
    return "cut" if _cut(figure) else "added"
