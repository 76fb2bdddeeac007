"""One figure of one period: told twice, or implied by what a change says."""

import pytest

from kg.audit.between import check_between, load_lore
from tests.audit.between.bureau import line, metric, report

BOATS = metric("boats", "檢查漁船艘次")
CHANGE = metric("boats-change", "檢查漁船艘次增減", about="boats")
TRAWLERS = metric("trawlers", "檢查拖網漁船艘次", parent="boats")
LORE = load_lore([BOATS, CHANGE, TRAWLERS])
COUNT = {"series": "boats", "metric": "檢查漁船艘次", "measure": "occasion"}


def found(*accounts, kind="implied"):
    return [one for one in check_between(accounts, LORE) if one.kind == kind]


def verdicts(*accounts, kind="implied"):
    return [one.verdict.value for one in found(*accounts, kind=kind)]


def change(direction="decrease", base="2020-01-01/2020-12-31", **given):
    return {
        "kind": "change",
        "direction": direction,
        "base": base,
        "series": "boats-change",
        "measure": "occasion",
    } | given


THEN = report(2020, line("全年檢查漁船【917艘次】。", COUNT))
NOW = report(2021, line("全年檢查漁船【647艘次】。", COUNT), line("較去年減少【264艘次】。", change()))


def test_a_change_implies_the_figure_before_and_is_held_against_it():
    (finding,) = found(THEN, NOW)
    assert finding.verdict == "fails"
    assert finding.formula == "647 + 264 = 911, printed 917"
    assert (finding.left, finding.right, finding.tolerance) == (911, 917, 0)
    assert [term.role for term in finding.terms] == ["now", "change", "then"]
    assert finding.reports == ("fisheries-2020", "fisheries-2021")
    assert "911" in finding.message.zh
    assert "911" in finding.message.en


def test_it_holds_where_the_figure_was_printed():
    then = report(2020, line("全年檢查漁船【911艘次】。", COUNT))
    assert verdicts(then, NOW) == ["holds"]


def test_a_rounded_figure_leaves_room():
    then = report(2020, line("全年檢查漁船【約 900艘次】。", COUNT | {"qualifier": "approx", "value": 900}))
    assert verdicts(then, NOW) == ["holds-within-rounding"]


def test_nothing_is_held_against_a_figure_that_no_report_prints():
    assert verdicts(NOW) == ["cannot-tell"]


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2020-07-01/2020-12-31"},
        {"dims": (("kind", "拖網"),)},
        {"agency": "海港市政府農業局"},
        {"measure": "boat"},
        {"kind": "target"},
        {"period_source": "coverage"},
    ],
)
def test_figures_of_another_time_body_part_unit_or_kind_are_no_evidence(other):
    then = report(2020, line("檢查漁船【917艘次】。", COUNT | other))
    assert verdicts(then, NOW) == ["cannot-tell"]


def test_a_change_of_a_figure_that_the_text_does_not_date_never_alarms():
    undated = COUNT | {"period_source": "coverage"}
    now = report(2021, line("檢查漁船【647艘次】,較去年減少【264艘次】。", undated, change(period_source="coverage")))
    assert verdicts(THEN, now) == ["cannot-tell"]


def test_several_numbers_of_one_report_for_one_figure_are_no_evidence():
    then = report(2020, line("甲港檢查漁船【500艘次】。", COUNT), line("乙港檢查漁船【417艘次】。", COUNT))
    assert verdicts(then, NOW) == ["cannot-tell"]


def test_words_that_contradict_the_direction_stop_the_check():
    now = report(2021, line("檢查漁船【647艘次】。", COUNT), line("較去年增加【264艘次】。", change("decrease")))
    assert verdicts(THEN, now) == []


def test_a_change_of_one_part_is_that_of_the_part_which_has_a_metric_of_its_own():
    part = {"dims": (("kind", "拖網"),)}
    trawlers = COUNT | part | {"series": "trawlers"}
    now = report(2021, line("檢查拖網【47艘次】,較去年減少【26艘次】。", trawlers, change(**part)))
    then = report(2020, line("檢查拖網【73艘次】。", trawlers))
    assert verdicts(then, now) == ["holds"]
    whole = report(2021, line("檢查拖網【47艘次】,較去年減少【26艘次】。", trawlers | {"dims": ()}, change()))
    assert verdicts(then, whole) == []


def test_a_growth_in_percent_implies_a_figure_too():
    now = report(2021, line("檢查漁船【1,100艘次】,較去年成長【10%】。", COUNT, change("increase", measure="percent")))
    then = report(2020, line("檢查漁船【1,000艘次】。", COUNT))
    assert verdicts(then, now) == ["holds"]
    assert verdicts(report(2020, line("檢查漁船【1,200艘次】。", COUNT)), now) == ["fails"]


def test_a_growth_of_a_share_may_be_points_or_a_part():
    share = COUNT | {"measure": "percent", "temporality": "rate"}
    now = report(2021, line("合格率【55%】,較去年提升【10%】。", share, change("increase", measure="percent")))
    assert verdicts(report(2020, line("合格率【45%】。", share)), now) == ["holds"]
    assert verdicts(report(2020, line("合格率【50%】。", share)), now) == ["holds"]
    assert verdicts(report(2020, line("合格率【40%】。", share)), now) == ["fails"]


def test_a_change_without_a_metric_is_of_the_figure_right_before_it():
    alone = change(series=None, metric="較上年度經費增加金額", measure="twd", direction="increase")
    cost = COUNT | {"measure": "twd"}
    now = report(
        2021, line("經費【81萬元】,較上年度增加【61萬元】。", cost | {"value": 810000}, alone | {"value": 610000})
    )
    then = report(2020, line("經費【20萬元】。", cost | {"value": 200000}))
    assert verdicts(then, now) == ["holds"]


def restated(*accounts):
    return verdicts(*accounts, kind="restatement")


def test_one_figure_of_one_period_in_two_reports_is_restated_or_not():
    again = report(2021, line("109年檢查漁船【920艘次】。", COUNT | {"period": "2020"}))
    (finding,) = found(THEN, again, kind="restatement")
    assert finding.verdict == "fails"
    assert "restated" in finding.message.en
    assert [term.statement.report for term in finding.terms] == ["fisheries-2020", "fisheries-2021"]
    same = report(2021, line("109年檢查漁船【917艘次】。", COUNT | {"period": "2020"}))
    assert restated(THEN, same) == ["holds"]
    near = report(
        2021, line("109年檢查漁船【約 920艘次】。", COUNT | {"period": "2020", "qualifier": "approx", "value": 920})
    )
    assert restated(THEN, near) == ["holds-within-rounding"]


def test_a_figure_told_before_its_time_is_over_may_change():
    early = report(2020, line("110年媒合【75艘次】。", COUNT | {"period": "2021"}))
    later = report(2021, line("媒合【63艘次】。", COUNT))
    assert restated(early, later) == ["cannot-tell"]


def test_other_periods_and_the_coverage_alone_are_never_restated():
    assert restated(THEN, report(2021, line("檢查漁船【647艘次】。", COUNT))) == []
    coverage = report(2021, line("檢查漁船【920艘次】。", COUNT | {"period": "2020", "period_source": "coverage"}))
    assert restated(THEN, coverage) == []


def test_parts_that_nothing_tells_apart_are_no_restatement_but_an_equal_long_number_is_one():
    again = report(
        2021,
        line("109年甲港檢查漁船【500艘次】。", COUNT | {"period": "2020"}),
        line("109年共檢查漁船【917艘次】。", COUNT | {"period": "2020"}),
    )
    assert restated(THEN, again) == ["holds"]


def test_what_was_is_not_told_for_the_time_of_what_became_of_it():
    now = report(2021, line("檢查漁船由【917艘次】增加至【950艘次】。", COUNT, COUNT))
    again = report(2022, line("110年檢查漁船【950艘次】。", COUNT | {"period": "2021"}))
    assert restated(now, again) == ["holds"]


def test_twice_in_one_report_in_the_same_words():
    words = "本局全年檢查漁船共計"
    one = report(2020, line(f"{words}【917艘次】。", COUNT), line(f"又,{words}【920艘次】。", COUNT))
    assert restated(one) == ["fails"]
    parts = report(2020, line("合計【917艘次】。", COUNT), line("合計【920艘次】。", COUNT))
    assert restated(parts) == []


def test_a_heading_that_repeats_its_paragraph_is_one_telling():
    words = "本局全年檢查漁船共計"
    head = report(
        2020,
        line(f"{words}【917艘次】", COUNT),
        line(f"{words}【920艘次】。", COUNT | {"section": (f"{words}917艘次",)}),
    )
    assert restated(head) == []


def test_the_order_of_the_reports_does_not_matter():
    assert check_between([THEN, NOW], LORE) == check_between([NOW, THEN], LORE)
