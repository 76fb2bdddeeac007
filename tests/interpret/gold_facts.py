"""The facts of the annotated reports read from perfect spans: what is wrong then is the interpretation's own.

Quantities have the annotated spans, values, units and qualifiers; outline, names and dates are those that structure and
extraction find. A row whose span lies in no block of the outline is left out and counted.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.dates import find_dates, load_date_rules
from kg.extract.names import find_names, load_name_rules
from kg.interpret.facts import load_fact_rules, read_facts
from kg.iris import Iris
from kg.model.facts import Reading
from kg.model.mentions import Mentions, Part, Qualifier, Quantity
from kg.model.text import Span
from kg.pipeline.lexicon import make_lexicon
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.resources import open_resources
from kg.settings import DEFAULT_BASE
from kg.structure import load_families, read_outline
from kg.vocabulary import load_vocabulary
from tests.graph.gold_reading import ROOT, rows
from tests.scoring import unit_of

NUMBER = re.compile(r"[\d.,]*\d|[一二三四五六七八九十兩百千萬〇零]+")


@dataclass(frozen=True)
class GoldReading:
    """A reading from perfect spans, with the annotated row of every fact."""

    reading: Reading
    rows: list
    lost: list
    mentions: Mentions


def read_gold(report, rules=None):
    source = read_file(ROOT / "reports" / f"{report}.txt", 10**7)
    info = describe(source, load_catalogue([ROOT / "reports" / "catalogue.toml"]), None, {})
    gold = sorted(rows(report, "gold/measurements.jsonl"), key=lambda row: (row["start"], row["id"]))
    outline = read_outline(source, load_families())
    flows = _Flows(outline)
    lost = [row for row in gold if not flows.holds(row)]
    gold = [row for row in gold if flows.holds(row)]
    quantities, seen = [], set()
    for row in gold:
        quantities.append(_quantity(row, flows, (row["start"], row["end"]) in seen))
        seen.add((row["start"], row["end"]))
    names = find_names(outline, make_lexicon(gold_vocabulary(), info), load_name_rules())
    dates = find_dates(outline, info.coverage, load_date_rules())
    mentions = Mentions(tuple(quantities), dates, names, ())
    facts = read_facts(outline, mentions, info, rules or load_fact_rules())
    return GoldReading(Reading(info, outline, facts, (), ()), gold, lost, mentions)


class _Flows:
    """Which character of which block's flow shows a character of the source."""

    def __init__(self, outline):
        self.shown = {
            offset: (block.ordinal, index)
            for block in outline.blocks
            for index, offset in enumerate(block.flow.offsets)
        }

    def places(self, row):
        return [self.shown[offset] for offset in range(row["start"], row["end"]) if offset in self.shown]

    def holds(self, row):
        return len({block for block, _ in self.places(row)}) == 1

    def place(self, row):
        """The block of a row, and its place in the flow."""
        places = self.places(row)
        return places[0][0], places[0][1], places[-1][1] + 1


def _quantity(row, flows, again):
    span = Span(row["start"], row["end"])
    found = list(NUMBER.finditer(row["quote"]))
    number = found[-1] if row["unit"] == "" and found else found[0]
    bare = Span(span.start + found[0].start(), span.start + found[-1].end()) if "分之" in row["quote"] else None
    bare = bare or Span(span.start + number.start(), span.start + number.end())
    qualifier = Qualifier(row["qualifier"]) if row["qualifier"] else None
    part = Part.WHOLE
    if "(" in row["quote"] and row["dims"].get("appointment") == "兼任":
        part = Part.INNER
    elif "(" in row["quote"]:
        part = Part.OUTER
    elif again:
        part = Part.HIGH
    value = Decimal(str(row["value"]))
    return Quantity(*flows.place(row), span, bare, value, unit_of(row), qualifier, Decimal(1), part)


@cache
def gold_vocabulary():
    return load_vocabulary(open_resources(), Iris(DEFAULT_BASE))
