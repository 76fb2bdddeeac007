"""What is served: the current publication of the store, and the questions that can be asked of it."""

from threading import Lock

from kg.iris import Iris
from kg.pipeline.lineage import Lineages
from kg.questions import Questions, Statistics, count_uses, load_questions, load_trace_queries
from kg.questions.trace import TraceQueries
from kg.resources import Resources, open_resources
from kg.settings import Settings
from kg.store import Store, View


class Publications:
    """Follows the pointer of a store. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store.open(settings.store)
        self.resources: Resources = open_resources(settings.knowledge)
        self._lock, self._making = Lock(), Lock()
        self._digest: str | None = None
        self._view: View | None = None
        self._queries: dict[str, tuple[Questions, TraceQueries]] = {}
        self._lineages: tuple[str, Lineages] | None = None
        self._statistics: tuple[str, Statistics] | None = None

    def view(self) -> View:
        """The current publication.

        A new one is taken up without a restart: who finds it first loads it, and others are served the one before
        until it is loaded. Raises StoreError where nothing is published or the store is damaged.
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
            _ = view.dataset
            self._view, self._digest = view, view.manifest.digest
        return self._view

    def digest(self) -> str:
        """Hash of the manifest that is served now."""
        view = self.view()
        return self._digest or view.manifest.digest

    def loaded_digest(self) -> str | None:
        """Hash of the manifest that is in memory; None before the first is. Waits for nothing."""
        return self._digest

    def questions(self, view: View) -> Questions:
        """The catalogue under the base IRI of a publication."""
        return self._loaded(view)[0]

    def trace_queries(self, view: View) -> TraceQueries:
        return self._loaded(view)[1]

    def lineages(self) -> Lineages:
        """What lineage is made of, of the current publication; made with the first question after it was taken up.
        Who asks meanwhile waits for it, so that it is made once."""
        view = self.view()
        digest = view.manifest.digest
        with self._making:
            known = self._lineages
            if known is None or known[0] != digest:
                known = digest, Lineages.of(view, self.resources)
                self._lineages = known
        return known[1]

    def statistics(self) -> Statistics:
        """The current publication, counted; counted when it is first asked for."""
        view = self.view()
        digest = view.manifest.digest
        known = self._statistics
        if known is None or known[0] != digest:
            known = digest, count_uses(view, self.resources)
            self._statistics = known
        return known[1]

    def _loaded(self, view: View) -> tuple[Questions, TraceQueries]:
        base = view.manifest.base_iri
        if base not in self._queries:
            iris = Iris(base)
            loaded = load_questions(self.resources, iris), load_trace_queries(self.resources, iris)
            self._queries = {base: loaded}
        return self._queries[base]
