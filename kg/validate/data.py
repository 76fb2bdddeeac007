"""The graph that is checked, as indices over the properties that the shapes ask for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.model.quads import Triple, read_quads
from kg.validate.shapes import Alternative, Path, Shapes, Step, TargetKind, steps
from kg.validate.terms import RDF

TYPE = f"<{RDF}type>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
COMPARED = ("equals", "disjoint", "lessThan", "lessThanOrEquals", "lengthOf")
NOTHING: frozenset[str] = frozenset()
Terms = AbstractSet[str]
Reach = Callable[[str], Terms]


@dataclass(frozen=True, slots=True)
class Ends:
    """What nodes lead to by one property: those with one end, and those with several. Most have one, and a set for each
    would be half of the work."""

    one: dict[str, str] = field(default_factory=dict)
    more: dict[str, set[str]] = field(default_factory=dict)

    def add(self, node: str, end: str) -> None:
        known = self.one.get(node)
        if known is None:
            if node in self.more:
                self.more[node].add(end)
            else:
                self.one[node] = end
        elif known != end:
            del self.one[node]
            self.more[node] = {known, end}

    def of(self, node: str) -> Terms:
        known = self.one.get(node)
        return {known} if known is not None else self.more.get(node, NOTHING)

    def among(self, nodes: Terms) -> "Ends":
        """Those of these nodes alone."""
        if self.one.keys() <= nodes and self.more.keys() <= nodes:
            return self
        one, more = self.one, self.more
        return Ends(
            {node: one[node] for node in nodes & one.keys()}, {node: more[node] for node in nodes & more.keys()}
        )

    def distinct(self) -> Terms:
        return set(self.one.values()).union(*self.more.values())

    def items(self) -> Iterator[tuple[str, Terms]]:
        for node, end in self.one.items():
            yield node, {end}
        yield from self.more.items()


Indices = dict[str, Ends]


@dataclass(frozen=True, slots=True)
class Context:
    """What the graphs of reports refer to (vocabulary, ontology), read once for the shapes by which all are checked."""

    shapes: Shapes
    forward: Indices = field(repr=False)
    backward: Indices = field(repr=False)
    described: Terms = field(repr=False)

    @classmethod
    def of(cls, context: bytes, shapes: Shapes) -> "Context":
        forward, backward = _wanted(shapes)
        quads = read_quads(context)
        _add(quads.triples(), forward, backward)
        return cls(shapes, forward, backward, set(quads.subjects))


def _add(triples: Iterable[Triple], forward: Indices, backward: Indices) -> None:
    for subject, predicate, value in triples:
        if predicate in forward:
            forward[predicate].add(subject, value)
        if predicate in backward:
            backward[predicate].add(value, subject)


class Data:
    """Triples by property, forward and backward. `described` are the subjects of the graph that is checked.

    What the context says of one of these is taken over, so that a node's values stand in one place: here for what is
    described, else in the context.
    """

    def __init__(self, quads: bytes, context: Context) -> None:
        read = read_quads(quads)
        self._context = context
        self.forward: Indices = {predicate: Ends() for predicate in context.forward}
        self.backward: Indices = {predicate: Ends() for predicate in context.backward}
        _add(read.triples(), self.forward, self.backward)
        self.described = set(read.subjects)
        for node in self.described & context.described:
            for predicate, ends in context.forward.items():
                for value in ends.of(node):
                    self.forward[predicate].add(node, value)
        self._below: dict[str, Terms] = {}

    def instances(self) -> Mapping[str, Terms]:
        """The nodes that are described, by the classes that they are stated to be of."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for node, kinds in self.forward[TYPE].items():
            for kind in kinds:
                found[kind].add(node)
        return found

    def objects(self, subject: str, predicate: str) -> Terms:
        return self.forward[predicate].of(subject) or self._context.forward[predicate].of(subject)

    def subjects(self, predicate: str, value: str) -> Terms:
        here, there = self.backward[predicate].of(value), self._context.backward[predicate].of(value)
        return here | there if here and there else here or there

    def below(self, kind: str) -> Terms:
        """A class and those below it: who is of one of these is an instance (SHACL, 1.1)."""
        if kind not in self._below:
            found, waiting = {kind}, [kind]
            while waiting:
                new = self.subjects(SUBCLASS, waiting.pop()) - found
                found |= new
                waiting += new
            self._below[kind] = found
        return self._below[kind]

    def values(self, nodes: Terms, path: Path) -> Ends:
        """What a path leads to from the nodes."""
        if isinstance(path, Step) and not path.inverse and nodes <= self.described:
            return self.forward[path.predicate].among(nodes)
        reach, found = self._reach(path), Ends()
        for node in nodes:
            for end in reach(node):
                found.add(node, end)
        return found

    def _reach(self, path: Path) -> Reach:
        """What a path leads to from a node, as a function."""
        if isinstance(path, Step):
            predicate = path.predicate
            if path.inverse:
                return lambda node: self.subjects(predicate, node)
            return lambda node: self.objects(node, predicate)
        ways = [self._reach(part) for part in path.parts]
        return _either(ways) if isinstance(path, Alternative) else _one_after_another(ways)


def _either(ways: Iterable[Reach]) -> Reach:
    return lambda node: NOTHING.union(*(way(node) for way in ways))


def _one_after_another(ways: Iterable[Reach]) -> Reach:
    def reach(node: str) -> Terms:
        nodes: Terms = {node}
        for way in ways:
            nodes = NOTHING.union(*map(way, nodes))
        return nodes

    return reach


def _wanted(shapes: Shapes) -> tuple[Indices, Indices]:
    """Empty indices of the properties that the shapes follow, forward and backward."""
    forward, backward = {TYPE}, {SUBCLASS}
    for shape in (used for top in shapes.shapes for used in top.all()):
        for step in steps(shape.path):
            (backward if step.inverse else forward).add(step.predicate)
        for target in shape.targets:
            if target.kind is TargetKind.SUBJECTS:
                forward.add(target.node)
            elif target.kind is TargetKind.OBJECTS:
                backward.add(target.node)
        for constraint in shape.constraints:
            if constraint.name in COMPARED:
                forward.update(constraint.terms)
    return {name: Ends() for name in forward}, {name: Ends() for name in backward}
