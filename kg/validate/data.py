"""The graph that is checked, as indices over the properties that the shapes ask for."""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.validate.shapes import Alternative, Node, Path, Sequence, Shapes, Step, TargetKind, steps

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
EMPTY: frozenset[Node] = frozenset()
Index = dict[Node, set[Node]]
Indices = dict[NamedNode, Index]


@dataclass(frozen=True, slots=True)
class Context:
    """What the graphs of reports refer to (vocabulary, ontology), read once for the shapes by which all are checked."""

    shapes: Shapes
    forward: Indices = field(repr=False)
    backward: Indices = field(repr=False)

    @classmethod
    def of(cls, context: bytes, shapes: Shapes) -> "Context":
        wanted, inverse = _wanted(shapes)
        forward: Indices = {predicate: defaultdict(set) for predicate in wanted}
        backward: Indices = {predicate: defaultdict(set) for predicate in inverse}
        _add(context, forward, backward)
        return cls(shapes, forward, backward)


def _add(quads: bytes, forward: Indices, backward: Indices) -> set[Node]:
    """Adds the triples to the indices. The subjects of all of them."""
    subjects: set[Node] = set()
    for quad in parse(quads, format=RdfFormat.N_QUADS):
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            raise ValueError("A triple term stands in the graph.")
        subjects.add(subject)
        if predicate in forward:
            forward[predicate][subject].add(value)
        if predicate in backward:
            backward[predicate][value].add(subject)
    return subjects


def _copied(indices: Indices) -> Indices:
    return {
        name: defaultdict(set, {node: set(values) for node, values in index.items()}) for name, index in indices.items()
    }


class Data:
    """Triples by property, forward and backward. `described` are the subjects of the graph that is checked."""

    def __init__(self, quads: bytes, context: "Context") -> None:
        self.forward, self.backward = _copied(context.forward), _copied(context.backward)
        self.described = _add(quads, self.forward, self.backward)
        self._above: dict[Node, frozenset[Node]] = {}

    def instances(self) -> Index:
        """The nodes that are described, by the classes that they are instances of."""
        found: Index = defaultdict(set)
        for node in self.described:
            for kind in self.forward[TYPE].get(node, EMPTY):
                for upper in self.above(kind):
                    found[upper].add(node)
        return found

    def objects(self, subject: Node, predicate: NamedNode) -> AbstractSet[Node]:
        return self.forward[predicate].get(subject, EMPTY)

    def is_a(self, node: Node, wanted: Node) -> bool:
        """Whether a node is an instance of a class or of one below it (SHACL, 1.1)."""
        return any(wanted in self.above(kind) for kind in self.forward[TYPE].get(node, EMPTY))

    def above(self, kind: Node) -> frozenset[Node]:
        """A class and those above it."""
        if kind not in self._above:
            found, waiting = {kind}, [kind]
            while waiting:
                for upper in self.forward[SUBCLASS].get(waiting.pop(), EMPTY):
                    if upper not in found:
                        found.add(upper)
                        waiting.append(upper)
            self._above[kind] = frozenset(found)
        return self._above[kind]

    def values(self, node: Node, path: Path) -> AbstractSet[Node]:
        """What a path leads to from a node."""
        if isinstance(path, Step):
            return self._index(path).get(node, EMPTY)
        return self._walk({node}, path)

    def _index(self, step: Step) -> Index:
        return (self.backward if step.inverse else self.forward)[step.predicate]

    def _walk(self, nodes: AbstractSet[Node], path: Path) -> AbstractSet[Node]:
        if isinstance(path, Step):
            index = self._index(path)
            return {value for node in nodes for value in index.get(node, EMPTY)}
        if isinstance(path, Alternative):
            return {value for part in path.parts for value in self._walk(nodes, part)}
        assert isinstance(path, Sequence)
        for part in path.parts:
            nodes = self._walk(nodes, part)
        return nodes


def _wanted(shapes: Shapes) -> tuple[set[NamedNode], set[NamedNode]]:
    """The properties that the shapes follow forward and backward."""
    forward, backward = {TYPE, SUBCLASS}, set[NamedNode]()
    for shape in (used for top in shapes.shapes for used in top.all()):
        for step in steps(shape.path):
            (backward if step.inverse else forward).add(step.predicate)
        for target in shape.targets:
            if target.kind is TargetKind.SUBJECTS:
                forward.add(target.node)
            elif target.kind is TargetKind.OBJECTS:
                backward.add(target.node)
        for constraint in shape.constraints:
            if constraint.name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
                forward.update(term for term in constraint.terms if isinstance(term, NamedNode))
    return forward, backward
