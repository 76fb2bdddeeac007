"""Who is asked: the library alone, and what answers at `/sparql`, from its judging of texts to the written answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, parse

from api.worker import Answerer, Job
from bench.conformance.cases import Case, Data
from bench.conformance.comparing import Form, form_of_csv, form_of_quads, form_of_rows
from kg import __version__
from kg.errors import InputError, KgError
from kg.graph.triples import sorted_quads
from kg.pipeline.writing import Update, compute_change
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Kind, Manifest, Store
from kg.store.guard import QueryLimits, check_query, check_update

GRAPH_FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
HOST = re.compile(r"<[a-z]+://([^/>]+)")
# The formats in which rows are asked for, by the suffix of the file that holds those that are expected.
WANTED = {
    ".csv": ("csv", QueryResultsFormat.CSV),
    ".tsv": ("tsv", QueryResultsFormat.TSV),
    ".srx": ("xml", QueryResultsFormat.XML),
}
JSON = ("json", QueryResultsFormat.JSON)


class RefusedError(Exception):
    """The text is no SPARQL 1.1."""


class Engine(Protocol):
    """Who takes the tests. Each raises RefusedError for what is no SPARQL."""

    def answer(self, case: Case) -> Form:
        """The answer to a query."""

    def updated(self, case: Case) -> Form:
        """What is there after an update."""


def quads_of(data: Data) -> Iterator[Quad]:
    """The quads of files; what is blank in two of them are two nodes."""
    places = [(None, path) for path in data.default] + [(NamedNode(iri), path) for iri, path in data.named]
    for graph, path in places:
        kind = GRAPH_FORMATS[path.suffix]
        for quad in parse(path.read_bytes(), format=kind, base_iri=path.as_uri(), rename_blank_nodes=True):
            yield quad if graph is None else Quad(quad.subject, quad.predicate, quad.object, graph)


def _store_of(data: Data) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.extend(quads_of(data))
    for iri, _ in data.named:
        store.add_graph(NamedNode(iri))
    return store


def _wanted(case: Case) -> tuple[str, QueryResultsFormat]:
    return WANTED.get(case.result.suffix, JSON) if isinstance(case.result, Path) else JSON


def _form(data: bytes, format_: QueryResultsFormat) -> Form:
    return form_of_csv(data) if format_ == QueryResultsFormat.CSV else form_of_rows(data, format_)


class Library:
    """pyoxigraph alone."""

    def answer(self, case: Case) -> Form:
        try:
            results = _store_of(case.data).query(case.text, base_iri=case.base)
        except SyntaxError as error:
            raise RefusedError(str(error)) from error
        if isinstance(results, QueryTriples):
            return form_of_quads(results)
        out, format_ = BytesIO(), _wanted(case)[1]
        results.serialize(out, format=format_)
        return _form(out.getvalue(), format_)

    def updated(self, case: Case) -> Form:
        store = _store_of(case.data)
        try:
            store.update(case.text, base_iri=case.base)
        except SyntaxError as error:
            raise RefusedError(str(error)) from error
        return form_of_quads(store)


@dataclass(frozen=True, slots=True)
class Served:
    """What answers at `/sparql`, with the union of graphs off and the hosts of the text allowed."""

    def answer(self, case: Case) -> Form:
        limits = QueryLimits(hosts=frozenset(HOST.findall(case.text)))
        name, format_ = _wanted(case)
        with _answering(case.data) as answerer, _refusing():
            check_query(case.text, limits)
            results = answerer.view.query(case.text, base=case.base)
            triples = isinstance(results, QueryTriples)
            job = Job("", case.text, format="ntriples" if triples else name, base=case.base)
            body = answerer.answer(answerer.view, job).body
        return form_of_quads(parse(body, format=RdfFormat.N_TRIPLES)) if triples else _form(body, format_)

    def updated(self, case: Case) -> Form:
        limits = QueryLimits(hosts=frozenset(HOST.findall(case.text)))
        with _answering(case.data) as answerer, _refusing():
            check_update(case.text, limits)
            changed = compute_change(answerer.view, Update(case.text, base=case.base), open_resources(None))
        return form_of_quads(parse(changed.quads, format=RdfFormat.N_QUADS))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except InputError as error:
        # An update that is well written and cannot be done (a host that is not there) is not refused.
        if error.__cause__ is None or isinstance(error.__cause__, SyntaxError):
            raise RefusedError(str(error)) from error
        raise
    except KgError as error:
        raise RefusedError(str(error)) from error


@contextmanager
def _answering(data: Data) -> Iterator[Answerer]:
    """A publication in which clients wrote these graphs, and what answers from it."""
    with TemporaryDirectory() as directory:
        settings = replace(Settings(), store=Path(directory) / "store", union_default_graph=False)
        store = Store.open(settings.store)
        with store.writer() as writer:
            digest = writer.put(Kind.QUADS, sorted_quads(quads_of(data)))
            graphs = tuple(sorted(iri for iri, _ in data.named))
            manifest = Manifest(__version__, settings.base_iri, "", (), {}, added=digest, added_graphs=graphs)
            published = writer.publish(manifest)
        yield Answerer(settings, published.digest)
