"""The public verb: the mentions of one outline."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.dates import DateRules, find_dates, load_date_rules
from kg.extract.exclusions import Place
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
    return Mentions(quantities, dates, names, excluded, tuple(sorted({*unread, *_beside(outline)}, key=_place)))


def _place(span: Span) -> Place:
    return span.start, span.end


def _beside(outline: Outline) -> Iterator[Span]:
    """The numerals in Chinese characters that stand in no block's flow: those of marks and of what is skipped."""
    text = outline.source.text
    marks = [Span(block.span.start, block.span.start + len(block.number)) for block in outline.blocks if block.number]
    for place in (*marks, *(skipped.span for skipped in outline.skipped)):
        for start, end in _spelled(place.cut(text)):
            yield Span(place.start + start, place.start + end)


@lru_cache(maxsize=1024)  # marks recur
def _spelled(text: str) -> tuple[Place, ...]:
    """The places of numerals in Chinese characters."""
    return tuple((one.start, one.end) for one in find_numerals(text) if one.script is Script.HAN)
