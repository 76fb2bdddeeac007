"""The passages of a report beside those of another: unchanged, only the figures changed, rewritten, new, gone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from kg.lineage.differences import Edit, compare
from kg.lineage.matching import Match, Matched, match
from kg.lineage.wording import bare, figures_of, masked
from kg.model.paragraphs import Paragraph


class Status(StrEnum):
    """What became of a passage."""

    UNCHANGED = "unchanged"
    FIGURES = "figures"  # figures and dates changed, and nothing else
    REWRITTEN = "rewritten"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and its like in the earlier report; one of them is None where it is new or gone.

    score   how much they are alike, 0 to 1; where it is new or gone, how much the nearest passage is
    reason  why they were put together, or why not, in words
    moved   whether it stands in another order among those that have their like
    """

    before: Paragraph | None
    after: Paragraph | None
    status: Status
    score: float
    reason: str
    moved: bool = False


def align(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[Pair, ...]:
    """Every passage of two reports once, in the order of `after`; what is gone stands behind the last passage before it
    that is not. Both are in reading order."""
    found = match(before, after)
    gone = _gone(before, found)
    steady = _in_order([found.matches[new].old for new in sorted(found.matches)])
    pairs = list(gone[None])
    for new, passage in enumerate(after):
        match_ = found.matches.get(new)
        if match_ is None:
            score = found.nearest_new.get(new, 0.0)
            pairs.append(Pair(None, passage, Status.NEW, round(score, 3), _nothing(score)))
        else:
            pairs.append(_pair(before[match_.old], passage, match_, match_.old not in steady))
            pairs.extend(gone[match_.old])
    return tuple(pairs)


def _gone(before: Sequence[Paragraph], found: Matched) -> Mapping[int | None, list[Pair]]:
    """The passages that are gone, by the place of the last one before them that is not; None where there is none."""
    kept = {one.old for one in found.matches.values()}
    gone: defaultdict[int | None, list[Pair]] = defaultdict(list)
    last: int | None = None
    for old, passage in enumerate(before):
        if old in kept:
            last = old
        else:
            score = found.nearest_old.get(old, 0.0)
            gone[last].append(Pair(passage, None, Status.GONE, round(score, 3), _nothing(score)))
    return gone


def _nothing(score: float) -> str:
    return f"the nearest is {score:.0%} alike" if score else "no words in common"


def _pair(before: Paragraph, after: Paragraph, found: Match, moved: bool) -> Pair:  # noqa: FBT001 (a value of the pair)
    status, words = _change(before.text, after.text, found.score)
    reason = "; ".join(part for part in (words, found.support, "in another order" if moved else "") if part)
    return Pair(before, after, status, round(found.score, 3), reason, moved)


def _change(before: str, after: str, score: float) -> tuple[Status, str]:
    if bare(before) == bare(after):
        return Status.UNCHANGED, "the same words" if before == after else "the same words, other punctuation"
    if masked(before) == masked(after):
        figures = zip_longest(figures_of(before), figures_of(after))
        changed = sum(old != new for old, new in figures)
        return Status.FIGURES, f"the same words, {changed} other {'figure' if changed == 1 else 'figures'}"
    return Status.REWRITTEN, f"{score:.0%} alike"


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """The places of a longest ascending subsequence."""
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = tails[at - 1] if at else None
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [place]
    chain: set[int] = set()
    place_: int | None = tails[-1] if tails else None
    while place_ is not None:
        chain.add(place_)
        place_ = before[place_]
    return frozenset(chain)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a report stood in the earlier one.

    passages    how many, by status;  characters: of those of the later report, by status
    kept        share of the later report's characters that stayed as they are, 0 to 1: the equal words of all pairs
    boilerplate share of them in passages that are unchanged, or of which only figures changed
    """

    passages: Mapping[Status, int]
    characters: Mapping[Status, int]
    kept: float
    boilerplate: float


def share(pairs: Iterable[Pair]) -> Share:
    """How much of the later report was taken over, counted in characters without punctuation."""
    passages, characters = dict.fromkeys(Status, 0), dict.fromkeys(Status, 0)
    kept = 0
    for pair in pairs:
        passages[pair.status] += 1
        if pair.after is not None:
            characters[pair.status] += len(bare(pair.after.text))
            kept += sum(len(bare(text)) for text in _stayed(pair))
    total = max(1, sum(characters.values()))
    alike = characters[Status.UNCHANGED] + characters[Status.FIGURES]
    return Share(passages, characters, round(kept / total, 4), round(alike / total, 4))


def _stayed(pair: Pair) -> Iterator[str]:
    if pair.before is not None and pair.after is not None:
        runs = compare(pair.before.text, pair.after.text)
        yield from (run.text for run in runs if run.edit is Edit.EQUAL)
