"""`kg build` from nothing and again, by stage."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Measured, timed
from kg.cli.timings import timing_rows
from kg.pipeline.gather import Report, catalogue_of, find_files, gather
from kg.pipeline.publish import Outcome, build
from kg.resources import open_resources, packaged
from kg.settings import Settings
from kg.store import Store


def packaged_reports() -> tuple[Report, ...]:
    files = find_files([packaged() / "reports"])
    return gather(files, {}, catalogue_of(files, open_resources()), Settings().source_bytes)


def measure_builds(workers: int | None) -> Iterator[Measured]:
    """All packaged reports from nothing to the first answer, then with nothing changed."""
    with TemporaryDirectory() as directory:
        settings = replace(Settings(), store=Path(directory) / "store")

        def once() -> Outcome:
            return build(packaged_reports(), settings, workers=workers)

        seconds, outcome = timed(once)
        for row in timing_rows(outcome.timings):
            longest = f"{row['slowest report']} {row['its seconds']} s" if row["slowest report"] else ""
            yield Measured("build", str(row["stage"]), float(str(row["seconds"])), longest)
        yield Measured("build", "in all", seconds, f"{len(outcome.manifest.reports)} reports")
        opened, view = timed(Store.open(settings.store).view)
        loaded, dataset = timed(lambda: view.dataset)
        yield Measured("build", "open and load the store", opened + loaded, f"{len(dataset)} quads")
        again, outcome = timed(once)
        yield Measured("build again", "in all", again, f"{len(outcome.products)} reports computed")
