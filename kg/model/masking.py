"""Characters of a text that are not to be shown: each has a mark in its place, so that all offsets stay as they are."""

from collections.abc import Iterable

MARK = "○"
# Half-open spans in code points.
Spans = tuple[tuple[int, int], ...]


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark in the place of every character of these spans."""
    pieces, end = [], 0
    for start, stop in sorted(spans):
        pieces += [text[end:start], MARK * (stop - max(start, end))]
        end = max(end, stop)
    return "".join([*pieces, text[end:]])
