"""What is served: the current publication of the store, and the questions that can be asked of it."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

from api.terms_of_use import load_terms
from kg.errors import KgError, StillReadingError
from kg.iris import Iris
from kg.pipeline.lineage import Lineages
from kg.questions import Questions, Statistics, count_uses, load_questions, load_trace_queries, prepare
from kg.questions.trace import TraceQueries
from kg.resources import Resources, open_resources
from kg.settings import Settings
from kg.store import Store, View

T = TypeVar("T")
Prepare = Callable[[View], object]
# So many seconds a request waits for a graph that is being read when the server starts; then it is told to come again.
PATIENCE = 1.5
# So many seconds a request waits for what another thread makes of the publication.
MADE_IN = 5.0
READING = (
    "The graph is being read into memory: {done:,} of {all:,} files. Served meanwhile: /healthz, /metrics, rows and "
    "texts of reports (/api/reports, /api/facts, /api/entities, /api/events, /api/coverage), /api/audit, lineage and "
    "/graph. All else answers 503 with Retry-After until then."
)
PREPARING = (
    "The graph is in memory; the indexes of facts, of lineage and of search are being made. All is served meanwhile, "
    "but who asks for what is not made yet waits, or is told to come again (503 with Retry-After)."
)


class Once(Generic[T]):
    """What is made of the publication that is served, when it is first asked for. Who asks meanwhile waits for it, so
    that it is made once. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: tuple[str, T] | None = None

    def of(self, view: View, make: Callable[[], T]) -> T:
        """What `make` makes of that publication. Raises StillReadingError where another thread makes it, and takes
        longer than a request waits."""
        digest, made = view.digest, self._made
        if made is not None and made[0] == digest:
            return made[1]
        if not self._lock.acquire(timeout=MADE_IN):
            raise StillReadingError("This is made of the publication just now. Ask again in a while.")
        try:
            if self._made is None or self._made[0] != digest:
                self._made = digest, make()
            return self._made[1]
        finally:
            self._lock.release()


class Publications:
    """Follows the pointer of a store. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store.open(settings.store)
        self.resources: Resources = open_resources(settings.knowledge)
        self.terms = load_terms(self.resources)
        self._lock = Lock()
        self._digest: str | None = None
        self._view: View | None = None
        self._queries: dict[str, tuple[Questions, TraceQueries]] = {}
        self._lineages: Once[Lineages] = Once()
        self._statistics: Once[Statistics] = Once()
        self._preparing: list[Prepare] = [self._prepare_lineages, self._prepare_facts]
        self._prepared = False

    def view(self) -> View:
        """The current publication.

        Tables of the first can be asked for at once; its graph is read with the first question, or from `begin` on. A
        new one is taken up without a restart: who finds it first loads it, and others are served the one
        before until it is loaded. Raises StoreError where nothing is published or the store is damaged.
        """
        digest = self.store.pointer()
        if self._view is not None and digest == self._digest:
            return self._view
        before = self._view
        if not self._lock.acquire(blocking=before is None):
            assert before is not None
            return before
        try:
            return self._take_up(digest)
        finally:
            self._lock.release()

    def loaded(self) -> View:
        """The publication in memory, which may be the one before the current: loads nothing where there is one.

        Raises StoreError as `view` does.
        """
        if self._view is None or self.store.pointer() is None:
            return self.view()
        return self._view

    def _take_up(self, digest: str | None) -> View:
        if self._view is None or digest != self._digest:
            view = self.store.view(union_default_graph=self.settings.union_default_graph)
            if self._view is not None:
                _ = view.dataset
            first = self._view is None
            self._view, self._digest = view, view.digest
            if not first:
                self._prepare_beside(view)
        return self._view

    def renew(self) -> None:
        """Takes up the current publication before it returns, so that who wrote it is served it."""
        with self._lock:
            self._take_up(self.store.pointer())

    def digest(self) -> str:
        """Hash of the manifest that is served now."""
        view = self.view()
        return self._digest or view.digest

    def prepared_by(self, prepare: Prepare) -> None:
        """Has this be done too with a publication, before the server says that it is ready."""
        self._preparing.append(prepare)

    def current_digest(self) -> str | None:
        """Hash of the manifest that is served, where it is the current one; None where another has to be taken up.
        Waits for nothing but the pointer."""
        digest = self._digest
        return digest if digest is not None and self.store.pointer() == digest else None

    def begin(self) -> None:
        """Begins to read the graph, and then to make what first questions would wait for: in threads of their own."""
        view = self.view()
        view.begin(PATIENCE)
        self._prepare_beside(view)

    def leave(self) -> None:
        """Ends such threads."""
        self.view().leave()

    def _prepare_beside(self, view: View) -> None:
        Thread(target=self._prepare, args=(view,), name="kaogong-preparing", daemon=True).start()

    def _prepare(self, view: View) -> None:
        try:
            for make in self._preparing:
                make(view)
        except KgError:  # whoever asks for it is told
            pass
        finally:
            self._prepared = True

    def _prepare_lineages(self, view: View) -> None:
        _ = self.lineages(view).things

    def _prepare_facts(self, view: View) -> None:
        view.await_quads()
        prepare(view, next(iter(self.questions(view))).lookup)

    def reading(self) -> str:
        """What is not there yet, in words; "" where all is. Waits for nothing."""
        view = self._view
        if view is None:
            return "No publication is read yet."
        done, all_ = view.progress
        if not view.in_memory:
            return READING.format(done=done, all=all_)
        return "" if self._prepared else PREPARING

    def loaded_digest(self) -> str | None:
        """Hash of the manifest that is in memory; None before the first is. Waits for nothing."""
        return self._digest

    def questions(self, view: View) -> Questions:
        """The catalogue under the base IRI of a publication."""
        return self._loaded(view)[0]

    def trace_queries(self, view: View) -> TraceQueries:
        return self._loaded(view)[1]

    def lineages(self, view: View) -> Lineages:
        """What lineage is made of, of that publication; made with the first question after it was taken up."""
        return self._lineages.of(view, lambda: Lineages.of(view, self.resources))

    def statistics(self, view: View) -> Statistics:
        """That publication, counted; counted when it is first asked for."""
        return self._statistics.of(view, lambda: count_uses(view, self.resources))

    def _loaded(self, view: View) -> tuple[Questions, TraceQueries]:
        base = view.manifest.base_iri
        if base not in self._queries:
            iris = Iris(base)
            loaded = load_questions(self.resources, iris), load_trace_queries(self.resources, iris)
            self._queries = {base: loaded}
        return self._queries[base]
