"""Parts that add up to a whole are figures of its metric, and nothing else is."""

import pytest

from kg.link.parts import link_parts
from kg.link.views import make_views
from kg.model.concepts import Link, Scheme
from kg.model.facts import Kind
from tests.link.figures import reading

WHOLE = Link(Scheme.METRIC, 0, "participants", 0.9, "單位「人」")


def linked(text, *figures, links=None):
    """The ordinals of the figures that are linked as parts of the first."""
    return link_parts(make_views(reading(text, *figures)), links or {0: WHOLE})


def test_parts_have_the_metric_of_their_whole_and_say_why():
    found = linked("計296人(男性148人、女性148人)。", ("296人", {}), ("148人", {}), ("148人", {}))
    assert sorted(found) == [1, 2]
    assert all(
        (link.scheme, link.slug, link.score) == (Scheme.METRIC, "participants", 0.855) for link in found.values()
    )
    assert found[1].mention == 1
    assert "合計為「296人」" in found[1].reason
    assert found[1].reason.endswith(WHOLE.reason)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # They do not add up.
        ("計296人(男性148人、女性149人)。", [("296人", {}), ("148人", {}), ("149人", {})]),
        # One figure alone is not a breakdown.
        ("計296人，參加296人。", [("296人", {}), ("296人", {})]),
        # Another unit or kind stands between.
        ("計296人(148人、2場、148人)。", [("296人", {}), ("148人", {}), ("2場", {}), ("148人", {})]),
        ("計296人(148人、148人)。", [("296人", {}), ("148人", {"kind": Kind.TARGET}), ("148人", {})]),
        # Another sentence.
        ("計296人。男性148人、女性148人。", [("296人", {}), ("148人", {}), ("148人", {})]),
    ],
)
def test_what_is_no_breakdown_is_not_linked(text, figures):
    assert linked(text, *figures) == {}


def test_a_link_of_its_own_goes_before_that_of_the_whole():
    own = Link(Scheme.METRIC, 1, "men", 0.8, "男性")
    figures = [("296人", {}), ("148人", {}), ("148人", {})]
    assert list(linked("計296人(男性148人、女性148人)。", *figures, links={0: WHOLE, 1: own})) == [2]


def test_what_follows_the_breakdown_is_no_part():
    figures = [("10人", {}), ("4人", {}), ("6人", {}), ("3人", {})]
    assert sorted(linked("計10人(男4人、女6人)，另3人。", *figures)) == [1, 2]
