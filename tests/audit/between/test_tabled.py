"""Tables that earlier reports had and the latest has not: dropped, renamed, or not to be told."""

from dataclasses import replace

import pytest

from kg.audit.between import check_between, load_lore
from kg.audit.between.tabled import known_by
from kg.model.tabled import Tabled
from kg.model.text import Span
from tests.audit.between.bureau import YEARLY, line, metric, report

LORE = load_lore([metric("boats", "檢查漁船艘次", nearWords=["檢查漁船"])])
BOATS = {"series": "boats", "metric": "檢查漁船艘次", "measure": "occasion"}
COLUMNS, ROWS = ("漁會", "106年補助", "核銷"), ("海港區漁會", "北岸漁會")


def told(year, *captions, columns=COLUMNS, rows=ROWS, words=(), **given):
    """A report with tables of these captions, each on a line of its own, and sentences of figures."""
    made = report(year, *map(line, captions), line("檢查漁船【900艘次】。", BOATS), *words, **given)
    starts = [made.text.index(caption) for caption in captions]
    places = [Span(start, start + len(caption)) for start, caption in zip(starts, captions, strict=True)]
    tables = tuple(Tabled(one, one, one.cut(made.text), columns, rows) for one in places)
    return replace(made, tables=tables)


def silences(*accounts):
    found = [one for one in check_between(accounts, LORE) if one.kind == "silence"]
    return [one for one in found if dict(one.about).get("table")]


OTHER = {"columns": ("港口", "艘數"), "rows": ("海港", "北岸")}


def test_a_table_of_two_reports_that_the_latest_has_not_is_unheard_of():
    accounts = (told(2019, "表3 各漁會補助情形"), told(2020, "表2 各漁會補助情形"), told(2021, "各港進出漁船", **OTHER))
    (finding,) = silences(*accounts)
    assert finding.verdict == "unheard"
    (last,) = finding.passages
    assert (last.role, last.report, last.quote) == ("last", "fisheries-2020", "表2 各漁會補助情形")
    assert "表「表2 各漁會補助情形」" in finding.message.zh
    assert "Table" in finding.message.en
    assert "2 of 2 earlier reports" in finding.message.en


def test_a_table_that_goes_on_is_no_silence():
    assert not silences(*(told(year, f"表{year - 2017}、{year - 1911}年各漁會補助情形") for year in (2019, 2020, 2021)))


def test_a_table_of_one_report_is_not_missed():
    assert not silences(told(2020, "各漁會補助情形"), told(2021, "各港進出漁船", **OTHER))


def test_a_table_with_mostly_the_same_headers_and_rows_may_be_renamed():
    renamed = told(2021, "補助漁業團體一覽", columns=("漁會", "110年補助", "核銷"))
    (finding,) = silences(told(2019, "各漁會補助情形"), told(2020, "各漁會補助情形"), renamed)
    assert finding.verdict == "cannot-tell"
    assert "補助漁業團體一覽" in finding.message.zh
    assert [one.role for one in finding.passages] == ["last", "words"]


def test_another_table_of_the_same_headers_that_stood_there_before_is_none_renamed():
    both = ("各漁會補助情形", "各漁會獎勵情形")
    (finding,) = silences(told(2019, *both), told(2020, *both), told(2021, "各漁會獎勵情形"))
    assert finding.verdict == "unheard"
    assert dict(finding.about)["table"] == "各漁會補助情形"


def test_a_report_without_any_table_may_have_been_filed_without_them():
    (finding,) = silences(told(2019, "各漁會補助情形"), told(2020, "各漁會補助情形"), told(2021))
    assert finding.verdict == "cannot-tell"
    assert "no table of figures" in finding.message.en


def test_where_its_words_still_stand_it_may_have_been_missed():
    latest = told(2021, "各港進出漁船", words=[line("有關各漁會補助情形詳見附件。")], **OTHER)
    (finding,) = silences(told(2019, "各漁會補助情形"), told(2020, "各漁會補助情形"), latest)
    assert finding.verdict == "cannot-tell"


def test_a_report_of_another_kind_need_not_have_it():
    latest = told(2021, "各港進出漁船", kind="council work report", **OTHER)
    before = [told(year, "各漁會補助情形", kind=YEARLY) for year in (2019, 2020)]
    (finding,) = silences(*before, latest)
    assert finding.verdict == "cannot-tell"
    assert "council work report" in finding.message.en


def test_the_report_of_another_body_does_not_miss_it():
    other = told(2021, "各港進出漁船", issuer="海港市政府教育局", **OTHER)
    assert not silences(told(2019, "各漁會補助情形"), told(2020, "各漁會補助情形"), other)


@pytest.mark.parametrize(
    "caption",
    [
        "各機關員額統計",
        "表1 各機關員額統計",
        "附表三、106年度各機關員額統計",
        "(表2-1)各機關員額統計",
        "各機關員額統計如下:",
    ],
)
def test_number_date_and_what_says_that_a_table_follows_are_no_part_of_its_name(caption):
    assert known_by(Tabled(Span(0, 1), Span(0, 1), caption), LORE.words) == "各機關員額統計"
