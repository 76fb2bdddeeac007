"""Quantities as the annotations have them, in an outline: so that interpretation is measured apart from extraction.

Places, values, units and kinds are those of the annotations, dates and names those that extraction finds. How a figure
relates to time is not annotated: it is guessed from unit and metric, as the words of the text would tell it.
"""

import importlib.util
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.extract.dates import find_dates, load_date_rules
from kg.model.facts import Kind, ReportInfo, Temporality
from kg.model.mentions import Mentions, Part, Qualifier, Quantity
from kg.model.text import Outline, Span
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.structure import load_families, read_outline


def _load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READINGS = _load(Path(__file__).parents[1] / "graph" / "gold_reading.py")
ANNOTATED = READINGS.ANNOTATED
# A figure of these units or metrics is counted over a time; others are what there is on a day.
FLOW_UNITS = {"人次", "場", "場次", "小時", "班", "班期", "期", "天", "次", "週", "人天次", "對", "筆", "梯次"}
FLOW = re.compile(
    r"辦理|參訓|參加|培訓|完訓|退休|撫卹|資遣|發放|核發|認證|外補|晉陞|提列|服務|考生|節省|新增|訓練|選拔|推薦|協辦|到考|獲"
)


@dataclass(frozen=True)
class GoldSpans:
    """Rows and quantities of one report, in the order of the text, one for one."""

    info: ReportInfo
    outline: Outline
    rows: tuple
    quantities: tuple
    mentions: Mentions

    @property
    def kinds(self):
        return tuple(Kind(row["kind"]) for row in self.rows)

    @property
    def temporalities(self):
        return tuple(temporality(row) for row in self.rows)


def outline_by_hand(source):
    return READINGS._outline(source, READINGS.rows(source.name.removesuffix(".txt"), "outline.jsonl"))


def outline_as_read(source):
    return read_outline(source, load_families())


def gold_spans(report, make_outline=outline_by_hand):
    """The annotated quantities of a report in an outline, with the dates of the text."""
    source = read_file(READINGS.ROOT / "reports" / f"{report}.txt", 10**7)
    info = describe(source, load_catalogue([READINGS.ROOT / "reports" / "catalogue.toml"]), None, {})
    outline = make_outline(source)
    places = _places(outline)
    rows = READINGS.rows(report, "gold/measurements.jsonl")
    rows = [row for row in rows if row["start"] in places and row["end"] - 1 in places]
    rows.sort(key=lambda row: (places[row["start"]], row["end"]))
    quantities = tuple(_quantity(row, places) for row in rows)
    dates = find_dates(outline, info.coverage, load_date_rules())
    return GoldSpans(info, outline, tuple(rows), quantities, Mentions(quantities, dates, (), ()))


def temporality(row):
    if row["unit"] == "%":
        return Temporality.RATE
    flow = row["unit"] in FLOW_UNITS or FLOW.search(row["metric"]) or row["kind"] in ("change", "planned")
    return Temporality.FLOW if flow else Temporality.STOCK


def _places(outline):
    """Block and place in its flow of every character of the source that is content."""
    return {
        offset: (block.ordinal, place) for block in outline.blocks for place, offset in enumerate(block.flow.offsets)
    }


def _quantity(row, places):
    span = Span(row["start"], row["end"])
    number = re.search(r"\d[\d,.]*", row["quote"])
    bare = Span(span.start + number.start(), span.start + number.end()) if number else span
    qualifier = Qualifier(row["qualifier"]) if row["qualifier"] else None
    value = Decimal(str(row["value"]))
    (block, start), (_, last) = places[row["start"]], places[row["end"] - 1]
    return Quantity(block, start, last + 1, span, bare, value, row["unit"], qualifier, Decimal(1), Part.WHOLE)
