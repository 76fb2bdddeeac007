"""Whether the time of reading grows with the length of the text, and no faster."""

from collections.abc import Iterator

from bench.building import packaged_reports
from bench.outlining import SIZES, made_text
from bench.reading import knowledge
from bench.table import Measured, timed
from kg.extract import extract
from kg.interpret import interpret
from kg.pipeline.lexicon import make_lexicon
from kg.structure import read_outline

# What a text ten times as long may take, in times of the shorter one.
MOST = 10.0


def measure_growth() -> Iterator[Measured]:
    """Seconds of extraction and interpretation together for half a megabyte and for five, and their ratio.

    Both texts are made of the packaged reports, read as one report: no report is that long.
    """
    known, info = knowledge(), packaged_reports()[0].info
    lexicon = make_lexicon(known.vocabulary, info)
    taken = []
    for wanted in SIZES:
        source, size = made_text(wanted)
        outline = read_outline(source, known.families)
        found, mentions = timed(lambda outline=outline: extract(outline, info, lexicon, known.extract))
        said, reading = timed(
            lambda outline=outline, mentions=mentions: interpret(outline, mentions, info, lexicon, known.interpret)
        )
        taken.append((found + said) / size)
        yield Measured("growth", f"{size:.1f} MB", found + said, f"{len(reading.facts)} facts")
    ratio = taken[1] / taken[0] * SIZES[1] / SIZES[0]
    yield Measured("growth", "ratio for ten times the text", ratio, f"at most {MOST:.0f}")
