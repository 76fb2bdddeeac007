"""Every rule finds what its examples say, and nothing in its counter examples."""

import tomllib
from functools import cache

import pytest

from kg.audit.inside import check_report, load_rules
from kg.audit.inside.rules import RULES
from kg.audit.inside.ways import WORDS, load_ways
from kg.errors import KnowledgeError
from kg.model.findings import Verdict
from tests.audit.inside.reports import read_words

FILES = sorted(RULES.glob("*.toml"))
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
EXAMPLES = [(name, example) for name, table in TABLES.items() for example in table["examples"]]
COUNTERS = [(name, counter) for name, table in TABLES.items() for counter in table["counter"]]
WAYS = tomllib.loads(WORDS.read_text(encoding="utf-8"))["examples"]


@cache
def rules():
    return load_rules()


def found(text, rule):
    outline, account, mentions = read_words(text.replace(" // ", "\n"))
    return [one for one in check_report(outline, account, mentions.dates, rules()) if one.rule == rule]


def test_examples_are_collected():
    assert len(FILES) >= 2
    assert len(EXAMPLES) >= 6 * len(FILES)
    assert len(COUNTERS) >= 3 * len(FILES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_example_says(rule, example):
    text, _, expected = example.partition(" => ")
    assert "; ".join(f"{one.verdict}: {one.formula}" for one in found(text, rule)) == expected


@pytest.mark.parametrize(("rule", "counter"), COUNTERS)
def test_a_rule_finds_nothing_in_its_counter_example(rule, counter):
    assert [one.formula for one in found(counter, rule)] == []


@pytest.mark.parametrize("example", WAYS)
def test_words_before_a_number_say_which_way_it_goes(example):
    lead, _, expected = example.partition(" => ")
    assert (load_ways().read(lead) or "-") == expected


@pytest.mark.parametrize("rule", sorted(TABLES))
def test_a_rule_speaks_both_languages(rule):
    table = TABLES[rule]
    assert all(table["title"][language] for language in ("zh", "en"))
    verdicts = {example.partition(" => ")[2].partition(":")[0] for example in table["examples"]}
    assert verdicts <= set(table["message"]) <= {verdict.value for verdict in Verdict}


def test_a_check_has_all_that_it_rests_on():
    one = found("現有法官1,835人（男1,032人、女793人），較上年增加。", "parts-total")[0]
    assert [(term.role, term.statement.quote) for term in one.terms] == [
        ("part", "1,032人"),
        ("part", "793人"),
        ("total", "1,835人"),
    ]
    assert (one.left, one.right, one.tolerance) == (1825, 1835, 0)
    assert one.reports == ("t",)
    assert "1,032人、793人" in one.message.zh
    assert "1,835人" in one.message.en


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_message_tells_what_was_compared(rule, example):
    for one in found(example.partition(" => ")[0], rule):
        for message in (one.message.zh, one.message.en):
            assert any("".join(term.statement.quote.split()) in message for term in one.terms) or one.formula in message


def test_a_message_says_how_a_share_was_cut_off():
    one = found("應進用身心障礙者1,213人，已進用1,975人，進用比例達162%。", "share")[0]
    assert one.message.en == "1,975人 of 1,213人 is 162.82 %, and the text says 162% (cut off, not rounded)."
    assert one.message.zh == "1,975人 占 1,213人 之比率為 162.82%，文中為 162%，不符（無條件捨去）。"
    assert one.about == ()


def test_a_file_that_no_code_knows_is_refused(monkeypatch, tmp_path):
    (tmp_path / "other.toml").write_bytes(FILES[0].read_bytes())
    monkeypatch.setattr("kg.audit.inside.checking.RULES", tmp_path)
    with pytest.raises(KnowledgeError, match="other"):
        load_rules()


def test_a_bracket_inside_another_is_the_innermost():
    one = found("計有學員300人（男180人（含新進20人）、女120人）參加。", "parts-total")
    assert [check.formula for check in one] == ["180 + 120 = 300"]


def test_a_sentence_as_long_as_a_table_is_looked_at_in_windows():
    parts = "、".join(f"項目{name}計{number}件" for number, name in enumerate("甲乙丙丁戊己庚辛" * 50, 1))
    assert found(f"全年共計9,999件，其中{parts}。", "parts-total") == []
