"""Finds quantities: a numeral with its unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.mentions import DateMention, Exclusion, NameMention, Quantity
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class QuantityRules:
    """Compiled rules."""


def load_quantity_rules() -> QuantityRules:
    """The packaged rules."""
    return QuantityRules()


def find_quantities(
    outline: Outline, dates: Sequence[DateMention], names: Sequence[NameMention], rules: QuantityRules
) -> tuple[tuple[Quantity, ...], tuple[Exclusion, ...]]:
    """The quantities of an outline, and the numbers that are none, each in reading order."""
    return (), ()
