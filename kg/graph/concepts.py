"""The concepts that links lead to, looked up by fact and by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.iris import Iris
from kg.model.concepts import Link, Links
from kg.model.facts import Reading
from kg.model.folding import fold
from kg.model.mentions import NameKind


@dataclass(frozen=True, slots=True)
class Concepts:
    """Concepts by the ordinal of a fact (metrics, units) or of an entity, and by whether an entity is an agency and its
    folded name: facts leave out quotation marks that entities keep."""

    metrics: Mapping[int, NamedNode]
    units: Mapping[int, NamedNode]
    entities: Mapping[int, NamedNode]
    names: Mapping[tuple[bool, str], NamedNode]

    def agency(self, name: str | None) -> NamedNode | None:
        return self.names.get((True, fold(name))) if name else None

    def programme(self, name: str | None) -> NamedNode | None:
        """The programme, system, award or law of that name."""
        return self.names.get((False, fold(name))) if name else None

    def thing(self, name: str | None) -> NamedNode | None:
        """An agency or else anything of that name."""
        return self.agency(name) or self.programme(name)


def concept_node(link: Link, iris: Iris) -> NamedNode:
    return NamedNode(iris.concept(link.scheme.value, link.slug))


def find_concepts(reading: Reading, links: Links, iris: Iris) -> Concepts:
    """The concepts of a reading. An entity's name goes before another's alias."""
    entities = _by_mention(links.entities, iris)
    names: dict[tuple[bool, str], NamedNode] = {}
    for forms in ("name", "aliases"):
        for ordinal, entity in enumerate(reading.entities):
            if ordinal in entities:
                for form in (entity.name,) if forms == "name" else entity.aliases:
                    names.setdefault((entity.kind is NameKind.AGENCY, fold(form)), entities[ordinal])
    return Concepts(_by_mention(links.metrics, iris), _by_mention(links.units, iris), entities, names)


def _by_mention(links: Iterable[Link], iris: Iris) -> dict[int, NamedNode]:
    return {link.mention: concept_node(link, iris) for link in links}
