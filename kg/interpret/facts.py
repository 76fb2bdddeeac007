"""From quantities to facts."""

from dataclasses import dataclass

from kg.model.facts import Fact, ReportInfo
from kg.model.mentions import Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class FactRules:
    """Compiled rules."""


def load_fact_rules() -> FactRules:
    """The packaged rules."""
    return FactRules()


def read_facts(outline: Outline, mentions: Mentions, info: ReportInfo, rules: FactRules) -> tuple[Fact, ...]:
    """The facts of a report, in reading order."""
    return ()
