"""Reads one sentence as the extraction does, and the notation in which tests say what is to be found in it."""

from decimal import Decimal
from functools import cache

from kg.extract.dates import find_dates, load_date_rules
from kg.extract.quantities import find_quantities, load_quantity_rules
from kg.model.text import Block, BlockKind, Outline, Source, Span
from kg.structure.flow import make_flow


@cache
def rules():
    return load_quantity_rules(), load_date_rules()


def outline_of(text):
    span = Span(0, len(text))
    block = Block(0, BlockKind.PARAGRAPH, span, make_flow(text, [span]), None)
    return Outline(Source("t", "text/plain", "utf-8", "0" * 64, text), "general", (), None, (), (block,), ())


def mentions(text):
    """The quantities and exclusions of a sentence, its dates known."""
    quantities, dates = rules()
    outline = outline_of(text)
    return find_quantities(outline, find_dates(outline, None, dates), (), quantities)


def read(text):
    """What is found in a sentence, as (value, unit, qualifier)."""
    return [(one.value.normalize(), one.unit, one.qualifier and one.qualifier.value) for one in mentions(text)[0]]


def parse(line):
    """ "text => value unit [qualifier]; …" as the text and what `read` is to give for it."""
    text, _, wanted = line.partition("=>")
    return text.strip(), [_row(row.split()) for row in wanted.split(";") if row.strip()]


def _row(parts):
    value, unit, *qualifier = parts
    return Decimal(value).normalize(), "" if unit == "-" else unit, qualifier[0] if qualifier else None
