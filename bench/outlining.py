"""Whether the time of an outline grows with the length of its text, and no faster."""

from collections.abc import Iterator

from bench.building import packaged_reports
from bench.table import Measured, timed
from kg.model.text import Source
from kg.structure import load_families, read_outline

SIZES = (0.5, 5.0)
# Ten times the text may take twelve times as long: lists of ten times as many blocks cost the collector more.
MOST = 12.0


def made_text(megabytes: float) -> tuple[Source, float]:
    """A text of about that size, made of the packaged reports one after another, and its size in megabytes."""
    text = "\n\n".join(report.source.text for report in packaged_reports())
    copies = max(1, round(megabytes * 1e6 / len(text.encode())))
    source = Source("made.txt", "text/plain", "utf-8", "0" * 64, "\n\n".join([text] * copies))
    return source, len(source.text.encode()) / 1e6


def measure_outlining() -> Iterator[Measured]:
    """Seconds of the outline of half a megabyte and of five, made of the packaged reports, and their ratio."""
    families = load_families()
    taken = []
    for wanted in SIZES:
        source, size = made_text(wanted)
        seconds, outline = timed(lambda source=source: read_outline(source, families))
        taken.append(seconds / size)
        yield Measured("outline", f"{size:.1f} MB", seconds, f"{len(outline.blocks)} blocks")
    ratio = taken[1] / taken[0] * SIZES[1] / SIZES[0]
    yield Measured("outline", "ratio for ten times the text", ratio, f"at most {MOST:.0f}")
