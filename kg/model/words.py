"""Many words looked for in one pass over a text, by the automaton of Aho and Corasick: one step a character, however
many the words. Where more than words is asked for, `kg.model.alternation` makes patterns of them."""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

Found = tuple[int, int, str]


class LongestWords:
    """Some words, of which the longest counts where several begin: what `alternation` finds."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words, MatchKind.LeftmostLongest, store_patterns=False)

    def find(self, text: str) -> list[Found]:
        """Start, end (half-open) and word from left to right, none overlapping another."""
        words = self._words
        return [(start, end, words[number]) for number, start, end in self._automaton.find_matches_as_indexes(text)]


class AllWords:
    """Some words, of which one may stand inside another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words, MatchKind.Standard, store_patterns=False)

    def find(self, text: str) -> list[Found]:
        """Start, end (half-open) and word wherever one stands, by their ends."""
        words, found = self._words, self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, words[number]) for number, start, end in found]
