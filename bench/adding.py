"""What a report more costs in a store that has many already: its n-th report is added, by stage."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

from bench.making import gathered, made_settings, made_store
from bench.table import Measured, timed
from kg.cli.timings import timing_rows
from kg.pipeline.product import STAGES
from kg.pipeline.publish import ingest, remove


def measure_adding(directory: Path, counts: Sequence[int], workers: int | None) -> Iterator[Measured]:
    """For each count n: the seconds in which report n comes into a store of the n - 1 before it, and goes out again.

    The stores stay in the directory, so that a second run finds them. Reading the command line, the settings and the
    file is not counted, nor is the start of Python.
    """
    for count in counts:
        settings, _, _ = made_store(directory, count - 1, workers)
        (report,) = gathered(directory, 1, first=count - 1)
        began = process_time()
        seconds, outcome = timed(lambda: ingest((report,), made_settings(directory, count - 1)))  # noqa: B023 (called here)
        busy = process_time() - began
        facts = sum(product.facts for product in outcome.products)
        yield Measured(f"adding {count}", "in all", seconds, f"{facts} facts")
        yield Measured(f"adding {count}", "of a processor", busy)
        for row in timing_rows(outcome.timings):
            kind = "of the report" if row["stage"] in STAGES else "of the publication"
            yield Measured(f"adding {count}", str(row["stage"]), float(str(row["seconds"])), kind)
        began = process_time()
        gone, _ = timed(lambda: remove([report.info.id], settings))  # noqa: B023 (called here)
        yield Measured(f"adding {count}", "taking it out again", gone)
        yield Measured(f"adding {count}", "of a processor, taking it out", process_time() - began)
