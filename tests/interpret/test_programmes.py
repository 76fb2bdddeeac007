"""Of which programme a figure is: examples and counters of the word lists, and the order of places."""

from dataclasses import replace

import pytest

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.interpret.above import Above
from kg.interpret.programmes import load_programme_rules, read_programmes
from kg.interpret.scenes import make_scenes
from kg.model.mentions import NameKind
from kg.model.text import Section
from tests.extract.test_names_rules import outline
from tests.interpret.test_entities import INFO, LEXICON
from tests.interpret.written import load, read_example

TABLE = load("programmes.toml")
EXAMPLES = [example for part in TABLE.values() for example in (*part["examples"], *part["counter"])]


def programmes(written):
    return read_programmes(written.scenes, written.above, load_programme_rules())


def below(heading, *texts):
    """An outline of one section."""
    made = outline(f"# {heading}", *texts)
    title, *blocks = made.blocks
    section = Section(0, None, 0, "", title.span)
    return replace(made, sections=(section,), blocks=(title, *(replace(block, section=0) for block in blocks)))


def programmes_of(made):
    """The programmes of the figures that extraction finds in an outline."""
    mentions = extract(made, INFO, LEXICON, load_extract_rules())
    return read_programmes(make_scenes(made, mentions), Above(made, mentions), load_programme_rules())


def test_every_list_has_examples():
    assert len(EXAMPLES) >= 7
    assert all(part["examples"] and part["counter"] for part in TABLE.values())


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    kind = NameKind.PROGRAMME if "「" not in example else NameKind.QUOTED
    written = read_example(example, kind)
    assert programmes(written) == tuple(None if one == "-" else one for one in written.expected)


@pytest.mark.parametrize(
    "example",
    [
        "辦理「＜海洋生態營＞」，共計【46人】參加 => 海洋生態營",
        "辦理【18小時】之「＜海洋生態營＞」 => 海洋生態營",
        "辦理「＜海洋生態營＞」。反應熱烈，計【46人】參加 => 海洋生態營",
        "辦理「＜海洋生態營＞」 // 計【46人】參加 => 海洋生態營",
        "辦理「＜甲班＞」、「＜乙班＞」、「＜丙班＞」等共【16期】 => -",
        "依「＜淨灘計畫＞」規定，每人須完成【2小時】 => 淨灘計畫",
        "志工訓練：依「＜淨灘計畫＞」規定，每人須完成【2小時】 => 志工訓練",
    ],
)
def test_the_nearest_name_is_taken(example):
    written = read_example(example)
    assert programmes(written) == tuple(None if one == "-" else one for one in written.expected)


def test_what_somebody_was_sent_to_counts_though_it_stands_behind():
    written = read_example("推薦志工【3人】，參加＜善行獎＞選拔", NameKind.AWARD)
    assert programmes(written) == ("善行獎",)
    assert programmes(read_example("表揚志工【3人】，參加＜善行獎＞選拔", NameKind.AWARD)) == (None,)


def test_a_plan_that_an_item_before_set_up_has_the_figures_of_its_steps():
    made = below("中階人才", "訂頒「好人才計畫」,培育主管。", "9等主管班完訓37人。", "辦理「領導研習班」完訓41人。")
    assert programmes_of(made) == ("好人才計畫", "領導研習班")


def test_a_line_above_has_the_fuller_name():
    made = below("辦理公教未婚聯誼", "103年辦理未婚聯誼活動,計366人參加。")
    assert programmes_of(made) == ("公教未婚聯誼",)
    made = below("大學學生暑期市政學習專案", "辦理大學學生暑期學習專案,計63人參加。")
    assert programmes_of(made) == ("大學學生暑期市政學習專案",)


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("訂定「健康檢查作業規範」,每2年補助1次。",), "健康檢查作業規範"),
        (("得比照「健康檢查基準表」給予公假1天。",), "健康檢查基準表"),
        (("依「健康檢查基準表」給予公假1天。",), None),
    ],
)
def test_a_rule_that_is_set_up_or_applied_has_figures_that_no_programme_has(texts, wanted):
    assert set(programmes_of(outline(*texts))) == {wanted}
