"""Any run of characters is found, a year keeps the facts of its time, and nothing is invented."""

import pytest

from kg.questions import findable
from kg.questions.asking import fold
from kg.questions.search import Hits, SearchIndex
from kg.questions.snippets import pairs, snippet
from kg.resources import open_resources
from kg.store import View


@pytest.fixture(scope="module")
def index(corpus_view: View) -> SearchIndex:
    return SearchIndex(corpus_view, open_resources())


@pytest.mark.parametrize("words", ["捷", "英檢", "超額進用", "webitr", "ＷｅｂＩＴＲ", "5,595人", "退休 公務人員"])
def test_what_stands_in_a_report_is_found(index: SearchIndex, words: str) -> None:
    hits = index.search(words)
    assert hits.facts
    assert hits.passages
    for hit in hits.passages:
        lit = [fold(part) for part, is_lit in hit.snippet if is_lit]
        assert lit
        assert set(lit) <= {fold(word) for word in words.split()}


def test_words_over_a_break_of_lines_are_found_and_lit() -> None:
    parts = snippet("各項英\n語檢定人數 4,934 人", ["英語檢定"])
    assert ("英 語檢定", True) in parts


def test_a_year_and_a_metric_land_on_the_fact(index: SearchIndex) -> None:
    hits = index.search("109年英檢通過率")
    assert [hit.row["quote"] for hit in hits.facts[:1]] == ["28.27％"]


def test_a_half_year_keeps_the_facts_of_its_time(index: SearchIndex) -> None:
    hits = index.search("106年下半年 退休")
    assert hits.facts
    for hit in hits.facts:
        assert hit.row["period"]["start"] <= "2017-12-31"
        assert hit.row["period"]["end"] >= "2017-07-01"


@pytest.mark.parametrize(
    "words", ["", "  ", "不存在的詞彙組合", '"', "'; DROP TABLE texts; --", "*", "\x00", "a" * 5000]
)
def test_what_is_not_there_gives_nothing_and_no_error(index: SearchIndex, words: str) -> None:
    found = index.search(words)
    assert isinstance(found, Hits)
    assert all(fold(words) in fold(hit.row["metric"] + "".join(p for p, _ in hit.snippet)) for hit in found.facts)


def test_more_than_is_listed_is_said(index: SearchIndex) -> None:
    assert index.search("人", limit=3).more
    assert len(index.search("人", limit=3).facts) == 3


def test_pairs_overlap_and_end_with_the_last_character() -> None:
    assert pairs("英檢") == ["82f1_6aa2", "6aa2_"]
    assert pairs("Ａ b") == ["61_62", "62_"]
    assert pairs("") == []


def test_what_is_too_much_to_be_graded_is_paged_in_its_order(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded = index.search("人", limit=200)
    monkeypatch.setattr(findable, "GRADED", 40)
    pages = [index.search("人", 30, start) for start in range(0, 150, 30)]
    facts = [hit.row for page in pages for hit in page.facts]
    places = [(row["report"], row["start"]) for row in facts]
    assert places == sorted(places)
    assert len({row["fact"] for row in facts}) == len(facts) == 150
    assert all(page.more for page in pages)
    assert graded.facts[0].row not in facts[:1]
