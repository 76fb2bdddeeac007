"""One pattern for many words finds what a search for each of them would, the longest first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.alternation import alternation, branches, first_of

WORDS = st.lists(st.text(st.sampled_from("人事次場.|()[]^-a"), min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.text(st.sampled_from("人事次場.|()[]^-a年"), max_size=20))
def test_it_finds_what_a_search_for_the_longest_word_finds(words, text):
    plain = "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    expected = [found.span() for found in re.finditer(plain, text)]
    assert [found.span() for found in re.finditer(alternation(words), text)] == expected


@given(WORDS, st.text(st.sampled_from("人事次場.|()[]^-a年"), max_size=20))
def test_a_branch_a_character_finds_the_same(words, text):
    expected = [found.span() for found in re.finditer(alternation(words), text)]
    assert [found.span() for found in re.finditer(branches(words), text)] == expected


@given(WORDS)
def test_order_and_repetition_do_not_count(words):
    assert alternation(words) == alternation([*reversed(words), *words])
    assert all(re.fullmatch(alternation(words), word) for word in words)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["人", "人次", "人日"], "3人次", "人次"),
        (["場", "場次"], "3場", "場"),
        (["年度", "年"], "109年度", "年度"),
        (["a.b"], "axb", None),
        ([], "anything", None),
    ],
)
def test_the_longest_word_is_taken(words, text, found):
    match = re.search(alternation(words), text)
    assert (match and match.group()) == found


def test_it_stands_as_one_group_in_a_longer_pattern():
    assert re.fullmatch(rf"\d{alternation(['人', '人次'])}!", "3人次!")


def test_first_characters_stand_in_front_of_a_pattern() -> None:
    pattern = re.compile(f"(?={first_of(['及其', '暨', '與[', '及'])})(?:及其|暨|與)")
    assert pattern.findall("甲及乙暨丙與丁及其他") == ["暨", "與", "及其"]


def test_no_words_have_no_first_character() -> None:
    assert re.search(first_of([]), "甲乙") is None
