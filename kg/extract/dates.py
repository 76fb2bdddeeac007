"""Finds dates and spans of time."""

from dataclasses import dataclass

from kg.model.mentions import DateMention, Period
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class DateRules:
    """Compiled rules."""


def load_date_rules() -> DateRules:
    """The packaged rules."""
    return DateRules()


def find_dates(outline: Outline, coverage: Period | None, rules: DateRules) -> tuple[DateMention, ...]:
    """The dates of an outline, in reading order."""
    return ()
