"""One publication in the making: what is known when it begins, and what it takes over of earlier ones."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from kg.iris import Iris
from kg.model.concepts import Vocabulary
from kg.model.facts import ReportInfo
from kg.model.statements import Account
from kg.pipeline.fingerprint import file_key, knowledge_fingerprint, report_key
from kg.pipeline.gather import Report
from kg.pipeline.product import Timing
from kg.pipeline.restore import TABLE, kept_info
from kg.pipeline.settled import keep_schema, keep_vocabulary, kept_schema, kept_vocabulary
from kg.pipeline.shared import SHARED, Shared
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import HeldBack, ReportEntry, Store, Writer
from kg.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from kg.pipeline.order import Knowledge
    from kg.reason import Schema


class Run:
    """One publication in the making."""

    def __init__(self, store: Store, writer: Writer, settings: Settings) -> None:
        self.store, self.writer = store, writer
        self.iris = Iris(settings.base_iri)
        self.resources = open_resources(settings.knowledge)
        self.fingerprint = knowledge_fingerprint(self.resources, settings.base_iri)
        self.current = store.current()
        self.history = tuple(old for old in store.history() if old.base_iri == settings.base_iri)
        self.timings: list[Timing] = []
        self._infos: dict[str, ReportInfo] = {}
        self.loaded: Knowledge | None = None
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
    def schema(self) -> "Schema | None":
        """The closed ontology, None where nobody has kept it."""
        return kept_schema(self.store, self.fingerprint)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, read once for all runs of this knowledge."""
        kept = kept_vocabulary(self.store, self.fingerprint)
        if kept is None:
            kept = load_vocabulary(self.resources, self.iris)
            keep_vocabulary(self.store, kept, self.fingerprint)
        return kept

    def info(self, entry: ReportEntry) -> ReportInfo:
        """What is known of a published report, read once a run."""
        digest = entry.tables[TABLE]
        if digest not in self._infos:
            self._infos[digest] = kept_info(self.store, entry)
        return self._infos[digest]

    def account(self, entry: ReportEntry) -> Account:
        """What a published report tells."""
        from kg.pipeline.accounts import stored_account

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
        return entry.key == file_key(self.info(entry), entry.source, entry.file, self.fingerprint)

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
