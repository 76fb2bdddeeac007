"""RDF, written as it is read: nothing is held but the N-Quads of the graph that is being written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import UnknownNameError
from kg.export.piping import PIECE, piped
from kg.export.rdf import Names, as_json, headed, iri_of, prefixes, subjects
from kg.iris import Iris


def stream_graph(quads: bytes, name: str, iris: Iris) -> Iterator[bytes]:
    """One graph, from its sorted N-Quads, in a format of STREAMS, piece by piece; the same quads give the same bytes.

    Raises UnknownNameError for a format that is not there.
    """
    if name not in STREAMS:
        raise UnknownNameError("format of a graph", name, STREAMS)
    return STREAMS[name](quads, iris)


def _nquads(quads: bytes, _iris: Iris) -> Iterator[bytes]:
    view = memoryview(quads)
    yield from (bytes(view[start : start + PIECE]) for start in range(0, len(quads), PIECE))


def _ntriples(quads: bytes, _iris: Iris) -> Iterator[bytes]:
    return piped(lambda out: serialize(_triples(quads), out, RdfFormat.N_TRIPLES))


def _turtle(quads: bytes, iris: Iris) -> Iterator[bytes]:
    return _in_order(piped(lambda out: serialize(_triples(quads), out, RdfFormat.TURTLE, prefixes=prefixes(iris))))


def _rdfxml(quads: bytes, iris: Iris) -> Iterator[bytes]:
    return piped(lambda out: serialize(_triples(quads), out, RdfFormat.RDF_XML, prefixes=prefixes(iris)))


def _trig(quads: bytes, iris: Iris) -> Iterator[bytes]:
    read = cast("Iterator[Quad]", parse(quads, format=RdfFormat.N_QUADS))
    return _in_order(piped(lambda out: serialize(read, out, RdfFormat.TRIG, prefixes=prefixes(iris))))


def _jsonld(quads: bytes, iris: Iris) -> Iterator[bytes]:
    """The graph as an object with its name (JSON-LD 1.1, section 4.9), a subject a line."""
    read = parse(quads, format=RdfFormat.N_QUADS)
    first = next(read, None)
    known = prefixes(iris)
    names = Names(known)
    named = f'"@id": {as_json(names.short(first.graph_name.value))}, ' if first else ""
    yield f'{{"@context": {as_json(known)},\n{named}"@graph": ['.encode()
    comma = ""
    for line in subjects(parse(quads, format=RdfFormat.N_QUADS), names):
        yield f"{comma}\n{line}".encode()
        comma = ","
    yield b"\n]}\n"


def _triples(quads: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in parse(quads, format=RdfFormat.N_QUADS))


def _in_order(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with the prefixes at their head in order (see `headed`)."""
    head = b""
    for piece in pieces:
        head += piece
        *lines, _rest = head.split(b"\n")
        if any(not line.startswith(b"@prefix ") for line in lines):
            break
    yield headed(head)
    yield from pieces


def all_nquads(files: Iterable[bytes], _iris: Iris) -> Iterator[bytes]:
    """N-Quads (https://www.w3.org/TR/n-quads/), graph by graph, each sorted."""
    yield from filter(None, files)


def all_turtle(files: Iterable[bytes], iris: Iris) -> Iterator[bytes]:
    """Turtle (https://www.w3.org/TR/turtle/), which has no graphs: the triples of one graph after another. None stands
    in two that building makes; what clients wrote may tell one again."""
    triples = (triple for quads in files for triple in _triples(quads))
    return _in_order(piped(lambda out: serialize(triples, out, RdfFormat.TURTLE, prefixes=prefixes(iris))))


def all_trig(files: Iterable[bytes], iris: Iris) -> Iterator[bytes]:
    """TriG (https://www.w3.org/TR/trig/), graph by graph."""
    read = (quad for quads in files for quad in _by_graph(quads))
    return _in_order(piped(lambda out: serialize(read, out, RdfFormat.TRIG, prefixes=prefixes(iris))))


def all_jsonld(files: Iterable[bytes], iris: Iris) -> Iterator[bytes]:
    """JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): one object a graph, in it one a subject, on a line of its own;
    the subjects of the graph without a name beside the others."""
    known = prefixes(iris)
    names = Names(known)
    yield f'{{"@context": {as_json(known)},\n"@graph": ['.encode()
    comma = ""
    for quads in files:
        for graph, group in groupby(_by_graph(quads), key=lambda quad: quad.graph_name):
            lines = ",\n".join(subjects(group, names))
            whole = isinstance(graph, DefaultGraph)
            named = lines if whole else f'{{"@id": {as_json(names.short(iri_of(graph)))}, "@graph": [\n{lines}\n]}}'
            yield f"{comma}\n{named}".encode()
            comma = ","
    yield b"\n]}\n"


def _by_graph(quads: bytes) -> list[Quad]:
    """The quads of a file, in the order of their graphs: most files hold one."""
    return sorted(parse(quads, format=RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))


STREAMS: Mapping[str, Callable[[bytes, Iris], Iterator[bytes]]] = MappingProxyType(
    {
        "turtle": _turtle,
        "ntriples": _ntriples,
        "nquads": _nquads,
        "trig": _trig,
        "jsonld": _jsonld,
        "rdfxml": _rdfxml,
    }
)
