"""An unknown name lists what is near to it."""

from kg.errors import InputError, KgError, LimitReachedError, StoreError, UnknownNameError


def test_an_unknown_name_offers_near_ones():
    error = UnknownNameError("metric", "english", ["english-rate", "clubs-total", "english-passed"])
    assert str(error).startswith("No metric 'english'. Did you mean ")
    assert set(error.near) == {"english-rate", "english-passed"}


def test_nothing_near_offers_nothing():
    assert str(UnknownNameError("metric", "zzz", ["english-rate"])) == "No metric 'zzz'."


def test_a_limit_is_the_operators_and_a_name_the_callers():
    assert issubclass(LimitReachedError, StoreError)
    assert issubclass(UnknownNameError, InputError)
    assert issubclass(InputError, KgError)
    assert not issubclass(InputError, StoreError)
