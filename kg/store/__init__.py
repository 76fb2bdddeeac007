"""The truth on disk: plain files named by their hashes, and one pointer that publishes.

`Store.open(path)` reads (`current`, `history`, `view`) and gives the one `writer()`, which puts objects and publishes a
`Manifest` that names them. Readers never see half a publication; a crash at any moment leaves the last good one.
"""

from kg.store.manifest import FORMAT, HeldBack, Manifest, ReportEntry
from kg.store.objects import Kind
from kg.store.store import Store
from kg.store.view import Results, View
from kg.store.writer import Writer

__all__ = ["FORMAT", "HeldBack", "Kind", "Manifest", "ReportEntry", "Results", "Store", "View", "Writer"]
