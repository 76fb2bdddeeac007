"""Many words found in one pass are those that a search for each of them finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.alternation import alternation
from kg.model.words import AllWords, LongestWords

CHARS = st.sampled_from("人事次場.|()[]^-a臺𠮷")
WORDS = st.lists(st.text(CHARS, min_size=1, max_size=4), max_size=12)
TEXTS = st.lists(st.text(CHARS, max_size=24), max_size=6)


@given(WORDS, TEXTS)
def test_the_longest_words_are_those_of_an_alternation(words, texts):
    pattern = re.compile(alternation(words))
    expected = [[(*found.span(), found.group()) for found in pattern.finditer(text)] for text in texts]
    assert LongestWords(words).find(texts) == expected


@given(WORDS, TEXTS)
def test_all_words_are_found_wherever_they_stand(words, texts):
    for text, found in zip(texts, AllWords(words).find(texts), strict=True):
        expected = [
            (start, start + len(word), word)
            for word in set(words)
            for start in range(len(text))
            if text.startswith(word, start)
        ]
        assert sorted(found) == sorted(expected)
        assert [end for _, end, _ in found] == sorted(end for _, end, _ in found)


@pytest.mark.parametrize("kind", [LongestWords, AllWords])
def test_a_word_with_a_line_break_is_refused(kind):
    with pytest.raises(ValueError, match="line break"):
        kind(["甲", "乙\n丙"])


@pytest.mark.parametrize("kind", [LongestWords, AllWords])
def test_texts_may_hold_line_breaks(kind):
    assert kind(["甲"]).find(["\n甲\n", "", "乙\n甲"]) == [[(1, 2, "甲")], [], [(2, 3, "甲")]]
