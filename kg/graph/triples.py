"""Collects the triples of one graph and writes them as sorted N-Quads."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.graph.terms import NAMESPACES
from kg.iris import Iris

Term: TypeAlias = NamedNode | Literal
# What is said of a node: a short name ("a", "kg:value", "oa:start") and one object, several, or nothing.
Sayings: TypeAlias = Mapping[str, Term | Iterable[Term] | None]


class Triples:
    """A growing set of triples of one graph."""

    def __init__(self, iris: Iris, graph: str) -> None:
        self._namespaces = {**NAMESPACES, "kg": iris.term("")}
        self._graph = NamedNode(iris.graph(graph))
        self._names = {"a": NamedNode(NAMESPACES["rdf"] + "type")}
        self._quads: set[Quad] = set()

    def name(self, short: str) -> NamedNode:
        """The IRI of a short name like "kg:value"."""
        if short not in self._names:
            prefix, _, local = short.partition(":")
            self._names[short] = NamedNode(self._namespaces[prefix] + local)
        return self._names[short]

    def names(self, *short: str) -> tuple[NamedNode, ...]:
        return tuple(self.name(one) for one in short)

    def say(self, subject: NamedNode, sayings: Sayings) -> None:
        """Adds what is said of a subject; a property whose object is None is left out."""
        for short, objects in sayings.items():
            for term in _each(objects):
                self._quads.add(Quad(subject, self.name(short), term, self._graph))

    def to_bytes(self) -> bytes:
        return sorted_quads(self._quads)


def _each(objects: Term | Iterable[Term] | None) -> Iterable[Term]:
    if objects is None:
        return ()
    return (objects,) if isinstance(objects, NamedNode | Literal) else objects


def sorted_quads(quads: Iterable[Quad]) -> bytes:
    """The distinct quads as N-Quads, their lines in the order of their bytes."""
    text = serialize(set(quads), format=RdfFormat.N_QUADS) or b""
    lines = text.split(b"\n")
    return b"".join(line + b"\n" for line in sorted(lines) if line)
