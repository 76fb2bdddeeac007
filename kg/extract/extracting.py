"""The public verb: the mentions of one outline."""

from dataclasses import dataclass

from kg.extract.dates import DateRules, find_dates, load_date_rules
from kg.extract.names import NameRules, find_names, load_name_rules
from kg.extract.quantities import QuantityRules, find_quantities, load_quantity_rules
from kg.model.facts import ReportInfo
from kg.model.mentions import Lexicon, Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class ExtractRules:
    """The rules of all finders, compiled."""

    quantities: QuantityRules
    dates: DateRules
    names: NameRules


def load_rules() -> ExtractRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return ExtractRules(load_quantity_rules(), load_date_rules(), load_name_rules())


def extract(outline: Outline, info: ReportInfo, lexicon: Lexicon, rules: ExtractRules) -> Mentions:
    """All mentions of an outline, each list in reading order."""
    dates = find_dates(outline, info.coverage, rules.dates)
    names = find_names(outline, lexicon, rules.names)
    quantities, excluded = find_quantities(outline, dates, names, rules.quantities)
    return Mentions(quantities, dates, names, excluded)
