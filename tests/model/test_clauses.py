"""Sentences and clauses: where a word stands beside a number, and where far from it."""

import re
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.clauses import clause_runs, cut

FIGURE = re.compile(r"\d[\d,.]*[人元%]?")


def figures(text):
    return [found.span() for found in FIGURE.finditer(text)]


def parts(text):
    """The clauses of a text in order of first appearance, those that go on after a bracket joined by …"""
    clauses = cut(text, figures(text)).clauses
    found = {}
    for place, (number, char) in enumerate(zip(clauses, text, strict=True)):
        before = found.get(number, "")
        gap = "…" if before and clauses[place - 1] != number else ""
        found[number] = before + gap + char
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("參訓1,193人，通過25人。", ["參訓1,193人，", "通過25人。"]),
        ("人數：男性3人；女性4人", ["人數：", "男性3人；", "女性4人"]),
        # Listed figures are cut at 、 and before 及; a list of names is not.
        ("單身34人、有眷9人", ["單身34人、", "有眷9人"]),
        ("男性3人及女性4人", ["男性3人", "及女性4人"]),
        ("人事、主計、政風人員共3人", ["人事、主計、政風人員共3人"]),
        # A bracket with figures is cut on its own, and the outer clause goes on after it.
        ("計296人(男性148人、女性148人)參加", ["計296人(…)參加", "男性148人、", "女性148人"]),
        ("計296人(含眷屬，自費)參加", ["計296人(含眷屬，自費)參加"]),
        # Commas inside names and numbers are none.
        ("辦理「學習，成長」班3期", ["辦理「學習，成長」班3期"]),
        ("共1,000,000元", ["共1,000,000元"]),
        ("", []),
    ],
)
def test_where_clauses_end(text, clauses):
    assert parts(text) == clauses


def test_sentences_count_from_the_left():
    assert cut("甲。乙！丙", []).sentences == (0, 0, 1, 1, 2)


@given(st.text(st.sampled_from("男女共及與、，,。；：()（）「」1234人 "), max_size=60))
def test_every_character_is_in_one_clause_and_one_sentence(text):
    result = cut(text, figures(text))
    assert len(result.clauses) == len(result.sentences) == len(text)
    assert list(result.sentences) == sorted(result.sentences)
    # Numbers are given in order of first appearance.
    firsts = list(dict.fromkeys(result.clauses))
    assert firsts == list(range(len(firsts)))


@given(st.text(st.sampled_from("男女共及與、，,。；：()（）「」1234人 "), max_size=60))
def test_stretches_are_those_of_equal_numbers(text):
    clauses = cut(text, figures(text)).clauses
    runs = [(number, len(list(group))) for number, group in groupby(clauses)]
    assert [(number, stop - start) for start, stop, number in clause_runs(text, figures(text))] == runs


@given(st.text(st.sampled_from("男女共及、，。()1234人"), max_size=60))
def test_no_figure_is_cut(text):
    result = cut(text, figures(text))
    for start, end in figures(text):
        assert len(set(result.clauses[start:end])) == 1


def test_a_long_paragraph_is_cut_as_its_pieces_are():
    piece = "單身34人、有眷9人(男性1人、女性2人)；"
    assert len(parts(piece * 500)) == 500 * len(parts(piece))
