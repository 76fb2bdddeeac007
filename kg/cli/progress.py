"""How long work shows itself: a line that moves on a terminal, nothing in a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.pipeline.product import Progress, silent


@contextmanager
def shown(title: str) -> Iterator[Progress]:
    """A progress that says on stderr which stage of which report is at work."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        line = bar.add_task(title)

        def tell(stage: str, report: str) -> None:
            bar.update(line, description=f"{title}: {stage} {report}".rstrip())

        yield tell
