"""Numerals of all kinds: value, step and form."""

from decimal import Decimal

import pytest

from kg.extract.numerals import Form, find_numerals

# text, value, step
NUMBERS = [
    ("1,193", "1193", "1"),
    ("25.34", "25.34", "0.01"),
    ("43億6,092萬6,439", "4360926439", "1"),
    ("80萬0,279", "800279", "1"),
    ("1萬2千", "12000", "1000"),
    ("830萬", "8300000", "10000"),
    ("3兆2,000億", "3200000000000", "100000000"),
    ("1.5萬億", "1500000000000", "100000000000"),
    ("3千5百", "3500", "100"),
    ("一四○", "140", "1"),
    ("二〇〇億", "20000000000", "100000000"),
    ("三百廿一", "321", "1"),
    ("卅二", "32", "1"),
    ("一千二百零三", "1203", "1"),
    ("三十九點六", "39.6", "0.1"),
    ("二.五", "2.5", "0.1"),
    ("一億五千九百餘萬", "159000000", "1000000"),
    ("二萬五", "25000", "1000"),
    ("兩", "2", "1"),
    ("壹佰貳拾萬", "1200000", "100000"),
    ("一五、三八二", "15382", "1"),
    ("一二三、四五六", "123456", "1"),
]
FORMS = [
    ("百分之三十九點六", "39.6", Form.SHARE, "%"),
    ("百分之百", "100", Form.SHARE, "%"),
    ("千分之五", "5", Form.SHARE, "‰"),
    ("萬分之一", "1", Form.SHARE, "‱"),
    ("三分之一", "0.333333", Form.FRACTION, ""),
    ("1/3", "0.333333", Form.FRACTION, ""),
    ("一又二分之一", "1.5", Form.FRACTION, ""),
    ("1比4", "4", Form.RATIO, "比"),
    ("4比1", "4", Form.RATIO, "比"),
    ("1:8", "8", Form.RATIO, "比"),
]


@pytest.mark.parametrize(("text", "value", "step"), NUMBERS)
def test_numbers(text, value, step):
    (found,) = find_numerals(text + "人")
    assert (found.start, found.end) == (0, len(text))
    assert found.value == Decimal(value)
    assert found.step == Decimal(step)


@pytest.mark.parametrize(("text", "value", "form", "unit"), FORMS)
def test_shares_fractions_and_ratios(text, value, form, unit):
    (found,) = find_numerals(text)
    assert (found.end, found.value, found.form, found.unit) == (len(text), Decimal(value), form, unit)


def test_vague_numbers_say_so():
    assert [one.vague for one in find_numerals("一億五千九百餘萬元")] == [True]


@pytest.mark.parametrize(("text", "value"), [("百餘件", 100), ("萬餘人次", 10000), ("千萬餘元", 10**7)])
def test_multipliers_without_a_digit(text, value):
    assert [one.value for one in find_numerals(text)] == [value]


@pytest.mark.parametrize("text", ["數百餘件", "百貨公司", "萬一", "千里"])
def test_no_multiplier_alone(text):
    assert not [one for one in find_numerals(text) if one.value >= 100]


def test_numerals_do_not_run_into_one_another():
    assert [one.value for one in find_numerals("97(12)人、26國29個、3萬一級")] == [97, 12, 26, 29, 30000, 1]


@pytest.mark.parametrize("text", ["12345678901234567890", "一二三四五六七八九一二三四五六七八九"])
def test_a_run_too_long_for_a_number_is_none(text):
    assert not list(find_numerals(text))
