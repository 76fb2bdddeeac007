"""From marks to levels: keeps the headings and items that are open, and finds where each next one stands."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.structure.marks import BULLET, Mark

# The kind of a heading whose mark is lost, or that never had one.
UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Step:
    """A heading or list item that is open.

    kind     kind of its mark, or UNMARKED, or "#" with the depth of a heading of light-weight markup
    block    ordinal of its block
    section  ordinal of its section, None for a list item
    lead     ordinal of the block that introduces the list that it stands in, or None
    """

    kind: str
    rank: int
    value: int
    block: int
    section: int | None
    lead: int | None


class Count:
    """Where the marks of each kind stand in a report, to see whether a count goes on."""

    def __init__(self, marks: Sequence[Mark | None]) -> None:
        self._places: dict[str, list[int]] = {}
        self._ranks: dict[str, int] = {}
        self._marks = marks
        for place, mark in enumerate(marks):
            if mark is not None and mark.kind != BULLET:
                self._places.setdefault(mark.kind, []).append(place)
                self._ranks[mark.kind] = mark.rank

    def goes_on(self, step: Step, place: int) -> bool:
        """Whether the next mark of a step's kind behind a place counts on, before a mark of a higher rank comes."""
        following = self._next(step.kind, place)
        mark = self._marks[following] if following is not None else None
        if following is None or mark is None or mark.value != step.value + 1:
            return False
        higher = (self._next(kind, place) for kind, rank in self._ranks.items() if rank < step.rank)
        return all(other is None or other > following for other in higher)

    def _next(self, kind: str, place: int) -> int | None:
        places = self._places.get(kind, [])
        index = bisect_right(places, place)
        return places[index] if index < len(places) else None


class Ladder:
    """The open headings and items, outermost first."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._steps: list[Step] = []
        # Steps of the left column of a table: what stands to the right never closes them.
        self._floor = 0

    def section(self) -> int | None:
        """The section that is open."""
        return next((step.section for step in reversed(self._steps) if step.section is not None), None)

    def item(self) -> Step | None:
        """The list item that is open innermost, if no heading was opened below it."""
        return self._steps[-1] if self._steps and self._steps[-1].section is None else None

    def sink(self) -> None:
        """Closes all that is open to the right of a table."""
        del self._steps[self._floor :]
        self._floor = 0

    def fix(self) -> None:
        """Keeps what is open from being closed by what stands to the right."""
        self._floor = len(self._steps)

    def reach(self, mark: Mark) -> Step | None:
        """Closes all that a mark closes; the step of its kind that it follows, or None where it begins a list."""
        for place in range(len(self._steps) - 1, self._floor - 1, -1):
            if self._steps[place].kind == mark.kind:
                sibling = self._steps[place]
                del self._steps[place:]
                return sibling
        if mark.value != 1:
            self._close(mark.rank)
        return None

    def _close(self, rank: int) -> None:
        """Closes what ranks below a mark that goes on with a count begun before."""
        for place in range(self._floor, len(self._steps)):
            if self._steps[place].rank > rank:
                del self._steps[place:]
                return

    def reach_unmarked(self, place: int, kind: str = UNMARKED) -> None:
        """Closes all that a heading without a mark closes: it stands below every count that goes on behind it, and
        beside the last heading without a mark that is open."""
        keep = self._floor
        for index in range(len(self._steps) - 1, self._floor - 1, -1):
            step = self._steps[index]
            if step.kind == kind:
                keep = index
                break
            if self._count.goes_on(step, place):
                keep = index + 1
                break
        else:
            keep = self._outermost()
        del self._steps[keep:]

    def _outermost(self) -> int:
        """Where no count goes on and no such heading is open: below the headings that have marks, above items."""
        headings = [index for index, step in enumerate(self._steps) if step.section is not None]
        return max([self._floor, *(index + 1 for index in headings)])

    def reach_sharps(self, depth: int) -> None:
        """Closes headings of light-weight markup that are as deep or deeper, and all below them."""
        for place in range(self._floor, len(self._steps)):
            kind = self._steps[place].kind
            if kind.startswith("#") and len(kind) >= depth:
                del self._steps[place:]
                return

    def open(self, step: Step) -> None:
        self._steps.append(step)

    def depth(self) -> int:
        """How many headings are open."""
        return sum(step.section is not None for step in self._steps)

    def above(self) -> Iterator[Step]:
        """What is open, innermost first."""
        return reversed(self._steps)
