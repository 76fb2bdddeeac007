"""Many words looked for in one pass over many texts, by the automaton of Aho and Corasick: one step a character,
however many the words. Where more than words is asked for, `kg.model.alternation` makes patterns of them."""

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# Start, end (half-open) and word.
Found = tuple[int, int, str]
# Stands between texts that are searched as one. No word may hold it.
BETWEEN = "\n"


class LongestWords:
    """Some words, of which the longest counts where several begin: what `alternation` finds."""

    def __init__(self, words: Iterable[str]) -> None:
        """Raises ValueError for a word with a line break."""
        self._words = _words(words)
        self._automaton = AhoCorasick(self._words, MatchKind.LeftmostLongest, store_patterns=False)

    def find(self, texts: Sequence[str]) -> list[list[Found]]:
        """For each text the words from left to right, none overlapping another."""
        return _by_text(texts, self._words, self._automaton.find_matches_as_indexes(BETWEEN.join(texts)))


class AllWords:
    """Some words, of which one may stand inside another."""

    def __init__(self, words: Iterable[str]) -> None:
        """Raises ValueError for a word with a line break."""
        self._words = _words(words)
        # As a table it would run a third faster alone, and slower among all else: a table fills the processor's caches.
        self._automaton = AhoCorasick(
            self._words, MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def find(self, texts: Sequence[str]) -> list[list[Found]]:
        """For each text the words wherever one stands, by their ends."""
        found = self._automaton.find_matches_as_indexes(BETWEEN.join(texts), overlapping=True)
        return _by_text(texts, self._words, found)


def _words(words: Iterable[str]) -> list[str]:
    taken = sorted(set(words))
    if any(BETWEEN in word for word in taken):
        raise ValueError("a word holds a line break")
    return taken


def _by_text(texts: Sequence[str], words: Sequence[str], hits: Iterable[tuple[int, int, int]]) -> list[list[Found]]:
    """What was found in the joined texts (number of the word, start and end, by their ends) text by text."""
    found: list[list[Found]] = [[] for _ in texts]
    text, begin, stop = -1, 0, -1
    for number, start, end in hits:
        while end > stop:
            text, begin = text + 1, stop + 1
            stop = begin + len(texts[text])
        found[text].append((start - begin, end - begin, words[number]))
    return found
