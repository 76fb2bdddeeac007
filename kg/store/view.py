"""One publication, to read."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from threading import Event, Lock, Thread
from typing import TypeAlias, TypeVar

import msgspec
import pyoxigraph

from kg.errors import InputError, StillReadingError, StoreError, UnknownNameError
from kg.store.explain import explain
from kg.store.kept import Kept
from kg.store.manifest import Manifest
from kg.store.rowwise import row_by_row
from kg.store.tokens import TokenKind, tokens

T = TypeVar("T")
# So many of the things that were made of files are kept, and of those that were made of tables.
FILES, MADE = 8, 256
INDEXES = 8
# A table of one row is asked for with every other question, and takes little room.
ROWS, SMALL = 4_096, 4_096
Results: TypeAlias = "pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples"


class View:
    """A publication as it was when the view was opened. Threads may share it.

    The quads are read into memory with the first query; tables and sources each time they are asked for, save small
    tables. `kept` is for what others make of tables, under the hashes of these, `indexes` for what they make of the
    whole publication, under its name.
    """

    def __init__(self, manifest: Manifest, load: Callable[[str], bytes], *, union_default_graph: bool = True) -> None:
        self.manifest = manifest
        self._object, self._union = load, union_default_graph
        self._lock = Lock()
        self._dataset: pyoxigraph.Store | None = None
        self._read, self._patience, self._done = Event(), 0.0, 0
        self._read.set()
        self._left = False
        self._files, self._small, self._counts, self.kept = Kept(FILES), Kept(ROWS), Kept(ROWS), Kept(MADE)
        self.indexes = Kept(INDEXES)

    @cached_property
    def digest(self) -> str:
        """Hash of the manifest."""
        return self.manifest.digest

    def begin(self, patience: float) -> None:
        """Has another thread read the quads into memory. Who needs them meanwhile waits so many seconds at most, and is
        then told to come again; tables and sources are there at once."""
        self._patience = patience

        def read() -> None:
            try:
                _ = self._held
            except StoreError:  # whoever asks for the quads is told of it
                pass
            finally:
                self._read.set()

        self._read.clear()
        Thread(target=read, name="kaogong-reading", daemon=True).start()

    def await_quads(self) -> None:
        """Returns when the quads are in memory. Raises StoreError where they cannot be read."""
        self._read.wait()
        _ = self._held

    def leave(self) -> None:
        """Has the reading that `begin` began end, and waits for that. Nothing is read any more."""
        self._left = True
        self._read.wait()

    @property
    def in_memory(self) -> bool:
        """Whether the quads are read, so that nobody waits for them."""
        return self._dataset is not None

    @property
    def progress(self) -> tuple[int, int]:
        """How many files of quads are read, and how many there are."""
        groups = (self.manifest.graphs, *(entry.graphs for entry in self.manifest.reports))
        return self._done, len({digest for group in groups for digest in group.values()})

    @property
    def dataset(self) -> pyoxigraph.Store:
        """All quads of the publication. For reading only.

        Raises StillReadingError where they are being read since `begin`, and that takes longer than was said.
        """
        if not self._read.wait(self._patience):
            done, all_ = self.progress
            raise StillReadingError(
                f"The graph is being read into memory: {done:,} of {all_:,} files. Ask again in a while; the rows of "
                "the reports are served meanwhile."
            )
        return self._held

    @property
    def _held(self) -> pyoxigraph.Store:
        with self._lock:
            if self._dataset is None:
                self._dataset = self._read_quads()
            return self._dataset

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> Results:
        """What a SPARQL query gives: solutions, a boolean, or triples, computed as they are read.

        The graphs, where given, are the query's data set (SPARQL 1.1 Protocol, section 2.1.4), else those that it names
        by FROM; else the default graph is the union of all graphs, or what stands in no named graph where the view was
        opened so. `base`: against what relative IRIs are resolved. Raises InputError with line and column.
        """
        chosen = bool(default_graphs or named_graphs)
        union = self._union and not chosen and not _has_from(text)
        default = [_graph(iri) for iri in default_graphs]
        named = [_graph(iri) for iri in named_graphs]
        try:
            return self.dataset.query(
                text,
                base_iri=base,
                use_default_graph_as_union=union,
                default_graph=[*default] if chosen else None,
                named_graphs=[*named] if chosen else None,
            )
        except SyntaxError as error:
            raise explain(text, error) from error

    def select(self, text: str) -> pyoxigraph.QuerySolutions:
        """What a SELECT of this package gives (see `row_by_row`). Raises InputError for another form of query too."""
        results = self.query(row_by_row(text))
        if not isinstance(results, pyoxigraph.QuerySolutions):
            raise InputError("This takes a SELECT; the query has another form.")
        return results

    def construct(self, text: str) -> pyoxigraph.QueryTriples:
        """What a CONSTRUCT of this package gives. Raises InputError for another form of query too."""
        results = self.query(row_by_row(text))
        if not isinstance(results, pyoxigraph.QueryTriples):
            raise InputError("This takes a CONSTRUCT; the query has another form.")
        return results

    def facts(self, report: str) -> tuple[dict[str, object], ...]:
        """The measurements of one report, in reading order. Raises UnknownNameError for a report that is not here."""
        return self.table(report, "facts")

    def table(self, report: str, name: str) -> tuple[dict[str, object], ...]:
        """The rows of one table of a report: "facts", "entities", … Raises UnknownNameError where there is none."""
        entry = self.manifest.report(report)
        if entry is None:
            raise UnknownNameError("report", report, [other.id for other in self.manifest.reports])
        if name not in entry.tables:
            raise UnknownNameError("table", name, entry.tables)
        return self._rows(entry.tables[name])

    def rows_with(self, report: str, name: str, column: str, value: str) -> tuple[dict[str, object], ...]:
        """Those rows of a table of a report whose column has that value: of a table that is not kept, the others are
        not parsed. Raises UnknownNameError as `table` does."""
        entry = self.manifest.report(report)
        digest = entry.tables.get(name) if entry else None
        if digest is None or self._small.of(digest, lambda: self._small_rows(digest)) is not None:
            rows = self.table(report, name)
        else:
            quoted = msgspec.json.encode(value)
            rows = _parsed(b"\n".join(line for line in self._load(digest).splitlines() if quoted in line))
        return tuple(row for row in rows if row[column] == value)

    def shared_table(self, name: str) -> tuple[dict[str, object], ...]:
        """The rows of a table that is of no single report. Raises UnknownNameError where there is none."""
        if name not in self.manifest.tables:
            raise UnknownNameError("table", name, self.manifest.tables)
        return self._rows(self.manifest.tables[name])

    def count(self, report: str, name: str) -> int:
        """How many rows a table of a report has. Raises UnknownNameError where there is none."""
        entry = self.manifest.report(report)
        if entry is None or name not in entry.tables:
            return len(self.table(report, name))
        digest = entry.tables[name]
        return self._counts.of(digest, lambda: self._load(digest).count(b"\n"))

    def _load(self, digest: str) -> bytes:
        if self._left:
            raise StillReadingError("Nothing is read any more, since the server ends.")
        return self._object(digest)

    def _rows(self, digest: str) -> tuple[dict[str, object], ...]:
        known = self._small.of(digest, lambda: self._small_rows(digest))
        return _parsed(self._load(digest)) if known is None else known

    def _small_rows(self, digest: str) -> tuple[dict[str, object], ...] | None:
        data = self._load(digest)
        return _parsed(data) if len(data) <= SMALL else None

    def quads(self, reports: Collection[str] = ()) -> Iterator[bytes]:
        """The graphs as sorted N-Quads, one file at a time, by their names: those of these reports; or all where none
        is named, then what clients added.

        Raises UnknownNameError for a report that is not here.
        """
        known = {entry.id: entry for entry in self.manifest.reports}
        for report in reports:
            if report not in known:
                raise UnknownNameError("report", report, known)
        chosen = [known[report] for report in sorted(set(reports))] or self.manifest.reports
        found = {f"{kind}/{entry.id}": digest for entry in chosen for kind, digest in entry.graphs.items()}
        if not reports:
            found |= self.manifest.graphs
        yield from (self._load(digest) for _, digest in sorted(found.items()))
        if self.manifest.added and not reports:
            yield self._load(self.manifest.added)

    def fresh(self) -> pyoxigraph.Store:
        """All quads of the publication, in a store of their own that may be changed."""
        return self._read_quads()

    def added(self) -> pyoxigraph.Store:
        """The graphs that clients wrote, and what stands in no graph, as a store of their own that may be changed."""
        dataset = pyoxigraph.Store()
        dataset.load(self.added_quads(), format=pyoxigraph.RdfFormat.N_QUADS)
        self._name_graphs(dataset)
        return dataset

    def added_quads(self) -> bytes:
        """What clients wrote, as sorted N-Quads."""
        return self._load(self.manifest.added) if self.manifest.added else b""

    def _name_graphs(self, dataset: pyoxigraph.Store) -> None:
        """An empty graph has no quads that would name it."""
        for iri in self.manifest.added_graphs:
            dataset.add_graph(pyoxigraph.NamedNode(iri))

    def graph(self, name: str) -> bytes:
        """One named graph as sorted N-Quads, by its name: "vocabulary", "report/{id}", … Raises UnknownNameError."""
        graphs = dict(self.manifest.named_graphs())
        if name not in graphs:
            raise UnknownNameError("graph", name, graphs)
        return self._load(graphs[name])

    def made_of(self, sha256: str, make: Callable[[bytes], T]) -> T:
        """What `make` makes of a report's file. The last few are kept, since some formats take seconds to read."""
        return self._files.of(sha256, lambda: make(self.source(sha256)))

    def source(self, sha256: str) -> bytes:
        """A report's file, byte for byte, by its SHA-256. Raises UnknownNameError where none has that hash."""
        if all(entry.source != sha256 for entry in self.manifest.reports):
            raise UnknownNameError("source", sha256, [entry.source for entry in self.manifest.reports])
        return self._load(sha256)

    def _read_quads(self) -> pyoxigraph.Store:
        dataset = pyoxigraph.Store()
        self._done = 0
        for data in self.quads():
            dataset.load(data, format=pyoxigraph.RdfFormat.N_QUADS)
            self._done += 1
        self._name_graphs(dataset)
        return dataset


def _parsed(data: bytes) -> tuple[dict[str, object], ...]:
    decoder = msgspec.json.Decoder(dict[str, object])
    return tuple(decoder.decode_lines(data))


def _has_from(text: str) -> bool:
    """Whether the query names its data set itself. The union would go before that, and the answer would be wrong."""
    if "from" not in text.lower():
        return False
    return any(token.kind is TokenKind.WORD and token.text.lower() == "from" for token in tokens(text))


def _graph(iri: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"'{iri}' is no IRI of a graph: {error}.") from error
