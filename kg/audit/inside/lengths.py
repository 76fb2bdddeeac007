"""Lengths of time beside the days from which and to which they run: 6月26日至7月21日共計20天."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from kg.audit.inside.figures import Figure, Page, Sentence
from kg.audit.inside.rules import Rule, equal
from kg.audit.inside.wording import leads
from kg.audit.intervals import Amount
from kg.model.findings import Finding, Verdict
from kg.model.mentions import DateMention, Period

NEAR = 14  # how far behind the days their number may stand
WEEK = Decimal(7)
SPAN = re.compile("至|到|-|~|－|～")


def find_lengths(page: Page, rule: Rule) -> Iterator[Finding]:
    """The lengths of time that are right, and those longer than their span."""
    for sentence in page.sentences:
        for figure in sentence.figures:
            date = _span(page, sentence, figure, rule)
            if date is not None:
                yield from _check(date.period, figure, rule)


def _span(page: Page, sentence: Sentence, figure: Figure, rule: Rule) -> DateMention | None:
    """The span of days right before a length, with words of lengths between."""
    if figure.measure not in rule.units["days"] | rule.units["weeks"] or figure.bounded:
        return None
    for date in page.dates_before(figure, sentence)[-1:]:
        gap, text = sentence.text[date.end : figure.start], sentence.text[date.start : date.end]
        days = text.endswith("日") and SPAN.search(text)
        if days and len(gap) <= NEAR and leads(rule.words["length"], gap, 1) and not re.search(r"[。;、\d]", gap):
            return date
    return None


def _check(span: Period, figure: Figure, rule: Rule) -> Iterator[Finding]:
    days = Decimal((span.end - span.start).days + 1)
    if figure.measure in rule.units["weeks"]:
        yield from _weeks(span, days / WEEK, figure, rule)
    elif figure.statement.value == days or figure.statement.value > days:
        yield _finding("days", Amount.exact(days), span, figure, rule)
    elif figure.statement.value == workdays(span):
        yield _finding("workdays", Amount.exact(workdays(span)), span, figure, rule)


def workdays(span: Period) -> Decimal:
    """Days of a span from Monday to Friday; holidays are not known here."""
    days = (span.start + timedelta(day) for day in range((span.end - span.start).days + 1))
    return Decimal(sum(day.weekday() < 5 for day in days))


def _weeks(span: Period, weeks: Decimal, figure: Figure, rule: Rule) -> Iterator[Finding]:
    """Weeks begun count as full ones, and a rest may be left out; more than that is more than the span."""
    printed = figure.statement.value
    if printed > weeks - 1:
        yield _finding("weeks", Amount(weeks, weeks - 1, weeks + 1), span, figure, rule)


def _finding(name: str, length: Amount, span: Period, figure: Figure, rule: Rule) -> Finding:
    first, last = span.start.isoformat(), span.end.isoformat()
    verdict = _verdict(length, figure.amount)
    shown = equal(length, figure.amount)
    if verdict is not Verdict.FAILS:
        shown = shown.replace("≠", "≈")
    formula = f"{name}({first}/{last}) {shown}"
    return rule.finding(
        verdict, formula, (("length", figure),), (length, figure.amount), {"first": first, "last": last}
    )


def _verdict(length: Amount, stated: Amount) -> Verdict:
    """Days must be exact. Weeks hold where begun ones count as full; within rounding where the rest is left out."""
    if length.value == stated.value or length.value < stated.value < length.high:
        return Verdict.HOLDS
    return Verdict.WITHIN_ROUNDING if length.low < stated.value < length.value else Verdict.FAILS
