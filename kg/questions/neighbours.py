"""What a thing is directly bound to: the graph seen from one of its nodes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph

from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.questions.catalogue import load_query
from kg.questions.fill import fill
from kg.resources import Resources
from kg.store import View

# How many neighbours of one relation are given at a time: the drawing of a body with thousands of figures helps nobody.
MOST = 8
SELF = "self"
NAMED = (pyoxigraph.NamedNode, pyoxigraph.Literal)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing beside another.

    zh, en      its names; a figure is named by its quote and what it measures
    start, end  ISO dates of its time, or None: the period of a figure, what a report covers, the day of an event
    """

    iri: str
    type: str
    zh: str
    en: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """The neighbours by one relation, the latest first.

    inward  whether the relation leads from them to the thing
    total   how many there are;  first: how many of them come before those that are given
    """

    relation: str
    predicate: str
    inward: bool
    total: int
    first: int
    nodes: tuple[Node, ...]

    @property
    def following(self) -> int | None:
        """Where the next ones begin; None where there are no more."""
        end = self.first + len(self.nodes)
        return end if end < self.total else None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things. `predicate`: its IRI in the graph."""

    source: str
    relation: str
    target: str
    predicate: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A thing and what it is bound to, by relation."""

    node: Node
    groups: tuple[Group, ...]

    def edges(self) -> Iterator[Edge]:
        """One for each neighbour that is given."""
        for group in self.groups:
            for other in group.nodes:
                source, target = (other.iri, self.node.iri) if group.inward else (self.node.iri, other.iri)
                yield Edge(source, group.relation, target, group.predicate)


@dataclass(frozen=True, slots=True)
class Part:
    """The neighbours by one relation in one direction, from the `first` on."""

    relation: str
    inward: bool
    first: int


def neighbours(view: View, resources: Resources, iri: str, part: Part | None = None) -> Neighbourhood:
    """At most MOST neighbours of each relation, or of one part.

    Raises UnknownNameError for what is no thing with neighbours, and for a relation that the thing does not have.
    """
    iris = Iris(view.manifest.base_iri)
    groups: dict[tuple[str, bool], list[Row]] = {}
    for row in _rows(view, load_query(resources, "internal/neighbours", iris), iri):
        groups.setdefault((row["relation"], row.get("inward") == "true"), []).append(row)
    itself = groups.pop((SELF, False), None)
    if itself is None:
        raise UnknownNameError("thing with neighbours", iri, [])
    if part and (part.relation, part.inward) not in groups:
        raise UnknownNameError("relation", part.relation, sorted({relation for relation, _ in groups}))
    made = (
        _group(iris, key, rows, part.first if part else 0)
        for key, rows in groups.items()
        if part is None or key == (part.relation, part.inward)
    )
    return Neighbourhood(_node(iris, itself[0]), tuple(made))


def _rows(view: View, query: str, iri: str) -> Iterator[Row]:
    """Each neighbour once a relation; IRIs and literals as their text."""
    try:
        node = pyoxigraph.NamedNode(iri)
    except ValueError:
        return
    solutions = view.select(fill(query, {"thing": node, "self": node}))
    names = [variable.value for variable in solutions.variables]
    seen = set()
    for solution in solutions:
        terms = {name: solution[name] for name in names}
        row = {name: term.value for name, term in terms.items() if isinstance(term, NAMED)}
        key = row["relation"], row.get("inward"), row["other"]
        if key not in seen:
            seen.add(key)
            yield row


def _group(iris: Iris, key: tuple[str, bool], rows: Sequence[Row], first: int) -> Group:
    nodes = tuple(_node(iris, row) for row in rows[first : first + MOST])
    return Group(key[0], rows[0]["property"], key[1], len(rows), first, nodes)


def _node(iris: Iris, row: Row) -> Node:
    words = " ".join(filter(None, ("".join(row.get("quote", "").split()), row.get("words", ""))))
    zh = row.get("zh") or words or iris.slug(row["other"])
    kind = iris.local(row["other"]).removeprefix("id/").partition("/")[0]
    return Node(row["other"], kind, zh, row.get("en") or zh, row.get("start"), row.get("end"))
