"""Spans and flows: half-open, in code points, and never backwards."""

from datetime import date

import pytest

from kg.model.mentions import Period
from kg.model.text import Flow, Span


def test_a_span_counts_code_points_beyond_the_first_plane():
    assert Span(1, 2).cut("𠮷人事") == "人"


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2)])
def test_a_span_is_never_backwards(start, end):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


def test_a_span_contains_what_lies_wholly_in_it():
    assert Span(0, 4).contains(Span(0, 4))
    assert not Span(0, 3).contains(Span(2, 4))


def test_a_flow_leads_back_over_what_was_left_out():
    source = "51 億\n\n344 萬元"
    flow = Flow("51億344萬元", (0, 1, 3, 6, 7, 8, 10, 11))
    assert flow.span(0, 7).cut(source) == "51 億\n\n344 萬"


def test_a_period_is_never_backwards():
    with pytest.raises(ValueError, match="no period"):
        Period(date(2020, 2, 1), date(2020, 1, 1))
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    assert year.contains(Period(date(2020, 7, 1), date(2020, 12, 31)))
