"""How long work shows itself: a bar that moves on a terminal; in a pipe nothing, or each stage on a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import click
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from kg.pipeline.product import KNOWN, STAGE, STAGES, Progress, silent


class Shown(StrEnum):
    """How work is shown."""

    BAR = "bar"
    LINES = "lines"


@contextmanager
def shown(title: str, reports: int, how: Shown = Shown.BAR) -> Iterator[Progress]:
    """A progress that says on stderr which stage of which report is at work, of so many reports."""
    if how is Shown.LINES:
        yield lambda stage, report: click.echo(f"{STAGE}{stage} {report}".rstrip(), err=True)
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        line = bar.add_task(title, total=reports * len(STAGES))

        def tell(stage: str, report: str) -> None:
            steps = len(STAGES) if stage == KNOWN else int(stage in STAGES)
            bar.update(line, advance=steps, description=f"{title}: {stage} {report}".rstrip())

        yield tell
