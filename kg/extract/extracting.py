"""The public verb: the mentions of one outline."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.dates import DateRules, find_dates, load_date_rules
from kg.extract.names import NameRules, find_names, load_name_rules
from kg.extract.numerals import Script, find_numerals
from kg.extract.quantities import QuantityRules, find_quantities, load_quantity_rules
from kg.model.facts import ReportInfo
from kg.model.mentions import Lexicon, Mentions
from kg.model.text import Outline, Span


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
    quantities, excluded, unread = find_quantities(outline, dates, names, rules.quantities)
    return Mentions(quantities, dates, names, excluded, tuple(sorted({*unread, *_beside(outline)})))


def _beside(outline: Outline) -> Iterator[Span]:
    """The numerals in Chinese characters that stand in no block's flow: those of marks and of what is skipped."""
    text = outline.source.text
    marks = [Span(block.span.start, block.span.start + len(block.number)) for block in outline.blocks if block.number]
    for place in (*marks, *(skipped.span for skipped in outline.skipped)):
        for numeral in find_numerals(place.cut(text)):
            if numeral.script is Script.HAN:
                yield Span(place.start + numeral.start, place.start + numeral.end)
