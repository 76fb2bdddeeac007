"""`kg build`, `kg ingest`, `kg remove`: what the store holds."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import click

from kg.cli.describing import describes
from kg.cli.options import Command, Room, in_room, prints
from kg.cli.output import Output, say
from kg.cli.progress import Shown, shown
from kg.cli.timings import print_timings, timing_rows
from kg.errors import NotConformingError
from kg.pipeline import publish
from kg.pipeline.bringing import TYPES, Landing, bring
from kg.pipeline.findings import in_words, reason_of
from kg.pipeline.gather import Report, catalogue_of, gather
from kg.pipeline.product import Computed, Progress, Timing
from kg.pipeline.publish import Outcome
from kg.settings import Settings
from kg.store import Store

Verb = Callable[[Sequence[Report], Settings, Progress, int | None], Outcome]


@dataclass(frozen=True, slots=True)
class Work:
    """How reports are taken in.

    flags    fields of a report by name, as its text does not say them
    type_    what standard input is, None where nobody said it
    workers  processes at one time, None for one a core
    timings  whether the seconds by stage are printed
    progress how stages are shown while they are at work
    """

    flags: Mapping[str, str]
    type_: str | None
    workers: int | None
    timings: bool
    progress: Shown


def works(command: Command) -> Command:
    """Adds the options that describe a report and how work is done and shown; hands the command `work`."""

    @describes
    @click.option("--type", "type_", type=click.Choice(TYPES), help="What comes on standard input, where a path is -.")
    @click.option("--workers", type=click.IntRange(1), help="Processes at one time; by default one a core.")
    @click.option("--timings", is_flag=True, help="Print the seconds by stage, and the slowest.")
    @click.option(
        "--progress",
        type=click.Choice(list(map(str, Shown))),
        default="bar",
        help="A bar on a terminal, or a line for each stage.",
    )
    @wraps(command)
    def wrapped(
        *,
        type_: str | None,
        workers: int | None,
        timings: bool,
        progress: str,
        flags: Mapping[str, str],
        **arguments: object,
    ) -> object:
        return command(work=Work(flags, type_, workers, timings, Shown(progress)), **arguments)

    return wrapped


@click.command(short_help="Make the store hold exactly these reports.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@works
@in_room
@prints("table")
def build(*, room: Room, out: Output, paths: tuple[Path, ...], work: Work) -> None:
    """Read the reports at PATHS (files, directories, ZIP files, - for standard input) and make the store hold exactly
    these.

    Without PATHS the packaged reports. What is known already is not computed again. A report that breaks a shape is
    held back, and the others are published (exit code 1); what was served of it before stays.
    """
    chosen = paths or (room.resources().directory("reports"),)
    _print(out, work, *_run(publish.build, room, chosen, work))


@click.command(short_help="Add reports to the store, or replace them by id.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@works
@click.option(
    "--tried",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A store on which these very reports were tried: what was made of them there is taken over.",
)
@in_room
@prints("table")
def ingest(*, room: Room, out: Output, paths: tuple[Path, ...], work: Work, tried: Path | None) -> None:
    """Read the reports at PATHS (files, directories, ZIP files, - for standard input) and add them to those of the
    store; one of the same id is replaced.

    What the texts do not say comes from the options, from NAME.toml beside a file, or from catalogue.toml beside it.
    """
    verb = partial(publish.ingest, tried=Store.open(tried)) if tried else publish.ingest
    _print(out, work, *_run(verb, room, paths, work))


@click.command(short_help="Take reports out of the store.")
@click.argument("ids", nargs=-1, required=True)
@in_room
@prints("table")
def remove(*, room: Room, out: Output, ids: tuple[str, ...]) -> None:
    """Take the reports with these IDS out of the store. `kg reports` lists them."""
    outcome = publish.remove(ids, room.settings)
    say(f"removed {', '.join(ids)}; {len(outcome.manifest.reports)} reports are published")
    if not out.for_people:
        out.document(_document(outcome, ()))


def _run(verb: Verb, room: Room, paths: Sequence[Path], work: Work) -> tuple[Outcome, tuple[Timing, ...]]:
    """What was published, and how long it took: reading the files first, all of it last."""
    start = perf_counter()
    limit = room.settings.source_bytes
    with TemporaryDirectory(prefix="kg-") as directory:
        files = bring(paths, Landing(Path(directory), limit, work.type_, sys.stdin.buffer, say))
        with shown("reports", len(files), work.progress) as progress:
            reports = gather(files, work.flags, catalogue_of(files, room.resources()), limit, progress)
            read = Timing("", "read", perf_counter() - start)
            outcome = verb(reports, room.settings, progress, work.workers)
    return outcome, (read, *outcome.timings, Timing("", "in all", perf_counter() - start))


def _print(out: Output, work: Work, outcome: Outcome, timings: Sequence[Timing]) -> None:
    _tell(outcome, timings[-1].seconds)
    if not out.for_people:
        out.document(_document(outcome, timings))
    elif work.timings:
        print_timings(out, timings)
    if outcome.held:
        raise NotConformingError(_held_words(outcome.held), outcome.held)


def _tell(outcome: Outcome, seconds: float) -> None:
    for product in outcome.products:
        warnings = sum(finding.severity == "warning" for finding in product.findings)
        warned = f", {warnings} warnings" if warnings else ""
        say(f"{product.info.id}: {product.facts or 'no'} facts{warned}{', HELD BACK' if product.violations else ''}")
    if outcome.kept:
        say(f"{len(outcome.kept)} reports unchanged")
    say(f"publication {outcome.manifest.number}: {len(outcome.manifest.reports)} reports, in {seconds:.1f} s")


def _held_words(held: Sequence[Computed]) -> str:
    lines = [f"\n  {product.info.id}: {reason_of(product.violations)}" for product in held]
    return f"{len(held)} held back; what was served of them before stays.{''.join(lines)}"


def _document(outcome: Outcome, taken: Sequence[Timing]) -> dict[str, object]:
    manifest = outcome.manifest
    return {
        "publication": manifest.digest,
        "number": manifest.number,
        "reports": [entry.id for entry in manifest.reports],
        "computed": [product.info.id for product in outcome.products],
        "kept": list(outcome.kept),
        "held": [asdict(held) for held in manifest.held],
        "findings": [
            asdict(finding) | {"words": in_words(finding)}
            for product in outcome.products
            for finding in product.findings
        ],
        "timings": [dict(row) for row in timing_rows(taken)],
    }
