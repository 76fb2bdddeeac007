"""Markdown: what it is drawn as, with the line of every character; what is left out."""

import pytest

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.markdown import read_markdown


def read(text: str) -> Source:
    return read_markdown(text.encode(), "report.md", "0" * 64)


def lines(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def where(source: Source, words: str) -> list[int | None]:
    start = source.text.index(words)
    return [place.line for place in source.places.of(start, start + len(words))]


def test_headings_emphasis_and_lines() -> None:
    source = read("# 壹、前言\n\n本府**共有**120*人*，\n計[3場](x.html)`次`。\n\n二、組織\n---\n\n    縮排的一段。\n")
    assert lines(source) == ["壹、前言", "本府共有120人，", "計3場次。", "二、組織", "縮排的一段。"]
    assert [(source.text[start:][:2], level) for start, level in source.headings] == [("壹、", 1), ("二、", 2)]
    assert [where(source, words) for words in ("前言", "120", "3場", "組織", "縮排")] == [[1], [3], [4], [6], [9]]


def test_numbers_on_four_levels() -> None:
    source = read("1. 甲\n2. 乙\n   1) 子\n      - 丑\n        1. 寅\n        1. 卯\n5. 丙\n\n- 丁\n")
    assert lines(source) == ["1. 甲", "2. 乙", "1) 子", "• 丑", "1. 寅", "2. 卯", "5. 丙", "• 丁"]
    drawn = [source.text[run.start : run.end] for run in source.places.runs if run.drawn]
    assert drawn == ["• ", "2. ", "• "]


def test_a_table_keeps_its_header_cells() -> None:
    source = read("人數：\n\n| 類別 | 人數 |\n|---|--:|\n| 公務\\|人員 | **370**人<br>含約聘 |\n| 約聘 | 12人 |\n")
    assert lines(source) == ["人數：", "類別\t人數", "公務|人員\t370人\u2029含約聘", "約聘\t12人"]
    (made,) = source.tables
    cell = next(one for one in made.cells if source.text[one.start : one.end] == "12人")
    assert [source.text[one.start : one.end] for one in made.headers_of(cell)] == ["人數"]
    assert where(source, "370") == [5]


def test_what_is_left_out() -> None:
    source = read(
        "---\ntitle: 999\n---\n計120人[^1]~~888人~~<!-- 777 -->。![圖666](a.png)\n\n"
        "<!-- 555 -->\n\n[^1]: 不含約聘12人。\n\n下文。\n"
    )
    assert lines(source) == ["計120人。", "下文。", "不含約聘12人。"]
    assert where(source, "120") == [4]
    assert {one.what: one.count for one in source.left_out} == {
        Hidden.DELETED: 1,
        Hidden.COMMENT: 2,
        Hidden.METADATA: 1,
        Hidden.NOTE_MARK: 2,
        Hidden.OBJECT: 1,
    }


def test_html_in_it_is_read_as_html() -> None:
    source = read("文。\n\n<table><tr><th>類別<th>人數<tr><td>甲<td>12人</table>\n")
    assert lines(source) == ["文。", "類別\t人數", "甲\t12人"]
    assert where(source, "12人") == [3]
    assert [one.header for one in source.tables[0].cells] == [True, True, False, False]


@pytest.mark.parametrize(("text", "words"), [("", "is empty"), ("<!-- a -->", "holds no words"), ("***", "no words")])
def test_what_cannot_be_read(text: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(text)
