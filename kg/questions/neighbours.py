"""What a thing is directly bound to: the graph seen from one of its nodes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
    groups = _bound(view, load_query(resources, "internal/neighbours", iris), iri)
    if (SELF, False) not in groups:
        raise UnknownNameError("thing with neighbours", iri, [])
    keys = [key for key in groups if key != (SELF, False)]
    if part and (part.relation, part.inward) not in keys:
        raise UnknownNameError("relation", part.relation, sorted({relation for relation, _ in keys}))
    first = part.first if part else 0
    shown = {
        key: groups[key].others[first : first + MOST]
        for key in keys
        if part is None or key == (part.relation, part.inward)
    }
    others = {iri, *(other for page in shown.values() for other in page)}
    nodes = _nodes(view, load_query(resources, "internal/neighbour-names", iris), iris, sorted(others))
    made = (
        Group(
            key[0], groups[key].predicate, key[1], len(groups[key].others), first, tuple(map(nodes.__getitem__, page))
        )
        for key, page in shown.items()
    )
    return Neighbourhood(nodes[iri], tuple(made))


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a thing is bound to by one relation in one direction: the IRIs, the latest first."""

    predicate: str
    others: list[str] = field(repr=False)


def _bound(view: View, query: str, iri: str) -> dict[tuple[str, bool], _Bound]:
    """All that a thing is bound to, without names; kept for the next page of it."""
    try:
        node = pyoxigraph.NamedNode(iri)
    except ValueError:
        return {}
    text = fill(query, {"thing": node, "self": node})

    def make() -> dict[tuple[str, bool], _Bound]:
        found: dict[tuple[str, bool], dict[str, str]] = {}
        for row in _rows(view, text):
            key = row["relation"], row.get("inward") == "true"
            found.setdefault(key, {}).setdefault(row["other"], row.get("property", ""))
        return {key: _Bound(next(iter(others.values())), list(others)) for key, others in found.items()}

    return view.kept.of(("neighbours", text), make)


def _nodes(view: View, query: str, iris: Iris, others: Sequence[str]) -> dict[str, Node]:
    """The things of these IRIs; of several names the first."""
    found: dict[str, Node] = {}
    for row in _rows(view, query.replace("UNDEF", " ".join(f"<{other}>" for other in others))):
        found.setdefault(row["other"], _node(iris, row))
    return found


def _rows(view: View, text: str) -> Iterator[Row]:
    """IRIs and literals as their text."""
    solutions = view.select(text)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        terms = {name: solution[name] for name in names}
        yield {name: term.value for name, term in terms.items() if isinstance(term, NAMED)}


def _node(iris: Iris, row: Row) -> Node:
    words = " ".join(filter(None, ("".join(row.get("quote", "").split()), row.get("words", ""))))
    zh = row.get("zh") or words or iris.slug(row["other"])
    kind = iris.local(row["other"]).removeprefix("id/").partition("/")[0]
    return Node(row["other"], kind, zh, row.get("en") or zh, row.get("start"), row.get("end"))
