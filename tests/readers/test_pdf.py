"""PDF: lines, columns and tables in the order of reading, with page and box; what is left out; what is refused."""

import re
from itertools import pairwise

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Table, TableStyle

from kg.errors import InputError, TooLargeError, UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.pdf import read_pdf
from tests.readers.documents.pdf_cases import misnamed, of_objects, one_page, scan, unmapped
from tests.readers.documents.pdfs import FONT, drawn, printed, style, table

SENTENCE = (
    "為提升公務人員專業知能，本府於109年度辦理各項訓練課程，計有公務人員一千二百人參加，並由主管機關逐一評核其成效"
)
LONG = f"{SENTENCE}，同時{SENTENCE}，期能{SENTENCE}。"


def read(data: bytes) -> Source:
    return read_pdf(data, "report.pdf", "0" * 64)


def lines(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def left_out(source: Source) -> dict[Hidden, int]:
    return {one.what: one.count for one in source.left_out if one.what is not Hidden.METADATA}


def paragraph(text: str, **more: object) -> Paragraph:
    return Paragraph(text, style(**more))


def test_broken_lines_are_joined_and_keep_their_places() -> None:
    source = read(
        printed([paragraph("一、訓練"), paragraph(LONG), paragraph("二、考核"), paragraph(LONG)], header=None)
    )
    assert lines(source) == ["一、訓練", LONG, "二、考核", LONG]
    start = source.text.index(LONG)
    places = source.places.of(start, start + len(LONG))
    assert len(places) > 3
    assert [place.page for place in places] == [1] * len(places)
    boxes = [place.box for place in places if place.box]
    assert all(above.bottom <= below.top + 3 and above.left == below.left for above, below in pairwise(boxes))


@pytest.mark.parametrize(
    "indents",
    [{"firstLineIndent": 24}, {"leftIndent": 24, "firstLineIndent": -24}, {"leftIndent": 36}],
    ids=["first line set in", "first line set out", "all set in"],
)
def test_paragraphs_are_told_by_where_they_begin(indents: dict[str, object]) -> None:
    story = [paragraph(text, **indents) for text in (LONG, f"又{LONG}", f"（三）{LONG}", f"且{LONG[:60]}")]
    assert lines(read(printed(story, header=None))) == [LONG, f"又{LONG}", f"（三）{LONG}", f"且{LONG[:60]}"]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    source = read(printed([paragraph(LONG * 20), paragraph("完。")]))
    assert lines(source) == [LONG * 20, "完。"]
    assert {run.page for run in source.places.runs} == {1, 2, 3}
    assert left_out(source) == {Hidden.RUNNING: 6}


def test_headers_and_page_numbers_are_left_out_and_content_is_not() -> None:
    story = [part for count in (12, 15, 20, 7) for part in (paragraph(f"計有{count}人。"), PageBreak())]
    source = read(printed(story, header="某市政府109年度報告"))
    assert lines(source) == ["計有12人。", "計有15人。", "計有20人。", "計有7人。"]
    assert left_out(source) == {Hidden.RUNNING: 8}


def test_two_columns_are_read_one_after_another() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "某市政府人事處109年度工作報告：各機關辦理訓練情形及其成果之說明")
        for column, sign in ((72, "甲"), (320, "乙")):
            for place in range(12):
                canvas.drawString(
                    column,
                    740 - 18 * place - (3 if sign == "乙" else 0),
                    f"{sign}{place:02d}辦理訓練課程並由機關核定之"[:17],
                )
            canvas.drawString(column, 740 - 18 * 12, f"{sign}完。")

    found = lines(read(drawn(draw)))
    assert found[0].startswith("某市政府")
    assert re.findall("[甲乙]", "".join(found[1:])) == ["甲"] * 13 + ["乙"] * 13


def test_blanks_between_chinese_characters_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, " ".join("共有120人參加。"))
        canvas.drawString(72, 680, "參加 HR Data 研習 12 人")
        text = canvas.beginText(72, 660)
        text.setFont(FONT, 12)
        text.setCharSpace(4)
        text.textOut("計1,250人次。")
        canvas.drawText(text)

    assert lines(read(drawn(draw))) == ["共有120人參加。", "參加 HR Data 研習 12 人", "計1,250人次。"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.drawString(72, 500, "共有120人參加。")
        canvas.drawString(72, 480, "計3場。")

    data = drawn(draw)
    source = read(data)
    assert lines(source) == ["共有120人參加。", "計3場。"]
    (place,) = source.places.of(source.text.index("120"), source.text.index("120") + 3)
    assert place.box is not None
    page = PdfDocument(data)[0]
    assert 0 <= place.box.left < place.box.right <= page.get_width()
    assert 0 <= place.box.top < place.box.bottom <= page.get_height()
    # The picture of the page is dark in the box, and nowhere else but in the line of the box and the one below.
    picture = page.render(scale=2).to_pil().convert("L").point(lambda light: 255 * (light < 128))
    inside = picture.crop(
        tuple(2 * edge for edge in (place.box.left, place.box.top, place.box.right, place.box.bottom))
    )
    assert inside.getbbox() is not None
    assert sum(inside.histogram()[128:]) < sum(picture.histogram()[128:])


def test_words_set_upright_on_a_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "共有120人參加。")
        canvas.drawString(100, -320, "計3場。")

    assert lines(read(drawn(draw))) == ["共有120人參加。", "計3場。"]


def test_a_table_keeps_merged_and_header_cells() -> None:
    cells = [["類別", "人數", ""], ["", "男性", "女性"], ["公務人員", "370人", "259人"], ["約聘", "12人", "8人"]]
    look = [
        ("FONT", (0, 0), (-1, -1), FONT, 12),
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (2, 0)),
    ]
    source = read(printed([paragraph("人數如下："), Table(cells, style=TableStyle(look))], header=None))
    assert lines(source)[1:] == ["類別\t人數", "\t男性\t女性", "公務人員\t370人\t259人", "約聘\t12人\t8人"]
    (made,) = source.tables
    found = {source.text[one.start : one.end]: one for one in made.cells}
    assert (found["類別"].rows, found["人數"].columns) == (2, 2)
    assert [source.text[one.start : one.end] for one in made.headers_of(found["259人"])] == ["人數", "女性"]


def test_a_table_over_two_pages_is_one() -> None:
    rows = ((("項目",), ("成果",)), *(((f"第{number}項",), (f"計{number}人。", LONG)) for number in range(1, 14)))
    source = read(printed([table(rows, (100, 351), repeatRows=1, splitInRow=1)]))
    (made,) = source.tables
    assert sum(one.header for one in made.cells) == 2
    assert [line.split("\t") for line in lines(source)] == [
        ["項目", "成果"],
        *([f"第{number}項", f"計{number}人。\u2029{LONG}"] for number in range(1, 14)),
    ]
    last = next(one for one in made.cells if source.text[one.start : one.end] == "第13項")
    assert [source.text[one.start : one.end] for one in made.headers_of(last)] == ["項目"]
    assert source.places.of(last.start, last.end)[0].page == 3


def test_signs_may_hang_over_the_edge_of_a_cell() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (72, 150, 300):
            canvas.line(x, 690, x, 720)
        for y in (690, 720):
            canvas.line(72, y, 300, y)
        canvas.drawString(77, 700, "共十二人參，")
        canvas.drawString(155, 700, "計3場。")

    assert lines(read(drawn(draw))) == ["共十二人參，\t計3場。"]


def test_notes_stand_at_the_end_and_their_marks_nowhere() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2):
            canvas.setFont(FONT, 12)
            words = ("本府共有120人", "各局共有35人")[number - 1]
            canvas.drawString(72, 700, words)
            width = canvas.stringWidth(words, FONT, 12)
            canvas.drawString(77 + width, 700, "參加，面積9m")
            canvas.setFont(FONT, 6)
            canvas.drawString(73 + width, 706, str(number))
            canvas.drawString(77 + width + canvas.stringWidth("參加，面積9m", FONT, 12), 706, "2")
            canvas.drawString(72, 104, str(number))
            canvas.setFont(FONT, 9)
            canvas.drawString(78, 100, f"不含約聘{number}2人。")
            canvas.showPage()

    source = read(drawn(draw))
    assert lines(source) == [
        "本府共有120人參加，面積9m2",
        "各局共有35人參加，面積9m2",
        "不含約聘12人。",
        "不含約聘22人。",
    ]
    assert left_out(source) == {Hidden.NOTE_MARK: 4}


def test_what_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setAuthor("王小明")
        canvas.drawString(72, 700, "共有120人。")
        hidden = canvas.beginText(72, 680)
        hidden.setTextRenderMode(3)
        hidden.textOut("密件999人")
        hidden.setTextRenderMode(0)
        canvas.drawText(hidden)
        canvas.textAnnotation("改為888人", (72, 600, 92, 620))
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "草稿777")
        canvas.restoreState()

    source = read(drawn(draw))
    assert lines(source) == ["共有120人。"]
    assert {one.what: one.count for one in source.left_out} == {
        Hidden.METADATA: 1,
        Hidden.HIDDEN: 6,
        Hidden.COMMENT: 1,
        Hidden.ASLANT: 5,
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (scan(), "its pages are pictures"),
        (scan(b" BT /F 12 Tf 3 Tr 72 700 Td (120 persons) Tj ET"), "read off by a machine"),
        (of_objects(one_page(b"")), "holds no words"),
        (unmapped(), "of 10 of 31 characters of page 1 the file says how they look"),
        (misnamed(), "the file says how they look and not which they are"),
    ],
    ids=["scan", "scan with invisible text", "no words", "no table of characters", "numbers for characters"],
)
def test_what_cannot_be_trusted_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(data)


def test_a_bullet_without_a_table_of_characters_is_counted() -> None:
    source = read(unmapped("é 120"))
    assert lines(source)[1] == "\ufffd 120"
    assert left_out(source) == {Hidden.UNMAPPED: 1}


def test_pages_that_are_only_declared() -> None:
    with pytest.raises(TooLargeError, match="declares 10,000 pages; the limit is 2,000"):
        read(of_objects(one_page(b"", count=10_000)))


def test_a_page_that_takes_too_long_ends_the_program_and_not_us(monkeypatch: pytest.MonkeyPatch) -> None:
    spins = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 9))\nprint('{}', flush=True)\nwhile 1: pass"
    with pytest.raises(InputError, match="page 1 takes longer"):
        _with_program(monkeypatch, spins)
    with pytest.raises(InputError, match="reading page 1 broke off"):
        _with_program(monkeypatch, "import os\nprint('{}', flush=True)\nos.abort()")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        _with_program(monkeypatch, "1 / 0")


def _with_program(monkeypatch: pytest.MonkeyPatch, program: str) -> Source:
    monkeypatch.setattr("kg.readers.pdf.pages.command", lambda: ["python3", "-c", program])
    return read(scan())
