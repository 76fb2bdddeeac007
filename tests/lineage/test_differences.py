"""The word diff."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lineage.differences import MOST_WORDS, Edit, Run, compare
from kg.lineage.wording import figures_of, masked, words_of

TEXTS = st.text("本府辦理訓練上下半年場人1,234.5% aB", max_size=60)


@given(TEXTS, TEXTS)
def test_the_runs_are_both_texts(before: str, after: str) -> None:
    runs = compare(before, after)
    assert "".join(run.text for run in runs if run.edit is not Edit.INSERTED) == before
    assert "".join(run.text for run in runs if run.edit is not Edit.DELETED) == after
    assert all(run.text for run in runs)
    # Between two equal runs there is one deleted and one inserted run at most, in this order.
    orders = [(one.edit, other.edit) for one, other in pairwise(runs)]
    assert all(one is not other and (one, other) != (Edit.INSERTED, Edit.DELETED) for one, other in orders)


def test_numbers_stay_whole() -> None:
    assert compare("辦理訓練1,234場", "辦理訓練1,284場") == (
        Run(Edit.EQUAL, "辦理訓練"),
        Run(Edit.DELETED, "1,234"),
        Run(Edit.INSERTED, "1,284"),
        Run(Edit.EQUAL, "場"),
    )


def test_a_single_character_in_common_is_no_common_ground() -> None:
    runs = compare("補助參加英語檢定的費用", "補助學習日文與檢測的時間")
    assert runs == (
        Run(Edit.EQUAL, "補助"),
        Run(Edit.DELETED, "參加英語檢定的費用"),
        Run(Edit.INSERTED, "學習日文與檢測的時間"),
    )


def test_long_texts_are_told_as_replaced() -> None:
    before, after = "訓" * (MOST_WORDS + 1), "練" + "訓" * MOST_WORDS
    assert [run.edit for run in compare(before, after)] == [Edit.DELETED, Edit.INSERTED]
    assert compare(before, before) == (Run(Edit.EQUAL, before),)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("105年9月至106年2月計1,030人次", ("105", "9", "106", "2", "1,030")),
        ("第3次，占49.21%，二十二張", ("3", "49.21", "二十二")),
        ("105年下半年第三季", ("105", "下", "三")),
        ("一卡通電子票證，三等功績獎章", ()),
    ],
)
def test_what_is_a_figure(text: str, figures: tuple[str, ...]) -> None:
    assert figures_of(text) == figures
    assert "".join(words_of(text)) == text
    assert masked(text).count("#") == len(figures)
