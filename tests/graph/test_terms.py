"""Literals are canonical; periods have names in the ROC calendar."""

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.graph.periods import roc_label
from kg.graph.terms import day_or_year, decimal
from kg.model.mentions import Period

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


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2020-01-01", "2020-12-31", "109年"),
        ("2014-01-01", "2016-12-31", "103年至105年"),
        ("2020-07-01", "2020-12-31", "109年7月至12月"),
        ("2016-09-01", "2017-02-28", "105年9月至106年2月"),
        ("2016-02-01", "2016-02-29", "105年2月"),
        ("2020-12-31", "2020-12-31", "109年12月31日"),
        ("2020-07-28", "2020-08-28", "109年7月28日至109年8月28日"),
        ("2020-07-01", "2020-08-28", "109年7月1日至109年8月28日"),
        ("1912-01-01", "1912-12-31", "1年"),
        ("1911-10-10", "1911-10-10", "1911-10-10"),
        ("1895-01-01", "1945-12-31", "1895-01-01至1945-12-31"),
    ],
)
def test_periods_in_the_roc_calendar(start, end, label):
    assert roc_label(Period(date.fromisoformat(start), date.fromisoformat(end))) == label
