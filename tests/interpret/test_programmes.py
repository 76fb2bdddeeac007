"""Of which programme a figure is: examples and counters of the word lists, and the order of places."""

import pytest

from kg.interpret.programmes import load_programme_rules, read_programmes
from kg.model.mentions import NameKind
from tests.interpret.written import load, read_example

TABLE = load("programmes.toml")
EXAMPLES = [example for part in TABLE.values() for example in (*part["examples"], *part["counter"])]


def programmes(written):
    return read_programmes(written.scenes, written.above, load_programme_rules())


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
