"""Facts lead to the metric for which most of the text speaks, and parts to that of their whole."""

from kg.link.metrics import link_metrics
from kg.link.recipes import recipes_by_unit
from kg.link.units import link_units
from tests.link.figures import metric, reading, vocabulary

PASSED = metric("passed", "人", ("nearWords", "通過"))
ENGLISH = metric("english-passed", "人", ("nearWords", "英檢通過"))
TRAINED = metric("trained", "人", ("contextWords", "研習"))


def linked(text, *figures, metrics=(PASSED, ENGLISH, TRAINED)):
    """The metric of every figure, by its words; figures without one are left out."""
    one, known = reading(text, *figures), vocabulary(*metrics)
    units = {link.mention: link.slug for link in link_units(one, known)}
    return {link.mention: link for link in link_metrics(one, recipes_by_unit(known), units)}


def slugs(*arguments, **more):
    return {mention: link.slug for mention, link in linked(*arguments, **more).items()}


def test_the_metric_for_which_more_speaks_is_taken_and_the_link_says_why():
    found = linked("研習英檢通過25人。", ("25人", {}))
    assert found[0].slug == "english-passed"
    assert found[0].score == 1.0
    assert found[0].reason == "單位「人」；子句有「英檢通過」"


def test_a_figure_without_a_unit_that_is_known_has_no_metric():
    assert slugs("通過25隻。", ("25隻", {"value": 25, "unit": "隻"})) == {}


def test_words_too_far_away_are_not_enough():
    # After the number, in another sentence: 0.45, below the threshold.
    assert slugs("計25人。辦理研習。", ("25人", {})) == {}
    assert slugs("辦理研習。計25人。", ("25人", {})) == {0: "trained"}


def test_of_two_figures_for_which_the_same_word_speaks_the_nearer_has_it():
    figures = [("25人", {}), ("9人", {})]
    assert slugs("辦理研習25人，另計9人。", *figures, metrics=[TRAINED]) == {0: "trained"}
    # In one clause they are listed alike, and both have it.
    assert slugs("辦理研習25人9人。", *figures, metrics=[TRAINED]) == {0: "trained", 1: "trained"}


def test_parts_have_the_metric_of_their_whole():
    figures = [("25人", {}), ("10人", {}), ("15人", {})]
    assert slugs("英檢通過25人(男性10人、女性15人)。", *figures) == {
        0: "english-passed",
        1: "english-passed",
        2: "english-passed",
    }
