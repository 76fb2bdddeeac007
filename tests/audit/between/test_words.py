"""The words beside a figure that tell what it claims, and the texts for people."""

import string
import tomllib

import pytest

from kg.audit.between.wordings import RULES as WORDINGS
from kg.audit.between.wordings import load_wordings
from kg.audit.between.words import RULES, Cue, around, likeness, load_words
from tests.audit.between.bureau import line, report

CUES = tomllib.loads(RULES.read_text(encoding="utf-8"))["cue"]
TEXTS = tomllib.loads(WORDINGS.read_text(encoding="utf-8"))
EXAMPLES = [(name, text, True) for name, row in CUES.items() for text in row["examples"]]
COUNTERS = [(name, text, False) for name, row in CUES.items() for text in row["counter"]]


def spoken(name, text):
    account = report(2020, line(text, {}))
    return load_words().says(Cue(name), around(account.text, account.statements[0]))


def test_every_cue_has_examples_and_counters():
    assert set(CUES) == {cue.value for cue in Cue}
    assert all(row["examples"] and row["counter"] for row in CUES.values())
    assert len(EXAMPLES) + len(COUNTERS) >= 40


@pytest.mark.parametrize(("name", "text", "expected"), EXAMPLES + COUNTERS)
def test_words_say_it_or_do_not(name, text, expected):
    assert spoken(name, text) is expected


def test_a_clause_ends_at_marks_and_brackets():
    account = report(2020, line("計有366人(男性【183人】、女性183人)參加,互表心儀16對。", {}))
    there = around(account.text, account.statements[0])
    assert (there.left, there.right) == ("男性", "、女性183人")


def test_likeness_is_of_pairs_of_characters():
    assert likeness("退休人數", "退休人數") == 1
    assert likeness("辦理退休人數", "退休登記措施退休人數") > 0.4
    assert likeness("退休人數", "漁船艘次") == 0
    assert likeness("", "") == 0


def test_every_text_stands_in_both_languages_with_the_same_gaps():
    gaps = {
        (rule, name, language): {field for _, field, _, _ in string.Formatter().parse(text[language]) if field}
        for rule, row in TEXTS.items()
        for name, text in row.items()
        for language in ("zh", "en")
    }
    assert len(gaps) >= 10
    for rule, name, _ in gaps:
        assert gaps[rule, name, "zh"] == gaps[rule, name, "en"], (rule, name)


def test_every_rule_has_a_title():
    assert set(load_wordings().titles) == set(TEXTS)
