"""What became of the numbers of a report."""

import pytest

from kg.audit.coverage import Fate, number_runs, tally
from kg.extract import extract, load_rules
from kg.model.facts import Fact, Kind, PeriodSource, Reading, ReportInfo, Temporality
from kg.model.mentions import Lexicon
from kg.readers import read_file
from kg.resources import packaged
from kg.structure import load_families, read_outline
from tests.extract.sentence import outline_of

REPORTS = sorted(path for path in (packaged() / "reports").glob("*.txt"))
INFO = ReportInfo("r", "", None, None, None, None)
# The share of numbers of a report that may be left without an explanation.
MISSED = 0.01


def fact(quantity):
    return Fact(
        quantity,
        "",
        Kind.OBSERVED,
        None,
        None,
        Temporality.FLOW,
        None,
        None,
        None,
        PeriodSource.COVERAGE,
        None,
        quantity.span,
    )


def runs_of(outline):
    mentions = extract(outline, INFO, Lexicon(), load_rules())
    reading = Reading(INFO, outline, tuple(map(fact, mentions.quantities)), (), ())
    return number_runs(outline, mentions, reading)


def told(text):
    return [(run.span.cut(text), run.fate.value, run.reason) for run in runs_of(outline_of(text))]


def test_a_number_is_a_fact_or_left_out_for_a_reason_or_missed():
    text = "依第3條規定，於109年5月辦理1,193人次，代號77。"
    assert told(text) == [
        ("3", "excluded", "law article"),
        ("109", "excluded", "date"),
        ("5", "excluded", "date"),
        ("1,193", "fact", ""),
        ("77", "missed", ""),
    ]


def test_han_numerals_count_where_extraction_took_them_up():
    assert told("一般人員計三人，第二次會議") == [("三", "fact", ""), ("二", "excluded", "ordinal")]


def test_a_fact_is_named_by_its_ordinal():
    runs = runs_of(outline_of("男3人、女5人"))
    assert [run.fact for run in runs] == [0, 1]


def test_a_number_cut_by_a_page_break_is_whole():
    runs = runs_of(outline_of("計51億344萬\n\n6,042元。"))
    assert [run.fate for run in runs] == [Fate.FACT] * 3


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_few_numbers_are_missed(path):
    counts = tally(runs_of(read_outline(read_file(path, 10**7), load_families())))
    assert counts["fact"] > 90
    assert counts["missed"] <= MISSED * sum(counts.values()), counts


def test_how_many_reports_there_are():
    assert len(REPORTS) == 5
