"""By what counts are compared: the length of the span that they cover."""

from datetime import timedelta

from kg.model.facts import Kind, Temporality
from kg.model.mentions import Period
from kg.model.statements import Statement

DATE, UNTIL, DAY, UNKNOWN = "date", "until", "day", ""
NAMED = {1: "month", 6: "half-year", 12: "year"}
# Months in which years and half years begin as a rule.
BEGINNINGS = {6: (1, 7), 12: (1,)}


def at_a_date(statement: Statement, temporality: Temporality) -> bool:
    """Whether a figure holds on a day: a state, a share, or what a rule grants from that day on."""
    return temporality is not Temporality.FLOW or statement.kind is Kind.RULE


def span_of(period: Period | None) -> str:
    """The class of a span of a count, by its length: "half-year", "year", "3 months", "26 days", "day"; "" for none."""
    if period is None:
        return UNKNOWN
    if period.start == period.end:
        return DAY
    months = whole_months(period)
    if months:
        return NAMED.get(months, f"{months} months")
    return f"{(period.end - period.start).days + 1} days"


def whole_months(period: Period) -> int:
    """How many months a span has that begins and ends with a month; 0 for another."""
    after = period.end + timedelta(days=1)
    if period.start.day != 1 or after.day != 1:
        return 0
    return 12 * (after.year - period.start.year) + after.month - period.start.month


def is_shifted(period: Period | None) -> bool:
    """Whether a year or half year begins in another month than such spans do as a rule."""
    if period is None:
        return False
    return period.start.month not in BEGINNINGS.get(whole_months(period), (period.start.month,))
