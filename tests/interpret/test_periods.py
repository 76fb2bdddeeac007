"""Every rule of periods dates what its examples say."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg.interpret
from kg.extract.dates import find_dates, load_date_rules
from kg.interpret.periods import Nature, load_period_rules, read_periods
from kg.model.facts import Kind, Temporality
from kg.model.mentions import Mentions, Period, Quantity
from kg.model.text import Block, BlockKind, Outline, Section, Source, Span
from kg.structure.flow import make_flow

COVERAGE = Period(date(2020, 7, 1), date(2020, 12, 31))
TABLES = tomllib.loads((Path(kg.interpret.__file__).parent / "rules" / "periods.toml").read_text(encoding="utf-8"))
ROWS = [row for table in TABLES.values() for row in table]
CASES = [case for row in ROWS for case in (*row["examples"], *row["counter"])]
DATES, RULES = load_date_rules(), load_period_rules()
FIGURE = re.compile(r"【(?P<figure>[^【】(]*)(?:\((?P<nature>[a-z ]+)\))?】")


def read(passage, coverage=COVERAGE):
    """The datings of the figures in 【】. Paragraphs are parted by |; one that ends in : introduces the next; # begins
    a heading."""
    text, blocks, sections, quantities, natures = "", [], [], [], []
    for ordinal, part in enumerate(part.strip() for part in passage.split("|")):
        heading, paragraph = part.startswith("#"), part.removeprefix("#")
        figures = list(FIGURE.finditer(paragraph))
        plain = FIGURE.sub(lambda found: found["figure"], paragraph)
        span = Span(len(text), len(text) + len(plain))
        text += plain + "\n"
        flow, shift = make_flow(text, [span]), 0
        for found in figures:
            start = found.start() - shift
            end, shift = start + len(found["figure"]), shift + len(found.group()) - len(found["figure"])
            value, unit = re.fullmatch(r"([\d,.]+)(.*)", found["figure"]).groups()
            place = flow.span(start, end)
            value = Decimal(value.replace(",", ""))
            quantities.append(Quantity(ordinal, start, end, place, place, value, unit, None, Decimal(1)))
            natures.append(nature(found["nature"] or ""))
        lead = ordinal - 1 if blocks and blocks[-1].flow.text.endswith(":") else None
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        section = len(sections) - 1 if sections and not heading else None
        blocks.append(Block(ordinal, kind, span, flow, section, lead=lead))
        if heading:
            sections.append(Section(len(sections), None, 0, "", span))
    source = Source("x.txt", "text/plain", "utf-8", "0" * 64, text)
    outline = Outline(source, "general", (), None, tuple(sections), tuple(blocks), ())
    dates = find_dates(outline, coverage, DATES)
    return read_periods(outline, Mentions(tuple(quantities), dates, (), ()), coverage, natures, RULES)


def nature(words):
    kind = next((Kind(word) for word in words.split() if word in list(Kind)), Kind.OBSERVED)
    return Nature(
        kind, next((Temporality(word) for word in words.split() if word in list(Temporality)), Temporality.FLOW)
    )


def shown(dating):
    period = dating.period
    days = "none" if period is None else f"{period.start}" + (f"..{period.end}" if period.end > period.start else "")
    return " ".join(part for part in (days, dating.source, dating.base) if part)


def test_every_row_has_examples_and_counter_examples():
    assert len(ROWS) >= 9
    assert all(row["examples"] and row["counter"] for row in ROWS)
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES)
def test_example(case):
    passage, _, expected = case.partition("=>")
    (dating,) = read(passage.strip())
    assert shown(dating) == expected.strip()


def test_a_heading_hands_down_its_time():
    (dating,) = read("#109年9月辦理情形 | 參訓【20人】。")
    assert shown(dating) == "2020-09-01..2020-09-30 heading"


def test_a_figure_of_a_heading_has_the_time_of_the_same_figure_below():
    first, second = read("#超額進用【796人(change)】 | 截至109年10月止,超額進用【796人(change stock)】。")
    assert shown(first) == "2020-10-31 item"
    assert shown(second) == "2020-10-31 stated"


def test_an_unknown_coverage_leaves_the_time_unknown():
    (dating,) = read("賡續辦理【3場】。", coverage=None)
    assert shown(dating) == "none coverage"


def test_figures_told_of_years_one_by_one_have_a_year_each():
    first, second, third = read("89年、90年人數分別為【20人】及【35人】,合計【55人】。")
    assert shown(first) == "2000-01-01..2000-12-31 stated"
    assert shown(second) == "2001-01-01..2001-12-31 stated"
    assert shown(third) == "2000-01-01..2001-12-31 stated"


def test_the_time_of_a_former_figure_is_not_that_of_what_it_became():
    former, now, change = read("自給率由108年之【32%(rate)】升至【33%(rate)】,提高【1%(change rate)】。")
    assert shown(former) == "2019-01-01..2019-12-31 stated"
    assert shown(now) == "2020-07-01..2020-12-31 coverage"
    assert shown(change) == "2020-07-01..2020-12-31 coverage"


def test_figures_of_a_time_compared_with_in_a_frame_have_that_time():
    cases, people, fewer = read("與108年【242案】、【903人】相較,案件減少【10%(change rate)】。")
    assert shown(cases) == shown(people) == "2019-01-01..2019-12-31 stated"
    assert shown(fewer) == "2020-07-01..2020-12-31 coverage 2019-01-01/2019-12-31"


def test_years_that_share_their_sign_have_a_figure_each():
    first, second = read("申請件數107、108年分別為【20件】及【35件】。")
    assert shown(first) == "2018-01-01..2018-12-31 stated"
    assert shown(second) == "2019-01-01..2019-12-31 stated"


def test_months_and_quarters_that_share_their_sign_have_a_figure_each():
    first, second, third, whole = read("109年7、8及9月各為【20人】、【35人】、【41人】,合計【96人】。")
    assert [shown(one)[:21] for one in (first, second, third)] == [
        "2020-07-01..2020-07-3",
        "2020-08-01..2020-08-3",
        "2020-09-01..2020-09-3",
    ]
    assert shown(whole) == "2020-07-01..2020-09-30 stated"
    first, second = read("109年第3、4季依序為【20人】及【35人】。")
    assert shown(first) == "2020-07-01..2020-09-30 stated"
    assert shown(second) == "2020-10-01..2020-12-31 stated"


def test_the_time_that_a_figure_grew_to_holds_for_its_growth():
    former, now, growth = read("109年回收量由7月之【190噸】增為12月之【342噸】,增加【80%(change)】。")
    assert shown(former) == "2020-07-01..2020-07-31 stated"
    assert shown(now) == shown(growth) == "2020-12-01..2020-12-31 stated"


def test_a_budget_year_told_in_words_runs_from_july_in_the_nineties():
    (dating,) = read("本年度興建【20戶】。", coverage=Period(date(1997, 7, 1), date(1998, 6, 30)))
    assert shown(dating) == "1997-07-01..1998-06-30 stated"
    (dating,) = read("本年度興建【20戶】。", coverage=Period(date(1998, 1, 1), date(1998, 12, 31)))
    assert shown(dating) == "1998-01-01..1998-12-31 stated"
