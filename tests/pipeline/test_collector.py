"""The collector of cycles stands still while a report is computed, and goes on as it did before."""

import gc

import pytest

from kg.pipeline.collector import collector_paused


@pytest.fixture(params=[True, False], ids=["running", "still"])
def running(request):
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_it_stands_still_and_is_as_before_afterwards(running):
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is running


def test_it_is_as_before_after_an_error(running):
    with pytest.raises(ZeroDivisionError), collector_paused():
        raise ZeroDivisionError
    assert gc.isenabled() is running
