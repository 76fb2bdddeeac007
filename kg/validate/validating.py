"""Checks a graph against the shapes."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from kg.validate.components import FEATURES, Looked, Scope
from kg.validate.conformance import Conformance, Result
from kg.validate.data import Context, Data, Ends
from kg.validate.shapes import Constraint, Path, Shape, Shapes, Target, TargetKind, in_sparql, in_turtle
from kg.validate.terms import text_of

Terms = AbstractSet[str]


def validate(quads: bytes, context: bytes, shapes: Shapes) -> Conformance:
    """Checks the nodes that a graph describes.

    quads    N-Quads of the graph to be checked, a report's or the vocabulary
    context  N-Quads of what it refers to (vocabulary, ontology): looked into, not checked
    """
    return validate_within(Context.of(context, shapes), quads)


def validate_within(context: Context, quads: bytes) -> Conformance:
    """As `validate`, by the shapes of a context that was read before."""
    data = Data(quads, context)
    scope = Scope(data, lambda nodes, shape: _failing(nodes, shape, scope))
    instances = data.instances()
    results: set[Result] = set()
    for shape in context.shapes.shapes:
        nodes = frozenset().union(*(_targeted(target, data, instances) for target in shape.targets))
        results.update(_results(nodes & data.described, shape, scope))
    return Conformance(tuple(sorted(results)))


def _targeted(target: Target, data: Data, instances: Mapping[str, Terms]) -> Iterable[str]:
    if target.kind is TargetKind.CLASS:
        return frozenset().union(*(instances.get(kind, ()) for kind in data.below(target.node)))
    if target.kind is TargetKind.NODE:
        return (target.node,)
    ends = (data.forward if target.kind is TargetKind.SUBJECTS else data.backward)[target.node]
    return ends.one.keys() | ends.more.keys()


def _results(nodes: Terms, shape: Shape, scope: Scope) -> Iterator[Result]:
    """What nodes break of a shape and of the property shapes on it."""
    if not nodes:
        return
    looked = _look(nodes, shape.path, scope)
    for constraint in shape.constraints:
        for focus, value in FEATURES[constraint.name].check(constraint, looked, scope):
            yield _result(focus, value, constraint, shape)
    for part in shape.properties:
        yield from _results(looked.distinct, part, scope)


def _look(nodes: Terms, path: Path | None, scope: Scope) -> Looked:
    return Looked(nodes, Ends({node: node for node in nodes}) if path is None else scope.data.values(nodes, path))


def _failing(nodes: Terms, shape: Shape, scope: Scope) -> Terms:
    """The nodes that break something of a shape, whatever its severity (SHACL, 3.4.1)."""
    looked = _look(nodes, shape.path, scope)
    found = {
        focus
        for constraint in shape.constraints
        for focus, _ in FEATURES[constraint.name].check(constraint, looked, scope)
    }
    for part in shape.properties:
        wrong = _failing(looked.distinct, part, scope)
        if wrong:
            found.update(node for node, values in looked.values.items() if not wrong.isdisjoint(values))
    return found


def _result(focus: str, value: str | None, constraint: Constraint, shape: Shape) -> Result:
    return Result(
        text_of(focus),
        in_sparql(shape.path),
        "" if value is None else text_of(value),
        text_of(shape.name),
        text_of(constraint.component).rpartition("#")[2].removesuffix("ConstraintComponent"),
        shape.severity,
        shape.message_zh,
        shape.message_en,
        constraint.component,
        focus,
        in_turtle(shape.path),
        value or "",
    )
