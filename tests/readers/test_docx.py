"""DOCX: numbers that are drawn, tables, notes and text boxes, and what is left out."""

import pytest

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.docx import read_docx
from tests.readers.documents.word import cell, docx, levels, numbering, paragraph, row, run, table

FOUR = levels(
    ("ideographLegalTraditional", "%1、"),
    ("taiwaneseCountingThousand", "%2、"),
    ("taiwaneseCountingThousand", "(%3)"),
    ("decimal", "%4."),
)


def read(body: str, **more: str) -> Source:
    return read_docx(docx(body, more), "report.docx", "0" * 64)


def lines(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def test_numbers_on_four_levels() -> None:
    items = [(0, "前言"), (0, "業務"), (1, "組織"), (1, "訓練"), (2, "數位"), (3, "課程"), (3, "班期"), (2, "實體")]
    items += [(3, "講座"), (1, "福利"), (0, "結語"), (1, "謝意")]
    source = read("".join(paragraph(text, number=(1, level)) for level, text in items), numbering=numbering(FOUR))
    assert lines(source) == [
        *(
            "壹、 前言",
            "貳、 業務",
            "一、 組織",
            "二、 訓練",
            "(一) 數位",
            "1. 課程",
            "2. 班期",
            "(二) 實體",
            "1. 講座",
        ),
        *("三、 福利", "參、 結語", "一、 謝意"),
    ]
    drawn = source.places.of(0, 6)
    assert [(place.label, place.drawn) for place in drawn] == [("paragraph 1", True), ("paragraph 1", False)]


def test_all_numbers_of_a_chapter() -> None:
    abstract = levels(("decimal", "第%1章"), ("decimal", "%1.%2"), ("upperLetter", "%1.%2.%3"))
    source = read(
        "".join(paragraph("文", number=(1, level)) for level in (0, 1, 1, 2, 0, 1)), numbering=numbering(abstract)
    )
    assert lines(source) == ["第1章 文", "1.1 文", "1.2 文", "1.2.A 文", "第2章 文", "2.1 文"]


def test_lists_of_one_definition_count_on_unless_they_say_where_they_start() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    abstract = numbering(levels(("decimal", "%1.")), lists)
    source = read("".join(paragraph("文", number=(number, 0)) for number in (1, 2, 3, 3, 1)), numbering=abstract)
    assert lines(source) == ["1. 文", "2. 文", "1. 文", "2. 文", "3. 文"]


def test_numbers_by_the_style_of_a_heading() -> None:
    styles = (
        '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="H2"><w:basedOn w:val="H"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    abstract = levels(("taiwaneseCountingThousand", "%1、"), more='<w:pStyle w:val="H"/>')
    source = read(
        paragraph("組織", style="H") + paragraph("內容。") + paragraph("訓練", style="H2"),
        styles=styles,
        numbering=numbering(abstract),
    )
    assert lines(source) == ["一、 組織", "內容。", "二、 訓練"]
    assert [(source.text[start:][:2], level) for start, level in source.headings] == [("一、", 1), ("二、", 2)]


@pytest.mark.parametrize(
    ("way", "number"),
    [
        *(
            ("decimalEnclosedCircle", "①"),
            ("ideographTraditional", "甲"),
            ("lowerRoman", "i"),
            ("decimalFullWidth", "１"),
        ),
        *(("upperLetter", "A"), ("bullet", "•"), ("aWayThatNobodyKnows", "1"), ("none", "")),
    ],
)
def test_ways_of_counting(way: str, number: str) -> None:
    source = read(paragraph("文", number=(1, 0)), numbering=numbering(levels((way, "%1"))))
    assert lines(source) == [f"{number} 文" if number else "文"]


def test_a_table_keeps_its_cells() -> None:
    source = read(
        paragraph("人數如下：")
        + table(
            row(cell("類別", merge="restart"), cell("人數", columns=2), header=True),
            row(cell(merge=""), cell("男性"), cell("女性"), header=True),
            row(cell("公務人員"), cell("370人"), cell("259人")),
            row(cell("教職員", "含幼兒園"), cell("12人"), cell("34人")),
        )
        + paragraph("以上。")
    )
    assert lines(source) == [
        *(
            "人數如下：",
            "類別\t人數",
            "\t男性\t女性",
            "公務人員\t370人\t259人",
            "教職員\u2029含幼兒園\t12人\t34人",
            "以上。",
        )
    ]
    (made,) = source.tables
    words = {source.text[one.start : one.end]: one for one in made.cells}
    assert (words["類別"].rows, words["人數"].columns) == (2, 2)
    assert [source.text[one.start : one.end] for one in made.headers_of(words["259人"])] == ["人數", "女性"]
    assert [source.text[one.start : one.end] for one in made.headers_of(words["教職員\u2029含幼兒園"])] == ["類別"]
    place = source.places.of(words["34人"].start, words["34人"].end)
    assert [one.label for one in place] == ["table 1, row 4, cell 3, paragraph 1"]


def test_a_table_of_one_column_is_a_frame() -> None:
    source = read(table(row(cell("第一段。", "第二段。")), row(cell("第三段。"))))
    assert lines(source) == ["第一段。", "第二段。", "第三段。"]
    assert source.tables == ()


def test_what_is_left_out() -> None:
    deleted = f"<w:del><w:r><w:delText>999人</w:delText></w:r></w:del><w:ins>{run('120人')}</w:ins>"
    hidden = run("密件555人", "<w:vanish/>") + run("，明", '<w:vanish w:val="0"/>')
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    moved = f"<w:moveFrom>{run('搬走')}</w:moveFrom><w:moveTo>{run('搬來')}</w:moveTo>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF 777</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("5頁")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    source = read(
        paragraph("計", inside=deleted + hidden + comment + moved + field),
        comments=f'<w:comment w:id="1">{paragraph("改為888人")}</w:comment>',
        header1=paragraph("人事處 111 頁"),
    )
    assert lines(source) == ["計120人，明搬來5頁"]
    assert {one.what: one.count for one in source.left_out} == {
        Hidden.DELETED: 2,
        Hidden.COMMENT: 1,
        Hidden.HIDDEN: 1,
        Hidden.RUNNING: 1,
        Hidden.FIELD: 1,
    }


def test_text_hidden_by_a_style() -> None:
    styles = '<w:style w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>'
    source = read(paragraph("看不見", style="X") + paragraph("看得見"), styles=styles)
    assert lines(source) == ["看得見"]


def test_a_deleted_end_of_paragraph_joins_two() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('共有')}</w:p>"
    source = read(first + paragraph("120人。"))
    assert lines(source) == ["共有120人。"]
    assert [place.label for place in source.places.of(0, 6)] == ["paragraph 1", "paragraph 2"]


def test_notes_stand_at_the_end_and_their_marks_nowhere() -> None:
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="4">{paragraph("不含約聘12人。")}</w:footnote>'
    )
    source = read(paragraph("共有120人", inside=mark + run("參加。")), footnotes=notes)
    assert lines(source) == ["共有120人參加。", "不含約聘12人。"]
    start = source.text.index("不含")
    (place,) = source.places.of(start, start + 2)
    assert (place.label, place.part) == ("footnote 1, paragraph 1", "word/footnotes.xml")


def test_a_text_box_is_read_once() -> None:
    words = f"<w:txbxContent>{paragraph('框內30人。')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{words}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = read(paragraph("本文。", inside=box) + paragraph("下文。"))
    assert lines(source) == ["本文。", "框內30人。", "下文。"]


def test_signs_within_a_run() -> None:
    inside = '<w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>'
    assert read(paragraph("文", inside=inside)).text == "文\t甲\n乙-\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [("", "holds no words"), ("<w:p/>", "holds no words"), ("<w:p><w:r></w:p>", "no well-formed XML")],
)
def test_what_cannot_be_read(body: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(body)
