"""What printed numbers can stand for, and when two of them agree."""

import tomllib
from decimal import Decimal
from functools import cache

import pytest

from kg.audit.intervals import RULES, Amount, agree, load_printing, step_of, tolerance, total
from kg.model.findings import Verdict
from kg.model.mentions import Qualifier

EXAMPLES = tomllib.loads(RULES.read_text(encoding="utf-8"))["examples"]


@cache
def printing():
    return load_printing()


def read(quote, unit, value, qualifier=""):
    return printing().read(quote, unit, Decimal(value), Qualifier(qualifier) if qualifier else None)


def test_there_are_examples():
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_printed_number_stands_for_a_stretch(example):
    given, _, expected = example.partition(" => ")
    quote, unit, value, qualifier = (part.strip() for part in given.split("|"))
    amount = read(quote, unit, value, qualifier)
    assert [amount.low, amount.high] == [Decimal(part) for part in expected.split(", ")]


@pytest.mark.parametrize(
    ("quote", "step"),
    [
        ("1萬 2 千個", "1000"),
        ("一億五千九百餘萬元", "10000"),
        ("二千五百人", "1"),
        ("3萬6,528 瀏覽人次", "1"),
        ("２８．２７％", "0.01"),
        ("1.5萬億元", "100000000000"),
        ("三行政區", "1"),
        ("無", "1"),
    ],
)
def test_the_step_that_a_form_can_show(quote, step):
    assert step_of(quote) == Decimal(step)


def test_a_share_holds_where_it_is_rounded_and_fails_where_it_is_cut_off():
    share = read("1,975人", "人", 1975).over(read("1,213人", "人", 1213)).times(100)
    assert agree(share, read("163%", "%", 163)) is Verdict.HOLDS
    assert agree(share, read("162%", "%", 162)) is Verdict.FAILS


def test_rounded_parts_may_miss_their_total_by_their_rounding():
    parts = [read(f"{value}%", "%", value) for value in ("33.3", "33.3", "33.3")]
    assert agree(total(parts), read("100%", "%", 100)) is Verdict.HOLDS
    assert agree(total(parts), read("100.0%", "%", 100)) is Verdict.WITHIN_ROUNDING
    assert agree(total(parts), read("100.5%", "%", "100.5")) is Verdict.FAILS
    assert tolerance(total(parts), read("100.0%", "%", 100)) == Decimal("0.2")


def test_counts_have_no_room():
    assert agree(total([read("3人", "人", 3), read("5人", "人", 5)]), read("8人", "人", 8)) is Verdict.HOLDS
    assert agree(total([read("3人", "人", 3), read("5人", "人", 5)]), read("9人", "人", 9)) is Verdict.FAILS


def test_words_of_bounds_leave_room():
    assert agree(Amount.exact(53), read("50餘人", "人", 50, "approx")) is Verdict.WITHIN_ROUNDING
    assert agree(Amount.exact(49), read("50餘人", "人", 50, "approx")) is Verdict.FAILS
    assert agree(Amount.exact(93), read("逾90人", "人", 90, "gt")) is Verdict.HOLDS
    assert tolerance(read("逾90人", "人", 90, "gt")) is None


def test_nothing_is_divided_by_what_may_be_zero():
    assert Amount.exact(3).over(Amount.exact(0)) is None
    assert Amount.exact(3).over(read("最高5人", "人", 5, "lte")) is None
    assert (Amount.exact(0) * read("逾5人", "人", 5, "gt")) == Amount.exact(0)
