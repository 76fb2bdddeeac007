"""What a report more costs in a store that has many already: its n-th report is added, by stage."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from bench.making import gathered, made_store
from bench.plainly import measure_plainly
from bench.synthetic import MOST
from bench.table import Measured, timed
from kg.cli.timings import timing_rows
from kg.pipeline import checks, comparing, order
from kg.pipeline.product import STAGES
from kg.pipeline.publish import Outcome, ingest, remove
from kg.store import Store

# So many reports come in by one run, where what rules and vocabulary take is shared among them.
SEVERAL = 5
# Imported when they are first needed: here, before anything is measured.
NEEDED = (checks, comparing, order)


def measure_adding(directory: Path, counts: Sequence[int], workers: int | None) -> Iterator[Measured]:
    """For each count n: the seconds in which report n comes into a store of the n - 1 before it, what a plain load of
    its graphs takes, and in which it goes out again; then some reports by one run, by the report.

    The stores stay in the directory, so that a second run finds them. Reading the command line, the settings and the
    file is not counted, nor is the start of Python.
    """
    for count in counts:
        settings, _, _ = made_store(directory, count - 1, workers)
        (report,), group = gathered(directory, 1, first=count - 1), f"adding {count}"
        seconds, busy, outcome = _run(lambda: ingest((report,), settings))  # noqa: B023 (called here)
        facts = sum(product.facts for product in outcome.products)
        yield Measured(group, "in all", seconds, f"{facts} facts")
        yield Measured(group, "of a processor", busy)
        for row in timing_rows(outcome.timings):
            kind = "of the report" if row["stage"] in STAGES else "of the publication"
            yield Measured(group, str(row["stage"]), float(str(row["seconds"])), kind)
        plain = measure_plainly(group, Store.open(settings.store), report.info.id, directory / f"plain-{count - 1}")
        yield from plain
        yield Measured(group, "in plain loads", seconds / plain[0].seconds, "times, by the clock")
        yield Measured(group, "in plain loads", busy / plain[1].seconds, "times, of a processor")
        gone, busy, _ = _run(lambda: remove([report.info.id], settings))  # noqa: B023 (called here)
        yield Measured(group, "taking it out again", gone)
        yield Measured(group, "of a processor, taking it out", busy)
        several = gathered(directory, min(SEVERAL, MOST - count), first=count)
        seconds, busy, _ = _run(lambda: ingest(several, settings, workers=1))  # noqa: B023 (called here)
        yield Measured(group, f"each of {len(several)} by one run", seconds / len(several))
        yield Measured(group, "of a processor, each", busy / len(several))
        remove([one.info.id for one in several], settings)
        _forget(Store.open(settings.store))


def _forget(store: Store) -> None:
    """Takes away all publications but the current one, since what they have is not computed again by the next run."""
    current = store.pointer()
    with store.writer() as writer:
        store.forget_manifests({current} if current else set())
        writer.collect()


def _run(work: Callable[[], Outcome]) -> tuple[float, float, Outcome]:
    """Seconds by the clock and of a processor, and what came out."""
    began = process_time()
    seconds, outcome = timed(work)
    return seconds, process_time() - began, outcome
