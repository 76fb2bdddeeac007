"""Which family a report belongs to, and what a family file must be."""

from decimal import Decimal

import pytest

from kg.errors import KnowledgeError
from kg.structure import load_families
from tests.structure.outlines import FAMILIES, OUTLINED, outline_of, read

CHOSEN = {
    "kcg-personnel-2014": "performance-table",
    "kcg-personnel-2016-09_2017-02": "council-report",
    "kcg-personnel-2017-07_2017-12": "general",
    "kcg-personnel-2020-07_2020-12": "general",
    "kcg-personnel-2025-03_2025-08": "council-report",
}


@pytest.mark.parametrize("report", OUTLINED)
def test_reports_are_recognised_by_what_they_say(report):
    outline = read(report)
    assert outline.family == CHOSEN[report]
    assert outline.reasons


def test_the_reasons_are_the_evidence():
    outline = outline_of("第一章 總論\n\n本會辦理業務。\n\n第二章 結語\n\n謝謝。\n")
    assert outline.family == "chapters"
    assert outline.reasons == ("chapters stand at the beginning of lines",)


def test_families_are_in_order_of_name():
    assert [family.name for family in FAMILIES.rows] == ["chapters", "council-report", "general", "performance-table"]


def test_a_file_adds_a_family_with_the_habits_of_the_general_one(tmp_path):
    path = tmp_path / "port.toml"
    path.write_text('name = "port"\n[[evidence]]\npattern = "港務"\nwords = "a port"\nweight = 1\n', encoding="utf-8")
    families = load_families([path])
    family, reasons = families.choose("港務公司年報")
    general = next(row for row in families.rows if row.name == "general")
    assert (family.name, reasons) == ("port", ("a port",))
    assert family.longest_heading == general.longest_heading


@pytest.mark.parametrize("text", ["name = ", 'needed = "many"\nname = "x"', 'name = "x"\nevidence = [{}]'])
def test_a_broken_file_is_named(tmp_path, text):
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"broken\.toml"):
        load_families([path])


def test_what_families_expect_is_that_of_the_general_one_where_they_do_not_say(tmp_path):
    path = tmp_path / "port.toml"
    path.write_text('name = "port"\n[expects]\nmost_facts = 9.5\n', encoding="utf-8")
    families = load_families([path])
    general, port = families.named("general").expects, families.named("port").expects
    assert (port.most_facts, port.least_facts, port.most_missed) == (
        Decimal("9.5"),
        general.least_facts,
        general.most_missed,
    )
    assert general.most_facts is None


def test_evidence_is_counted_of_all_families():
    shown = {one.evidence.words: one.count for one in FAMILIES.weigh("第一章 總論\n第二章 各論\n敬祝健康\n")}
    assert shown["chapters stand at the beginning of lines"] == 2
    assert shown["it closes with good wishes"] == 1
    assert shown["a council is addressed"] == 0
