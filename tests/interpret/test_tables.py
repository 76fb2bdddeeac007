"""Figures in tables: unit, period and what is measured come from the cells that say what a cell is."""

from decimal import Decimal

import pytest

from kg.readers import read_source
from tests.readers.documents.word import cell, docx, paragraph, row, table
from tests.test_passages import facts_of, read


def figures(text):
    facts = read({"name": "table", "text": text, "coverage": "2006-01-01/2006-12-31", "issuer": "某縣環境保護局"})
    return {
        (fact.metric, str(fact.period.start)): (fact.quantity.value, fact.quantity.unit, fact.quantity.span.cut(text))
        for fact in facts
    }


@pytest.mark.parametrize(
    ("header", "unit", "value"),
    [
        ("回收量（公噸）", "公噸", 1234),
        ("回收量（千公噸）", "公噸", 1_234_000),
        ("預算數(單位：萬元)", "元", 12_340_000),
        ("參訓人數", "人", 1234),
        ("受理案件數", "件", 1234),
        ("執行率", "%", 1234),
        ("到檢比率", "%", 1234),
        ("決算金額", "元", 1234),
    ],
)
def test_units_of_headers(header, unit, value):
    found = list(figures(f"區別\t{header}\n甲區\t1,234\n乙區\t1,235\n").values())
    assert found == [(value, unit, "1,234"), (value + Decimal(value) / 1234, unit, "1,235")]


def test_a_line_above_tells_the_unit_of_all_and_a_header_another():
    found = figures("單位：千元；％\n項目\t預算數\t執行率\t計畫數(項)\n甲\t1,200\t93.5\t4\n乙\t1,300\t91.2\t5\n")
    assert found["甲預算數", "2006-01-01"] == (1_200_000, "元", "1,200")
    assert found["乙執行率", "2006-01-01"] == (Decimal("91.2"), "%", "91.2")
    assert found["甲計畫數", "2006-01-01"] == (4, "項", "4")


def test_years_of_columns_and_of_rows():
    found = figures("項目\t94年\t95年\n參訓人數\t101\t98\n開辦班數\t7\t8\n")
    assert found["參訓人數", "2005-01-01"] == (101, "人", "101")
    assert found["參訓人數", "2006-01-01"] == (98, "人", "98")
    found = figures("年度\t參訓人數\n93年\t99\n94年\t103\n")
    assert {(start, value) for (_, start), (value, _, _) in found.items()} == {("2004-01-01", 99), ("2005-01-01", 103)}


def test_a_number_whose_unit_nothing_tells_stays_no_fact():
    assert figures("項目\t甲\t乙\n丙\t12\t13\n丁\t14\t15\n") == {}


def test_a_unit_in_the_cell_comes_first():
    found = figures("項目\t成果（件）\n宣導\t12場\n稽查\t15\n查核\t16\n")
    assert sorted((unit, quote) for _, unit, quote in found.values()) == [("件", "15"), ("件", "16"), ("場", "12場")]


def test_the_sentence_of_a_cell_is_its_row():
    text = "項目\t人數\n甲\t12\n乙\t15\n"
    facts = read({"name": "table", "text": text, "coverage": "-", "issuer": None})
    assert [fact.sentence.cut(text) for fact in facts] == ["甲\t12", "乙\t15"]


def test_merged_headers_of_a_document():
    document = docx(
        paragraph("人數如下：")
        + table(
            row(cell("類別", merge="restart"), cell("人數", columns=2), header=True),
            row(cell(merge=""), cell("男性"), cell("女性"), header=True),
            row(cell("公務人員"), cell("370"), cell("259")),
            row(cell("教職員"), cell("12"), cell("34")),
        )
    )
    source = read_source(document, "report.docx", 10**6)
    facts = facts_of(source, {"name": "table", "coverage": "-", "issuer": None})
    assert [(fact.quantity.span.cut(source.text), fact.quantity.unit, fact.metric) for fact in facts] == [
        ("370", "人", "公務人員男性人數"),
        ("259", "人", "公務人員女性人數"),
        ("12", "人", "教職員男性人數"),
        ("34", "人", "教職員女性人數"),
    ]
