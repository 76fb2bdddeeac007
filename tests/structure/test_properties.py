"""What holds for the outline of any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.text import BlockKind
from kg.structure.flow import fold, is_blank
from tests.structure.outlines import OUTLINED, outline_of, read

PARTS = [
    *"壹一二甲（）()〈〉「」『』、。，：:；.．-—•●#*|_\t\n\r \u3000\ufeff\x0c①⑴㈠ⅢＡ１1259%年月日人元A a萬億兩",
    *(
        "\n\n",
        "\r\n",
        "壹、",
        "（一）",
        "(1)",
        "1.",
        "第一章",
        "。\n",
        "，\n\n",
        "目錄",
        "前言\t1\n",
        "- 3 -",
        "1\n2\n3\n",
    ),
    *(
        "<p>",
        "</p>",
        '<p data-bbox="1 2 3 4">',
        "<br/>",
        "[bookmark: _GoBack]",
        "^{人方}",
        "<!-- x -->",
        "# ",
        "**",
        "---\n",
    ),
    *(
        "本府辦理各項業務",
        "計1,193人次參訓。",
        "114年8月",
        "重要項目\t成果\n",
        "一、訓練\t本府辦理訓練班期共三十場次。\n",
        "說明：",
        "如下：\n",
    ),
    *("業務報告", "高雄市政府人事處", "https://eaps.kcg.gov.tw/", "English words ", "議長、副議長"),
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=60).map("".join)


def check(outline):
    text = outline.source.text
    check_nothing_is_lost(outline, text)
    for place, block in enumerate(outline.blocks):
        check_block(outline, block, place, text)
    for place, section in enumerate(outline.sections):
        check_section(outline, section, place)


def check_nothing_is_lost(outline, text):
    """Every character is in a flow, in a mark, in a part that is skipped, or blank."""
    seen = set()
    for block in outline.blocks:
        seen.update(block.flow.offsets)
        seen.update(range(block.span.start, block.span.start + len(block.number)))
    for skipped in outline.skipped:
        seen.update(range(skipped.span.start, skipped.span.end))
    lost = [(offset, char) for offset, char in enumerate(text) if offset not in seen and not is_blank(char)]
    assert [one for one in lost if one[1] != "\t"] == []


def check_block(outline, block, place, text):
    assert block.ordinal == place
    assert block.flow.text
    assert len(block.flow.text) == len(block.flow.offsets)
    assert all(one < other for one, other in pairwise(block.flow.offsets))
    assert all(
        char == " " or char == fold(text, offset)
        for char, offset in zip(block.flow.text, block.flow.offsets, strict=True)
    )
    assert block.span.start <= block.flow.offsets[0]
    assert block.flow.offsets[-1] < block.span.end
    assert text[block.span.start :].startswith(block.number)
    assert block.section is None or block.section < len(outline.sections)
    assert block.lead is None or block.lead < place
    assert block.label is None or block.span.contains(block.label)


def check_section(outline, section, place):
    assert section.ordinal == place
    assert section.parent is None or section.parent < place
    assert section.level == (0 if section.parent is None else outline.sections[section.parent].level + 1)
    heading = [block for block in outline.blocks if block.kind is BlockKind.HEADING][place]
    assert heading.span.contains(section.heading)
    assert heading.section == section.parent
    assert heading.number == section.number
    assert all(section.heading.contains(piece) for piece in section.pieces)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text(text):
    check(outline_of(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(lambda text: text.replace("\t", " ")))
def test_blocks_ascend_where_there_is_no_table(text):
    blocks = outline_of(text).blocks
    assert all(one.span.end <= other.span.start for one, other in pairwise(blocks))


@pytest.mark.parametrize("report", OUTLINED)
def test_reports(report):
    check(read(report))


def test_skipped_parts_are_in_order():
    for report in OUTLINED:
        skipped = read(report).skipped
        assert all(one.span.start <= other.span.start for one, other in pairwise(skipped))
