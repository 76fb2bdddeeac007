"""HTML: what a browser shows, with the numbers of lists; tables; encodings; what is left out."""

import pytest

from kg.errors import UnreadableError
from kg.model.places import Hidden
from kg.model.text import Source
from kg.readers.html import read_html


def read(body: str, head: str = "<meta charset=utf-8>", encoding: str = "utf-8") -> Source:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(encoding), "report.html", "0" * 64)


def lines(source: Source) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def test_numbers_on_four_levels() -> None:
    deep = "<ol><li>課程</li><li>班期</li></ol>"
    inner = f"<ol style='list-style-type: lower-alpha'><li>數位{deep}</li><li>實體</li></ol>"
    body = (
        "<ol style='list-style: trad-chinese-formal inside'><li>前言</li><li>業務"
        f"<ol style='list-style-type:cjk-ideographic'><li>組織</li><li>訓練{inner}</li></ol></li>"
        "<li value=5>結語</li></ol>"
    )
    assert lines(read(body)) == [
        *("壹、前言", "貳、業務", "一、組織", "二、訓練", "a. 數位", "1. 課程", "2. 班期", "b. 實體", "伍、結語")
    ]


def test_other_lists() -> None:
    body = "<ol start=3 reversed type=I><li>甲<li>乙</ol><ul><li>丙</ul><ul style='list-style:none'><li>丁</ul>"
    assert lines(read(body)) == ["III. 甲", "II. 乙", "• 丙", "丁"]


def test_blocks_headings_and_white_space() -> None:
    source = read("<h2> 一、\n 組織 </h2><div>人數\n  <b>12</b>人<br>又<p>下段</p>尾</div><pre>留  白\n行</pre>")
    assert lines(source) == ["一、 組織", "人數 12人", "又", "下段", "尾", "留  白", "行"]
    assert [(source.text[start:][:2], level) for start, level in source.headings] == [("一、", 2)]
    place = source.places.of(source.text.index("下段"), source.text.index("下段") + 2)
    assert [one.path for one in place] == ["/html[1]/body[1]/div[1]/p[1]"]


def test_a_table_keeps_its_cells() -> None:
    body = (
        "<table><caption>人數</caption><thead><tr><td rowspan=2>類別<td colspan=2>人數<tr><td>男性<td>女性</thead>"
        "<tr><th>公務人員<td>370人<td><p>259人</p><p>含約聘</p><tr><th rowspan=0>其他<td>1人<td>2人</table>"
    )
    source = read(body)
    assert lines(source) == [
        *("人數", "類別\t人數", "\t男性\t女性", "公務人員\t370人\t259人\u2029含約聘", "其他\t1人\t2人")
    ]
    (made,) = source.tables
    found = {source.text[one.start : one.end]: one for one in made.cells}
    heads = made.headers_of(found["259人\u2029含約聘"])
    assert [source.text[one.start : one.end] for one in heads] == ["人數", "女性", "公務人員"]


def test_a_table_that_only_sets_a_page() -> None:
    assert lines(read("<table role=presentation><tr><td>左</td><td>右</td></tr></table>")) == ["左", "右"]


def test_what_is_left_out() -> None:
    source = read(
        "<nav>首頁 999</nav><script>var x=888</script><style>p{}</style><p>計<del>777</del><ins>120</ins>人"
        "<sup><a href='#n1'>1</a></sup><!-- 666 -->。</p><p hidden>555</p><p style='display: none'>444</p>"
        "<button>送出</button><svg><text>333</text></svg><p>面積<sup>2</sup></p>",
        "<meta charset=utf-8><title>題 222</title>",
    )
    assert lines(source) == ["計120人。", "面積2"]
    assert {one.what: one.count for one in source.left_out} == {
        Hidden.DELETED: 1,
        Hidden.HIDDEN: 2,
        Hidden.METADATA: 1,
        Hidden.CODE: 2,
        Hidden.NAVIGATION: 2,
        Hidden.NOTE_MARK: 1,
        Hidden.OBJECT: 1,
    }


@pytest.mark.parametrize(
    ("head", "encoding", "known_as"),
    [
        ("<meta charset=big5>", "cp950", "cp950"),
        ("<meta http-equiv=Content-Type content='text/html; charset=Big5'>", "cp950", "cp950"),
        ("", "cp950", "cp950"),
        ("", "utf-8", "utf-8"),
        ("", "utf-8-sig", "utf-8-sig"),
        ("<meta charset=gb2312>", "gb18030", "gb18030"),
        ("", "utf-16", "utf-16"),
    ],
)
def test_encodings(head: str, encoding: str, known_as: str) -> None:
    source = read("<p>高雄市政府人事處，本府各機關共有公務人員三千人。</p>", head, encoding)
    assert (source.encoding, lines(source)) == (known_as, ["高雄市政府人事處，本府各機關共有公務人員三千人。"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty|holds no words"),
        (b"<html><body><script>1</script></body></html>", "holds no words"),
        (b"<meta charset=klingon><p>x", "'klingon', which is not known"),
        (b"<meta charset=ascii><p>\xe4\xba\xba", "says that it is in ascii, and is not"),
    ],
)
def test_what_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read_html(data, "report.html", "0" * 64)
