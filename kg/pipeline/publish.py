"""Builds, ingests and removes: computes what is not known yet, then publishes one manifest.

What a report became is known by its key, over the file, its metadata and all knowledge; what has the key of an earlier
publication is not computed again. A report that breaks a shape is held back, and what was served of it before stays.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from kg import __version__
from kg.errors import InputError, UnknownNameError
from kg.iris import Iris
from kg.model.concepts import Vocabulary
from kg.pipeline.compared import Compared
from kg.pipeline.findings import reason_of
from kg.pipeline.fingerprint import report_key
from kg.pipeline.gather import Report
from kg.pipeline.pool import Compute, compute, cores
from kg.pipeline.product import KNOWN, Computed, Product, Progress, Task, Timing, silent
from kg.pipeline.restore import restore
from kg.pipeline.run import Run
from kg.pipeline.shared import SHARED, Shared, make_shared
from kg.pipeline.suppressions import load_suppressions, without_names
from kg.resources import Resources
from kg.settings import Settings
from kg.store import HeldBack, Kind, Manifest, ReportEntry, Store, Writer

if TYPE_CHECKING:
    from kg.pipeline.order import Knowledge
    from kg.reason import Context

# What computes and compares is imported where it is needed: a run with nothing new takes half the time without it.
SERIES = "series"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication did.

    products  what was computed, in order of report id;  kept: ids of reports that were known already
    timings   seconds by report and stage; stages that are for all reports have the report ""
    """

    manifest: Manifest
    products: tuple[Computed, ...] = ()
    kept: tuple[str, ...] = ()
    timings: tuple[Timing, ...] = field(default=(), repr=False)

    @property
    def held(self) -> tuple[Computed, ...]:
        """The reports of this run that break a shape."""
        return tuple(product for product in self.products if product.violations)


def build(
    reports: Sequence[Report], settings: Settings, progress: Progress = silent, workers: int | None = None
) -> Outcome:
    """Makes the store hold exactly these reports. The result does not depend on their order or on `workers`.

    Raises KnowledgeError where vocabulary, shapes or rules must be mended, StoreError where the disk refuses.
    """
    return _publish(lambda _run: _Plan(reports), settings, progress, workers)


def ingest(
    reports: Sequence[Report],
    settings: Settings,
    progress: Progress = silent,
    workers: int | None = None,
    tried: Store | None = None,
) -> Outcome:
    """Adds these reports to those of the store, or replaces them by id. `tried`: a store on which they were tried; what
    this very knowledge made there of these very files is taken over, not computed again.

    Where the knowledge has changed since, the other reports are read again out of the store. Raises as `build` does,
    InputError for a file that the store has under another id, since its characters would be those of two reports, and
    InputError where the base IRI is not that of the store: all addresses of the other reports would change.
    """
    new = {report.info.id for report in reports}

    def plan(run: Run) -> _Plan:
        _refuse_other_base(run)
        rest = [entry for entry in run.served if entry.id not in new]
        _refuse_known(reports, rest)
        if tried:
            run.take_over(tried)
        kept = run.up_to_date(rest)
        run.intact = run.store.objects.held().__contains__
        others = [restore(run.store, entry) for entry in rest if entry.id not in kept]
        return _Plan([*reports, *others], tuple(held for held in run.held if held.id not in new), kept)

    return _publish(plan, settings, progress, workers)


def _refuse_other_base(run: Run) -> None:
    if run.current is not None and run.current.base_iri != run.iris.base:
        raise InputError(
            f"All IRIs of this store begin with {run.current.base_iri}, and this run would write {run.iris.base}. "
            f"Set KG_BASE_IRI or --base-iri to {run.current.base_iri}, or build the store again under the new one."
        )


def _refuse_known(reports: Iterable[Report], others: Iterable[ReportEntry]) -> None:
    known = {entry.source: entry.id for entry in others}
    for report in reports:
        other = known.get(report.source.sha256)
        if other is not None:
            raise InputError(
                f"{report.path} is the file of the report '{other}' that the store has. Give it that id "
                f"(--id {other}), or take that report out first: kg remove {other}"
            )


def remove(ids: Sequence[str], settings: Settings) -> Outcome:
    """Takes reports out of the store: served ones and those held back.

    Raises UnknownNameError, with near names, for an id that the store does not hold, and then removes nothing.
    """
    store = Store.open(settings.store)
    before = store.view().manifest
    with store.writer() as writer:
        current = store.current() or before
        known = {entry.id for entry in current.reports} | {entry.id for entry in current.held}
        for name in ids:
            if name not in known:
                raise UnknownNameError("report", name, known)
        run = Run(store, writer, replace(settings, base_iri=current.base_iri))
        entries = tuple(entry for entry in current.reports if entry.id not in ids)
        held = tuple(held for held in current.held if held.id not in ids)
        shared = {name: current.graphs[name] for name in SHARED}
        compared = _compared(run, entries, shared, silent)
        kept = {**shared, SERIES: _put_series(run, entries)}
        done = replace(current, reports=entries, graphs={**kept, **compared.graphs}, tables=compared.tables, held=held)
        return Outcome(writer.publish(done), timings=tuple(run.timings))


def prepare(
    resources: Resources, iris: Iris, graphs: Mapping[str, bytes], schema: bytes, vocabulary: Vocabulary
) -> Compute:
    """The function that computes a report; made anew in every process, of what is made of the knowledge alone."""
    from kg.pipeline.order import load_knowledge
    from kg.reason import Schema

    return _by(load_knowledge(resources, iris, Shared(graphs, Schema.from_bytes(schema), vocabulary)))


def _by(knowledge: "Knowledge") -> Compute:
    from kg.pipeline.order import compute_report

    return lambda task, progress: compute_report(task, knowledge, progress)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The reports that a publication shall have, what was held back of them before and is not tried again, and what of
    them it takes over as it is, by id."""

    reports: Sequence[Report]
    held: tuple[HeldBack, ...] = ()
    kept: Mapping[str, ReportEntry] = field(default_factory=dict)


def _publish(planned: Callable[[Run], _Plan], settings: Settings, progress: Progress, workers: int | None) -> Outcome:
    store = Store.open(settings.store)
    with store.writer() as writer:
        start = perf_counter()
        run = Run(store, writer, settings)
        plan = planned(run)
        suppressed = load_suppressions(run.resources)
        reports = {report.info.id: without_names(report, suppressed) for report in plan.reports}
        entries = {**run.known(reports.values()), **plan.kept}
        kept = tuple(sorted(entries))
        for name in kept:
            progress(KNOWN, name)
        run.timed("look up", start)
        tasks = [_task(report, run.fingerprint) for name, report in reports.items() if name not in entries]
        graphs = _shared(run, tasks, progress)
        made = dict[str, Computed]()
        start = perf_counter()
        with closing(_products(run, tasks, graphs, progress, workers)) as products:
            for product in products:
                name = product.info.id
                made[name] = Computed.of(product)
                if not product.violations:
                    entries[name] = _put(writer, product, reports[name])
        run.timed("reports, side by side, and stored", start)
        progress("publish", "")
        held = (*plan.held, *(_held(one, reports[name]) for name, one in sorted(made.items()) if one.violations))
        entries |= _served_on(run, made.values(), entries.values())
        served = tuple(entries[name] for name in sorted(entries))
        compared = _compared(run, served, graphs, progress)
        start = perf_counter()
        graphs = {**graphs, **compared.graphs, SERIES: _put_series(run, served)}
        done = Manifest(__version__, run.iris.base, run.fingerprint, served, graphs, compared.tables, held, *run.added)
        manifest = writer.publish(done)
        run.timed("publish", start)
    ordered = tuple(made[name] for name in sorted(made))
    timings = (*run.timings, *(timing for product in ordered for timing in product.timings))
    return Outcome(manifest, ordered, kept, timings)


def _shared(run: Run, tasks: Sequence[Task], progress: Progress) -> dict[str, str]:
    """The hashes of the shared graphs. The ontology is closed where nobody has kept it closed and it is needed."""
    graphs = run.shared_graphs()
    if graphs and (run.schema or not tasks):
        return graphs
    start = perf_counter()
    progress("knowledge", "")
    shared = make_shared(run.resources, run.iris)
    run.keep(shared)
    graphs = {name: run.writer.put(Kind.QUADS, quads) for name, quads in shared.graphs.items()}
    run.timed("knowledge", start)
    return graphs


def _products(
    run: Run, tasks: Sequence[Task], graphs: Mapping[str, str], progress: Progress, workers: int | None
) -> Generator[Product, None, None]:
    """What is made of the reports, each as soon as it is made, so that it can be written away. What is read to compute
    one report in this process serves the rest of the run."""
    if not tasks:
        return
    from kg.pipeline.order import load_knowledge

    at_once, shared = min(workers or cores(), len(tasks)), run.shared(graphs)
    if at_once == 1:
        knowledge = run.loaded = load_knowledge(run.resources, run.iris, shared)
        yield from compute(tasks, lambda: _by(knowledge), progress, at_once)
        return
    parts = (shared.graphs, shared.schema.to_bytes(), shared.vocabulary)
    yield from compute(tasks, partial(prepare, run.resources, run.iris, *parts), progress, at_once)


def _compared(run: Run, served: tuple[ReportEntry, ...], graphs: Mapping[str, str], progress: Progress) -> Compared:
    """What is found across these reports; what was found before, where they are the same. `graphs` are the shared
    ones, by name."""
    if run.current and _unchanged(run, served):
        before = Compared.out_of(run.current)
        if all(map(run.store.objects.intact, (*before.tables.values(), *before.graphs.values()))):
            return before
    from kg.pipeline.checks import load_comparison
    from kg.pipeline.comparing import Comparing
    from kg.pipeline.lineage.drawing import Drawing

    start = perf_counter()
    progress("compare", "")
    shapes = run.loaded.shapes if run.loaded else None
    comparison = load_comparison(run.resources, run.iris, run.vocabulary, shapes)
    drawing = Drawing(run.writer, run.iris, lambda: _context(run, graphs))
    comparing = Comparing(run.store, run.writer, comparison, run.iris, run.fingerprint, run.account, drawing)
    compared = comparing.run(served, run.intact)
    run.timed("compare", start)
    return compared


def _context(run: Run, graphs: Mapping[str, str]) -> "Context":
    """In what is inferred what follows from lineage."""
    from kg.reason import Context, close_schema

    if run.loaded:
        return run.loaded.inference
    ontology, vocabulary = (run.store.object(graphs[name]) for name in ("ontology", "vocabulary"))
    return Context.of(run.schema or close_schema(ontology), vocabulary + ontology)


def _unchanged(run: Run, served: Iterable[ReportEntry]) -> bool:
    """Whether what is served now was made of these very reports by this very knowledge."""
    current = run.current
    return bool(current and current.knowledge == run.fingerprint and _keys(current.reports) == _keys(served))


def _keys(entries: Iterable[ReportEntry]) -> list[tuple[str, str]]:
    return [(entry.id, entry.key) for entry in entries]


def _task(report: Report, fingerprint: str) -> Task:
    return Task(report.info, report.source, report_key(report.info, report.source, fingerprint))


def _put(writer: Writer, product: Product, report: Report) -> ReportEntry:
    quads = {"report": product.asserted, "inferred": product.inferred, "checks": product.checks}
    return ReportEntry(
        id=product.info.id,
        source=writer.put(Kind.SOURCE, report.data),
        file=report.path.name,
        key=product.key,
        graphs={name: writer.put(Kind.QUADS, data) for name, data in quads.items()},
        tables={name: writer.put(Kind.ROWS, data) for name, data in product.tables.items()},
        masked=report.masked,
    )


def _served_on(run: Run, made: Iterable[Computed], others: Iterable[ReportEntry]) -> dict[str, ReportEntry]:
    """What was served before of the reports that are held back, by id, unless its very file is now another report: the
    characters of a file are those of one report."""
    taken = {entry.source for entry in others}
    before = (run.before(product.info.id) for product in made if product.violations)
    return {entry.id: entry for entry in before if entry is not None and entry.source not in taken}


def _held(product: Computed, report: Report) -> HeldBack:
    return HeldBack(product.info.id, product.sha256, report.path.name, reason_of(product.violations))


def _put_series(run: Run, entries: Sequence[ReportEntry]) -> str:
    if run.current and _unchanged(run, entries) and run.store.objects.intact(run.current.graphs[SERIES]):
        return run.current.graphs[SERIES]
    from kg.graph import series_quads

    return run.writer.put(Kind.QUADS, series_quads([run.info(entry) for entry in entries], run.iris))
