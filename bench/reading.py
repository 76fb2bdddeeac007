"""How fast text is read: structure, extraction, interpretation."""

from collections.abc import Iterator

from bench.building import packaged_reports
from bench.table import Measured, timed
from kg.iris import Iris
from kg.pipeline.order import Clock, Knowledge, load_knowledge, read_report
from kg.pipeline.product import silent
from kg.pipeline.shared import make_shared
from kg.resources import open_resources

STAGES = ("structure", "extract", "interpret")
RUNS = 3


def knowledge() -> Knowledge:
    resources, iris = open_resources(), Iris()
    return load_knowledge(resources, iris, make_shared(resources, iris))


def measure_reading() -> Iterator[Measured]:
    """Seconds of each stage over all packaged reports, the best of three runs, with its speed."""
    known, reports = knowledge(), packaged_reports()
    size = sum(len(report.data) for report in reports) / 1e6
    runs = []
    for _ in range(RUNS):
        clocks = [Clock(report.info.id, silent) for report in reports]
        for report, clock in zip(reports, clocks, strict=True):
            read_report(report.source, report.info, known, clock)
        runs.append({stage: _seconds(clocks, stage) for stage in STAGES})
    for stage in STAGES:
        best = min(run[stage] for run in runs)
        yield Measured("reading", stage, best, f"{size / best:.2f} MB/s")
    best = min(run["extract"] + run["interpret"] for run in runs)
    yield Measured("reading", "extract and interpret", best, f"{size / best:.2f} MB/s")
    whole, _ = timed(packaged_reports)
    yield Measured("reading", "open and describe the files", whole, f"{size / whole:.2f} MB/s")


def _seconds(clocks: list[Clock], stage: str) -> float:
    return sum(timing.seconds for clock in clocks for timing in clock.timings if timing.stage == stage)
