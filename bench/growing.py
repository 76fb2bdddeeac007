"""Whether the time of reading grows with the length of the text, and no faster."""

from collections.abc import Iterator

from bench.building import packaged_reports
from bench.outlining import SIZES, made_text
from bench.reading import knowledge
from bench.table import Measured
from kg.pipeline.order import Clock, read_text
from kg.pipeline.product import silent

# What a text ten times as long may take, in times of the shorter one.
MOST = 10.0


def measure_growth() -> Iterator[Measured]:
    """Seconds of extraction and interpretation together for half a megabyte and for five, and their ratio.

    Both texts are made of the packaged reports, read as one report: no report is that long.
    """
    known, info = knowledge(), packaged_reports()[0].info
    taken = []
    for wanted in SIZES:
        source, size = made_text(wanted)
        clock = Clock(info.id, silent)
        _, reading = read_text(source, info, known, clock)
        seconds = sum(timing.seconds for timing in clock.timings if timing.stage in ("extract", "interpret"))
        taken.append(seconds / size)
        yield Measured("growth", f"{size:.1f} MB", seconds, f"{len(reading.facts)} facts")
    ratio = taken[1] / taken[0] * SIZES[1] / SIZES[0]
    yield Measured("growth", "ratio for ten times the text", ratio, f"at most {MOST:.0f}")
