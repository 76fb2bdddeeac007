"""Which passages of two reports belong together: by their words, and where these leave a doubt by their neighbours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from kg.lineage.likeness import Face, candidates, face_of
from kg.model.paragraphs import Paragraph

# From this likeness on two passages are like each other by their words alone; short ones are alike by chance sooner.
ALIKE, ALIKE_SHORT = 0.46, 0.66
# With a neighbour that is aligned (the passage before or after, or the heading above) so much less will do; with one
# that is only alike, by NEAR at least, less of that.
SUPPORT, HINT = 0.15, 0.08
NEAR = 0.4
BESIDE = "beside passages that are alike"
# A second candidate that is so near makes a passage wait until its neighbours are aligned.
MARGIN = 0.04
# Passages that wait are gone through so often at most, each time with the neighbours that were found meanwhile.
ROUNDS = 4

# Place in the earlier report, place in the later, likeness.
Likely = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage at place `old` of the earlier report that is like one of the later.

    score    their likeness, 0 to 1;  support: which neighbours of both are aligned, in words, "" where none is
    """

    old: int
    score: float
    support: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Every passage of the later report that has its like, by its place; and the likeness of the nearest passage that
    any passage has in the other report."""

    matches: Mapping[int, Match]
    nearest_old: Mapping[int, float] = field(repr=False)
    nearest_new: Mapping[int, float] = field(repr=False)


def match(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Matched:
    """Puts together what is alike, the best first; none is put together with two."""
    faces = [face_of(one) for one in before], [face_of(one) for one in after]
    likely = sorted(candidates(*faces), key=lambda pair: (-pair[2], pair))
    near = frozenset((old, new) for old, new, score in likely if score >= NEAR)
    pairing = _Pairing(before, after, faces, near)
    pairing.take(list(_clear(likely)))
    for _ in range(ROUNDS):
        if not pairing.take(likely):
            break
    worst_first = likely[::-1]
    return Matched(
        pairing.matches,
        {old: score for old, _, score in worst_first},
        {new: score for _, new, score in worst_first},
    )


def _clear(likely: Sequence[Likely]) -> Iterator[Likely]:
    """The pairs of which neither side has another candidate that is nearly as good."""
    old_scores: defaultdict[int, list[float]] = defaultdict(list)
    new_scores: defaultdict[int, list[float]] = defaultdict(list)
    for old, new, score in likely:
        old_scores[old].append(score)
        new_scores[new].append(score)
    for old, new, score in likely:
        rivals = [*old_scores[old], *new_scores[new]]
        if sum(rival >= score - MARGIN for rival in rivals) == 2:  # itself, once on either side
            yield old, new, score


class _Pairing:
    """What was put together so far."""

    def __init__(
        self,
        before: Sequence[Paragraph],
        after: Sequence[Paragraph],
        faces: tuple[Sequence[Face], Sequence[Face]],
        near: Set[tuple[int, int]],
    ) -> None:
        self._before, self._after = before, after
        self._old_faces, self._new_faces = faces
        self._near = near
        self._new_of: dict[int, int] = {}
        self.matches: dict[int, Match] = {}

    def take(self, likely: Sequence[Likely]) -> bool:
        """Puts together what is free and alike enough; of equals those whose neighbours agree. Whether it found any."""
        graded: list[tuple[float, int, Match]] = []
        for old, new, score in likely:
            support = self._support(old, new)
            total = score + (HINT if support == BESIDE else SUPPORT if support else 0)
            if self._free(old, new) and total >= self._needed(old, new):
                graded.append((total, new, Match(old, score, support)))
        graded.sort(key=lambda one: (-one[0], one[1], one[2].old))
        known = len(self.matches)
        for _, new, found in graded:
            if self._free(found.old, new):
                self.matches[new], self._new_of[found.old] = found, new
        return len(self.matches) > known

    def _free(self, old: int, new: int) -> bool:
        return old not in self._new_of and new not in self.matches

    def _needed(self, old: int, new: int) -> float:
        return ALIKE_SHORT if self._old_faces[old].short or self._new_faces[new].short else ALIKE

    def _support(self, old: int, new: int) -> str:
        above, below = self._before[old].under, self._after[new].under
        if above is not None and below is not None and self._new_of.get(above) == below:
            return "under like headings"
        if self._new_of.get(old - 1, -1) == new - 1 >= 0:
            return "behind like passages"
        if self._new_of.get(old + 1) == new + 1:
            return "before like passages"
        near = not self._near.isdisjoint(((old - 1, new - 1), (old + 1, new + 1)))
        return BESIDE if near else ""
