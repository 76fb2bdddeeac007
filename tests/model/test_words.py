"""Many words found in one pass are those that a search for each of them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.model.alternation import alternation
from kg.model.words import AllWords, LongestWords

CHARS = st.sampled_from("人事次場.|()[]^-a臺𠮷")
WORDS = st.lists(st.text(CHARS, min_size=1, max_size=4), max_size=12)
TEXT = st.text(CHARS, max_size=24)


@given(WORDS, TEXT)
def test_the_longest_words_are_those_of_an_alternation(words, text):
    expected = [(*found.span(), found.group()) for found in re.finditer(alternation(words), text)]
    assert LongestWords(words).find(text) == expected


@given(WORDS, TEXT)
def test_all_words_are_found_wherever_they_stand(words, text):
    expected = [
        (start, start + len(word), word)
        for word in set(words)
        for start in range(len(text))
        if text.startswith(word, start)
    ]
    found = AllWords(words).find(text)
    assert sorted(found) == sorted(expected)
    assert [end for _, end, _ in found] == sorted(end for _, end, _ in found)
