"""Builds, ingests and removes: computes what is not known yet, then publishes one manifest.

What a report became is known by its key, over the file, its metadata and all knowledge; what has the key of an earlier
publication is not computed again. A report that breaks a shape is held back, and what was served of it before stays.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from time import perf_counter

from kg import __version__
from kg.errors import InputError, UnknownNameError
from kg.graph import series_quads
from kg.iris import Iris
from kg.model.concepts import Vocabulary
from kg.model.statements import Account
from kg.pipeline.accounts import stored_account
from kg.pipeline.checks import load_comparison
from kg.pipeline.comparing import Compared, Comparing
from kg.pipeline.findings import reason_of
from kg.pipeline.fingerprint import file_key, knowledge_fingerprint, report_key
from kg.pipeline.gather import Report
from kg.pipeline.lineage.drawing import Drawing
from kg.pipeline.order import Knowledge, compute_report, load_knowledge
from kg.pipeline.pool import Compute, compute, cores
from kg.pipeline.product import KNOWN, Computed, Product, Progress, Task, Timing, silent
from kg.pipeline.restore import kept_info, restore
from kg.pipeline.settled import keep_schema, keep_vocabulary, kept_schema, kept_vocabulary
from kg.pipeline.shared import SHARED, Shared, make_shared
from kg.pipeline.suppressions import load_suppressions, without_names
from kg.reason import Context, Schema, close_schema
from kg.resources import Resources, open_resources
from kg.settings import Settings
from kg.store import HeldBack, Kind, Manifest, ReportEntry, Store, Writer
from kg.vocabulary import load_vocabulary

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

    def plan(run: _Run) -> _Plan:
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


def _refuse_other_base(run: "_Run") -> None:
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
        run = _Run(store, writer, replace(settings, base_iri=current.base_iri))
        entries = tuple(entry for entry in current.reports if entry.id not in ids)
        held = tuple(held for held in current.held if held.id not in ids)
        shared = {name: current.graphs[name] for name in SHARED}
        compared = _compared(run, entries, shared, silent)
        kept = {**shared, SERIES: _put_series(store, writer, entries, run.iris)}
        done = replace(current, reports=entries, graphs={**kept, **compared.graphs}, tables=compared.tables, held=held)
        return Outcome(writer.publish(done), timings=tuple(run.timings))


def prepare(
    resources: Resources, iris: Iris, graphs: Mapping[str, bytes], schema: bytes, vocabulary: Vocabulary
) -> Compute:
    """The function that computes a report; made anew in every process, of what is made of the knowledge alone."""
    return _by(load_knowledge(resources, iris, Shared(graphs, Schema.from_bytes(schema), vocabulary)))


def _by(knowledge: Knowledge) -> Compute:
    return lambda task, progress: compute_report(task, knowledge, progress)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The reports that a publication shall have, what was held back of them before and is not tried again, and what of
    them it takes over as it is, by id."""

    reports: Sequence[Report]
    held: tuple[HeldBack, ...] = ()
    kept: Mapping[str, ReportEntry] = field(default_factory=dict)


class _Run:
    """One publication in the making."""

    def __init__(self, store: Store, writer: Writer, settings: Settings) -> None:
        self.store, self.writer = store, writer
        self.iris = Iris(settings.base_iri)
        self.resources = open_resources(settings.knowledge)
        self.fingerprint = knowledge_fingerprint(self.resources, settings.base_iri)
        self.current = store.current()
        self.history = tuple(old for old in store.history() if old.base_iri == settings.base_iri)
        self.timings: list[Timing] = []
        self.loaded: Knowledge | None = None
        self.schema = kept_schema(store, self.fingerprint)
        # A build reads all that it takes over; who adds or takes away a report looks only whether it is there.
        self.intact: Callable[[str], bool] = store.objects.intact

    @property
    def served(self) -> tuple[ReportEntry, ...]:
        """The reports that are served now."""
        return self.current.reports if self.current else ()

    @property
    def held(self) -> tuple[HeldBack, ...]:
        """The reports that are held back now."""
        return self.current.held if self.current else ()

    @property
    def added(self) -> tuple[str, tuple[str, ...]]:
        """What clients wrote, which building leaves as it is."""
        return (self.current.added, self.current.added_graphs) if self.current else ("", ())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, read once for all runs of this knowledge."""
        kept = kept_vocabulary(self.store, self.fingerprint)
        if kept is None:
            kept = load_vocabulary(self.resources, self.iris)
            keep_vocabulary(self.store, kept, self.fingerprint)
        return kept

    def account(self, entry: ReportEntry) -> Account:
        """What a published report tells."""
        return stored_account(self.store, entry)

    def shared(self, graphs: Mapping[str, str]) -> Shared:
        """What is made of the knowledge alone; `graphs` are the hashes of the shared graphs."""
        assert self.schema is not None
        return Shared({name: self.store.object(graphs[name]) for name in SHARED}, self.schema, self.vocabulary)

    def keep(self, shared: Shared) -> None:
        """Keeps the closed ontology and the vocabulary, for this run and the next."""
        self.schema, self.vocabulary = shared.schema, shared.vocabulary
        keep_schema(self.store, shared.schema, self.fingerprint)
        keep_vocabulary(self.store, shared.vocabulary, self.fingerprint)

    def timed(self, stage: str, start: float) -> None:
        self.timings.append(Timing("", stage, perf_counter() - start))

    def known(self, reports: Iterable[Report]) -> dict[str, ReportEntry]:
        """What earlier publications made of these very files with this very knowledge, by report id."""
        made = {(entry.id, entry.key): entry for old in reversed(self.history) for entry in old.reports}
        found = {}
        for report in reports:
            entry = made.get((report.info.id, report_key(report.info, report.source, self.fingerprint)))
            if entry and self.store.intact(entry):
                found[report.info.id] = entry
        return found

    def take_over(self, tried: Store) -> None:
        """Counts what another store publishes among what was made before, and keeps the objects of what is not here."""
        made = tried.current()
        if made is None or made.base_iri != self.iris.base:
            return
        held = self.store.objects.held()
        for entry in made.reports:
            for digest in sorted({*entry.objects(), entry.source} - held):
                for kind in tried.objects.kinds(digest):
                    self.writer.put(kind, tried.object(digest))
        self.history = (*self.history, made)

    def up_to_date(self, entries: Iterable[ReportEntry]) -> dict[str, ReportEntry]:
        """Those of published reports that this very knowledge made of their files, and whose objects are all there. No
        file is opened but the smallest table: so that a report more costs as much as it costs alone."""
        held = self.store.objects.held()
        return {entry.id: entry for entry in entries if held.issuperset(entry.objects()) and self._current(entry)}

    def _current(self, entry: ReportEntry) -> bool:
        info = kept_info(self.store, entry)
        return entry.key == file_key(info, entry.source, entry.file, self.fingerprint)

    def shared_graphs(self) -> dict[str, str] | None:
        """The shared graphs of an earlier publication that was made with this very knowledge."""
        for old in self.history:
            graphs = {name: old.graphs[name] for name in SHARED if name in old.graphs}
            whole = len(graphs) == len(SHARED) and all(map(self.store.objects.intact, graphs.values()))
            if old.knowledge == self.fingerprint and whole:
                return graphs
        return None

    def before(self, report: str) -> ReportEntry | None:
        """What is served of a report now, if it can be served together with what is made in this run."""
        if self.current is None or self.current.base_iri != self.iris.base:
            return None
        return self.current.report(report)


def _publish(planned: Callable[[_Run], _Plan], settings: Settings, progress: Progress, workers: int | None) -> Outcome:
    store = Store.open(settings.store)
    with store.writer() as writer:
        start = perf_counter()
        run = _Run(store, writer, settings)
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
        graphs = {**graphs, **compared.graphs, SERIES: _put_series(store, writer, served, run.iris)}
        done = Manifest(__version__, run.iris.base, run.fingerprint, served, graphs, compared.tables, held, *run.added)
        manifest = writer.publish(done)
        run.timed("publish", start)
    ordered = tuple(made[name] for name in sorted(made))
    timings = (*run.timings, *(timing for product in ordered for timing in product.timings))
    return Outcome(manifest, ordered, kept, timings)


def _shared(run: _Run, tasks: Sequence[Task], progress: Progress) -> dict[str, str]:
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
    run: _Run, tasks: Sequence[Task], graphs: Mapping[str, str], progress: Progress, workers: int | None
) -> Generator[Product, None, None]:
    """What is made of the reports, each as soon as it is made, so that it can be written away. What is read to compute
    one report in this process serves the rest of the run."""
    if not tasks:
        return
    at_once, shared = min(workers or cores(), len(tasks)), run.shared(graphs)
    if at_once == 1:
        knowledge = run.loaded = load_knowledge(run.resources, run.iris, shared)
        yield from compute(tasks, lambda: _by(knowledge), progress, at_once)
        return
    parts = (shared.graphs, shared.schema.to_bytes(), shared.vocabulary)
    yield from compute(tasks, partial(prepare, run.resources, run.iris, *parts), progress, at_once)


def _compared(run: _Run, served: tuple[ReportEntry, ...], graphs: Mapping[str, str], progress: Progress) -> Compared:
    """What is found across these reports; what was found before, where they are the same. `graphs` are the shared
    ones, by name."""
    current = run.current
    if current and current.knowledge == run.fingerprint and _keys(current.reports) == _keys(served):
        before = Compared.out_of(current)
        if all(map(run.store.objects.intact, (*before.tables.values(), *before.graphs.values()))):
            return before
    start = perf_counter()
    progress("compare", "")
    shapes = run.loaded.shapes if run.loaded else None
    comparison = load_comparison(run.resources, run.iris, run.vocabulary, shapes)
    drawing = Drawing(run.writer, run.iris, lambda: _context(run, graphs))
    comparing = Comparing(run.store, run.writer, comparison, run.iris, run.fingerprint, run.account, drawing)
    compared = comparing.run(served, run.intact)
    run.timed("compare", start)
    return compared


def _context(run: _Run, graphs: Mapping[str, str]) -> Context:
    """In what is inferred what follows from lineage."""
    if run.loaded:
        return run.loaded.inference
    ontology, vocabulary = (run.store.object(graphs[name]) for name in ("ontology", "vocabulary"))
    return Context.of(run.schema or close_schema(ontology), vocabulary + ontology)


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


def _served_on(run: _Run, made: Iterable[Computed], others: Iterable[ReportEntry]) -> dict[str, ReportEntry]:
    """What was served before of the reports that are held back, by id, unless its very file is now another report: the
    characters of a file are those of one report."""
    taken = {entry.source for entry in others}
    before = (run.before(product.info.id) for product in made if product.violations)
    return {entry.id: entry for entry in before if entry is not None and entry.source not in taken}


def _held(product: Computed, report: Report) -> HeldBack:
    return HeldBack(product.info.id, product.sha256, report.path.name, reason_of(product.violations))


def _put_series(store: Store, writer: Writer, entries: Iterable[ReportEntry], iris: Iris) -> str:
    return writer.put(Kind.QUADS, series_quads([kept_info(store, entry) for entry in entries], iris))
