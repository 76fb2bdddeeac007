"""Checks a graph against the shapes."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from kg.validate.components import FEATURES, Scope
from kg.validate.conformance import Conformance, Result
from kg.validate.data import Context, Data, Index
from kg.validate.shapes import Alternative, Constraint, Node, Path, Shape, Shapes, Step, Target, TargetKind


def validate(quads: bytes, context: bytes, shapes: Shapes) -> Conformance:
    """Checks the nodes that a graph describes.

    quads    N-Quads of the graph to be checked, a report's or the vocabulary
    context  N-Quads of what it refers to (vocabulary, ontology): looked into, not checked
    """
    return validate_within(Context.of(context, shapes), quads)


def validate_within(context: Context, quads: bytes) -> Conformance:
    """As `validate`, by the shapes of a context that was read before."""
    data = Data(quads, context)
    scope = Scope(data, lambda node, shape: _conforms(node, shape, scope))
    instances = data.instances()
    results: set[Result] = set()
    for shape in context.shapes.shapes:
        nodes = {node for target in shape.targets for node in _targeted(target, data, instances)}
        results.update(_results(nodes & data.described, shape, scope))
    return Conformance(tuple(sorted(results)))


def _targeted(target: Target, data: Data, instances: Index) -> Iterable[Node]:
    if target.kind is TargetKind.CLASS:
        return instances.get(target.node, set())
    if target.kind is TargetKind.NODE:
        return (target.node,)
    return (data.forward if target.kind is TargetKind.SUBJECTS else data.backward)[target.node]


def _results(nodes: Iterable[Node], shape: Shape, scope: Scope) -> Iterator[Result]:
    """What nodes break of a shape and of the property shapes on it."""
    if shape.constraints:
        for focus in nodes:
            for constraint, value in _broken(focus, shape, scope):
                yield _result(focus, value, constraint, shape)
    if shape.properties:
        inner = {value for node in nodes for value in _values(node, shape, scope)}
        for part in shape.properties:
            yield from _results(inner, part, scope)


def _values(focus: Node, shape: Shape, scope: Scope) -> AbstractSet[Node]:
    return {focus} if shape.path is None else scope.data.values(focus, shape.path)


def _broken(focus: Node, shape: Shape, scope: Scope) -> Iterator[tuple[Constraint, Node | None]]:
    values = _values(focus, shape, scope)
    for constraint in shape.constraints:
        for value in FEATURES[constraint.name].check(constraint, focus, values, scope):
            yield constraint, value


def _conforms(node: Node, shape: Shape, scope: Scope) -> bool:
    """Whether a node breaks nothing of a shape, whatever its severity (SHACL, 3.4.1)."""
    if any(True for _ in _broken(node, shape, scope)):
        return False
    return all(_conforms(value, part, scope) for part in shape.properties for value in _values(node, shape, scope))


def _result(focus: Node, value: Node | None, constraint: Constraint, shape: Shape) -> Result:
    return Result(
        focus.value,
        _sparql(shape.path) if shape.path else "",
        "" if value is None else value.value,
        shape.name.value,
        constraint.name[0].upper() + constraint.name[1:],
        shape.severity,
        shape.message_zh,
        shape.message_en,
        _turtle(shape.path) if shape.path else "",
        "" if value is None else str(value),
    )


def _sparql(path: Path) -> str:
    """A path in the syntax of SPARQL; a single property as its IRI."""
    return path.predicate.value if isinstance(path, Step) and not path.inverse else _property_path(path)


def _property_path(path: Path) -> str:
    if isinstance(path, Step):
        return f"{'^' if path.inverse else ''}<{path.predicate.value}>"
    sign = "|" if isinstance(path, Alternative) else "/"
    parts = (_property_path(part) for part in path.parts)
    return sign.join(
        part if isinstance(inner, Step) else f"({part})" for part, inner in zip(parts, path.parts, strict=True)
    )


def _turtle(path: Path) -> str:
    """A path as SHACL writes it (SHACL, 2.3.1)."""
    if isinstance(path, Step):
        return f"[ sh:inversePath {path.predicate} ]" if path.inverse else str(path.predicate)
    parts = " ".join(_turtle(part) for part in path.parts)
    return f"[ sh:alternativePath ( {parts} ) ]" if isinstance(path, Alternative) else f"( {parts} )"
