"""How long the stages took, as rows: over all reports, and in which report the longest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.cli.output import Output, Row, say
from kg.pipeline.product import STAGES, Timing

COLUMNS = ("stage", "seconds", "slowest report", "its seconds")


def timing_rows(timings: Iterable[Timing]) -> list[Row]:
    """A row a stage, in the order in which the stages run."""
    found: defaultdict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        found[timing.stage].append(timing)
    return [_row(stage, taken) for stage, taken in found.items()]


def _row(stage: str, taken: Sequence[Timing]) -> Row:
    longest = max(taken, key=lambda timing: timing.seconds)
    return {
        "stage": stage,
        "seconds": round(sum(timing.seconds for timing in taken), 4),
        "slowest report": longest.report,
        "its seconds": round(longest.seconds, 4) if longest.report else None,
    }


def print_timings(out: Output, timings: Iterable[Timing]) -> None:
    """Prints the rows, and names the slowest stage of reading a report."""
    rows = timing_rows(timings)
    out.rows(COLUMNS, rows)
    stages = [row for row in rows if row["stage"] in STAGES]
    if stages:
        slowest = max(stages, key=lambda row: float(str(row["seconds"])))
        say(f"slowest stage of reading: {slowest['stage']}, {slowest['seconds']} s over all reports")
