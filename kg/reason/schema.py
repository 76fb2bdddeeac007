"""The ontology, closed: what follows for every property and class, ready to be applied."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from kg.errors import KnowledgeError
from kg.model.quads import Triple, read_ground
from kg.reason.axioms import check_axioms
from kg.reason.closure import OWL, RDF, RDFS, close, read_list

THING = f"<{OWL}Thing>"


@dataclass(frozen=True, slots=True)
class Chain:
    """That the properties `steps`, one after another, are property `head`."""

    head: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What follows from a triple of one property: larger properties, types of its subject and object, triples the
    other way round. `chains` are those that the property is a step of."""

    supers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    transitive: bool = False
    chains: tuple[Chain, ...] = ()


@dataclass(frozen=True)
class Schema:
    """A closed ontology. Terms are texts as in N-Quads.

    classes   class -> the classes above it
    rules     property -> what follows from its triples
    triples   the ontology and all that follows from it alone
    """

    classes: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Rules]
    triples: frozenset[Triple] = field(repr=False)

    @cached_property
    def tracked(self) -> frozenset[str]:
        """The properties from which something follows, or which follow from something."""
        every = self.rules.values()
        heads = {name for rules in every for name in (*rules.supers, *rules.inverses)}
        return frozenset(self.rules) | heads | {chain.head for rules in every for chain in rules.chains}

    def to_bytes(self) -> bytes:
        """For keeping: the same bytes for the same schema."""
        content = {
            "classes": self.classes,
            "rules": {name: asdict(rules) for name, rules in self.rules.items()},
            "triples": sorted(self.triples),
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> "Schema":
        """The schema that `to_bytes` kept."""
        content = json.loads(data)
        classes = {name: tuple(above) for name, above in content["classes"].items()}
        rules = {name: _rules(row) for name, row in content["rules"].items()}
        return cls(classes, rules, frozenset((s, p, o) for s, p, o in content["triples"]))


def _rules(row: Mapping[str, Any]) -> Rules:
    chains = tuple(Chain(one["head"], tuple(one["steps"])) for one in row["chains"])
    supers, domains, ranges, inverses = (tuple(row[name]) for name in ("supers", "domains", "ranges", "inverses"))
    return Rules(supers, domains, ranges, inverses, row["transitive"], chains)


def close_schema(ontology: bytes) -> Schema:
    """Closes an ontology (N-Quads as `kg.graph.ontology_quads` writes them) under OWL 2 RL.

    Raises KnowledgeError for an axiom that `infer` does not apply, since nothing must be left out in silence.
    """
    stated = set(read_ground(ontology).triples())
    check_axioms(stated)
    triples = close(stated)
    chains = _chains(triples)
    _refuse_cycles(chains)
    pairs = _pairs(triples)
    properties = {name for key in pairs if key != "class" for name in pairs[key]} | {s for c in chains for s in c.steps}
    return Schema(
        {name: tuple(sorted(above)) for name, above in sorted(pairs["class"].items())},
        {name: _rules_of(name, pairs, chains) for name in sorted(properties)},
        frozenset(triples),
    )


_RELATIONS = {
    f"<{RDFS}subClassOf>": "class",
    f"<{RDFS}subPropertyOf>": "super",
    f"<{RDFS}domain>": "domain",
    f"<{RDFS}range>": "range",
    f"<{OWL}inverseOf>": "inverse",
}


def _pairs(triples: Iterable[Triple]) -> dict[str, dict[str, set[str]]]:
    """The closed relations between classes and properties, without what says nothing: X ⊑ X, X ⊑ owl:Thing."""
    pairs: dict[str, dict[str, set[str]]] = {name: {} for name in (*_RELATIONS.values(), "transitive")}
    for s, p, o in triples:
        relation = _RELATIONS.get(p)
        if relation and o != THING and (s != o or relation == "inverse"):
            pairs[relation].setdefault(s, set()).add(o)
            if relation == "inverse":
                pairs[relation].setdefault(o, set()).add(s)
        if (p, o) == (f"<{RDF}type>", f"<{OWL}SymmetricProperty>"):
            pairs["inverse"].setdefault(s, set()).add(s)
        if (p, o) == (f"<{RDF}type>", f"<{OWL}TransitiveProperty>"):
            pairs["transitive"].setdefault(s, set()).add(s)
    return pairs


def _rules_of(name: str, pairs: dict[str, dict[str, set[str]]], chains: Iterable[Chain]) -> Rules:
    return Rules(
        supers=tuple(sorted(pairs["super"].get(name, ()))),
        domains=tuple(sorted(pairs["domain"].get(name, ()))),
        ranges=tuple(sorted(pairs["range"].get(name, ()))),
        inverses=tuple(sorted(pairs["inverse"].get(name, ()))),
        transitive=name in pairs["transitive"],
        chains=tuple(chain for chain in chains if name in chain.steps),
    )


def _chains(triples: set[Triple]) -> tuple[Chain, ...]:
    axiom = f"<{OWL}propertyChainAxiom>"
    found = {Chain(s, read_list(triples, o)) for s, p, o in triples if p == axiom}
    return tuple(sorted(found, key=lambda chain: (chain.head, chain.steps)))


def _refuse_cycles(chains: Iterable[Chain]) -> None:
    """A chain that leads back to its own head does not end in every reasoner, owlrl among them."""
    below: dict[str, set[str]] = {}
    for chain in chains:
        below.setdefault(chain.head, set()).update(chain.steps)
    for head, steps in below.items():
        seen, waiting = set[str](), set(steps)
        while waiting:
            name = waiting.pop()
            if name == head:
                raise KnowledgeError(f"The property chain of {head} leads back to itself.")
            if name not in seen:
                seen.add(name)
                waiting |= below.get(name, set())
