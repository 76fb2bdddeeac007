"""Makes publications: keeps objects, then switches the pointer."""

from collections.abc import Callable
from dataclasses import replace

from kg.errors import StoreError, UnknownNameError
from kg.store import files
from kg.store.layout import Layout
from kg.store.manifest import Manifest, ReportEntry, to_bytes
from kg.store.objects import Kind

# Publications that stay: a view that was opened on one of them can still read its tables and sources.
KEPT = 10


class Writer:
    """Writes to a store. Nothing of what it puts is visible before `publish`."""

    def __init__(self, store: Layout, clock: Callable[[], str]) -> None:
        self._store, self._clock = store, clock
        self._fresh: set[str] = set()

    def put(self, kind: Kind, data: bytes) -> str:
        """Keeps the bytes and returns their SHA-256 in hex, for a manifest to name."""
        digest = self._store.objects.put(kind, data)
        self._fresh.add(digest)
        return digest

    def publish(self, manifest: Manifest) -> Manifest:
        """Makes the manifest the current one, in one step, and returns it with number and times filled in.

        A manifest with the content of the current one is not published again. Raises StoreError where it names an
        object that the store lacks.
        """
        missing = sorted(set(manifest.needs()) - self._store.objects.held())
        if missing:
            raise StoreError(f"{self._store.path}: object {missing[0]} is missing. Build the store again.")
        before = self._store.history()
        current = self._store.find(self._store.pointer())
        if current is not None and current.content() == manifest.content():
            return current
        number = 1 + max((other.number for other in before), default=0)
        now = self._clock()
        reports = tuple(self._dated(entry, current, now) for entry in manifest.in_order().reports)
        done = replace(manifest.in_order(), reports=reports, number=number, published=now)
        files.write(self._store.manifest_path(done.digest), to_bytes(done))
        self._switch(done.digest)
        self.collect()
        return done

    def roll_back(self, digest: str) -> Manifest:
        """Makes an earlier (or later) publication the current one. Raises UnknownNameError where the store has none of
        that hash, StoreError where an object or a source of it is missing or damaged."""
        manifest = self._store.find(digest)
        if manifest is None:
            raise UnknownNameError("publication", digest, [other.digest for other in self._store.history()])
        for needed in sorted({*manifest.needs(), *(entry.source for entry in manifest.reports)}):
            self._store.object(needed)
        self._switch(digest)
        return manifest

    def collect(self, keep: int = KEPT) -> int:
        """Deletes all publications but the newest `keep`, the current one, and the newest of each of the last `keep`
        builds, however often clients wrote since; and the objects that only those needed.

        Returns how many objects went. What this writer put and has not published yet stays.
        """
        history = self._store.history()
        current = self._store.pointer()
        built = list({manifest.built(): manifest.digest for manifest in reversed(history)}.values())[::-1][:keep]
        wanted_too = {current, *built, *(manifest.digest for manifest in history[:keep])}
        kept = [manifest for manifest in history if manifest.digest in wanted_too]
        # Manifests first: a crash in between must not leave one whose objects are gone.
        self._store.forget_manifests({manifest.digest for manifest in kept})
        wanted = {digest for manifest in kept for digest in manifest.needs()}
        wanted |= {entry.source for manifest in kept for entry in manifest.reports}
        return self._store.objects.collect(wanted | self._fresh)

    def _switch(self, digest: str) -> None:
        files.write(self._store.pointer_path, f"{digest}\n".encode())

    @staticmethod
    def _dated(entry: ReportEntry, current: Manifest | None, now: str) -> ReportEntry:
        known = current.report(entry.id) if current else None
        if entry.ingested:
            return entry
        return replace(entry, ingested=known.ingested if known and known.source == entry.source else now)
