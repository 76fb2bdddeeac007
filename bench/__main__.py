"""`python -m bench`: measures and prints tables, and writes JSON where it is asked to."""

import json
from pathlib import Path

import click

from bench.building import measure_builds
from bench.closing import measure_inference
from bench.growing import measure_growth
from bench.outlining import measure_outlining
from bench.reading import measure_reading
from bench.shaping import measure_shapes
from bench.table import Measured, print_table


@click.command()
@click.option("--workers", type=click.IntRange(1), help="Processes of the build; by default one a core.")
@click.option("--report", metavar="ID", help="The report whose graph is checked and closed; by default the first.")
@click.option("--peers/--no-peers", default=True, help="Whether pyshacl and owlrl are measured too.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the figures to this file.")
def bench(workers: int | None, report: str | None, peers: bool, path: Path | None) -> None:  # noqa: FBT001 (click's)
    """Measure building, reading, validation and inference on the packaged reports."""
    measured: list[Measured] = []
    for rows in (
        measure_builds(workers),
        measure_reading(),
        measure_outlining(),
        measure_growth(),
        measure_shapes(report, peers=peers),
        measure_inference(report, peers=peers),
    ):
        taken = list(rows)
        print_table(taken)
        measured += taken
    if path:
        path.write_text(json.dumps([row.as_dict() for row in measured], ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    bench()
