"""Running totals, what is said to be unchanged or to have been, parts of a year, and sets that may be copied."""

from decimal import Decimal

import pytest

from kg.audit.between import check_between, load_lore
from kg.audit.between.copied import free_digits
from tests.audit.between.bureau import line, metric, report

LORE = load_lore([metric("posts", "編制員額"), metric("served", "服務人次"), metric("grant", "獎助金額")])
POSTS = {"series": "posts", "metric": "編制員額總數", "temporality": "stock"}
SERVED = {"series": "served", "metric": "服務人次", "measure": "person-time"}


def found(rule, *accounts):
    return [one for one in check_between(accounts, LORE) if one.rule == rule]


def verdicts(rule, *accounts):
    return [one.verdict.value for one in found(rule, *accounts)]


def stock(year, text, **given):
    return report(year, line(text, POSTS | {"period": f"{year}-12-31"} | given))


def test_a_running_total_does_not_fall():
    def run(year, text):
        return report(year, line(text, SERVED))

    assert verdicts("running", run(2020, "累計服務【900人次】。"), run(2021, "累計服務【850人次】。")) == ["fails"]
    assert verdicts("running", run(2020, "累計服務【900人次】。"), run(2021, "累計服務【950人次】。")) == ["holds"]
    assert verdicts("running", run(2020, "累計服務【約 900人次】。"), run(2021, "服務【850人次】。")) == []


def test_what_may_count_what_there_is_now_may_fall():
    early, late = stock(2020, "開辦至今設置【23人】。"), stock(2021, "開辦至今設置【16人】。")
    assert verdicts("running", early, late) == ["cannot-tell"]


def test_a_running_total_of_the_coverage_alone_never_alarms():
    early = report(2020, line("累計服務【900人次】。", SERVED | {"period_source": "coverage"}))
    late = report(2021, line("累計服務【850人次】。", SERVED))
    assert verdicts("running", early, late) == ["cannot-tell"]


def test_what_is_said_to_be_unchanged_against_the_report_before():
    kept = stock(2021, "修正後編制員額維持【59人】。")
    assert verdicts("unchanged", stock(2020, "編制員額為【59人】。"), kept) == ["holds"]
    assert verdicts("unchanged", stock(2020, "編制員額為【61人】。"), kept) == ["fails"]
    assert verdicts("unchanged", stock(2018, "編制員額為【61人】。"), kept) == ["cannot-tell"]
    assert verdicts("unchanged", stock(2020, "編制員額為【61人】。", agency="海港市政府農業局"), kept) == []


def test_what_is_said_to_have_been_against_the_last_telling():
    now = report(2021, line("編制員額由【59人】增加為【65人】。", POSTS, POSTS))
    assert verdicts("was", stock(2020, "編制員額為【59人】。"), now) == ["holds"]
    assert verdicts("was", stock(2020, "編制員額為【61人】。"), now) == ["cannot-tell"]
    assert verdicts("was", stock(2022, "編制員額為【59人】。"), now) == []


def test_counts_of_a_time_are_not_what_was():
    now = report(2021, line("服務由【59人次】增加為【65人次】。", SERVED, SERVED))
    assert verdicts("was", report(2020, line("服務【61人次】。", SERVED)), now) == []


def half(text, **given):
    return report(
        2020, line(text, SERVED | {"period": "2020-01-01/2020-06-30"} | given), covers="2020-01-01/2020-06-30"
    )


def test_a_part_of_a_year_has_no_more_than_the_whole():
    whole = report(2021, line("109年服務【900人次】。", SERVED | {"period": "2020"}))
    assert verdicts("within", half("服務【950人次】。"), whole) == ["fails"]
    assert verdicts("within", half("服務【450人次】。"), whole) == ["holds"]
    assert verdicts("within", half("服務【950人次】。", temporality="stock"), whole) == []
    assert verdicts("within", half("服務【950人次】。", period="2019-07-01/2020-06-30"), whole) == []


def social(year, total, men, women, **given):
    known = SERVED | given
    figures = (known, known | {"dims": (("sex", "男"),)}, known | {"dims": (("sex", "女"),)})
    return report(year, line(f"計有【{total}人】(男性【{men}人】、女性【{women}人】)參加。", *figures))


def test_an_equal_set_in_different_years_may_be_a_copy():
    (finding,) = found("copied", social(2020, 366, 183, 183), social(2022, 366, 183, 183))
    assert (finding.kind, finding.verdict) == ("copied", "cannot-tell")
    assert "3 free digits" in finding.formula
    assert [term.role for term in finding.terms] == ["early", "late"] * 3


@pytest.mark.parametrize(
    ("total", "men", "women", "given"),
    [
        (366, 180, 186, {}),  # one figure of three
        (366, 183, 183, {"kind": "target"}),  # targets repeat by their nature
        (366, 183, 183, {"measure": "hour"}),  # so do hours
        (366, 183, 183, {"period_source": "coverage"}),
        (366, 183, 183, {"period": "2020"}),  # the same year told again
    ],
)
def test_what_is_no_copy(total, men, women, given):
    assert found("copied", social(2020, 366, 183, 183), social(2022, total, men, women, **given)) == []


def test_round_and_small_numbers_agree_by_chance():
    assert found("copied", social(2020, 20, 10, 10), social(2022, 20, 10, 10)) == []
    assert found("copied", social(2020, 600, 200, 400), social(2022, 600, 200, 400)) == []


def test_figures_that_follow_from_others_have_no_free_digits():
    assert free_digits([Decimal(366), Decimal(183), Decimal(183)]) == 3
    assert free_digits([Decimal(917), Decimal(314), Decimal(603)]) == 6
    assert free_digits([Decimal(1200), Decimal(35)]) == 4
