"""Whether the time of reading grows with the length of the text, and no faster."""

from collections.abc import Iterator

from bench.building import packaged_reports
from bench.outlining import SIZES, made_text
from bench.reading import knowledge
from bench.table import Measured
from kg.model.facts import ReportInfo
from kg.model.text import Source
from kg.pipeline.order import Clock, Knowledge, read_text
from kg.pipeline.product import silent

# What a text ten times as long may take, in times of the shorter one.
MOST = 10.0
RUNS = 3


def measure_growth() -> Iterator[Measured]:
    """Seconds of extraction and interpretation together for half a megabyte and for five, and their ratio.

    Both texts are made of the packaged reports, read as one report: no report is that long. The shorter one is read
    once before anything is measured, so that neither pays for what is made at first use; then both by turns, and the
    best of three runs of each counts.
    """
    known, info = knowledge(), packaged_reports()[0].info
    texts = [made_text(wanted) for wanted in SIZES]
    _read(texts[0][0], info, known)
    runs = [[_read(source, info, known) for source, _ in texts] for _ in range(RUNS)]
    taken = []
    for place, (_, size) in enumerate(texts):
        seconds, facts = min(run[place] for run in runs)
        taken.append(seconds / size)
        yield Measured("growth", f"{size:.1f} MB", seconds, f"{size / seconds:.2f} MB/s, {facts} facts")
    ratio = taken[1] / taken[0] * SIZES[1] / SIZES[0]
    yield Measured("growth", "ratio for ten times the text", ratio, f"at most {MOST:.0f}")


def _read(source: Source, info: ReportInfo, known: Knowledge) -> tuple[float, int]:
    """Seconds of extraction and interpretation of a text, and how many facts it has."""
    clock = Clock(info.id, silent)
    _, reading = read_text(source, info, known, clock)
    seconds = sum(timing.seconds for timing in clock.timings if timing.stage in ("extract", "interpret"))
    return seconds, len(reading.facts)
