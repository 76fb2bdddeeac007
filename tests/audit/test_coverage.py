"""What became of the numbers, quotations and award words of a report."""

import tomllib
from functools import cache

import pytest

from kg.audit.coverage import Fate, What, coverage, tally
from kg.audit.names import QUOTATIONS, RULES, load_award_words
from kg.audit.themes import RULES as THEMES
from kg.audit.themes import load_themes
from kg.errors import KnowledgeError
from kg.extract import extract, load_rules
from kg.model.facts import Entity, Fact, Kind, PeriodSource, Reading, ReportInfo, Temporality
from kg.model.mentions import Lexicon, NameKind
from kg.model.text import Span
from kg.readers import read_file
from kg.resources import packaged
from kg.structure import load_families, read_outline
from tests.extract.sentence import outline_of

REPORTS = sorted(path for path in (packaged() / "reports").glob("*.txt"))
INFO = ReportInfo("r", "", None, None, None, None)
# The share of numbers of a report that may be left without an explanation.
MISSED = 0.01


@cache
def rules():
    return load_rules(), load_award_words(), load_themes()


def fact(quantity, programme=None):
    kinds = (Kind.OBSERVED, None, None, Temporality.FLOW, None, programme, None, PeriodSource.COVERAGE, None)
    return Fact(quantity, "", *kinds, quantity.span)


def conferrals(names, rank):
    """Every award, given to somebody."""
    details = (("rank", rank), ("recipient", "某局"))
    return tuple(Entity(NameKind.AWARD, one.full, (), None, (one,), details) for one in names if one.kind == "award")


def runs_of(outline, programme=None, rank=None):
    extracting, awards, themes = rules()
    mentions = extract(outline, INFO, Lexicon(), extracting)
    facts = tuple(fact(quantity, programme) for quantity in mentions.quantities)
    entities = conferrals(mentions.names, rank) if rank is not None else ()
    return coverage(outline, mentions, Reading(INFO, outline, facts, entities, ()), awards, themes)


def told(text, what=What.NUMBER, **given):
    runs = runs_of(outline_of(text), **given)
    return [(run.span.cut(text), run.fate.value, run.reason) for run in runs if run.what is what]


def test_a_number_is_a_fact_or_left_out_for_a_reason_or_missed():
    text = "依第3條規定，於109年5月辦理1,193人次，代號77。"
    assert told(text) == [
        ("3", "excluded", "law article"),
        ("109", "excluded", "date"),
        ("5", "excluded", "date"),
        ("1,193", "fact", ""),
        ("77", "missed", ""),
    ]


def test_numerals_in_chinese_characters_are_told_of_like_digits():
    assert told("一般人員計三人，第二次會議，統一規定，是一場精采的演講，計有五怪") == [
        ("一", "excluded", "part of a word"),
        ("三", "fact", ""),
        ("二", "excluded", "ordinal"),
        ("一", "excluded", "part of a word"),
        ("一", "excluded", "counts nothing"),
        ("五", "missed", ""),
    ]


def test_marks_and_skipped_parts_are_told_of():
    text = "某局工作報告\n第一章 總論\n本局辦理訓練三場。\n(二)獎勵\n核發獎金5萬元。\n第 2 頁\n"
    source = outline_of(text).source
    outline = read_outline(source, load_families())
    found = {(run.span.cut(text), run.reason) for run in runs_of(outline) if run.fate is Fate.EXCLUDED}
    assert {("一", "list mark"), ("二", "list mark"), ("2", "page number")} <= found


def test_a_code_is_no_number():
    assert told("因應COVID-19疫情，辦理F-16展示") == [
        ("19", "excluded", "part of a name"),
        ("16", "excluded", "part of a name"),
    ]


def test_a_fact_is_named_by_its_ordinal():
    runs = runs_of(outline_of("男3人、女5人"))
    assert [run.fact for run in runs] == [0, 1]


def test_a_number_cut_by_a_page_break_is_whole():
    runs = runs_of(outline_of("計51億344萬\n\n6,042元。"))
    assert [run.fate for run in runs] == [Fate.FACT] * 3


def test_a_quotation_names_something_or_is_not_understood():
    text = "辦理「中階主管培育班」3場，本「人」與事，依《公務人員任用法》，達到「90%以上」"
    assert told(text, What.NAME) == [
        ("中階主管培育班", "named", "programme"),
        ("人", "missed", ""),
        ("公務人員任用法", "named", "law"),
        ("90%以上", "fact", ""),
    ]


def test_a_quotation_inside_another_counts_for_itself():
    found = told("辦理「『甲』與乙之研習班」", What.NAME)
    assert [(quote, fate) for quote, fate, _ in found] == [("『甲』與乙之研習班", "named"), ("甲", "named")]


def test_a_quotation_of_no_kind_is_understood_where_a_fact_is_of_it():
    assert told("以「與偶同行」為題，計122人", What.NAME) == [("與偶同行", "excluded", "theme")]
    assert told("以「與偶同行」為題，計122人", What.NAME, programme="與偶同行") == [("與偶同行", "named", "programme")]


def test_award_words_are_conferred_or_part_of_a_name_or_not_understood():
    text = "榮獲服務品質獎「特優」，辦理頒獎，依訓練獎勵要點及「業務獎助實施計畫」辦理，得第2名"
    assert told(text, What.AWARD) == [
        ("獎", "named", "award"),
        ("特優", "missed", ""),
        ("頒獎", "excluded", "ordinary word"),
        ("獎勵", "excluded", "part of a name"),
        ("獎助", "excluded", "part of a name"),
        ("第2名", "missed", ""),
    ]
    conferred = told(text, What.AWARD, rank="特優")
    assert conferred[:2] == [("獎", "named", "conferral"), ("特優", "named", "conferral")]
    assert told(text, What.NAME)[0] == ("特優", "missed", "")
    assert told(text, What.NAME, rank="特優")[0] == ("特優", "named", "conferral")


def rows():
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return [(name, line) for name in sorted(table) for line in table[name]["examples"]]


@pytest.mark.parametrize(("name", "line"), rows())
def test_examples_of_award_words(name, line):
    text, _, words = line.partition(" => ")
    _, awards, _ = rules()
    found = [span.cut(text) for span in awards.find(text)]
    assert found == words.split("; ")
    assert all((word in awards.ordinary) == (name == "ordinary") for word in found)


def test_counter_examples_of_award_words():
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    _, awards, _ = rules()
    counters = [(name, text) for name in sorted(table) for text in table[name]["counter"]]
    assert len(counters) == 3
    for name, text in counters:
        found = [span.cut(text) for span in awards.find(text)]
        assert not [word for word in found if (word in awards.ordinary) == (name == "ordinary")]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_few_numbers_are_missed(path):
    runs = runs_of(read_outline(read_file(path, 10**7), load_families()))
    counts = tally(run for run in runs if run.what is What.NUMBER)
    assert counts["fact"] > 90
    assert counts["missed"] <= MISSED * sum(counts.values()), counts


def test_how_many_reports_and_examples_there_are():
    assert len(REPORTS) == 5
    assert len(rows()) == 7


def test_what_names_no_thing_is_left_out_with_its_reason_and_only_that():
    themes = load_themes()
    rows = tomllib.loads(THEMES.read_text(encoding="utf-8"))["themes"]
    assert len(rows) == 3
    for row in rows:
        assert len(row["examples"]) >= 3
        assert len(row["counter"]) >= 2
        for example in row["examples"]:
            text, _, expected = example.partition(" => ")
            found = _left_out(themes, text)
            assert found == dict.fromkeys(expected.split("; "), row["reason"]), example
        for text in row["counter"]:
            assert _left_out(themes, text) == {}, text


def _left_out(themes, text):
    quoted = [Span(*found.span(1)) for found in QUOTATIONS[0].finditer(text)]
    reasons = {span.cut(text): themes.reason_of(text, span) for span in quoted}
    return {name: reason for name, reason in reasons.items() if reason}


def test_a_thing_that_is_named_stays_one_beside_such_words():
    text = "秉持「潮汐復育計畫」之精神，辦理3場。"
    ((name, fate, _),) = told(text, What.NAME)
    assert (name, fate) == ("潮汐復育計畫", "named")
    ((name, fate, reason),) = told("秉持「潮起潮落」之精神，辦理3場。", What.NAME)
    assert (name, fate, reason) == ("潮起潮落", "excluded", "principle")


def test_a_broken_file_of_themes_is_named(tmp_path):
    path = tmp_path / "themes.toml"
    path.write_text("[[themes]]\nreason = 'x'\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"themes\.toml"):
        load_themes(path)
