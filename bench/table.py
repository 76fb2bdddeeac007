"""What was measured, as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from kg.cli.output import Output

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure.

    group   which measurement;  what: of what
    seconds wall-clock;  amount: how much was done or found, with its unit, "" where nothing is counted
    """

    group: str
    what: str
    seconds: float
    amount: str = ""

    def as_dict(self) -> dict[str, object]:
        return {"group": self.group, "what": self.what, "seconds": round(self.seconds, 5), "amount": self.amount}


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds, and what came out."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def ratio(theirs: float, ours: float) -> str:
    """How many times our time a peer took, in words."""
    return f"{theirs / ours:,.0f} times ours"


def print_table(rows: Sequence[Measured]) -> None:
    """The rows of one measurement, to stdout."""
    Output("table").rows(("group", "what", "seconds", "amount"), [row.as_dict() for row in rows])
    print()
