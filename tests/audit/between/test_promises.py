"""Targets and plans, and what the reports say came of them."""

import pytest

from kg.audit.between import check_between, load_lore
from tests.audit.between.bureau import line, metric, report

LORE = load_lore(
    [
        metric("pass-rate", "合格率"),
        metric("pass-target", "合格率目標", about="pass-rate"),
        metric("hired", "進用人數"),
        metric("required", "應進用人數", about="hired"),
        metric("fairs", "魚市展售場次"),
        metric("fairs-planned", "魚市展售規劃場次", about="fairs"),
    ]
)
RATE = {"series": "pass-rate", "metric": "合格率", "measure": "percent", "temporality": "rate"}
TARGET = RATE | {"series": "pass-target", "metric": "合格率目標", "kind": "target"}
HELD = {"series": "fairs", "metric": "魚市展售場次", "measure": "session"}
PLAN = HELD | {"series": "fairs-planned", "metric": "規劃魚市展售場次", "kind": "planned"}


def found(*accounts):
    return [one for one in check_between(accounts, LORE) if one.kind == "promise"]


def verdicts(*accounts):
    return [one.verdict.value for one in found(*accounts)]


def rate(text, target=None, **given):
    return report(2020, line(text, RATE | given, TARGET | (target or {})))


def test_a_target_is_held_against_the_figure_of_its_sentence():
    (finding,) = found(rate("合格率為【25.3%】,已逾中央【18%】之目標。"))
    assert (finding.rule, finding.verdict, finding.formula) == ("target", "met", "25.3 > 18")
    assert [term.role for term in finding.terms] == ["promise", "came"]
    assert verdicts(rate("合格率為【15.3%】,目標為應達【18%】以上。")) == ["missed"]


def test_no_more_may_be_good():
    assert verdicts(rate("缺額率為【4%】,以不超過【5%】為目標。")) == ["met"]
    assert verdicts(rate("缺額率為【6%】,以不超過【5%】為目標。")) == ["missed"]


def test_where_nothing_says_what_is_good_nothing_is_missed():
    assert verdicts(rate("占比為【6%】,目標【5%】。")) == ["cannot-tell"]
    assert verdicts(rate("占比為【5%】,目標【5%】。")) == ["met"]


def test_what_printed_numbers_leave_open_is_met():
    assert verdicts(rate("合格率約【18%】,應達【18.4%】以上。", qualifier="approx")) == ["met"]


def test_a_fraction_is_a_share():
    quarter = {"measure": "one", "value": "0.25", "period": None}
    assert verdicts(rate("合格率為【48%】,已達【四分之一】之目標。", quarter)) == ["met"]
    assert verdicts(rate("合格率為【20%】,應達【四分之一】以上。", quarter)) == ["missed"]


def test_a_figure_of_the_coverage_alone_misses_nothing():
    assert verdicts(rate("合格率為【15%】,目標為應達【18%】以上。", period_source="coverage")) == ["cannot-tell"]


def test_a_target_for_a_later_time_is_not_missed_yet():
    later = {"period": "2023"}
    assert verdicts(rate("目前合格率為【15%】,112年應達【20%】以上。", later)) == []
    assert verdicts(rate("目前合格率為【15%】,預計提高至應達【20%】以上。", {"period": None})) == []


def test_a_part_beside_its_target_counts_by_the_sentence():
    hired = {"series": "hired", "metric": "已進用人數", "temporality": "stock"}
    required = hired | {"series": "required", "metric": "應進用人數", "kind": "target", "dims": (("group", "漁民"),)}
    assert verdicts(report(2020, line("應進用漁民【12人】,已進用【19人】。", required, hired))) == ["met"]
    assert verdicts(report(2020, line("應進用漁民【12人】,已進用【9人】。", required, hired))) == ["missed"]


def plan(text="109年度規劃辦理魚市展售【7場次】。", **given):
    return report(2020, line(text, PLAN | given))


def test_a_plan_is_held_against_what_was_held():
    held = line("109年辦理魚市展售【7場】。", HELD | {"period": "2020"})
    assert verdicts(plan(), report(2021, held)) == ["met"]
    fewer = line("109年辦理魚市展售【5場】。", HELD | {"period": "2020"})
    (finding,) = found(plan(), report(2021, fewer))
    assert (finding.verdict, finding.formula) == ("missed", "5 < 7")
    assert finding.reports == ("fisheries-2020", "fisheries-2021")
    more = line("109年辦理魚市展售【9場】。", HELD | {"period": "2020"})
    assert verdicts(plan(), report(2021, more)) == ["met"]


def test_what_was_told_before_a_plan_is_not_what_came_of_it():
    before = report(2019, line("辦理魚市展售【5場】。", HELD | {"period": "2020"}), covers="2019")
    assert verdicts(before, plan()) == []


def test_a_part_of_the_time_is_not_the_whole():
    half = report(2021, line("109年上半年辦理【4場】。", HELD | {"period": "2020-01-01/2020-06-30"}))
    (finding,) = found(plan(), half)
    assert finding.verdict == "cannot-tell"
    assert [term.role for term in finding.terms] == ["promise", "beside"]


def test_another_unit_is_not_the_figure():
    days = report(2021, line("109年辦理【4天】。", HELD | {"period": "2020", "measure": "day"}))
    assert verdicts(plan(), days) == ["cannot-tell"]


def test_several_numbers_that_nothing_tells_apart_decide_nothing():
    later = report(2021, *(line(f"辦理【{held}場】。", HELD | {"period": "2020"}) for held in (3, 4)))
    assert verdicts(plan(), later) == ["cannot-tell"]


def test_results_beside_a_plan_are_told():
    known = {"series": "visitors", "metric": "參觀人數"}
    told = report(2020, line("規劃辦理【7場次】,計有【366人】參加。", PLAN, known))
    assert verdicts(told) == []
    (finding,) = found(told, report(2021, line("檢查漁船。")))
    assert finding.verdict == "cannot-tell"
    assert "366人" in finding.message.zh


def test_a_plan_of_which_no_later_report_tells_is_unheard_of():
    (finding,) = found(plan(), report(2021, line("檢查漁船。")))
    assert finding.verdict == "unheard"
    assert finding.reports == ("fisheries-2020", "fisheries-2021")
    assert verdicts(plan()) == []


def test_words_that_stand_in_a_later_report_may_have_been_missed():
    later = report(2021, line("規劃魚市展售場次依期程辦理。"))
    (finding,) = found(plan(), later)
    assert finding.verdict == "cannot-tell"
    assert finding.passages[0].quote == "規劃魚市展售場次"


def test_other_bodies_do_not_answer():
    assert verdicts(plan(), report(2021, line("檢查漁船。"), issuer="海港市政府農業局")) == []


BEYOND = {"series": None, "metric": "漁船差勤電子化艘數", "kind": "planned", "period": "2021-09-01/2021-09-30"}


def test_a_plan_without_a_metric_is_followed_where_its_time_lies_beyond_its_report():
    told = report(2020, line("預計於110年9月完成【103艘】漁船電子化。", BEYOND))
    assert verdicts(told, report(2021, line("檢查漁船。"))) == ["unheard"]
    within = report(2020, line("規劃【7大】主題。", BEYOND | {"period": "2020"}))
    assert verdicts(within, report(2021, line("檢查漁船。"))) == []


def test_what_is_announced_counts_as_a_plan():
    early = report(2020, line("目前已媒合【75場】,將於110年辦理。", HELD | {"period": "2021"}))
    later = report(2021, line("共辦理【63場】。", HELD))
    assert verdicts(early, later) == ["missed"]
    assert [one for one in check_between([early, later], LORE) if one.kind == "restatement"] == []


def standard(year, value, **given):
    return report(year, line(f"合格率應達【{value}%】以上。", TARGET | given))


def test_a_target_is_moved_where_a_later_report_has_another():
    (finding,) = found(standard(2020, 18), standard(2021, 20))
    assert (finding.verdict, finding.formula) == ("moved", "18 → 20")
    assert verdicts(standard(2020, 18), standard(2021, 18)) == []


@pytest.mark.parametrize("given", [{"temporality": "flow"}, {"dims": (("kind", "遠洋"),)}])
def test_targets_of_another_year_or_part_are_not_moved(given):
    assert "moved" not in verdicts(standard(2020, 18), standard(2021, 20, **given))


def test_a_plan_for_the_same_time_is_moved():
    later = report(2020, line("109年度改規劃辦理魚市展售【5場次】。", PLAN))
    again = report(2021, line("109年度規劃辦理魚市展售【5場次】。", PLAN | {"period": "2020"}))
    assert "moved" in verdicts(plan(), again)
    assert "moved" not in verdicts(plan(), later)
