"""`python -m bench`: measures and prints tables, and writes JSON where it is asked to."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from bench.adding import measure_adding
from bench.building import measure_builds
from bench.closing import measure_inference
from bench.growing import measure_growth
from bench.lanes import measure_lanes
from bench.making import made_settings, made_store
from bench.outlining import measure_outlining
from bench.peers import measure_peers
from bench.printing import measure_printing
from bench.reading import measure_reading
from bench.serving import measure_serving
from bench.shaping import measure_shapes
from bench.synthetic import MOST, write_reports
from bench.table import Measured, print_table
from kg.cli.output import Output
from kg.cli.timings import timing_rows


@click.group(invoke_without_command=True)
@click.pass_context
@click.option("--workers", type=click.IntRange(1), help="Processes of the build; by default one a core.")
@click.option("--report", metavar="ID", help="The report whose graph is checked and closed; by default all.")
@click.option("--peers/--no-peers", default=True, help="Whether pyshacl and owlrl are measured too.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the figures to this file.")
def bench(
    context: click.Context,
    workers: int | None,
    report: str | None,
    peers: bool,  # noqa: FBT001 (click's)
    path: Path | None,
) -> None:
    """Measure building, reading, validation and inference on the packaged reports; or what a command says."""
    if context.invoked_subcommand:
        return
    measured: list[Measured] = []
    for rows in (
        measure_builds(workers),
        measure_reading(),
        measure_outlining(),
        measure_printing(),
        measure_growth(),
        measure_shapes(report, peers=peers),
        measure_inference(report, peers=peers),
    ):
        taken = list(rows)
        print_table(taken)
        measured += taken
    if path:
        path.write_text(json.dumps([row.as_dict() for row in measured], ensure_ascii=False, indent=1) + "\n")


def _counted(default: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--count", type=click.IntRange(1, MOST), default=default, show_default=True, help="Reports.")


@bench.command("lanes")
@click.argument("store", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--endless", default=100, show_default=True, help="Queries that never end, at one time.")
@click.option("--seconds", default=30.0, show_default=True, help="How long each round takes.")
def lanes(store: Path, endless: int, seconds: float) -> None:
    """Measure what is quick beside queries that never end, on a server of STORE."""
    print_table(list(measure_lanes(store, endless, seconds)))


@bench.command("referees")
@click.option("--report", metavar="ID", help="Only this report.")
def referees(report: str | None) -> None:
    """Hold the shapes against pyshacl and the inference against owlrl, on the packaged reports."""
    for rows in (measure_shapes(report, peers=True), measure_inference(report, peers=True)):
        print_table(list(rows))


@bench.command("reports")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_counted(100)
def reports(directory: Path, count: int) -> None:
    """Write made reports, text files with descriptions, to DIRECTORY."""
    files = write_reports(directory, count)
    click.echo(f"{len(files)} reports in {directory}")


@bench.command("store")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_counted(100)
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one a core.")
def store(directory: Path, count: int, workers: int | None) -> None:
    """Build a store of made reports, DIRECTORY/store-COUNT; one that is there already is only brought up to date."""
    settings, outcome, seconds = made_store(directory, count, workers)
    print_table(
        [Measured("store", str(row["stage"]), float(str(row["seconds"]))) for row in timing_rows(outcome.timings)]
    )
    computed = len(outcome.products)
    click.echo(f"{settings.store}: {count} reports, {computed} of them computed, in {seconds:.1f} s")


@bench.command("conformance")
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--all", "every", is_flag=True, help="Name what the library fails as well.")
def conformance(directory: Path, every: bool) -> None:  # noqa: FBT001 (click's)
    """Run the W3C test suite of SPARQL 1.1 that lies in DIRECTORY, against what is served and the library alone."""
    from bench.conformance import run_suite
    from bench.conformance.suite import counted

    outcomes = list(run_suite(directory))
    Output("table").rows(("tests", "cases", "ours", "library"), list(counted(outcomes)))
    for one in outcomes:
        if one.ours and (every or not one.theirs):
            click.echo(f"{one.case.name}: {one.ours}" + (f" (library: {one.theirs})" if one.theirs else ""))


@bench.command("opening")
@click.argument("address")
def opening(address: str) -> None:
    """Measure how long the page at ADDRESS takes to open in Chromium."""
    from bench.opening import measure_opening

    print_table(list(measure_opening(address)))


@bench.command("serving")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_counted(100)
def serving(directory: Path, count: int) -> None:
    """Serve the store of made reports, DIRECTORY/store-COUNT, and measure its answers."""
    print_table(list(measure_serving(made_settings(directory, count).store)))


@bench.command("peers")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_counted(100)
def peers(directory: Path, count: int) -> None:
    """Hold the SPARQL endpoint of DIRECTORY/store-COUNT against Oxigraph's server and rdflib-endpoint."""
    print_table(list(measure_peers(made_settings(directory, count).store, directory)))


@bench.command("adding")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--count", "counts", type=click.IntRange(2, MOST), multiple=True, default=(10, 100), show_default=True)
@click.option("--workers", type=click.IntRange(1), help="Processes that build the stores; by default one a core.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the figures to this file.")
def adding(directory: Path, counts: tuple[int, ...], workers: int | None, path: Path | None) -> None:
    """Measure what report number COUNT costs, added to a store of all before it, by stage. Stores stay in DIRECTORY."""
    measured = list(measure_adding(directory, counts, workers))
    print_table(measured)
    if path:
        path.write_text(json.dumps([row.as_dict() for row in measured], ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    bench()
