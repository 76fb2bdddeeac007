"""ODT: numbers that are drawn, tables, notes and text boxes, and what is left out."""

import pytest

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.odt import read_odt
from tests.readers.documents.made import odt

FOUR = (("壹, 貳, 參, ...", "", "、"), ("一, 二, 三, ...", "", "、"), ("一, 二, 三, ...", "(", ")"), ("1", "", "."))


def read(body: str, automatic: str = "", styles: str = "", **more: str) -> Source:
    return read_odt(odt(body, automatic, styles, more), "report.odt", "0" * 64)


def lines(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def list_style(name: str, *shapes: tuple[str, str, str], more: str = "") -> str:
    inside = "".join(
        f'<text:list-level-style-number text:level="{place}" style:num-format="{way}" style:num-prefix="{before}"'
        f' style:num-suffix="{behind}"{more}/>'
        for place, (way, before, behind) in enumerate(shapes, 1)
    )
    return f'<text:list-style style:name="{name}">{inside}</text:list-style>'


def item(*inside: str, start: int | None = None) -> str:
    stated = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{stated}>{''.join(inside)}</text:list-item>"


def words(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def items(*inside: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}"{more}>{"".join(inside)}</text:list>'


def inner(*inside: str) -> str:
    return f"<text:list>{''.join(inside)}</text:list>"


def test_numbers_on_four_levels() -> None:
    deep = inner(item(words("課程")), item(words("班期"), words("（續）")))
    body = items(
        item(words("前言")),
        item(
            words("業務"),
            inner(item(words("組織")), item(words("訓練"), inner(item(words("數位"), deep), item(words("實體"))))),
        ),
        item(words("結語"), inner(item(words("謝意")))),
    )
    source = read(body, list_style("L", *FOUR))
    assert lines(source) == [
        *("壹、 前言", "貳、 業務", "一、 組織", "二、 訓練", "(一) 數位", "1. 課程", "2. 班期", "（續）", "(二) 實體"),
        *("參、 結語", "一、 謝意"),
    ]
    assert [(place.label, place.drawn) for place in source.places.of(0, 6)] == [
        ("paragraph 1", True),
        ("paragraph 1", False),
    ]


def test_a_list_goes_on_with_another() -> None:
    style = list_style("L", ("1", "", "."))
    body = items(item(words("甲")), more=' xml:id="a"') + words("其間。") + items(item(words("乙")))
    body += items(item(words("丙")), more=' text:continue-numbering="true"')
    body += items(item(words("丁")), more=' text:continue-list="a"') + items(item(words("戊"), start=9))
    assert lines(read(body, style)) == ["1. 甲", "其間。", "1. 乙", "2. 丙", "2. 丁", "9. 戊"]


def test_headings_are_numbered_by_the_outline() -> None:
    levels = "".join(
        f'<text:outline-level-style text:level="{place}" style:num-format="{way}" style:num-suffix="{behind}"'
        f' text:display-levels="{shown}"/>'
        for place, way, behind, shown in ((1, "一, 二, 三, ...", "、", 1), (2, "1", "", 2))
    )
    body = "".join(
        f'<text:h text:outline-level="{level}"{more}>{text}</text:h>'
        for level, text, more in (
            *((1, "組織", ""), (2, "精簡", ""), (2, "整併", ""), (1, "附錄", ' text:is-list-header="true"')),
            *((1, "訓練", ""), (2, "數位", ' text:restart-numbering="true" text:start-value="5"')),
        )
    )
    source = read(body, styles=f"<text:outline-style>{levels}</text:outline-style>")
    assert lines(source) == ["一、 組織", "一.1 精簡", "一.2 整併", "附錄", "二、 訓練", "二.5 數位"]
    assert [level for _, level in source.headings] == [1, 2, 2, 1, 1, 2]


def test_numbers_as_libreoffice_writes_them() -> None:
    style = list_style("L", ("1", "", ""), more=' loext:num-list-format="第%1%章"')
    assert lines(read(items(item(words("總則"))), style)) == ["第1章 總則"]


def test_bullets_and_list_headers() -> None:
    style = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    body = items(f"<text:list-header>{words('說明')}</text:list-header>", item(words("甲")))
    assert lines(read(body, style)) == ["說明", "• 甲"]


ROWS, COLUMNS = (f' table:number-{what}-spanned="2"' for what in ("rows", "columns"))


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{words(text) if text else ''}</table:table-cell>"


def test_a_table_keeps_its_cells() -> None:
    body = (
        "<table:table><table:table-column/><table:table-header-rows>"
        f"<table:table-row>{cell('類別', ROWS)}"
        f"{cell('人數', COLUMNS)}<table:covered-table-cell/></table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cell('男性')}{cell('女性')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell('公務人員')}{cell('370人')}{cell('259人')}</table:table-row>"
        "</table:table>"
    )
    source = read(words("人數如下：") + body)
    assert lines(source) == ["人數如下：", "類別\t人數", "\t男性\t女性", "公務人員\t370人\t259人"]
    (made,) = source.tables
    found = {source.text[one.start : one.end]: one for one in made.cells}
    assert [source.text[one.start : one.end] for one in made.headers_of(found["259人"])] == ["人數", "女性"]
    (place,) = source.places.of(found["259人"].start, found["259人"].end)
    assert place.label == "table 1, row 3, cell 3, paragraph 1"


def test_header_columns() -> None:
    columns = "<table:table-header-columns><table:table-column/></table:table-header-columns><table:table-column/>"
    body = f"<table:table>{columns}<table:table-row>{cell('男性')}{cell('12人')}</table:table-row></table:table>"
    (made,) = read(body).tables
    assert [one.header for one in made.cells] == [True, False]
    assert made.headers_of(made.cells[1]) == made.cells[:1]


def test_what_is_left_out() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{words('999人')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>改為888人</text:p></office:annotation>"
    hidden = '<text:span text:style-name="X">密件555人</text:span><text:hidden-text>444</text:hidden-text>'
    section = f'<text:section text:display="none">{words("整節333人")}</text:section>'
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{words('附註。')}</text:note-body></text:note>"
    )
    automatic = '<style:style style:name="X"><style:text-properties text:display="none"/></style:style>'
    source = read(changes + words(f"計120人{note}{comment}{hidden}。") + section, automatic, **{"meta.xml": "<a/>"})
    assert lines(source) == ["計120人。", "附註。"]
    assert {one.what: one.count for one in source.left_out} == {
        Hidden.DELETED: 1,
        Hidden.COMMENT: 1,
        Hidden.HIDDEN: 3,
        Hidden.NOTE_MARK: 1,
        Hidden.METADATA: 1,
    }
    start = source.text.index("附註")
    assert source.places.of(start, start + 1)[0].label == "note 1, paragraph 1"


def test_running_lines_of_the_styles_are_counted() -> None:
    running = (
        "<style:master-page><style:header><text:p>人事處</text:p></style:header><style:footer/></style:master-page>"
    )
    source = read(words("文。"), styles=running)
    assert [(one.what, one.count) for one in source.left_out] == [(Hidden.RUNNING, 1)]


def test_text_boxes_and_white_space() -> None:
    box = f"<draw:frame><draw:text-box>{words('框內30人。')}</draw:text-box></draw:frame>"
    source = read(
        words(f"本\n  文<text:s text:c='2'/>甲<text:tab/>乙<text:line-break/>丙{box} <text:span> 丁</text:span>")
    )
    assert source.text == "本 文  甲\t乙\n丙 丁\n框內30人。\n"


def test_a_table_of_contents_is_read_and_its_template_not() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>樣板</text:index-title-template>"
        f"</text:table-of-content-source><text:index-body>{words('一、組織<text:tab/>2')}</text:index-body>"
        "</text:table-of-content>"
    )
    assert lines(read(body)) == ["一、組織\t2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (odt(""), "holds no words"),
        (odt(words("文")).replace(b"PK", b"XX"), "is not an ODT document"),
        (odt(words("文"), more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "protected by a password"),
        (odt("", more={"content.xml": "<a"}), "no well-formed XML"),
        (odt("", more={"content.xml": "<a><b/></a>"}), "is no text but nothing that is known"),
    ],
)
def test_what_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read_odt(data, "report.odt", "0" * 64)
