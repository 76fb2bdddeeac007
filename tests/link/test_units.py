"""Units are linked by name alone: exactly, whatever the width."""

from decimal import Decimal

import pytest

from kg.link.units import link_units
from kg.model.concepts import Scheme
from tests.link.figures import reading, unit, vocabulary


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("人", "person"),
        ("員", "person"),
        ("人次", "person-time"),
        ("％", "percent"),
        ("百分之", "percent"),
        ("場次", "session"),
    ],
)
def test_a_unit_is_known_by_its_names(words, slug):
    [link] = link_units(reading("共3人", ("3人", {"unit": words})), vocabulary())
    assert (link.scheme, link.mention, link.slug, link.score) == (Scheme.UNIT, 0, slug, 1.0)
    assert f"「{words}」" in link.reason


def test_a_unit_that_nobody_named_is_not_linked():
    figures = [("3人", {"unit": "人人"}), ("4人", {}), ("5人", {"unit": ""})]
    links = link_units(reading("3人、4人、5人", *figures), vocabulary())
    assert [(link.mention, link.slug) for link in links] == [(1, "person")]


def test_the_empty_unit_of_a_fraction_may_have_a_name():
    third = {"unit": "", "value": Decimal("0.333333")}
    links = link_units(reading("三分之一", ("三分之一", third)), vocabulary(unit("one", "", "分之")))
    assert [link.slug for link in links] == ["one"]


def test_of_two_units_of_one_name_the_first_in_order_is_taken():
    links = link_units(reading("3人", ("3人", {})), vocabulary(unit("zz-person", "人")))
    assert [link.slug for link in links] == ["person"]
