"""IRIs are ASCII, stand below the base, and are taken apart again."""

import pytest

from kg.iris import Iris

IRIS = Iris("https://example.org/kg/")


def test_shapes_of_iris():
    assert IRIS.term("Measurement") == "https://example.org/kg/ontology#Measurement"
    assert IRIS.concept("metric", "english-rate") == "https://example.org/kg/id/metric/english-rate"
    assert IRIS.fact("r-1", "00ff") == "https://example.org/kg/id/fact/r-1.00ff"
    assert IRIS.part("paragraph", "r-1", 3) == "https://example.org/kg/id/paragraph/r-1.3"
    assert IRIS.span("ab", 120, 131) == "https://example.org/kg/id/source/ab#char=120,131"
    assert IRIS.graph("report/r-1") == "https://example.org/kg/graph/report/r-1"


@pytest.mark.parametrize("slug", ["英檢", "a b", "", "-a", "a/b", "a#b", "a\n"])
def test_a_slug_that_is_not_plain_is_refused(slug):
    with pytest.raises(ValueError, match="is no slug"):
        IRIS.thing("metric", slug)


def test_taking_apart():
    iri = IRIS.concept("metric", "english-rate")
    assert IRIS.local(iri) == "id/metric/english-rate"
    assert IRIS.slug(iri) == "english-rate"
    assert IRIS.slug(IRIS.term("value")) == "value"
    assert IRIS.local("https://elsewhere.org/x") == "https://elsewhere.org/x"
