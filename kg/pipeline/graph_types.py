"""Reads graphs that come from outside: which forms of RDF are taken, by what names and endings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import Quad, RdfFormat, Triple, parse

from kg.errors import UnreadableError, UnsupportedTypeError
from kg.graph.triples import sorted_quads


@dataclass(frozen=True, slots=True)
class GraphType:
    """A form of RDF.

    suffixes     endings of file names, the first is its own
    media_types  names by which it is sent, the first is its own
    """

    format: RdfFormat
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]


GRAPH_TYPES: Mapping[str, GraphType] = MappingProxyType(
    {
        "turtle": GraphType(RdfFormat.TURTLE, (".ttl",), ("text/turtle", "application/x-turtle")),
        "ntriples": GraphType(RdfFormat.N_TRIPLES, (".nt",), ("application/n-triples",)),
        "trig": GraphType(RdfFormat.TRIG, (".trig",), ("application/trig",)),
        "nquads": GraphType(RdfFormat.N_QUADS, (".nq",), ("application/n-quads",)),
        "jsonld": GraphType(RdfFormat.JSON_LD, (".jsonld",), ("application/ld+json",)),
        "rdfxml": GraphType(RdfFormat.RDF_XML, (".rdf", ".owl"), ("application/rdf+xml",)),
    }
)


def type_of_suffix(suffix: str) -> str | None:
    """The name of the form of RDF that a file of this ending has; None where it is none."""
    return next((name for name, one in GRAPH_TYPES.items() if suffix.lower() in one.suffixes), None)


def type_of_media(media_type: str) -> str:
    """The name of the form of RDF that is sent as this; parameters do not count.

    Raises UnsupportedTypeError that lists what is taken.
    """
    wanted = media_type.partition(";")[0].strip().lower()
    for name, one in GRAPH_TYPES.items():
        if wanted in one.media_types:
            return name
    known = ", ".join(one.media_types[0] for one in GRAPH_TYPES.values())
    raise UnsupportedTypeError(f"A graph is sent as {known}, not as '{wanted}'.")


def read_graph(data: bytes, name: str, place: str) -> bytes:
    """The quads of a graph in the form of that name, as sorted N-Quads. `place` stands in the message.

    Nothing is fetched: a context of JSON-LD that stands elsewhere is refused. Raises UnreadableError, with line and
    column, for what is no such form, and for terms that RDF 1.1 does not have.
    """
    if name == "rdfxml" and not data.strip():  # which the library lets pass
        raise UnreadableError(f"{place}: XML needs an element, and this is empty.")
    try:
        return sorted_quads(_plain(parse(data, format=GRAPH_TYPES[name].format), place))
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(f"{place}: {error}") from error


def _plain(quads: Iterator[Quad], place: str) -> Iterator[Quad]:
    for quad in quads:
        if isinstance(quad.object, Triple):
            raise UnreadableError(f"{place}: a triple term stands in the graph, and RDF 1.1 has none.")
        yield quad
