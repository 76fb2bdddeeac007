"""Every rule of dates finds what its examples say, and nothing else."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import kg.extract
from kg.extract.dates import find_dates, load_date_rules
from kg.model.mentions import Period
from kg.model.text import Block, BlockKind, Outline, Source, Span
from kg.structure.flow import make_flow

COVERAGE = Period(date(2020, 7, 1), date(2020, 12, 31))
TABLES = tomllib.loads((Path(kg.extract.__file__).parent / "rules" / "dates.toml").read_text(encoding="utf-8"))
ROWS = [(name, row) for name, table in TABLES.items() for row in table]
CASES = [case for _, row in ROWS for case in (*row["examples"], *row["counter"])]
RULES = load_date_rules()


def outline(*paragraphs, leads=()):
    """Paragraphs as an outline without headings; `leads` are pairs (block, the block above it)."""
    text, blocks = "", []
    for ordinal, paragraph in enumerate(paragraphs):
        span = Span(len(text), len(text) + len(paragraph))
        text += paragraph + "\n"
        flow = make_flow(text, [span])
        blocks.append(Block(ordinal, BlockKind.PARAGRAPH, span, flow, None, lead=dict(leads).get(ordinal)))
    return Outline(Source("x.txt", "text/plain", "utf-8", "0" * 64, text), "general", (), None, (), tuple(blocks), ())


def days(period):
    return f"{period.start}" if period.start == period.end else f"{period.start}..{period.end}"


def found(*paragraphs, coverage=COVERAGE, leads=()):
    return [f"{days(one.period)} {one.role}" for one in find_dates(outline(*paragraphs, leads=leads), coverage, RULES)]


def test_every_row_has_examples_and_counter_examples():
    assert len(ROWS) >= 28
    assert all(row["examples"] and row["counter"] for _, row in ROWS)
    assert len(CASES) >= 146


@pytest.mark.parametrize("case", CASES)
def test_example(case):
    text, _, expected = case.partition("=>")
    assert "; ".join(found(text.strip())) == expected.strip()


def test_span_leads_to_the_characters():
    text = "本府於 109 年 7\n\n月 8 日辦理"
    (mention,) = find_dates(outline(text), COVERAGE, RULES)
    assert mention.span.cut(text) == "109 年 7\n\n月 8 日"
    assert not mention.inferred


def test_a_year_left_out_is_that_of_the_date_before():
    assert found("105年9月20日辦理,10月3日及11月5日續辦") == ["2016-09-20 during", "2016-10-03..2016-11-05 during"]


def test_a_year_left_out_is_not_that_of_a_law():
    assert found("依105年3月2日修正之要點,於9月3日辦理") == ["2016-03-02 cited", "2020-09-03 during"]


def test_a_year_left_out_is_that_of_the_line_above():
    leads = [(1, 0)]
    assert found("105年辦理訓練如下:", "於3月2日開班", leads=leads) == [
        "2016-01-01..2016-12-31 during",
        "2016-03-02 during",
    ]


def test_a_year_left_out_is_the_one_that_lies_in_the_coverage():
    coverage = Period(date(2016, 9, 1), date(2017, 2, 28))
    assert found("10月辦理", "1月辦理", "6月辦理", coverage=coverage) == [
        "2016-10-01..2016-10-31 during",
        "2017-01-01..2017-01-31 during",
        "2016-06-01..2016-06-30 during",
    ]
