"""The constraint components of SHACL Core that are implemented (SHACL, section 4), by the name of their parameter.

A check yields one value for every result: the value that breaks the constraint, or None where none is to blame.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.validate.data import Data
from kg.validate.shapes import Constraint, Node, Shape
from kg.validate.values import compare, has_datatype, speaks

Values: TypeAlias = AbstractSet[Node]
Broken: TypeAlias = Iterable[Node | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where constraints are checked: the graph, and whether a node of it conforms to a shape."""

    data: Data
    conforms: Callable[[Node, Shape], bool]


# Checks a constraint on a focus node with its value nodes.
Check: TypeAlias = Callable[[Constraint, Node, Values, Scope], Broken]


class Form(StrEnum):
    """What the parameter of a constraint is given."""

    TERM = "a term"
    LIST = "a list of terms"
    SHAPE = "a shape"
    SHAPES = "a list of shapes"
    QUALIFIED = "a number beside sh:qualifiedValueShape"


def _each(holds: Callable[[Node, Constraint, Data], bool]) -> Check:
    """A constraint that every value meets or breaks for itself."""

    def check(constraint: Constraint, _: Node, values: Values, scope: Scope) -> Broken:
        return [value for value in values if not holds(value, constraint, scope.data)]

    return check


def _order(*allowed: int) -> Check:
    return _each(lambda value, constraint, _: compare(value, constraint.terms[0]) in allowed)


def _length(fits: Callable[[int, int], bool]) -> Check:
    return _each(
        lambda value, constraint, _: not isinstance(value, BlankNode) and fits(len(value.value), constraint.number)
    )


NODE_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "Literal": (Literal,),
    "BlankNode": (BlankNode,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}


def _matches(value: Node, constraint: Constraint, _: Data) -> bool:
    return not isinstance(value, BlankNode) and re.search(constraint.text, value.value) is not None


def _min_count(constraint: Constraint, _: Node, values: Values, __: Scope) -> Broken:
    return (None,) if len(values) < constraint.number else ()


def _max_count(constraint: Constraint, _: Node, values: Values, __: Scope) -> Broken:
    return (None,) if len(values) > constraint.number else ()


def _has_value(constraint: Constraint, _: Node, values: Values, __: Scope) -> Broken:
    return () if constraint.terms[0] in values else (None,)


def _unique_language(constraint: Constraint, _: Node, values: Values, __: Scope) -> Broken:
    tags = Counter(v.language.lower() for v in values if isinstance(v, Literal) and v.language)
    return [None for count in tags.values() if count > 1] if constraint.text == "true" else ()


def _others(constraint: Constraint, focus: Node, scope: Scope) -> Values:
    """The values of the property that the values are compared with."""
    predicate = constraint.terms[0]
    assert isinstance(predicate, NamedNode)
    return scope.data.objects(focus, predicate)


def _equals(constraint: Constraint, focus: Node, values: Values, scope: Scope) -> Broken:
    return values ^ _others(constraint, focus, scope)


def _disjoint(constraint: Constraint, focus: Node, values: Values, scope: Scope) -> Broken:
    return values & _others(constraint, focus, scope)


def _less(*allowed: int) -> Check:
    def check(constraint: Constraint, focus: Node, values: Values, scope: Scope) -> Broken:
        others = _others(constraint, focus, scope)
        return [value for value in values for other in others if compare(value, other) not in allowed]

    return check


def _logical(holds: Callable[[int, int], bool]) -> Check:
    """A constraint on how many of its shapes a value conforms to: holds(conforming, all)."""

    def check(constraint: Constraint, _: Node, values: Values, scope: Scope) -> Broken:
        for value in values:
            count = sum(scope.conforms(value, shape) for shape in constraint.shapes)
            if not holds(count, len(constraint.shapes)):
                yield value

    return check


def _qualified(holds: Callable[[int, int], bool]) -> Check:
    def check(constraint: Constraint, _: Node, values: Values, scope: Scope) -> Broken:
        count = sum(scope.conforms(value, constraint.shapes[0]) for value in values)
        return () if holds(count, constraint.number) else (None,)

    return check


@dataclass(frozen=True, slots=True)
class Feature:
    """A parameter: what it is given, how it is checked, and whether it stands on property shapes alone."""

    form: Form
    check: Check
    needs_path: bool = False


FEATURES: dict[str, Feature] = {
    "class": Feature(Form.TERM, _each(lambda value, constraint, data: data.is_a(value, constraint.terms[0]))),
    "datatype": Feature(Form.TERM, _each(lambda value, constraint, _: has_datatype(value, constraint.terms[0]))),
    "nodeKind": Feature(
        Form.TERM, _each(lambda value, constraint, _: isinstance(value, NODE_KINDS[constraint.text.split("#")[1]]))
    ),
    "minCount": Feature(Form.TERM, _min_count, needs_path=True),
    "maxCount": Feature(Form.TERM, _max_count, needs_path=True),
    "minInclusive": Feature(Form.TERM, _order(0, 1)),
    "maxInclusive": Feature(Form.TERM, _order(-1, 0)),
    "minExclusive": Feature(Form.TERM, _order(1)),
    "maxExclusive": Feature(Form.TERM, _order(-1)),
    "minLength": Feature(Form.TERM, _length(lambda length, least: length >= least)),
    "maxLength": Feature(Form.TERM, _length(lambda length, most: length <= most)),
    "pattern": Feature(Form.TERM, _each(_matches)),
    "languageIn": Feature(
        Form.LIST, _each(lambda value, constraint, _: any(speaks(value, tag.value) for tag in constraint.terms))
    ),
    "uniqueLang": Feature(Form.TERM, _unique_language, needs_path=True),
    "equals": Feature(Form.TERM, _equals),
    "disjoint": Feature(Form.TERM, _disjoint),
    "lessThan": Feature(Form.TERM, _less(-1), needs_path=True),
    "lessThanOrEquals": Feature(Form.TERM, _less(-1, 0), needs_path=True),
    "hasValue": Feature(Form.TERM, _has_value),
    "in": Feature(Form.LIST, _each(lambda value, constraint, _: value in constraint.terms)),
    "not": Feature(Form.SHAPE, _logical(lambda count, _: count == 0)),
    "node": Feature(Form.SHAPE, _logical(lambda count, total: count == total)),
    "and": Feature(Form.SHAPES, _logical(lambda count, total: count == total)),
    "or": Feature(Form.SHAPES, _logical(lambda count, _: count > 0)),
    "xone": Feature(Form.SHAPES, _logical(lambda count, _: count == 1)),
    "qualifiedMinCount": Feature(Form.QUALIFIED, _qualified(lambda count, least: count >= least), needs_path=True),
    "qualifiedMaxCount": Feature(Form.QUALIFIED, _qualified(lambda count, most: count <= most), needs_path=True),
}
