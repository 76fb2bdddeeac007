"""Cuts the figures of one class into segments of one definition each, with the breaks between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.lineage.definitions import Definition, Definitions
from kg.lineage.placing import Placed
from kg.model.lines import Break, Note, Shift
from kg.model.mentions import Period

Slot = tuple[str, Period | None]
# By so much one figure must be more like the others of its line than another of its report and time.
MARGIN = 0.15


@dataclass(slots=True)
class Strand:
    """Figures of one definition, as they come in: what is known of the definition so far, and who began it."""

    definition: Definition
    members: list[Placed] = field(default_factory=list)
    before: "Strand | None" = None
    last: Placed | None = None  # the figure that it breaks from
    shifts: tuple[Shift, ...] = ()

    def take(self, one: Placed) -> None:
        self.members.append(one)
        said = {**self.definition.said, **one.definition.said}
        told = one.definition.told or self.definition.told
        self.definition = replace(self.definition, said=said, told=told)


def strands_of(placed: Iterable[Placed], definitions: Definitions) -> list[Strand]:
    """The figures of one class, in order of time, as strands in the order in which they begin.

    A figure goes on with the strand told last of those whose definition it can have; where there is none it begins one,
    with a break from the strand that it differs from least.
    """
    strands: list[Strand] = []
    for one in placed:
        fitting = [strand for strand in strands if not definitions.shifts(strand.definition, one.definition)]
        if fitting:
            max(fitting, key=lambda strand: strand.members[-1].order).take(one)
        else:
            strands.append(_begin(one, strands, definitions))
    return strands


def _begin(one: Placed, strands: Sequence[Strand], definitions: Definitions) -> Strand:
    strand = Strand(one.definition, [one])
    earlier = [other for other in strands if other.members[0].order[:3] < one.order[:3]] or list(strands)
    if earlier:
        shifts = {index: definitions.shifts(other.definition, one.definition) for index, other in enumerate(earlier)}
        nearest = min(shifts, key=lambda index: (len(shifts[index]), _negative(earlier[index])))
        strand.before, strand.shifts = earlier[nearest], shifts[nearest]
        strand.last = _last_before(earlier[nearest], one)
    return strand


def _negative(strand: Strand) -> tuple[int, ...]:
    """So that of strands that differ alike the one told last comes first."""
    return tuple(-ord(char) for char in "".join(map(str, strand.members[-1].order[:2])))


def _last_before(strand: Strand, one: Placed) -> Placed:
    earlier = [other for other in strand.members if other.order[:3] < one.order[:3]]
    return (earlier or strand.members)[-1]


def breaks_of(strands: Iterable[Strand]) -> tuple[Break, ...]:
    """The breaks between strands. Those that begin in one report at one time, from one figure, are one break: what was
    told together is told apart."""
    found: dict[tuple[str, Slot], list[Strand]] = {}
    for strand in strands:
        if strand.last is not None:
            first = strand.members[0]
            slot = (first.statement.report, first.time)
            found.setdefault((strand.last.statement.fact, slot), []).append(strand)
    return tuple(map(_break, found.values()))


def _break(strands: Sequence[Strand]) -> Break:
    last = strands[0].last
    assert last is not None
    shifts = tuple(dict.fromkeys(shift for strand in strands for shift in strand.shifts))
    return Break(last.statement, tuple(strand.members[0].statement for strand in strands), shifts)


def settle(members: Sequence[Placed]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """The figures that stand on a line, and those beside it because their report has several for one time.

    Where one of several is clearly more like what the other reports say, it is the line's.
    """
    slots: dict[Slot, list[Placed]] = {}
    for one in members:
        slots.setdefault((one.statement.report, one.time), []).append(one)
    aside: list[Placed] = []
    for slot in slots.values():
        if len({one.statement.value for one in slot}) > 1:
            others = [one for one in members if one.statement.report != slot[0].statement.report]
            chosen = _chosen(slot, others)
            aside += [one for one in slot if chosen is None or one.statement.value != chosen.statement.value]
    gone = {one.statement.fact for one in aside}
    return tuple(one for one in members if one.statement.fact not in gone), tuple(aside)


def _chosen(slot: Sequence[Placed], others: Sequence[Placed]) -> Placed | None:
    """The one of several that is most like the figures of other reports; None where that is not clear."""
    if not others:
        return None
    scores: Mapping[str, float] = {
        one.statement.fact: max(pairs_alike(one.clause, other.clause) for other in others) for one in slot
    }
    ordered = sorted(slot, key=lambda one: -scores[one.statement.fact])
    best, second = ordered[0], next(one for one in ordered if one.statement.value != ordered[0].statement.value)
    return best if scores[best.statement.fact] - scores[second.statement.fact] >= MARGIN else None


def pairs_alike(one: str, other: str) -> float:
    """How alike two phrases are, by pairs of characters, 0 to 1 (coefficient of Dice)."""
    first, second = ({text[place : place + 2] for place in range(len(text) - 1)} for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def noted(members: Sequence[Placed]) -> Iterator[Placed]:
    """Figures of one definition, with a note where a report tells one again, or another report something else of its
    time."""
    by_time: dict[Period | None, list[Placed]] = {}
    for one in members:
        by_time.setdefault(one.time, []).append(one)
    for one in members:
        others = [other for other in by_time[one.time] if other is not one and one.time is not None]
        yield replace(one, notes=(*one.notes, *_tellings(one, others)))


def _tellings(one: Placed, others: Sequence[Placed]) -> Iterator[Note]:
    here = [other for other in others if other.statement.report == one.statement.report]
    if any(other.statement.value == one.statement.value and other.order < one.order for other in here):
        yield Note.REPEATED
    there = [other for other in others if other.statement.report != one.statement.report]
    if there and all(other.statement.value != one.statement.value for other in there):
        yield Note.RESTATED
