"""What a publication consists of, counted: how many triples in which graph, which classes and properties they use."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph

from kg.iris import Iris
from kg.questions.catalogue import load_query
from kg.resources import Resources
from kg.store import View


@dataclass(frozen=True, slots=True)
class Use:
    """How a class, a property or a graph is used.

    triples  in which it stands (of a class: which say that a thing is one)
    things   how many things these are about;  example: the IRI of one of them
    """

    triples: int
    things: int
    example: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """Uses by IRI, in the order of these."""

    graphs: Mapping[str, Use]
    classes: Mapping[str, Use]
    properties: Mapping[str, Use]

    @property
    def triples(self) -> int:
        """All triples: none stands in two graphs."""
        return sum(use.triples for use in self.graphs.values())


def count_uses(view: View, resources: Resources) -> Statistics:
    """Counts all quads of a publication, three times over; they are read into memory first."""
    graphs, classes, properties = (
        _uses(view, load_query(resources, f"internal/{name}", Iris(view.manifest.base_iri)))
        for name in ("graph-sizes", "used-classes", "used-properties")
    )
    return Statistics(graphs, classes, properties)


def _uses(view: View, query: str) -> Mapping[str, Use]:
    return {
        _text(row["term"]): Use(int(_text(row["triples"])), int(_text(row["things"])), _text(row["example"]))
        for row in view.select(query)
    }


def _text(term: object) -> str:
    assert isinstance(term, pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal)
    return term.value
