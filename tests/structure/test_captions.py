"""Tables of figures with what they are called: the caption above, the headers, what rows begin with."""

import pytest

from kg.structure.captions import tables_of
from tests.structure.outlines import outline_of

ROWS = "機關\t員額\t現有\n社會局\t120\t118\n民政局\t80\t79\n"


def captions(text):
    return [one.caption for one in tables_of(outline_of(text))]


def test_a_table_with_its_caption_headers_and_rows():
    text = f"一、員額管理\n表1 各機關員額統計表\n單位：人\n{ROWS}本處持續管控員額。\n"
    (table,) = tables_of(outline_of(text))
    assert table.caption == "表1各機關員額統計表"
    assert table.place.cut(text) == "表1 各機關員額統計表"
    assert table.columns == ("機關", "員額", "現有")
    assert table.rows == ("社會局", "民政局")
    assert table.section == ("員額管理",)
    assert table.span.cut(text) == ROWS.rstrip()


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("各機關員額統計表", "各機關員額統計表"),
        ("本府各機關員額如下：", "本府各機關員額如下:"),
        ("本處持續管控員額。", ""),  # a sentence
        ("本年度賡續辦理員額評鑑並就各機關業務消長情形檢討調整配置以符合實際需要俾撙節用人費用支出", ""),  # too long
    ],
)
def test_what_stands_above_is_a_caption_where_it_is_no_sentence(above, caption):
    assert captions(f"一、員額管理\n{above}\n{ROWS}") == [caption]


def test_a_heading_is_no_caption():
    (table,) = tables_of(outline_of(f"一、員額管理\n{ROWS}二、訓練\n辦理訓練。\n"))
    assert (table.caption, table.section) == ("", ("員額管理",))
    assert table.place.start == table.span.start


def test_two_tables_are_two_and_headers_that_stand_again_go_on():
    other = "班別\t人次\n英語班\t30\n電腦班\t45\n"
    both = tables_of(outline_of(f"一、員額管理\n各機關員額\n{ROWS}\n各班人次\n{other}"))
    assert [(one.caption, one.rows) for one in both] == [
        ("各機關員額", ("社會局", "民政局")),
        ("各班人次", ("英語班", "電腦班")),
    ]
    again = ROWS.replace("社會局", "教育局").replace("民政局", "衛生局")
    (one,) = tables_of(outline_of(f"一、員額管理\n各機關員額\n{ROWS}\n{again}"))
    assert one.rows == ("社會局", "民政局", "教育局", "衛生局")


def test_a_text_without_tables_has_none():
    assert tables_of(outline_of("一、員額管理\n本處辦理訓練3場次。\n")) == ()
