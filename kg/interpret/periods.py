"""Gives every figure the time that it covers, and says where that time was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.facts import Kind, PeriodSource, Temporality
from kg.model.mentions import Mentions, Period
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class Nature:
    """What is known of a figure before its time is: on it depends what a date means for the figure."""

    kind: Kind
    temporality: Temporality


@dataclass(frozen=True, slots=True)
class Dating:
    """The time of a figure.

    period  what it covers, or None where the text names no time and the coverage says nothing of it (rules, targets)
    source  where the period was read
    base    for a change the period that it is measured against, "2019-01-01/2019-12-31", or None
    """

    period: Period | None
    source: PeriodSource
    base: str | None = None


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """Compiled rules."""


def load_period_rules() -> PeriodRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return PeriodRules()


def read_periods(
    outline: Outline, mentions: Mentions, coverage: Period | None, natures: Sequence[Nature], rules: PeriodRules
) -> tuple[Dating, ...]:
    """The datings of the quantities of `mentions`, in their order. `natures` has one entry for each quantity."""
    return tuple(Dating(coverage, PeriodSource.COVERAGE) for _ in natures)
