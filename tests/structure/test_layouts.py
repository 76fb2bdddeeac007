"""Reports of other bodies in other layouts, made up: what is heading, what is paragraph, what is joined and skipped."""

import pytest

from kg.model.text import SkipReason
from tests.structure.outlines import outline_of

CHAPTERS = """第一章 總論
第一節 組織

一、本會置委員9人。
二、本會設3處4室。

第二章 執行成果
第一節 選務工作
一、辦理第16任總統副總統選舉
（一）投票所設置
全國共設置1萬7,795個投票所。
（二）選務人員
計動員22萬人。
二、辦理公民投票
計有4案成立。
"""
WRAPPED = """壹、前言
本部為配合國家整體發展需要，持續推動各項產業升級轉型政策，並
以打造永續發展環境為目標，協助企業因應國際情勢變化，提升競爭
力，謹就重要工作執行成果報告如下：
貳、重要工作執行成果
一、推動產業創新條例
（一）辦理研發投資抵減，112年受理申請案件1,234件，核准1,100
件，帶動研發投資金額達新臺幣567億元。
（二）推動智慧機械及第五代行動通訊系統投資抵減，112年核准234
件，投資金額達89億元，較111年成長12.5%。
二、協助中小企業升級
112年協助中小企業取得融資，計有1萬2,345家，保證金額達新臺幣
3,456億元。
三、強化水資源管理
112年辦理水庫清淤1,500萬立方公尺，較111年增加200萬立方公尺，
有效延長水庫壽命。
"""


def headings(text):
    outline = outline_of(text)
    return [(part.level, part.number, outline.headings(part.ordinal)[-1]) for part in outline.sections]


def paragraphs(text):
    return [(block.number, block.flow.text) for block in outline_of(text).blocks if block.kind == "paragraph"]


def test_report_without_headings():
    text = (
        "勞動部113年度施政績效報告\n\n輔導青年就業計1萬2,345人。\n\n辦理勞動檢查250場\n\n"
        "次，裁罰8億元。\n\n持續精進。\n"
    )
    outline = outline_of(text)
    assert outline.title.cut(text) == "勞動部113年度施政績效報告"
    assert outline.sections == ()
    assert [block.flow.text for block in outline.blocks] == [
        "輔導青年就業計1萬2,345人。",
        "辦理勞動檢查250場次，裁罰8億元。",
        "持續精進。",
    ]


def test_chapters_and_divisions():
    assert headings(CHAPTERS) == [
        (0, "第一章", "總論"),
        (1, "第一節", "組織"),
        (0, "第二章", "執行成果"),
        (1, "第一節", "選務工作"),
        (2, "一、", "辦理第16任總統副總統選舉"),
        (3, "（一）", "投票所設置"),
        (3, "（二）", "選務人員"),
        (2, "二、", "辦理公民投票"),
    ]
    assert ("一、", "本會置委員9人。") in paragraphs(CHAPTERS)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\r\n\r\n", "\n\n\n\n", "\r", "\n\x0c"])
def test_line_ends_make_no_difference(ending):
    assert headings(CHAPTERS.replace("\n\n", "\n").replace("\n", ending)) == headings(CHAPTERS)
    assert paragraphs(WRAPPED.replace("\n", ending)) == paragraphs(WRAPPED)


def test_wrapped_lines_are_joined_and_marks_kept():
    assert headings(WRAPPED) == [
        (0, "壹、", "前言"),
        (0, "貳、", "重要工作執行成果"),
        (1, "一、", "推動產業創新條例"),
        (1, "二、", "協助中小企業升級"),
        (1, "三、", "強化水資源管理"),
    ]
    found = dict(paragraphs(WRAPPED))
    assert found["（一）"].endswith("核准1,100件，帶動研發投資金額達新臺幣567億元。")
    assert len(paragraphs(WRAPPED)) == 5


def test_light_weight_markup():
    text = (
        "# 海巡署年報\n\n## 一、海域執法\n\n- 查獲走私 **123** 件，增加 5%。\n\n### 緝毒\n\n"
        "查獲毒品 1,234 公斤。\n\n## 二、海洋保育\n\n| 件數 | 金額 |\n|---|---|\n| 12 | 3,400 |\n"
    )
    assert headings(text) == [(0, "一、", "海域執法"), (1, "", "緝毒"), (0, "二、", "海洋保育")]
    assert paragraphs(text) == [
        ("-", "查獲走私123件，增加5%。"),
        ("", "查獲毒品1,234公斤。"),
        ("", "|件數|金額|"),
        ("", "|12|3,400|"),
    ]


def test_list_items_alone():
    text = (
        "(一)投保件數計12,345件。\n(二)面積達2萬3,000公頃\n，補助5億元。\n(三)輔導青農，共計300人：\n"
        "1.百大青農100人。\n2.在地青農200人。\n"
    )
    outline = outline_of(text)
    assert outline.sections == ()
    assert [block.lead for block in outline.blocks] == [None, None, None, 2, 2]
    assert outline.blocks[1].flow.text == "面積達2萬3,000公頃，補助5億元。"


def test_what_introduces_a_list_leads_its_items():
    outline = outline_of(
        "一、訓練\n執行成果如下：\n1.辦理訓練班12班。\n2.辦理講座：\n(1)北區3場。\n(2)南區4場。\n3.其他5場。\n"
    )
    assert [block.lead for block in outline.blocks] == [None, None, 1, None, None, None, 1]


def test_headings_without_marks():
    text = "火災預防\n\n辦理補助，計補助3,500戶。辦理宣導1,200場。\n\n訓練\n\n辦理訓練班12期，計456人參訓。\n"
    assert headings(text) == [(0, "", "火災預防"), (0, "", "訓練")]


def test_short_items_are_no_headings():
    text = "一、就業服務\n1.求職登記12,345人\n2.求才登記23,456人\n3.媒合就業9,876人\n二、訓練\n辦理12班。\n"
    assert [heading[2] for heading in headings(text)] == ["就業服務", "訓練"]
    assert len(paragraphs(text)) == 4


def test_run_in_labels_are_no_headings():
    outline = outline_of("一、成果\n1、受理案件：計1,234件。\n2、核准案件：計1,000件。\n")
    assert [block.label.cut(outline.source.text) for block in outline.blocks[1:]] == ["受理案件", "核准案件"]
    assert len(outline.sections) == 1


def test_items_in_one_line_are_cut():
    text = "一、成果\n<p>1. 辦理退撫： （1）退休649人。 （2）撫卹16人。 （3）資遣0人。</p>\n"
    assert paragraphs(text) == [
        ("1.", "辦理退撫:"),
        ("（1）", "退休649人。"),
        ("（2）", "撫卹16人。"),
        ("（3）", "資遣0人。"),
    ]


def test_contents_are_skipped_and_figures_in_columns_are_not():
    contents = "目次\n壹、前言……………1\n貳、成果……………3\n參、結語……………10\n"
    outline = outline_of(contents + "壹、前言\n本局辦理業務。\n貳、成果\n辦理宣導12場。\n參、結語\n謝謝。\n")
    assert [part.reason for part in outline.skipped] == [SkipReason.CONTENTS]
    assert len(outline.sections) == 3
    for columns in (
        "民政局\t12\n社會局\t15\n合計\t27\n",
        "1.民政局\t12\n2.社會局\t15\n3.衛生局\t20\n",
        "機關\t男\t女\n甲\t1\t2\n乙\t3\t4\n計\t4\t6\n",
    ):
        assert outline_of(columns).skipped == ()


def test_page_numbers_do_not_cut_a_sentence():
    text = "本年度歲入決算審定數1,234億元，較預算數增加12\n\n- 1 -\n\n億元，約5%。其中稅課收入占\n\n- 2 -\n\n80%。\n"
    assert paragraphs(text) == [("", "本年度歲入決算審定數1,234億元，較預算數增加12億元，約5%。其中稅課收入占80%。")]
    assert [part.reason for part in outline_of(text).skipped] == [SkipReason.PAGE_NUMBER] * 2


def test_table_of_two_columns():
    text = (
        "工作項目\t執行情形\n一、選務\t設置1萬7,000個投票所，動員22萬人，圓滿完成各項工作。\n"
        "二、宣導\t辦理宣導123場次，計有4,567人次參加，並印製宣導品10萬份。\n"
    )
    assert headings(text) == [(0, "一、", "選務"), (0, "二、", "宣導")]
    assert [block.section for block in outline_of(text).blocks] == [None, 0, None, 1]
    assert [part.reason for part in outline_of(text).skipped] == [SkipReason.TABLE_HEADER]


@pytest.mark.parametrize("text", ["", "\n\n\n", " \t\r\n", "\ufeff"])
def test_nothing_gives_nothing(text):
    outline = outline_of(text)
    assert outline.blocks == outline.sections == outline.skipped == ()


def test_one_long_line_is_one_paragraph():
    text = "本會為推動農業政策，辦理農業保險12,345件。" * 20_000
    (block,) = outline_of(text).blocks
    assert len(block.flow.text) == len(text)


def test_cells_in_tags_stand_apart():
    text = "<table><tr><td>辦理選舉12場。</td></tr><tr><td>辦理宣導34場。</td></tr></table>\n"
    assert paragraphs(text) == [("", "辦理選舉12場。"), ("", "辦理宣導34場。")]


def test_a_sentence_goes_on_with_a_figure():
    text = "(一)到院前救護：112年救護11萬人，急救成功率\n30.5%。\n(二)訓練：辦理，\n12梯次。\n"
    assert [text for _, text in paragraphs(text)] == [
        "到院前救護:112年救護11萬人，急救成功率30.5%。",
        "訓練:辦理，12梯次。",
    ]


def test_a_mark_before_a_digit_is_seen_where_the_count_comes_to_it():
    counted = "1.市區公車增加為94條。\n2.8公里免費政策實施後，使用率提升。\n3.停車收費2萬格。\n"
    assert paragraphs(counted) == [
        ("1.", "市區公車增加為94條。"),
        ("2.", "8公里免費政策實施後，使用率提升。"),
        ("3.", "停車收費2萬格。"),
    ]
    wrapped = "1.市區公車路線總長增加為\n2.8公里，使用率提升。\n2.停車收費2萬格。\n"
    assert [number for number, _ in paragraphs(wrapped)] == ["1.", "2."]
