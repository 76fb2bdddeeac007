"""How long work shows itself: a bar that moves on a terminal, nothing in a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from kg.pipeline.product import KNOWN, STAGES, Progress, silent


@contextmanager
def shown(title: str, reports: int) -> Iterator[Progress]:
    """A progress that says on stderr which stage of which report is at work, of so many reports."""
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
