"""Lines, breaks and marks of figures that were written by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.lineage.breaks import break_findings
from kg.lineage.definitions import load_definitions
from kg.lineage.metrics import across, metric_lineage, scenes_of
from kg.lineage.spans import is_shifted, span_of
from kg.lineage.wordings import load_wordings
from kg.model.findings import Verdict
from kg.model.lines import Apart, Note
from tests.audit.between.bureau import line, metric, period, report
from tests.lineage.written import change

RULES, WORDINGS = load_definitions(), load_wordings()
SERIES = "staff"


def told(year, text, *figures, **info):
    """A report of one sentence with its figures, of the series and of its year where nothing else is said."""
    return report(year, line(text, *({"series": SERIES} | figure for figure in figures)), **info)


def lineage(*accounts, concept=None):
    return metric_lineage(scenes_of(accounts, RULES), concept, SERIES, RULES)


def values(line_):
    return [[int(point.statement.value) for point in segment] for segment in line_.segments]


def notes(point):
    return list(point.notes)


def test_figures_of_one_class_make_a_line():
    found = lineage(
        told(2021, "計【950人】參加。", {}), told(2020, "計【900人】參加。", {}), told(2022, "計【990人】。", {})
    )
    (line_,) = found.lines
    assert values(line_) == [[900, 950, 990]]
    assert [(step.difference, step.growth) for step in line_.steps] == [(50, Decimal("5.56")), (40, Decimal("4.21"))]
    assert (line_.breaks, found.marks) == ((), ())
    assert line_.key.span == "year"


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ({"measure": "person-time"}, Apart.UNIT),
        ({"measure": None, "unit": "隻"}, Apart.UNIT),
        ({"agency": "海港市政府"}, Apart.AGENCY),
        ({"dims": (("sex", "女性"),)}, Apart.BREAKDOWN),
        ({"period": "2022-07-01/2022-12-31"}, Apart.SPAN),
        ({"period": "2022-12-31", "temporality": "stock"}, Apart.TEMPORALITY),
        ({"kind": "target"}, Apart.KIND),
        ({"kind": "change"}, Apart.KIND),
    ],
)
def test_a_figure_of_another_class_stands_beside_the_line(other, apart):
    found = lineage(told(2020, "【900人】。", {}), told(2021, "【950人】。", {}), told(2022, "【990人】。", other))
    assert values(found.lines[0]) == [[900, 950]]
    (mark,) = found.marks
    assert apart in mark.apart
    assert mark.line == found.lines[0].id
    assert int(mark.point.statement.value) == 990


def test_nothing_is_lost_and_nothing_twice():
    accounts = (
        told(2020, "計【900人】報名，【800人】參加，【7場】。", {}, {}, {"measure": "session"}),
        told(2021, "計【950人】參加，另【8人】參加，由【3人】增加至【5人】。", {}, {}, {}, {}),
    )
    found = lineage(*accounts)
    points = [point for line_ in found.lines for segment in line_.segments for point in segment]
    placed = [point.statement.fact for point in (*points, *(mark.point for mark in found.marks))]
    assert sorted(placed) == sorted(one.fact for account in accounts for one in account.statements)


def test_states_and_shares_stand_at_the_end_of_their_span():
    share = {"temporality": "rate", "measure": "percent"}
    found = lineage(
        told(2020, "比例達【25.34%】。", share | {"period": "2020-12-31"}),
        told(2021, "比例達【26.19%】。", share | {"period": "2021-03-01/2021-08-31"}),
    )
    (line_,) = found.lines
    assert [str(point.time.end) for point in line_.segments[0]] == ["2020-12-31", "2021-08-31"]
    assert all(point.time.start == point.time.end for point in line_.segments[0])
    assert [(step.difference, step.growth) for step in line_.steps] == [(Decimal("0.85"), None)]


def test_the_temporality_is_that_of_the_metric():
    concept = metric(SERIES, "在職人數", usualTemporality=("stock",))
    accounts = (
        told(2020, "【900人】。", {"temporality": "stock", "period": "2020-12-31"}),
        told(2021, "【950人】。", {"temporality": "flow", "period": "2021-07-01/2021-12-31"}),
    )
    (line_,) = lineage(*accounts, concept=concept).lines
    assert [notes(point) for point in line_.segments[0]] == [[], [Note.READ_OTHERWISE]]
    assert lineage(*accounts).lines == ()


def test_a_break_cuts_the_line():
    found = lineage(
        told(2020, "認證人數【900人】。", {}),
        told(2021, "認證人數【950人】。", {}),
        told(2022, "完成學習人數【990人】。", {}),
    )
    (line_,) = found.lines
    assert values(line_) == [[900, 950], [990]]
    (one,) = line_.breaks
    assert (one.before.value, [after.value for after in one.after]) == (950, [990])
    assert [(shift.facet, shift.was.zh, shift.now.zh) for shift in one.shifts] == [("act", "認證", "完成")]
    assert [step.difference for step in line_.steps] == [50]
    assert [(step.difference, step.across) for step in across(line_)] == [(40, ("act",))]


def test_what_was_told_together_is_told_apart_in_one_break():
    stock = {"temporality": "stock"}
    found = lineage(
        told(2020, "女性首長及副首長【73人】。", stock),
        told(2021, "女性首長【44人】、副首長【17人】。", stock, stock),
        told(2022, "女性首長及副首長【69人】。", stock),
    )
    (line_,) = found.lines
    assert values(line_) == [[73, 69], [44], [17]]
    assert [[int(after.value) for after in one.after] for one in line_.breaks] == [[44, 17]]
    assert [step.difference for step in line_.steps] == [-4]
    assert across(line_) == ()


def test_plans_and_rules_stand_behind_a_break():
    found = lineage(
        told(2020, "規劃【8人】。", {"kind": "planned"}),
        told(2021, "【7人】。", {}),
        told(2022, "規劃【9人】。", {"kind": "planned"}),
    )
    assert values(found.lines[0]) == [[8, 9], [7]]
    assert [shift.facet for one in found.lines[0].breaks for shift in one.shifts] == ["basis"]


def test_what_is_still_to_come_is_a_plan():
    ahead = {"period": "2021"}
    found = lineage(
        told(2020, "計【75人】將於2021年7月實習。", ahead, covers="2020"),
        told(2021, "計【63人】完成實習。", {}, covers="2021"),
    )
    (line_,) = found.lines
    assert values(line_) == [[75], [63]]
    assert notes(line_.segments[0][0]) == [Note.AHEAD]
    assert "basis" in {shift.facet for one in line_.breaks for shift in one.shifts}


def test_rules_without_a_date_are_in_the_order_of_telling():
    rule = {"kind": "rule", "temporality": "rate", "measure": "twd", "period": None}
    found = lineage(told(2021, "每人最高【5,000元】。", rule), told(2020, "每人最高【4,000元】。", rule))
    (line_,) = found.lines
    assert values(line_) == [[4000, 5000]]
    assert [(point.time, notes(point)) for point in line_.segments[0]] == [(None, [Note.UNDATED])] * 2


def test_a_time_that_only_the_report_covers_is_marked():
    covered = {"period_source": "coverage", "temporality": "stock"}
    found = lineage(told(2020, "【22人】。", covered), told(2021, "【23人】。", covered))
    assert [notes(point) for point in found.lines[0].segments[0]] == [[Note.COVERAGE]] * 2


def test_of_several_figures_of_one_time_the_like_one_is_the_lines():
    found = lineage(
        told(2020, "續約優惠店家計【499人】。", {"period": "2019"}),
        told(2021, "經彙整續約優惠店家計【510人】，合計【548人】。", {}, {}),
    )
    assert values(found.lines[0]) == [[499, 510]]
    assert [(int(mark.point.statement.value), mark.apart) for mark in found.marks] == [(548, (Apart.SEVERAL,))]
    same = lineage(told(2020, "【499人】。", {}), told(2021, "甲班【510人】，乙班【548人】。", {}, {}))
    assert [mark.apart for mark in same.marks if mark.point.statement.value > 500] == [(Apart.SEVERAL,)] * 2


def test_what_was_before_a_change_is_no_figure_of_its_time():
    found = lineage(told(2020, "【80人】。", {}), told(2021, "由【93人】增加至【101人】。", {}, {}))
    assert values(found.lines[0]) == [[80, 101]]
    assert [(int(mark.point.statement.value), mark.apart) for mark in found.marks] == [(93, (Apart.BEFORE,))]


def test_of_two_figures_in_one_place_both_were_before():
    inner = {"dims": (("appointment", "兼任"),)}
    text = "總員額由現行【97(12)人】，修正為【121(12)人】。"
    account = told(2021, text, {"value": 97}, {"value": 121})
    first, second = account.statements
    twin = replace(first, fact=first.fact + "-inner", value=Decimal(12), dims=inner["dims"])
    found = lineage(replace(account, statements=(first, twin, second)))
    assert [int(mark.point.statement.value) for mark in found.marks if Apart.BEFORE in mark.apart] == [97, 12]


def test_figures_told_again_and_told_otherwise():
    twice = told(2020, "【80人】參加，【80人】參加。", {}, {})
    found = lineage(twice, told(2021, "2020年【82人】參加，2021年【90人】參加。", {"period": "2020"}, {}))
    (line_,) = found.lines
    assert [notes(point) for point in line_.segments[0]] == [
        [Note.RESTATED],
        [Note.REPEATED, Note.RESTATED],
        [Note.RESTATED],
        [],
    ]
    assert [step.difference for step in line_.steps] == [8]


def test_figures_follow_a_body_to_its_new_name():
    def changed(kind, **more):
        account = told(2021, "甲所改制為乙所。計【95人】參加。", {"agency": "乙所"})
        return replace(account, changes=(change(account.text, kind, "甲所", "甲所改制為乙所", object="乙所", **more),))

    before = told(2020, "計【90人】參加。", {"agency": "甲所"})
    renamed = lineage(before, changed("renamed"))
    assert [line_.key.agency for line_ in renamed.lines] == ["乙所"]
    assert [notes(point) for point in renamed.lines[0].segments[0]] == [[Note.RENAMED], []]
    merged = lineage(before, changed("merged"))
    assert merged.lines == ()
    assert [notes(mark.point) for mark in merged.marks] == [[Note.MERGED], []]
    assert [mark.apart for mark in merged.marks] == [(Apart.AGENCY,)] * 2


def test_names_that_lead_in_a_circle_end():
    one = told(2020, "甲所改稱乙所，乙所改稱甲所。計【90人】參加。", {"agency": "甲所"})
    rows = [
        change(one.text, "renamed", old, f"{old}改稱{new}", object=new)
        for old, new in (("甲所", "乙所"), ("乙所", "甲所"))
    ]
    assert lineage(replace(one, changes=tuple(rows))).marks[0].key.agency == "乙所"


def test_one_figure_alone_is_no_line():
    found = lineage(told(2020, "【80人】。", {}))
    assert found.lines == ()
    assert [(mark.apart, mark.line) for mark in found.marks] == [((Apart.ONCE,), None)]


def test_the_order_of_the_reports_does_not_count():
    accounts = [told(year, f"計【{900 + year}人】參加。", {}) for year in (2019, 2020, 2021)]
    assert lineage(*accounts) == lineage(*reversed(accounts))


@pytest.mark.parametrize(
    ("text", "span", "shifted"),
    [
        ("2020", "year", False),
        ("2020-07-01/2021-06-30", "year", True),
        ("2020-07-01/2020-12-31", "half-year", False),
        ("2020-09-01/2021-02-28", "half-year", True),
        ("2020-02-01/2020-02-29", "month", False),
        ("2020-01-01/2020-09-30", "9 months", False),
        ("2020-06-24/2020-07-19", "26 days", False),
        ("2020-06-24", "day", False),
    ],
)
def test_spans_by_their_length(text, span, shifted):
    assert (span_of(period(text)), is_shifted(period(text))) == (span, shifted)


def test_a_count_up_to_a_day_is_none_of_that_day():
    day, until = {"period": "2020-08-31"}, {"period": "2021-08-31"}
    found = lineage(told(2020, "辦理【4人】。", day), told(2021, "截至2021年8月止辦理【5人】。", until))
    assert found.lines == ()
    assert [mark.key.span for mark in found.marks] == ["day", "until"]


def test_breaks_are_findings():
    accounts = (told(2020, "認證人數【900人】。", {}), told(2021, "完成學習人數【990人】。", {}))
    concept = metric(SERIES, "人數")
    by_id = {account.info.id: account for account in accounts}
    (finding,) = break_findings(lineage(*accounts, concept=concept), concept, by_id, RULES, WORDINGS)
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.about == (("facets", "act"), ("metric", SERIES))
    assert [(term.role, int(term.statement.value)) for term in finding.terms] == [("before", 900), ("after", 990)]
    assert finding.reports == ("fisheries-2020", "fisheries-2021")
    assert "計入條件：認證 → 完成" in finding.message.zh
    assert "what counts: certified → completed" in finding.message.en
