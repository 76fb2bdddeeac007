"""The facts of the annotated reports read from perfect spans: what is wrong then is the interpretation's own.

Quantities have the annotated spans, values, units and qualifiers; a paragraph is a line or a list item under the
annotated headings; names and dates are those that extraction finds.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kg.extract.dates import find_dates, load_date_rules
from kg.extract.names import find_names, load_name_rules
from kg.interpret.facts import load_fact_rules, read_facts
from kg.iris import Iris
from kg.model.facts import Reading
from kg.model.mentions import Mentions, Part, Qualifier, Quantity
from kg.model.text import Block, BlockKind, Outline, Section, Span
from kg.pipeline.lexicon import make_lexicon
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.resources import open_resources
from kg.settings import DEFAULT_BASE
from kg.structure.flow import make_flow
from kg.vocabulary import load_vocabulary
from tests.graph.gold_reading import ROOT, rows
from tests.scoring import plain, unit_of

MARKS = (
    r"[壹貳叁參肆伍陸柒捌玖拾]+、",
    r"[一二三四五六七八九十]+、",
    r"[(（][一二三四五六七八九十]+[)）]",
    r"\d{1,2}[.、](?!\d)",
    r"[(（]\d{1,2}[)）]",
    r"[①-⑳⑴-⒇]",
    r"[a-z]\.",
)
MARK = re.compile("|".join(f"({mark})" for mark in MARKS))
BREAK = re.compile(r"(?:\n|<p[^>]*>|</p>|\t|(?<=[。：；:]) )\s*(?:[-•]\s*)?")
TAG = re.compile(r"<[^>]*>")
NUMBER = re.compile(r"[\d.,]*\d|[一二三四五六七八九十兩百千萬〇零]+")


@dataclass(frozen=True)
class GoldReading:
    """A reading from perfect spans, with the annotated row of every fact."""

    reading: Reading
    rows: list
    mentions: Mentions


def read_gold(report, rules=None):
    source = read_file(ROOT / "reports" / f"{report}.txt", 10**7)
    info = describe(source, load_catalogue([ROOT / "reports" / "catalogue.toml"]), None, {})
    gold = sorted(rows(report, "gold/measurements.jsonl"), key=lambda row: (row["start"], row["id"]))
    outline = _outline(source, rows(report, "outline.jsonl"), gold)
    flows = _Flows(outline)
    quantities, seen = [], set()
    for row in gold:
        quantities.append(_quantity(row, flows, (row["start"], row["end"]) in seen))
        seen.add((row["start"], row["end"]))
    names = find_names(outline, make_lexicon(gold_vocabulary(), info), load_name_rules())
    dates = find_dates(outline, info.coverage, load_date_rules())
    mentions = Mentions(tuple(quantities), dates, names, ())
    facts = read_facts(outline, mentions, info, rules or load_fact_rules())
    return GoldReading(Reading(info, outline, facts, (), ()), gold, mentions)


def _outline(source, headings, gold):
    text, sections, blocks, known = source.text, [], [], {}
    spans = {plain(row["heading"]): Span(row["start"], row["end"]) for row in headings}
    chains = [(row["start"], tuple(row["section"])) for row in gold]

    def section_of(chain):
        parent = None
        for depth in range(1, len(chain) + 1):
            key = chain[:depth]
            if key not in known:
                span = spans.get(plain(key[-1]), Span(0, 1))
                known[key] = len(sections)
                sections.append(Section(len(sections), parent, depth - 1, "", span))
            parent = known[key]
        return parent

    leads = {}
    for start, end in _paragraphs(text, headings):
        mark = MARK.match(text, start)
        level = mark.lastindex if mark else 0
        inside = [chain for place, chain in chains if start <= place < end]
        before = [chain for place, chain in chains if place < end]
        section = section_of(inside[0] if inside else before[-1] if before else ())
        figure = any(start <= place < mark.end() for place, _ in chains) if mark else True
        body = start if figure else min(end, mark.end())
        flow = make_flow(text, _pieces(text, body, end))
        if not flow.text:
            continue
        heading = any(start <= row["start"] < end for row in headings)
        lead = next((block for above, block in sorted(leads.items(), reverse=True) if above < level), None)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        number = mark.group() if mark else ""
        blocks.append(
            Block(len(blocks), kind, Span(start, end), flow, section, number, None, None if heading else lead)
        )
        if heading:
            leads = {}
        leads = {above: block for above, block in leads.items() if above < level}
        if not heading:
            leads[level] = len(blocks) - 1
    return Outline(source, "general", ("by hand",), None, tuple(sections), tuple(blocks), ())


def _pieces(text, start, end):
    pieces, place = [], start
    for tag in TAG.finditer(text, start, end):
        pieces.append(Span(place, tag.start()))
        place = tag.end()
    return [*pieces, Span(place, end)]


def _paragraphs(text, headings):
    """Lines and list items; a line that ends in mid-sentence goes on unless a mark follows."""
    cuts = {0, len(text)}
    for row in headings:
        number = len(row["number"])
        before = text[: row["start"]].rstrip()
        cuts |= {len(before) - number if before.endswith(row["number"]) else row["start"], row["end"]}
    for found in BREAK.finditer(text):
        marked = MARK.match(text, found.end())
        ended = text[: found.start()].rstrip()[-1:] in "。：；>\t"
        if marked or (ended and ("\n" in found.group() or "<" in found.group())):
            cuts.add(found.end())
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    for start, end in pairwise(ordered):
        part = text[start:end]
        begin, stop = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        if begin < stop:
            yield begin, stop


class _Flows:
    def __init__(self, outline):
        self.blocks = outline.blocks
        self.starts = [block.span.start for block in outline.blocks]

    def place(self, span):
        """The block of a span, and its place in the flow."""
        block = self.blocks[max(0, bisect_right(self.starts, span.start) - 1)]
        offsets = block.flow.offsets
        return block.ordinal, bisect_left(offsets, span.start), bisect_right(offsets, span.end - 1)


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
    return Quantity(*flows.place(span), span, bare, value, unit_of(row), qualifier, Decimal(1), part)


@cache
def gold_vocabulary():
    return load_vocabulary(open_resources(), Iris(DEFAULT_BASE))
