"""Recipes: what the vocabulary says of a metric, ready for matching."""

import pytest

from kg.iris import Iris
from kg.link.recipes import any_of, make_recipes
from kg.model.concepts import Concept, Scheme
from kg.model.facts import Kind
from kg.model.mentions import Part
from kg.resources import open_resources
from kg.vocabulary import load_vocabulary
from tests.link.figures import metric, vocabulary


def recipe(*features, usual="人", more=()):
    [found] = make_recipes(vocabulary(metric("m", usual, *features), *more))
    return found


def test_a_metric_without_a_usual_unit_groups_others_and_has_no_recipe():
    grouping = Concept(Scheme.METRIC, "training", "訓練", "Training")
    recipes = make_recipes(vocabulary(grouping, metric("b", "人", parent="training"), metric("a", "場")))
    assert [(one.slug, one.parent) for one in recipes] == [("b", "training"), ("a", None)]


def test_units_count_by_how_usual_they_are():
    assert recipe(("otherUnit", "session")).units == {"person": 1.0, "person-time": 0.93, "session": 0.97}
    assert recipe(usual="%").units == {"percent": 1.0}


def test_kinds_are_those_that_are_named():
    assert recipe(("usualKind", "target")).kinds == {Kind.OBSERVED, Kind.TARGET}


def test_the_number_in_brackets_is_of_a_metric_that_says_so_and_of_no_other():
    assert recipe(("usualPart", "inner")).parts == {Part.INNER}
    assert recipe().parts == set(Part) - {Part.INNER}


def test_words_with_a_bar_are_one_need_and_several_values_are_several():
    one = recipe(("nearWords", "參訓|訓練人數"), ("nearWords", "英語"), ("notNearWords", "未"))
    assert len(one.near) == 2
    assert one.near[0].search("計訓練人數")
    assert not one.near[1].search("計訓練人數")
    assert [pattern.pattern for pattern in one.not_near] == ["未"]


def test_related_things_and_bodies_are_known_by_all_their_names():
    city = Concept(Scheme.AGENCY, "city", "某市政府", "City", names=("市府",))
    camp = Concept(Scheme.PROGRAMME, "camp", "共識營", "Camp", features=(("hiddenLabel", "策勵營"),))
    one = recipe(("related", "agency/city"), ("related", "programme/camp"), more=(city, camp))
    [agencies], [things] = one.agencies, one.things
    assert agencies.fullmatch("某市政府")
    assert agencies.fullmatch("市府")
    assert things.search("辦理策勵營")
    assert not things.search("市府")


def test_what_is_related_to_nothing_needs_nothing():
    assert (recipe().things, recipe().agencies) == ((), ())


@pytest.mark.parametrize(
    ("text", "word"), [("英語檢定通過", "英語檢定"), ("ＡＢＣ系統".casefold(), None), ("台中", "台中")]
)
def test_the_longest_word_is_found_first_and_words_are_folded(text, word):
    pattern = any_of(["英語", "英語檢定", "臺中", "ＡＢＣ", ""])
    found = pattern.search(text)
    assert (found and found.group()) == word


def test_our_own_vocabulary_makes_a_recipe_of_every_metric_with_a_unit():
    ours = load_vocabulary(open_resources(), Iris())
    recipes = make_recipes(ours)
    assert {one.slug for one in recipes} == {one.slug for one in ours.scheme(Scheme.METRIC) if one.unit}
    assert len(recipes) > 100
    assert all(one.kinds and 1.0 in one.units.values() for one in recipes)
    wordless = [
        one.slug for one in recipes if not (one.near or one.before or one.context or one.things or one.agencies)
    ]
    assert wordless == []
