"""A process that does what is asked from outside, queries and validations, one at a time, and may die of it."""

import os
import resource
import signal
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import ClassVar, Protocol, TypeAlias

import pyoxigraph

from api.counting import CountingFile, counted
from api.formats import GRAPHS, PAGE, ROWS, media_type
from api.negotiation import Offer, choose
from kg.errors import KgError, LimitReachedError, StoreError
from kg.graph.terms import NAMESPACES
from kg.pipeline.check import published_context
from kg.pipeline.writing import Changed
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import Results, Store, View
from kg.store.formats import ROW_FORMATS, TRIPLE_FORMATS
from kg.validate import Context

MEBIBYTE = 1 << 20
# Formats that can name prefixes.
PREFIXED = ("turtle", "rdfxml", "trig")
ORPHANED = 0.5
# How much a query that may be long gives way to what is quick (nice(2)).
YIELDING = 10


class Lane(StrEnum):
    """Where a query waits, and what it waits for."""

    QUICK = "quick"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Job:
    """A query that was judged fit for the parser.

    digest          the publication that is asked, by the hash of its manifest
    accept, format  how the answer is to be written: the Accept header, and ?format=
    base            against what relative IRIs are resolved
    """

    digest: str
    text: str = field(repr=False)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    accept: str | None = None
    format: str | None = None
    base: str | None = None
    what: ClassVar[str] = "query"
    advice: ClassVar[str] = "Ask for less, or run the query on a copy of the graph: /api/export/nquads."

    def done(self, answerer: "Answerer", view: View) -> "Written":
        """The answer."""
        return answerer.answer(view, self)


class Work(Protocol):
    """What a worker does: it crosses to the process as a value, and is done there.

    digest        the publication that it needs
    what, advice  how it is called, and what helps where it takes too long
    """

    what: ClassVar[str]
    advice: ClassVar[str]

    @property
    def digest(self) -> str: ...

    def done(self, answerer: "Answerer", view: View) -> "Answer": ...


@dataclass(frozen=True, slots=True)
class Written:
    """A whole answer.

    format      the name of the format that the body is in
    media_type  as it is sent; that of HTML where a page is to be made of the body
    """

    body: bytes = field(repr=False)
    format: str
    media_type: str


Answer: TypeAlias = Written | Changed
Reply: TypeAlias = Answer | KgError | str


class Answerer:
    """Holds one publication in memory and answers from it."""

    def __init__(self, settings: Settings, digest: str) -> None:
        """Loads the publication of that hash. Raises StoreError where it is gone."""
        self._settings = settings
        store = Store.open(settings.store)
        manifest = store.find(digest)
        if manifest is None:
            raise StoreError(f"{settings.store}: publication {digest} is gone. Ask again.")
        self.view = View(manifest, store.object, union_default_graph=settings.union_default_graph)
        _ = self.view.dataset
        self._context: Context | None = None

    def context(self, view: View) -> Context:
        """What graphs are checked by: the shapes, in the context of what the publication says of concepts."""
        if self._context is None:
            self._context = published_context(view, open_resources(self._settings.knowledge))
        return self._context

    def answer(self, view: View, job: Job) -> Written:
        """The answer, written. Raises InputError for what is no SPARQL, LimitReachedError for one that is too long."""
        results = view.query(job.text, default_graphs=job.default_graphs, named_graphs=job.named_graphs, base=job.base)
        return self._write(view, results, job)

    def _write(self, view: View, results: Results, job: Job) -> Written:
        limit = self._settings.query_rows
        if isinstance(results, pyoxigraph.QueryTriples):
            name, kind = _form(job, GRAPHS)
            prefixes = {**NAMESPACES, "kg": f"{view.manifest.base_iri}ontology#"}
            body = pyoxigraph.serialize(
                counted(results, limit),
                format=TRIPLE_FORMATS[name],
                prefixes=prefixes if name in PREFIXED else None,
            )
            return Written(body or b"", name, kind)
        name, kind = _form(job, ROWS)
        file = CountingFile(name, limit)
        results.serialize(file, format=ROW_FORMATS[name])
        return Written(file.getvalue(), name, kind)


def _form(job: Job, offers: tuple[Offer, ...]) -> tuple[str, str]:
    """The format of an answer and its media type. A page is made of the first format, by who sends it."""
    chosen = choose(job.accept, (*offers, PAGE), job.format)
    name = offers[0].name if chosen.offer is PAGE else chosen.offer.name
    return name, media_type(chosen.media_type)


def serve_jobs(connection: Connection, answerer: Answerer, settings: Settings, lane: Lane) -> None:
    """Answers the jobs that come through the connection until it closes. Runs in a process of its own, a copy of one
    that has loaded the publication, and never returns.

    Jobs are done in a thread that begins here: the generator of chance of the library is one a thread, and copies of
    one would give the same UUIDs.
    """
    _confine(settings.query_memory, lane)
    parent = os.getppid()
    thread = threading.Thread(target=_answer_all, args=(connection, answerer), daemon=True)
    thread.start()
    while thread.is_alive() and os.getppid() == parent:  # a query keeps its thread busy; this one sees who is gone
        thread.join(ORPHANED)
    os._exit(0)


def _answer_all(connection: Connection, answerer: Answerer) -> None:
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_reply(answerer, job))


def _reply(answerer: Answerer, job: Work) -> Reply:
    try:
        return job.done(answerer, answerer.view)
    except KgError as error:
        return error
    except MemoryError:
        return LimitReachedError(f"The {job.what} took more memory than it may. Ask for less at one time.")
    except Exception as error:  # a bug of ours, or of the library: it is told, and this process goes on
        return f"{type(error).__name__}: {error}"


def _confine(mebibytes: int, lane: Lane) -> None:
    """Bounds the memory, leaves Ctrl-C to the server, and gives way to what is quick."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mebibytes * MEBIBYTE
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if lane is Lane.WIDE:
        os.nice(YIELDING)
