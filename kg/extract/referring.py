"""Finds what 該局, 該院 and the like stand for: the nearest body before whose name ends so."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.naming import Candidate
from kg.model.mentions import NameKind, NameMention

# Bodies before that are looked at: a reader does not remember more.
REMEMBERED = 24


def refer_back(
    text: str, names: Sequence[Candidate], before: Sequence[NameMention], words: re.Pattern[str]
) -> Iterator[Candidate]:
    """The names of a text, with those to which such words refer, in order. `before` are the names of earlier texts."""
    bodies = [one.full for one in before[-4 * REMEMBERED :] if one.kind is NameKind.AGENCY][-REMEMBERED:]
    waiting = list(names)
    for found in words.finditer(text):
        while waiting and waiting[0].start < found.start():
            bodies += [waiting[0].full] if waiting[0].kind is NameKind.AGENCY else []
            yield waiting.pop(0)
        full = next((body for body in reversed(bodies) if body.endswith(found.group()[1:])), None)
        overlapped = waiting and waiting[0].start < found.end() and waiting[0].kind is NameKind.AGENCY
        if full is not None and not overlapped:
            yield Candidate(*found.span(), NameKind.AGENCY, full)
    yield from waiting
