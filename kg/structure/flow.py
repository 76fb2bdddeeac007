"""Joins what page breaks, wrapped lines and layout cut apart, and folds widths, with a way back for every character."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kg.model.text import Flow, Span

_COMMA = "，"
_FULL_DIGITS = frozenset("０１２３４５６７８９")
# Signs that look like white space to nobody but stand for nothing: byte order mark, joiners, soft hyphen, directions.
_UNSEEN = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f")
_ASCII_WORD = re.compile(r"[0-9A-Za-z]")
_LETTER = re.compile(r"[A-Za-z]")
_WHITE = re.compile(r"\s")


def make_flow(text: str, pieces: Sequence[Span]) -> Flow:
    """The flow of the given pieces of a text, in order.

    White space and unseen signs are left out; one blank stays between two ASCII letters or digits that it held apart
    (its offset is that of the first white space). Full-width letters, digits and signs become half-width ones, except
    the full-width comma, which divides clauses and not thousands (unless it stands between two full-width digits);
    compatibility ideographs and ⁺ are folded. Every fold is one character to one. Raises ValueError for pieces that
    are not ascending.
    """
    chars: list[str] = []
    offsets: list[int] = []
    blank: int | None = None
    for offset in _offsets(pieces):
        char = text[offset]
        if is_blank(char):
            blank = offset if blank is None else blank
            continue
        char = fold(text, offset)
        if blank is not None and chars and _ASCII_WORD.match(chars[-1]) and _ASCII_WORD.match(char):
            chars.append(" ")
            offsets.append(blank)
        blank = None
        chars.append(char)
        offsets.append(offset)
    return Flow("".join(chars), tuple(offsets))


def is_blank(char: str) -> bool:
    """Whether a character is white space or an unseen sign."""
    return char in _UNSEEN or _WHITE.match(char) is not None


def fold(text: str, offset: int) -> str:
    """The character at an offset as the flow shows it."""
    char = text[offset]
    if char == _COMMA:
        around = text[max(0, offset - 1) : offset + 2]
        return "," if len(around) == 3 and around[0] in _FULL_DIGITS and around[2] in _FULL_DIGITS else char
    return fold_char(char)


def fold_char(char: str) -> str:
    """One character without regard to its neighbours."""
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E and char != _COMMA:
        return chr(code - 0xFEE0)
    if 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
        folded = unicodedata.normalize("NFKC", char)
        return folded if len(folded) == 1 else char
    return "+" if char == "⁺" else char


def _offsets(pieces: Iterable[Span]) -> Iterable[int]:
    last = 0
    for piece in pieces:
        if piece.start < last:
            raise ValueError(f"pieces of a flow must ascend: {piece} begins before {last}")
        last = piece.end
        yield from range(piece.start, piece.end)


def join_flows(flows: Sequence[Flow], blanks: Sequence[int]) -> Flow:
    """One flow of several: what a page break or line end cut apart. Two words of Latin letters stay apart by a blank.

    `blanks` gives for every flow but the first the offset of a white space before it.
    """
    text = [flows[0].text]
    offsets = list(flows[0].offsets)
    for flow, blank in zip(flows[1:], blanks, strict=True):
        if _LETTER.match(text[-1][-1]) and _LETTER.match(flow.text[0]):
            text.append(" ")
            offsets.append(blank)
        text.append(flow.text)
        offsets += flow.offsets
    return Flow("".join(text), tuple(offsets))
