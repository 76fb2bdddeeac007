"""How a text is cut so that any run of its characters can be found, and shown with what was found lit."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.questions.asking import fold

AROUND = 40


def pairs(text: str, *, last: bool = True) -> list[str]:
    """The overlapping pairs of characters of a text as words of letters and digits; with its last character alone, so
    that each single one can be found by its beginning."""
    folded = fold(text)
    found = [f"{ord(one):x}_{ord(other):x}" for one, other in pairwise(folded)]
    return [*found, f"{ord(folded[-1]):x}_"] if folded and last else found


def phrase(word: str) -> str:
    """A word as an FTS5 phrase; a single character as the beginning of a pair."""
    if len(word) == 1:
        return f'"{ord(word):x}_" *'
    return '"' + " ".join(pairs(word, last=False)) + '"'


def snippet(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """A text in parts, those lit that are one of the words; what is far from the first of them is cut off."""
    flat = " ".join(text.split())
    places = sorted(_places(flat, words))
    first = places[0][0] if places else 0
    start = max(0, first - AROUND)
    end = min(len(flat), start + 4 * AROUND)
    parts, place = [("…", False)] if start else [], start
    for begin, stop in places:
        if begin < place or stop > end:
            continue
        parts += [(flat[place:begin], False), (flat[begin:stop], True)]
        place = stop
    parts.append((flat[place:end] + ("…" if end < len(flat) else ""), False))
    return tuple(part for part in parts if part[0])


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text, though it has white space or other widths within."""
    folded, places = [], []
    for place, character in enumerate(text):
        for one in fold(character):
            folded.append(one)
            places.append(place)
    line = "".join(folded)
    for word in words:
        start = line.find(word)
        while start >= 0:
            yield places[start], places[start + len(word) - 1] + 1
            start = line.find(word, start + len(word))
