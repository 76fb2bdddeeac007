"""A row of the table of facts becomes a statement, and loses nothing."""

from datetime import date
from decimal import Decimal

from kg.graph import fact_rows
from kg.iris import Iris
from kg.model.facts import Kind, PeriodSource, Temporality
from kg.model.mentions import Period, Qualifier
from kg.model.statements import read_statement
from tests.graph import small


def test_a_row_becomes_a_statement():
    row = fact_rows(small.READING, small.LINKS, Iris())[0]
    made = read_statement(row)
    assert (made.fact, made.report, made.source) == (row["fact"], "small-1", small.SHA256)
    assert made.span.cut(small.TEXT) == made.quote
    assert made.sentence.contains(made.span)
    assert (made.value, made.unit, made.measure) == (Decimal("25.5"), "%", "percent")
    assert (made.qualifier, made.kind, made.temporality) == (Qualifier.APPROX, Kind.OBSERVED, Temporality.RATE)
    assert (made.period, made.period_source) == (Period(date(2020, 7, 1), date(2020, 12, 31)), PeriodSource.STATED)
    assert (made.section, made.dims) == (("訓練",), (("group", "公務人員"), ("sex", "女性")))


def test_what_a_row_leaves_open_stays_open():
    made = read_statement(fact_rows(small.READING, small.LINKS, Iris())[2])
    assert (made.period, made.period_source, made.series, made.measure) == (None, None, None, None)
