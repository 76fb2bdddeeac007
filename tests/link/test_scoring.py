"""The score of a fact against a metric: what unit and kind count, times how near the words stand."""

import pytest

from kg.link.recipes import make_recipes
from kg.link.scoring import score
from kg.link.views import make_views
from kg.model.facts import Kind
from kg.model.mentions import Part
from tests.link.figures import metric, reading, vocabulary


def match(text, words, *features, unit="person", figures=(), more=(), **changes):
    """The match of the figure `words` with one metric of these features; `figures` stand before it."""
    [recipe] = make_recipes(vocabulary(metric("m", "人", *features), *more))
    view = make_views(reading(text, *figures, (words, changes)))[-1]
    return score(view, recipe, unit)


def weight(*arguments, **more):
    found = match(*arguments, **more)
    return found and round(found.score, 4)


NEAR = ("nearWords", "通過")
BEFORE = ("beforeWords", "英語")
CONTEXT = ("contextWords", "英語")


def test_a_word_right_before_the_number_counts_whole():
    assert weight("英檢通過25人。", "25人", NEAR) == 1.0


def test_a_word_after_the_number_counts_nearly_whole():
    assert weight("計25人通過英檢。", "25人", NEAR) == 0.98


def test_a_figure_between_word_and_number_takes_from_it():
    assert weight("通過英檢9人25人。", "25人", NEAR, figures=[("9人", {})]) == 0.92


def test_a_word_in_another_clause_is_not_near():
    assert match("英檢已通過，另有25人。", "25人", NEAR) is None


def test_words_for_what_is_measured_are_as_near_as_can_be():
    assert weight("另有25人。", "25人", NEAR, metric="通過英檢人數") == 1.0
    assert weight("另有25人。", "25人", NEAR, dims=(("result", "通過"),)) == 1.0
    # … but not those in a bracket that tells of the parts.
    assert match("另有25人。", "25人", NEAR, metric="參訓人數（通過9人）") is None


def test_words_before_may_stand_in_an_earlier_clause_and_not_in_a_later_one():
    assert weight("辦理英語檢定，計25人。", "25人", BEFORE) == 0.95
    assert match("計25人，含英語檢定。", "25人", BEFORE) is None
    assert match("辦理英語檢定。計25人。", "25人", BEFORE) is None


def test_context_counts_less_the_further_it_stands():
    same = weight("英語計25人。", "25人", CONTEXT)
    clause = weight("英語班，計25人。", "25人", CONTEXT)
    later = weight("計25人，含英語。", "25人", CONTEXT)
    heading = weight("計25人。", "25人", ("contextWords", "訓練進修"))
    paragraph = weight("辦英語班。計25人。", "25人", CONTEXT)
    programme = weight("計25人。", "25人", CONTEXT, programme="英語班")
    assert (same, clause, programme, later, heading, paragraph) == (1.0, 0.95, 0.97, 0.86, 0.84, 0.7)


def test_every_need_must_be_met_and_each_takes_its_share():
    assert weight("英語班，通過25人。", "25人", NEAR, CONTEXT) == 0.95
    assert match("日語班，通過25人。", "25人", NEAR, CONTEXT) is None


@pytest.mark.parametrize(
    ("feature", "ruled_out", "kept"),
    [
        ("notNearWords", "英語未通過25人。", "英語未果，通過25人。"),
        ("notBeforeWords", "英語未果，通過25人。", "通過25人，餘未果。"),
        ("notContextWords", "通過25人，餘未果。", "餘未果。通過25人。"),
    ],
)
def test_words_that_must_not_stand_there_rule_out(feature, ruled_out, kept):
    assert match(ruled_out, "25人", NEAR, (feature, "未")) is None
    assert match(kept, "25人", NEAR, (feature, "未")) is not None


def test_units_weigh_and_a_unit_of_another_group_rules_out():
    assert weight("通過25人次。", "25人次", NEAR, unit="person-time") == 0.93
    assert match("通過25場。", "25場", NEAR, unit="session") is None


def test_another_kind_counts_less_and_a_change_is_never_a_level():
    assert weight("通過25人。", "25人", NEAR, kind=Kind.TARGET) == 0.85
    assert match("通過25人。", "25人", NEAR, kind=Kind.CHANGE) is None
    assert weight("通過25人。", "25人", NEAR, ("usualKind", "change"), kind=Kind.CHANGE) == 1.0


def test_the_number_in_brackets_is_told_by_part_or_by_breakdown():
    inner = ("usualPart", "inner")
    assert match("通過25人。", "25人", NEAR, inner) is None
    assert weight("通過25人。", "25人", NEAR, inner, part=Part.INNER) == 1.0
    assert weight("通過25人。", "25人", NEAR, inner, dims=(("appointment", "兼任"),)) == 1.0
    assert match("通過25人。", "25人", NEAR, part=Part.INNER) is None


def test_rank_prefers_the_match_for_which_more_of_the_text_speaks():
    short = match("英語檢定通過25人。", "25人", ("nearWords", "英語"))
    long = match("英語檢定通過25人。", "25人", ("nearWords", "英語檢定"))
    assert short.score == long.score
    assert long.rank > short.rank
