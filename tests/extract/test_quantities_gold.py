"""Quantities against the annotated reports: no figure may fall below what was reached."""

import pytest

from kg.extract.dates import find_dates, load_date_rules
from kg.extract.quantities import find_quantities, load_quantity_rules
from kg.readers import read_file
from kg.resources import packaged
from kg.structure import load_families, read_outline
from tests import scoring

# Precision, recall, unit and qualifier of the pairs, F1 of the qualifiers.
REACHED = {
    "kcg-personnel-2014": (1.0, 1.0, 1.0, 1.0, 1.0),
    "kcg-personnel-2016-09_2017-02": (1.0, 0.990, 1.0, 1.0, 1.0),
    "kcg-personnel-2017-07_2017-12": (1.0, 0.995, 1.0, 1.0, 1.0),
    "kcg-personnel-2020-07_2020-12": (0.993, 0.993, 1.0, 0.993, 0.96),
    "kcg-personnel-2025-03_2025-08": (0.991, 0.983, 0.991, 1.0, 1.0),
}


def outline_of(report):
    return read_outline(read_file(packaged() / "reports" / f"{report}.txt", 10**7), load_families())


def row(quantity, text):
    span = quantity.span
    return {
        "start": span.start,
        "end": span.end,
        "quote": span.cut(text),
        "value": float(quantity.value),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
    }


def test_all_annotated_reports_are_here():
    assert scoring.annotated() == sorted(REACHED)


@pytest.mark.parametrize("report", REACHED)
def test_quantities(report):
    outline = outline_of(report)
    dates = find_dates(outline, None, load_date_rules())
    found, _, _ = find_quantities(outline, dates, (), load_quantity_rules())
    facts = [row(quantity, outline.source.text) for quantity in found]
    gold = scoring.read_rows(scoring.CORPUS / report / "gold" / "measurements.jsonl")
    pairs = scoring.match(gold, facts).pairs
    same = {name: sum(scoring.SAME[name](*pair) for pair in pairs) for name in ("unit", "qualifier")}
    bounded = [sum(one["qualifier"] is not None for one in rows) for rows in zip(*pairs, strict=True)]
    right = sum(one["qualifier"] is not None and one["qualifier"] == two["qualifier"] for one, two in pairs)
    reached = (
        len(pairs) / len(facts),
        len(pairs) / len(gold),
        same["unit"] / len(pairs),
        same["qualifier"] / len(pairs),
        scoring.f1(right, *bounded),
    )
    assert all(now >= before for now, before in zip(reached, REACHED[report], strict=True)), reached
