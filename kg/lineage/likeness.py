"""How much two passages are alike, and which pairs are worth comparing: never all of them with all."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from kg.lineage.wording import bare, masked
from kg.model.paragraphs import Paragraph

# Characters of a shingle; a passage of so many shingles can be called contained in another.
SHINGLE = 3
CONTAINED = 12
# A shingle of more passages than this says nothing of any of them.
COMMON = 40
# So many of the passages that share the rarest shingles are compared in full.
CANDIDATES = 6
# A passage of fewer characters is short: a title, a name. Two of those are alike by chance sooner.
SHORT = 16
# Passages beyond so many characters are compared by their shingles alone.
LONG = 20_000


@dataclass(frozen=True, slots=True)
class Face:
    """What of a passage is compared: its words without punctuation, the same with its figures masked, its shingles."""

    bare: str
    masked: str
    shingles: frozenset[str] = field(repr=False)

    @property
    def short(self) -> bool:
        return len(self.masked) < SHORT


def face_of(paragraph: Paragraph) -> Face:
    words = masked(paragraph.text)
    ends = range(max(1, len(words) - SHINGLE + 1))
    return Face(bare(paragraph.text), words, frozenset(words[start : start + SHINGLE] for start in ends))


def likeness(one: Face, other: Face) -> float:
    """How much two passages are alike, 0 to 1: the share of characters that both have in order (figures masked), or,
    where one is much longer, half of it and half the share of the shorter one that the longer contains."""
    shared = len(one.shingles & other.shingles)
    smaller = min(len(one.shingles), len(other.shingles))
    contained = shared / smaller
    if max(len(one.masked), len(other.masked)) > LONG:
        return contained
    ratio = Indel.normalized_similarity(one.masked, other.masked)
    return max(ratio, (ratio + contained) / 2) if smaller >= CONTAINED else ratio


def candidates(before: Sequence[Face], after: Sequence[Face]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places in `before` and `after` that share rare shingles, with their likeness.

    The work is that of the shingles of both and CANDIDATES comparisons a passage. Equal input gives equal order.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, face in enumerate(before):
        for shingle in face.shingles:
            places[shingle].append(place)
    for place, face in enumerate(after):
        shares: Counter[int] = Counter()
        for shingle in face.shingles:
            found = places.get(shingle, ())
            if len(found) <= COMMON:
                # Whole numbers, since the shingles of a set come in any order and sums of fractions depend on it.
                shares.update(dict.fromkeys(found, COMMON // max(1, len(found))))
        nearest = sorted(shares, key=lambda other: (-shares[other], other))[:CANDIDATES]
        for other in nearest:
            yield other, place, likeness(before[other], face)
