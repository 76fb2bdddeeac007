"""What a triple store alone takes for the graphs of one report more: a transactional load into a RocksDB store of as
many reports, by the same library, without reading, checking or comparing anything."""

import shutil
from pathlib import Path
from time import process_time

from pyoxigraph import NamedNode, RdfFormat
from pyoxigraph import Store as Quads

from bench.table import Measured, timed
from kg.iris import Iris
from kg.store import Manifest, ReportEntry, Store

# Written when all is loaded, so that a store that was broken off is made anew.
DONE = "loaded"


def measure_plainly(group: str, store: Store, report: str, directory: Path) -> tuple[Measured, ...]:
    """The seconds of a load of a report's own graphs into all other graphs of a publication, by the clock and of a
    processor. The store of the others stays in the directory."""
    manifest = store.current()
    assert manifest is not None
    entry = manifest.report(report)
    assert entry is not None
    quads = _others(store, manifest, entry, directory)
    data = b"".join(store.object(digest) for digest in entry.graphs.values())
    began = process_time()
    seconds, _ = timed(lambda: quads.load(data, format=RdfFormat.N_QUADS))
    busy = process_time() - began
    for name in entry.graphs:
        quads.remove_graph(NamedNode(Iris(manifest.base_iri).graph(f"{name}/{report}")))
    amount = f"{len(data):,} bytes into {len(quads):,} quads"
    return Measured(group, "a plain load of its graphs", seconds, amount), Measured(group, "of a processor", busy)


def _others(store: Store, manifest: Manifest, entry: ReportEntry, directory: Path) -> Quads:
    """A RocksDB store of all graphs but those of one report."""
    if not (directory / DONE).is_file():
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        loaded = Quads(str(directory / "quads"))
        for name, digest in manifest.named_graphs():
            if name not in {f"{kind}/{entry.id}" for kind in entry.graphs}:
                loaded.bulk_load(store.object(digest), format=RdfFormat.N_QUADS)
        loaded.optimize()
        del loaded
        (directory / DONE).touch()
    return Quads(str(directory / "quads"))
