"""Tells headings from paragraphs: by mark, length and end, and by what follows."""

import re
from collections.abc import Sequence

from kg.structure.columns import LEFT
from kg.structure.families import Family
from kg.structure.joining import STOPS, Layout, Passage, ends
from kg.structure.marks import BULLET, Mark
from kg.structure.rules import Signs

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|《[^》]*》|\([^()]*\)")
_LABEL = re.compile(r"^[^:。;]{2,40}?(?:(?<!\d):|:(?!\d))(?!//)(?=.)")
_DATE = re.compile(r"^(?:中華民國)?\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?$")
_FIGURE = re.compile(r"\d")
_LONGEST_LABEL = 40
# A label without a mark before it is a word or two: 說明：…
_LONGEST_BARE_LABEL = 12


class Judge:
    """Judges the passages of one report."""

    def __init__(self, signs: Signs, family: Family, layout: Layout) -> None:
        self._signs = signs
        self._family = family
        self._layout = layout

    def headings(self, passages: Sequence[Passage]) -> list[bool]:
        """For every passage whether it is a heading."""
        found: list[bool] = []
        for place, passage in enumerate(passages):
            following = passages[place + 1] if place + 1 < len(passages) else None
            before = passages[place - 1] if place else None
            item = None if place and found[-1] else before
            found.append(self._is_heading(passage, following, before, item))
        return found

    def _is_heading(
        self, passage: Passage, following: Passage | None, before: Passage | None, item: Passage | None
    ) -> bool:
        """`item` is the passage before where that is no heading."""
        if passage.column == LEFT or passage.sharps:
            return True
        if passage.row or passage.cells > 2 or passage.glued or not self._looks_it(passage):
            return False
        if passage.mark is None or passage.mark.kind == BULLET:
            return self._unmarked(passage, following, before)
        if following is None or following.column == LEFT:
            return False
        if following.mark is None:
            return item is None or not self._alike(item, passage)
        return _opens(passage.mark, following.mark)

    def _alike(self, before: Passage, passage: Passage) -> bool:
        """Whether a list of short items goes on: the item before it looked like a heading and had nothing under it."""
        return _siblings(before.mark, passage.mark) and passage.body[-1:] != ":" and self._looks_it(before)

    def _looks_it(self, passage: Passage) -> bool:
        """Whether the words alone could be a heading: short, no sentence, no label with its text."""
        body = passage.body
        if not body or len(body) > self._family.longest_heading:
            return False
        bare = _QUOTED.sub("", body)
        if body[-1] in "，、,;；" or ends(body, STOPS) or "。" in bare or self._label_end(passage) is not None:
            return False
        signs = self._signs
        if body[-1] == ":" and (signs.sentence_lead.search(body) or ("，" in body and _FIGURE.search(body))):
            return False
        return not (signs.clause.search(body) or signs.greeting.search(body) or body.endswith(("如下", "如次", "如后")))

    def _unmarked(self, passage: Passage, following: Passage | None, before: Passage | None) -> bool:
        """Whether a line without a mark is a heading whose mark is lost: short, whole, and prose follows it."""
        whole = self._layout.numbered and self._layout.measure is None and passage.mark is None
        longest = 0 if whole else self._family.longest_unmarked
        if following is None or not 2 <= len(passage.body) <= longest:
            return False
        if (
            passage.body[-1] == ":"
            or _DATE.match(passage.body)
            or (passage.column and passage.column == following.column)
        ):
            return False
        if before is not None and before.column == 0 and not _whole(before):
            return False
        if following.mark is not None:
            return following.mark.value == 1 and passage.mark is None
        prose = "。" in following.body or ("，" in following.body and ends(following.body))
        return prose and len(following.body) > len(passage.body)

    def label(self, passage: Passage) -> int | None:
        """Where in the body of a paragraph its run-in label ends (before the colon), or None."""
        return self._label_end(passage)

    def _label_end(self, passage: Passage) -> int | None:
        body = passage.body
        found = _LABEL.match(_masked(body[: _LONGEST_LABEL + 2]))
        if passage.glued and body[-1] == ":":
            found = re.match(r"[^:。;]{2,40}:$", body)
        if found is None:
            return None
        label = body[: found.end() - 1]
        longest = _LONGEST_LABEL if passage.mark else _LONGEST_BARE_LABEL
        if len(label) > longest or self._signs.sentence_lead.search(label + ":") or self._signs.greeting.search(body):
            return None
        return len(label)


def _masked(text: str) -> str:
    """A text with its quotations blotted out, so that signs inside them do not count."""
    return _QUOTED.sub(lambda found: "□" * len(found.group()), text)


def _opens(mark: Mark, following: Mark) -> bool:
    """Whether marks that follow count within what a mark begins."""
    return following.kind != mark.kind and (following.rank > mark.rank or following.value == 1)


def _siblings(one: Mark | None, other: Mark | None) -> bool:
    """Whether a mark counts on from another."""
    return one is not None and other is not None and one.kind == other.kind and other.value == one.value + 1


def _whole(before: Passage) -> bool:
    """Whether what stands before is a whole sentence, or short enough to be a line of its own."""
    return ends(before.flow.text) or len(before.flow.text) <= 60
