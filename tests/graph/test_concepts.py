"""Concepts are found by the names of facts, however entities write them."""

from dataclasses import replace

import pytest

from kg.graph.concepts import find_concepts
from kg.iris import Iris
from kg.model.concepts import Link, Links, Scheme
from kg.model.facts import Entity
from kg.model.mentions import NameKind, NameMention
from kg.model.text import Span
from tests.link.figures import reading

IRIS = Iris()


def entity(kind, name, *aliases):
    return Entity(kind, name, aliases, None, (NameMention(1, 0, 1, Span(0, 1), kind, name, name),))


CONCEPTS = find_concepts(
    replace(
        reading("無"),
        entities=(
            entity(NameKind.PROGRAMME, "「好家庭」計畫", "好家庭標章"),
            entity(NameKind.AGENCY, "臺北市政府"),
            entity(NameKind.PROGRAMME, "另一計畫"),
        ),
    ),
    Links(entities=(Link(Scheme.PROGRAMME, 0, "family", 1.0, "同"), Link(Scheme.AGENCY, 1, "taipei", 1.0, "同"))),
    IRIS,
)


@pytest.mark.parametrize("name", ["「好家庭」計畫", "好家庭計畫", "好家庭 計畫", "好家庭標章"])
def test_marks_and_blanks_do_not_count(name):
    assert CONCEPTS.programme(name).value == IRIS.concept("programme", "family")
    assert CONCEPTS.thing(name) == CONCEPTS.programme(name)
    assert CONCEPTS.agency(name) is None


def test_an_agency_is_no_programme():
    assert CONCEPTS.agency("台北市政府").value == IRIS.concept("agency", "taipei")
    assert CONCEPTS.programme("臺北市政府") is None


@pytest.mark.parametrize("name", [None, "另一計畫", "沒有的計畫"])
def test_what_has_no_link_has_no_concept(name):
    assert CONCEPTS.programme(name) is None
