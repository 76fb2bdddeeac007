"""What became of the words of a passage: a word diff."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel

from kg.lineage.wording import words_of

# Above so many words a pair is not compared word by word: the work grows with the product of both lengths.
MOST_WORDS = 8_000
# So many equal characters, or fewer, between two changes are chance and no common ground.
ISLAND = 1


class Edit(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that stayed, went or came."""

    edit: Edit
    text: str


def compare(before: str, after: str) -> tuple[Run, ...]:
    """What became of the words: equal and deleted runs joined are `before`, equal and inserted ones `after`.

    Between two equal runs the deleted words stand before the inserted ones. Texts of more than MOST_WORDS words are
    told as replaced whole, unless they are equal.
    """
    old, new = words_of(before), words_of(after)
    if before != after and max(len(old), len(new)) > MOST_WORDS:
        return tuple(_runs([(Edit.DELETED, before), (Edit.INSERTED, after)]))
    steps = [
        (_EDITS[code.tag], "".join(new[code.dest_start : code.dest_end] or old[code.src_start : code.src_end]))
        for code in Indel.opcodes(old, new)
    ]
    return tuple(_runs(_drained(steps)))


_EDITS = {"equal": Edit.EQUAL, "delete": Edit.DELETED, "insert": Edit.INSERTED}
_Step = tuple[Edit, str]


def _drained(steps: list[_Step]) -> Iterator[_Step]:
    """The steps with every island between two changes told as gone and come again."""
    last = len(steps) - 1
    for place, (edit, text) in enumerate(steps):
        if edit is Edit.EQUAL and 0 < place < last and len(text) <= ISLAND and not text.isascii():
            yield Edit.DELETED, text
            yield Edit.INSERTED, text
        else:
            yield edit, text


def _runs(steps: Iterable[_Step]) -> Iterator[Run]:
    """Equal runs, and between them one deleted and one inserted run at most."""
    for equal, group in groupby(steps, lambda step: step[0] is Edit.EQUAL):
        parts = list(group)
        for edit in (Edit.EQUAL,) if equal else (Edit.DELETED, Edit.INSERTED):
            text = "".join(part for kind, part in parts if kind is edit)
            if text:
                yield Run(edit, text)
