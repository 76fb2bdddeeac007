"""A store of made reports, kept in a directory of the user's: it is computed once and found again."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bench.synthetic import write_reports
from kg.pipeline.gather import Report, catalogue_of, gather
from kg.pipeline.product import Progress, silent
from kg.pipeline.publish import Outcome, build
from kg.resources import open_resources
from kg.settings import Settings


def gathered(directory: Path, count: int, first: int = 0) -> tuple[Report, ...]:
    """That many made reports, written to `directory/reports` and read from there as any other file."""
    files = write_reports(directory / "reports", count, first)
    return gather(files, {}, catalogue_of(files, open_resources()), Settings().source_bytes)


def made_settings(directory: Path, count: int) -> Settings:
    """The settings of the store of the first `count` made reports: `directory/store-COUNT`."""
    return replace(Settings(), store=directory / f"store-{count}")


def made_store(
    directory: Path, count: int, workers: int | None = None, progress: Progress = silent
) -> tuple[Settings, Outcome, float]:
    """The store of the first `count` made reports, and how many seconds its building took.

    What the store has already of these very reports, by this very code, is not computed again.
    """
    settings, start = made_settings(directory, count), perf_counter()
    outcome = build(gathered(directory, count), settings, progress, workers)
    return settings, outcome, perf_counter() - start
