"""Tables of figures: every cell knows the cells that say what it is."""

import pytest

from kg.readers.html import read_html
from kg.structure import load_families, read_outline
from tests.structure.outlines import outline_of

PLAIN = """一、回收成效
單位：公噸；％
項目\t94年\t95年
垃圾產生量\t412,345\t384,000
妥善處理率\t99.8\t-
持續推動回收。
"""


def cells(outline):
    """By the words of every cell with heads what says what it is."""
    found = {}
    for block in outline.blocks:
        for cell in block.cells:
            heads = outline.head_texts(block, cell.start)
            if heads:
                found[block.flow.text[cell.start : cell.end]] = heads
    return found


def html(body):
    page = f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>"
    return read_outline(read_html(page.encode(), "x.html", "0" * 64), load_families())


def test_cells_of_a_plain_text():
    outline = outline_of(PLAIN)
    assert outline.tables == 1
    unit = "單位:公噸;%"
    assert cells(outline) == {
        "垃圾產生量": (unit, "項目"),
        "412,345": (unit, "94年", "垃圾產生量"),
        "384,000": (unit, "95年", "垃圾產生量"),
        "妥善處理率": (unit, "項目"),
        "99.8": (unit, "94年", "妥善處理率"),
        "-": (unit, "95年", "妥善處理率"),
    }


def test_a_row_is_a_block_with_tabs_between_its_cells_and_stands_in_its_section():
    rows = [block for block in outline_of(PLAIN).blocks if block.cells]
    assert [block.flow.text for block in rows] == [
        "項目\t94年\t95年",
        "垃圾產生量\t412,345\t384,000",
        "妥善處理率\t99.8\t-",
    ]
    assert {block.section for block in rows} == {0}
    for block in rows:
        assert block.flow.span(0, len(block.flow.text)).cut(PLAIN) == block.flow.text
        assert [block.flow.text[cell.start : cell.end] for cell in block.cells] == block.flow.text.split("\t")


def test_bars_part_cells_and_a_table_behind_an_empty_line_is_another():
    text = "項目\t人數\n甲\t12\n乙\t15\n\n| 區 | 件數 |\n|---|---|\n| 丙 | 1,000 |\n| 丁 | 2,000 |\n"
    outline = outline_of(text)
    assert outline.tables == 2
    found = cells(outline)
    assert found["15"] == ("人數", "乙")
    assert found["2,000"] == ("件數", "丁")


def test_what_is_no_table_of_figures_stays_as_it_was():
    for text in (
        "時間\t地點\n3月5日\t大禮堂\n3月6日\t中庭\n",  # no numbers
        "12\t15\n16\t17\n",  # no headers
        "辦理訓練\t計3場，共109人參加。\n",
        "項目\t人數\n甲\t12\n",  # a single number
    ):
        outline = outline_of(text)
        assert outline.tables == 0
        assert not any(block.cells for block in outline.blocks)


def test_merged_headers_and_rows_of_a_format():
    outline = html(
        "<table><tr><th rowspan=2>區<th colspan=2>人數<th rowspan=2>件數</tr><tr><th>男<th>女</tr>"
        "<tr><td rowspan=2>甲<td>11<td>12<td>13</tr><tr><td>21<td>22<td>23</tr></table>"
    )
    found = cells(outline)
    assert found["12"] == ("人數", "女", "甲")
    assert found["21"] == ("人數", "男", "甲")
    assert found["23"] == ("件數", "甲")


def test_a_large_table_takes_time_by_its_length():
    rows = "".join(
        f"列{row}\t" + "\t".join(str(row * 10 + column) for column in range(8)) + "\n" for row in range(2_000)
    )
    outline = outline_of("項\t" + "\t".join(f"欄{column}" for column in range(8)) + "\n" + rows)
    assert outline.tables == 1
    last = outline.blocks[-1]
    assert outline.head_texts(last, last.cells[-1].start) == ("欄7", "列1999")


@pytest.mark.parametrize("sign", ["", "-", "—", "…", "*"])
def test_cells_in_which_nothing_stands_are_no_hindrance(sign):
    outline = outline_of(f"項目\t人數\t件數\n甲\t12\t{sign}\n乙\t{sign}\t15\n丙\t{sign}\t{sign}\n")
    assert outline.tables == 1
    assert cells(outline)["15"] == ("件數", "乙")
