"""N-Quads as the rooms hand them to one another, read as texts of terms.

A term stays the text that it is in the line (<iri>, _:label, "literal"@tag, "literal"^^<datatype>): joining and
comparing need no more, and no parser is as fast. The form is that of pyoxigraph's writer: one space between the terms.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Quad = tuple[str, str, str, str]
Triple = tuple[str, str, str]
_REST = re.compile(r'(<[^<>"\s]*>|_:\S+|".*"\S*)( <[^<>"\s]*>| _:\S+)? \.')


@dataclass(frozen=True, slots=True)
class Quads:
    """Quads in columns of equal length: lists of texts, which cost the collector of cycles nothing.

    A graph is "" for the default one.
    """

    subjects: list[str] = field(repr=False)
    predicates: list[str] = field(repr=False)
    objects: list[str] = field(repr=False)
    graphs: list[str] = field(repr=False)

    def __iter__(self) -> Iterator[Quad]:
        return zip(self.subjects, self.predicates, self.objects, self.graphs, strict=True)

    def __len__(self) -> int:
        return len(self.subjects)

    def triples(self) -> Iterator[Triple]:
        return zip(self.subjects, self.predicates, self.objects, strict=True)


def read_quads(quads: bytes) -> Quads:
    """The quads of all lines. Raises ValueError where a line has another form."""
    found = Quads([], [], [], [])
    subjects, predicates, objects, graphs = found.subjects, found.predicates, found.objects, found.graphs
    graph, tail, length = "", "", 0
    for line in quads.decode("utf-8").split("\n"):
        terms = line.split(" ", 2)
        if len(terms) < 3:
            _refuse_words(line)
            continue
        subject, predicate, rest = terms
        if not (tail and rest.endswith(tail) and (rest[0] == '"' or rest.count(" ") == 2)):
            graph, tail, length = _end_of(rest)
        subjects.append(subject)
        predicates.append(predicate)
        objects.append(rest[:-length])
        graphs.append(graph)
    return found


def read_ground(quads: bytes) -> Quads:
    """As `read_quads`, of graphs without blank nodes.

    Raises ValueError for a blank node, which in another file would be another thing, and for a triple of no graph.
    """
    found = read_quads(quads)
    for term in (*found.subjects, *found.objects):
        if term[0] == "_":
            raise ValueError(f"Here stands a blank node: {term}")
    if "" in set(found.graphs):
        raise ValueError("Here stands a triple of no graph.")
    return found


def _refuse_words(line: str) -> None:
    if line:
        raise ValueError(f"This is no N-Quad in the form that kg.graph writes: {line[:80]}")


def _end_of(rest: str) -> tuple[str, str, int]:
    """The graph, the end of the line that begins with it, and its length; the end is "" where there is no graph, since
    then it is no sign of where an object ends."""
    match = _REST.fullmatch(rest)
    if match is None:
        raise ValueError(f"This is no end of an N-Quad in the form that kg.graph writes: {rest[-80:]}")
    graph = match[2] or ""
    return graph[1:], f"{graph} ." if graph else "", len(graph) + 2
