"""One pattern for many words: a trie written as a regular expression, so that a text is scanned once for them all."""

import re
from collections.abc import Iterable, Mapping

Trie = dict[str, "Trie"]
_END = ""


def alternation(words: Iterable[str]) -> str:
    """A pattern (one non-capturing group) that matches the longest of the words; one that never matches for none."""
    trie: Trie = {}
    for word in sorted(set(words)):
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return _write(trie) if trie else r"(?!)"


def branches(words: Iterable[str]) -> str:
    """As `alternation`, with a branch of its own for every first character, to stand at the very begin of a pattern.

    Then the engine passes over all characters with which no word begins without trying anything.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    found = (re.escape(first) + alternation(rest) for first, rest in sorted(tails.items()))
    return f"(?:{'|'.join(found)})" if tails else r"(?!)"


def first_of(words: Iterable[str]) -> str:
    """A pattern for the characters with which the words begin; one that never matches for none.

    As a lookahead in front of a pattern that first looks behind, it lets the engine leave at once where no word begins.
    """
    chars = sorted({word[0] for word in words})
    return _one_of(chars) if chars else r"(?!)"


def _write(trie: Mapping[str, Trie]) -> str:
    tails: dict[str, list[str]] = {}
    for char, below in trie.items():
        if char != _END:
            tails.setdefault(_write(below), []).append(char)
    branches = [_one_of(chars) + tail for tail, chars in tails.items()]
    if not branches:
        return ""
    # A class in front lets the engine leave at once where no word begins.
    first = _one_of([char for char in trie if char != _END])
    guard = f"(?={first})" if len(branches) > 2 else ""
    group = f"(?:{guard}(?:{'|'.join(branches)}))" if guard else f"(?:{'|'.join(branches)})"
    return group + "?" if _END in trie else group


def _one_of(chars: Iterable[str]) -> str:
    escaped = [re.escape(char) for char in chars]
    return escaped[0] if len(escaped) == 1 else f"[{''.join(escaped)}]"
