"""An unknown name lists what is near to it."""

import pickle

from kg.errors import InputError, KgError, LimitReachedError, StoreError, UnknownNameError


def test_an_unknown_name_offers_near_ones():
    error = UnknownNameError("metric", "english", ["english-rate", "clubs-total", "english-passed"])
    assert str(error).startswith("No metric 'english'. Did you mean ")
    assert set(error.near) == {"english-rate", "english-passed"}


def test_a_part_of_a_name_offers_the_shortest_that_hold_it():
    names = ["通過英語檢定人數比例", "英語檢定費用", "社團數", *(f"metric-{one}" for one in range(30))]
    assert UnknownNameError("metric", "英語", names).near == ("英語檢定費用", "通過英語檢定人數比例")


def test_few_choices_are_all_listed_where_none_is_near():
    error = UnknownNameError("format", "nope", ["trig", "csv"])
    assert str(error) == "No format 'nope'. Choose from csv, trig."
    assert error.near == ()


def test_many_choices_are_not_listed():
    assert str(UnknownNameError("metric", "zzz", [f"metric-{one}" for one in range(30)])) == "No metric 'zzz'."
    assert str(UnknownNameError("metric", "zzz")) == "No metric 'zzz'."


def test_an_unknown_name_crosses_processes_as_it_is():
    for error in (UnknownNameError("format", "nope", ["trig", "csv"]), UnknownNameError("fact", "x")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_limit_is_the_operators_and_a_name_the_callers():
    assert issubclass(LimitReachedError, StoreError)
    assert issubclass(UnknownNameError, InputError)
    assert issubclass(InputError, KgError)
    assert not issubclass(InputError, StoreError)
