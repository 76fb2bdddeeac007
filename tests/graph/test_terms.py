"""Literals are canonical."""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.graph.terms import day_or_year, decimal

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.50"), "12.5"),
        (Decimal("12.0"), "12"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.00"), "0"),
        (Decimal("-3.10"), "-3.1"),
        (Decimal("100"), "100"),
        (Decimal("4360926439"), "4360926439"),
        (Decimal("0.333333"), "0.333333"),
        (0.1, "0.1"),
        (1.0, "1"),
    ],
)
def test_decimals_are_what_a_store_gives_back(value, text):
    literal = decimal(value)
    assert literal == ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))
    store, node = ox.Store(), ox.NamedNode("https://example.org/x")
    store.add(ox.Quad(node, node, literal))
    assert next(iter(store)).object == literal


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2020-09-01", "date"), ("2020-09", "gYearMonth"), ("2020", "gYear"), ("2020-9", "string"), ("109年", "string")],
)
def test_dates_are_as_exact_as_they_are_told(text, datatype):
    assert day_or_year(text) == ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
