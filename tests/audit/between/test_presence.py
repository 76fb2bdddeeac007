"""What is told no more, and what is told for the first time."""

from dataclasses import replace

import pytest

from kg.audit.between import check_between, load_lore
from kg.model.concepts import Concept, Scheme
from kg.model.statements import Gap
from kg.model.text import Span
from tests.audit.between.bureau import YEARLY, line, metric, report

LORE = load_lore(
    [
        metric("boats", "檢查漁船艘次", nearWords=["檢查漁船"]),
        metric("nets", "查扣流刺網件數", nearWords=["查扣"], contextWords=["流刺網"]),
        Concept(Scheme.PROGRAMME, "festival", "漁業文化節", "Fishery festival"),
        Concept(Scheme.AWARD, "golden-anchor", "金錨獎", "Golden Anchor Award"),
    ]
)
NETS = {"series": "nets", "metric": "查扣流刺網件數", "measure": "case"}
BOATS = {"series": "boats", "metric": "檢查漁船艘次", "measure": "occasion"}
HALF = "council work report"


def boats(year, *lines, **given):
    return report(year, line("檢查漁船【900艘次】。", BOATS), *lines, **given)


def nets(year, **given):
    return boats(year, line("查扣流刺網【36件】。", NETS), **given)


def found(*accounts, kind="silence"):
    return [one for one in check_between(accounts, LORE) if one.kind == kind]


def verdicts(*accounts, kind="silence"):
    return [one.verdict.value for one in found(*accounts, kind=kind)]


def test_what_two_reports_told_and_the_latest_does_not_is_unheard_of():
    (finding,) = found(nets(2019), nets(2020), boats(2021))
    assert finding.verdict == "unheard"
    assert finding.terms[0].statement.report == "fisheries-2020"
    assert "36件" in finding.message.zh
    assert "2 of 2 earlier reports" in finding.message.en
    assert finding.reports == ("fisheries-2019", "fisheries-2020", "fisheries-2021")
    assert dict(finding.about) == {"desk": "海港市政府漁業局", "metric": "nets"}


def test_of_two_reports_the_first_is_enough():
    assert verdicts(nets(2020), boats(2021)) == ["unheard"]


def test_what_one_of_several_reports_told_is_no_silence():
    assert verdicts(nets(2019), boats(2020), boats(2021)) == []


def test_other_bodies_and_undated_reports_are_of_another_desk():
    assert verdicts(nets(2019), nets(2020), boats(2021, issuer="海港市政府農業局")) == []
    assert verdicts(nets(2020), boats(2021, issuer=None)) == []


def test_where_its_words_stand_beside_a_number_it_may_have_been_missed():
    latest = boats(2021, line("本年流刺網取締,查扣逾百餘件,計41件。"))
    (finding,) = found(nets(2019), nets(2020), latest)
    assert finding.verdict == "cannot-tell"
    (words,) = finding.passages
    assert words.quote == "本年流刺網取締,查扣逾百餘件,計41件。"
    assert words.span.cut(latest.text) == words.quote


def test_words_without_a_number_of_its_unit_are_no_figure():
    assert verdicts(nets(2019), nets(2020), boats(2021, line("持續查扣流刺網,以3艘巡護船執行。"))) == ["unheard"]


def test_a_number_that_was_read_as_another_figure_is_not_the_missing_one():
    latest = boats(2021, line("查扣流刺網,罰款【12件】。", BOATS | {"measure": "case"}))
    assert verdicts(nets(2019), nets(2020), latest) == ["unheard"]


def test_reports_of_another_kind_are_no_evidence():
    assert verdicts(nets(2019), nets(2020), boats(2021, kind=HALF)) == ["cannot-tell"]
    mixed = found(nets(2019, kind=HALF), nets(2020), boats(2021, kind=HALF))
    assert [one.verdict.value for one in mixed] == ["unheard"]
    assert YEARLY in mixed[0].message.en


def test_a_report_of_which_little_was_understood_is_no_evidence():
    latest = boats(2021, numbers={"fact": 8, "excluded": 1, "missed": 1})
    (finding,) = found(nets(2019), nets(2020), latest)
    assert finding.verdict == "cannot-tell"
    assert "1" in finding.message.zh


def test_a_file_that_begins_inside_is_silent_only_on_what_stands_behind_its_beginning():
    early = report(2020, line("查扣流刺網【36件】。", NETS), line("檢查漁船【900艘次】。", BOATS))
    late = report(2020, line("檢查漁船【900艘次】。", BOATS), line("查扣流刺網【36件】。", NETS))
    latest = boats(2021, begins_inside=True)
    assert verdicts(early, latest) == []
    assert verdicts(late, latest) == ["unheard"]


def test_a_report_that_begins_inside_could_not_tell():
    assert verdicts(nets(2019), boats(2020, begins_inside=True), boats(2021)) == ["unheard"]


def named(year, *names, text="辦理漁業文化節,並獲金錨獎。", **given):
    return boats(year, line(text), entities=names, **given)


FESTIVAL, ANCHOR = ("programme", "festival", "漁業文化節"), ("award", "golden-anchor", "金錨獎")


def test_programmes_and_awards_are_followed_by_their_names():
    (award, programme) = found(named(2019, FESTIVAL, ANCHOR), named(2020, FESTIVAL, ANCHOR), boats(2021))
    assert (award.verdict, programme.verdict) == ("unheard", "unheard")
    assert [one.quote for one in programme.passages] == ["漁業文化節"]


def test_a_name_that_still_stands_there_was_perhaps_not_read():
    latest = boats(2021, line("漁業文化節照常舉行。"))
    assert verdicts(named(2019, FESTIVAL), named(2020, FESTIVAL), latest) == ["cannot-tell"]


def test_a_programme_whose_figures_go_on_is_not_told_by_its_name_alone():
    told = NETS | {"programme": "漁業文化節"}

    def year(number):
        return report(number, line("漁業文化節【36件】。", told), entities=(FESTIVAL,))

    latest = report(2021, line("查扣流刺網【30件】。", NETS))
    assert verdicts(year(2019), year(2020), latest) == ["cannot-tell"]


def sections(year, heading, figure=NETS):
    return boats(year, line("本年【36件】。", figure | {"section": (heading,)}))


def headings(*accounts):
    return [one for one in found(*accounts) if "section" in dict(one.about)]


def test_headings_are_followed_where_their_figures_go():
    silent = headings(sections(2019, "取締非法漁具35件"), sections(2020, "取締非法漁具36件"), boats(2021))
    assert [(one.verdict.value, dict(one.about)["section"]) for one in silent] == [("unheard", "取締非法漁具件")]
    assert "「取締非法漁具36件」" in silent[0].message.zh
    gone = sections(2019, "取締非法漁具"), sections(2020, "取締非法漁具")
    assert headings(*gone, sections(2021, "維護漁業秩序")) == []


def test_what_only_the_latest_tells_is_new():
    (finding,) = found(boats(2020), nets(2021), kind="new")
    assert finding.verdict == "holds"
    assert dict(finding.about)["metric"] == "nets"
    assert found(nets(2020), nets(2021), kind="new") == []


def test_new_is_not_what_an_earlier_report_may_have_told():
    early = boats(2020, line("流刺網:查扣41件。"))
    assert verdicts(early, nets(2021), kind="new") == ["cannot-tell"]


def test_words_of_reports_without_a_metric_are_followed_when_told_twice():
    seen = {"series": None, "metric": "放流魚苗尾數", "measure": "fish"}

    def year(number):
        return boats(number, line("放流魚苗【5,000尾】。", seen))

    assert verdicts(year(2019), year(2020), boats(2021)) == ["unheard"]
    assert verdicts(year(2020), boats(2021)) == []
    assert verdicts(year(2019), year(2020), boats(2021, line("放流魚苗尾數另計。"))) == ["cannot-tell"]


@pytest.mark.parametrize(("missed", "verdict"), [(0, "holds"), (5, "holds"), (6, "cannot-tell")])
def test_how_much_was_understood_is_told_of_each_report(missed, verdict):
    account = boats(2020, numbers={"fact": 60, "excluded": 40 - missed, "missed": missed})
    (finding,) = found(account, kind="completeness")
    assert finding.verdict == verdict
    assert finding.formula == f"60 + {40 - missed} + {missed} = 100"


def test_sections_with_numbers_that_were_not_understood_are_named():
    account = replace(boats(2020, numbers={"fact": 9, "missed": 1}), gaps=(Gap(Span(0, 1), ("漁業管理",)),))
    (finding,) = found(account, kind="completeness")
    assert "漁業管理" in finding.message.zh
