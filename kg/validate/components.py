"""The constraint components of SHACL Core that are implemented (SHACL, section 4), by the name of their parameter.

A check looks at all focus nodes of a shape at once. It yields a focus node with the value that breaks the constraint,
or with None where no value is to blame.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Decimal
from decimal import Context as DecimalContext
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from kg.validate.data import TYPE, Data, Ends
from kg.validate.shapes import Constraint, Shape
from kg.validate.terms import is_blank, is_literal, parts, text_of
from kg.validate.values import Key, compare, has_datatype, order_of, speaks

Terms: TypeAlias = AbstractSet[str]
Broken: TypeAlias = Iterable[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where constraints are checked: the graph, and which nodes of a set do not conform to a shape."""

    data: Data
    failing: Callable[[Terms, Shape], Terms]
    _orders: dict[str, Key | None] = field(default_factory=dict)

    def order(self, term: str) -> Key | None:
        if term not in self._orders:
            self._orders[term] = order_of(term)
        return self._orders[term]


@dataclass(frozen=True)
class Looked:
    """Focus nodes with their value nodes."""

    nodes: Terms
    values: Ends

    @cached_property
    def distinct(self) -> Terms:
        return self.values.distinct()


Check: TypeAlias = Callable[[Constraint, Looked, Scope], Broken]


class Form(StrEnum):
    """What the parameter of a constraint is given."""

    PROPERTIES = "a property, beside other parameters that name others"
    TERM = "a term"
    LIST = "a list of terms"
    SHAPE = "a shape"
    SHAPES = "a list of shapes"
    QUALIFIED = "a number beside sh:qualifiedValueShape"


def _among(find: Callable[[Terms, Constraint, Scope], Terms]) -> Check:
    """A constraint that some of all values break, each for itself."""

    def check(constraint: Constraint, looked: Looked, scope: Scope) -> Broken:
        wrong = find(looked.distinct, constraint, scope)
        return _to_blame(looked, wrong) if wrong else ()

    return check


def _to_blame(looked: Looked, wrong: Terms) -> Broken:
    yield from ((node, value) for node, value in looked.values.one.items() if value in wrong)
    yield from ((node, value) for node, values in looked.values.more.items() for value in values & wrong)


def _unlike_type(terms: Terms, constraint: Constraint, _: Scope) -> Terms:
    datatype = constraint.text
    return {one for one in terms if not has_datatype(one, datatype)}


def _unlike_class(terms: Terms, constraint: Constraint, scope: Scope) -> Terms:
    below, objects = scope.data.below(constraint.terms[0]), scope.data.objects
    return {one for one in terms if below.isdisjoint(objects(one, TYPE))}


def _unlike_kind(terms: Terms, constraint: Constraint, _: Scope) -> Terms:
    signs = NODE_KINDS[constraint.text.split("#")[1]]
    return {one for one in terms if one[0] not in signs}


def _unlike_language(terms: Terms, constraint: Constraint, _: Scope) -> Terms:
    tags = [text_of(tag) for tag in constraint.terms]
    return {one for one in terms if not any(speaks(one, tag) for tag in tags)}


def _order(*allowed: int) -> Check:
    def find(terms: Terms, constraint: Constraint, scope: Scope) -> Terms:
        bound = scope.order(constraint.terms[0])
        return {one for one in terms if compare(scope.order(one), bound) not in allowed}

    return _among(find)


def _length(fits: Callable[[int, int], bool]) -> Check:
    def find(terms: Terms, constraint: Constraint, _: Scope) -> Terms:
        number = constraint.number
        return {one for one in terms if is_blank(one) or not fits(len(text_of(one)), number)}

    return _among(find)


NODE_KINDS: dict[str, str] = {
    "IRI": "<",
    "Literal": '"',
    "BlankNode": "_",
    "BlankNodeOrIRI": "_<",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}


def _unlike(terms: Terms, constraint: Constraint, _: Scope) -> Terms:
    matches = re.compile(constraint.text).search
    return {one for one in terms if is_blank(one) or not matches(text_of(one))}


def _count(fits: Callable[[int, int], bool]) -> Check:
    def check(constraint: Constraint, looked: Looked, _: Scope) -> Broken:
        number, one, more = constraint.number, looked.values.one, looked.values.more
        if not fits(0, number):
            yield from ((node, None) for node in looked.nodes - one.keys() - more.keys())
        if not fits(1, number):
            yield from ((node, None) for node in one)
        yield from ((node, None) for node, found in more.items() if not fits(len(found), number))

    return check


def _has_value(constraint: Constraint, looked: Looked, _: Scope) -> Broken:
    wanted, values = constraint.terms[0], looked.values
    return ((node, None) for node in looked.nodes if wanted not in values.of(node))


def _unique_language(constraint: Constraint, looked: Looked, _: Scope) -> Broken:
    if constraint.text != "true":
        return
    for node, values in looked.values.items():
        tags = Counter(parts(one)[2].lower() for one in values if is_literal(one))
        yield from ((node, None) for tag, count in tags.items() if tag and count > 1)


def _against(blame: Callable[[Terms, Terms], Terms]) -> Check:
    """A constraint between the values and those of another property of the focus node."""

    def check(constraint: Constraint, looked: Looked, scope: Scope) -> Broken:
        other, values, objects = constraint.terms[0], looked.values, scope.data.objects
        for node in looked.nodes:
            for value in blame(values.of(node), objects(node, other)):
                yield node, value

    return check


def _less(*allowed: int) -> Check:
    def check(constraint: Constraint, looked: Looked, scope: Scope) -> Broken:
        other, order, objects = constraint.terms[0], scope.order, scope.data.objects
        for node, values in looked.values.items():
            bounds = [order(bound) for bound in objects(node, other)]
            for value in values if bounds else ():
                place = order(value)
                if any(compare(place, bound) not in allowed for bound in bounds):
                    yield node, value

    return check


def _length_between(constraint: Constraint, looked: Looked, scope: Scope) -> Broken:
    """Nodes whose text has another length than lies between two numbers of theirs (our own component)."""
    objects, order = scope.data.objects, scope.order
    text, begin, end = constraint.terms
    for node in looked.distinct:
        places = ((order(one), order(other)) for one in objects(node, begin) for other in objects(node, end))
        lengths = {_difference(other[1], one[1]) for one, other in places if _numbers(one, other)}  # type: ignore[index, arg-type]
        if not any(len(text_of(told)) in lengths for told in objects(node, text) if not is_blank(told)):
            yield node, node


def _difference(one: Decimal, other: Decimal) -> Decimal:
    """Of numbers of any length: the usual context refuses what has above a million digits."""
    return DecimalContext(Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[]).subtract(one, other)


def _numbers(*keys: Key | None) -> bool:
    return all(key is not None and key[0] == "number" for key in keys)


def _logical(holds: Callable[[int, int], bool]) -> Check:
    """A constraint on how many of its shapes a value conforms to: holds(conforming, all)."""

    def find(terms: Terms, constraint: Constraint, scope: Scope) -> Terms:
        failing = [scope.failing(terms, shape) for shape in constraint.shapes]
        total = len(failing)
        return {one for one in terms if not holds(total - sum(one in some for some in failing), total)}

    return _among(find)


def _qualified(fits: Callable[[int, int], bool]) -> Check:
    def check(constraint: Constraint, looked: Looked, scope: Scope) -> Broken:
        failing = scope.failing(looked.distinct, constraint.shapes[0])
        for node in looked.nodes:
            if not fits(len(looked.values.of(node) - failing), constraint.number):
                yield node, None

    return check


@dataclass(frozen=True, slots=True)
class Feature:
    """A parameter: what it is given, how it is checked, and whether it stands on property shapes alone."""

    form: Form
    check: Check
    needs_path: bool = False


def _at_least(count: int, least: int) -> bool:
    return count >= least


def _at_most(count: int, most: int) -> bool:
    return count <= most


# Components that are no part of SHACL (shapes/provenance.ttl), by their first parameter -> local name, all parameters.
# They stand on node shapes alone: of property shapes the referee does not say the value.
OWN = {"lengthOf": ("Length", ("lengthOf", "lengthFrom", "lengthTo"))}
FEATURES: dict[str, Feature] = {
    "class": Feature(Form.TERM, _among(_unlike_class)),
    "datatype": Feature(Form.TERM, _among(_unlike_type)),
    "nodeKind": Feature(Form.TERM, _among(_unlike_kind)),
    "minCount": Feature(Form.TERM, _count(_at_least), needs_path=True),
    "maxCount": Feature(Form.TERM, _count(_at_most), needs_path=True),
    "minInclusive": Feature(Form.TERM, _order(0, 1)),
    "maxInclusive": Feature(Form.TERM, _order(-1, 0)),
    "minExclusive": Feature(Form.TERM, _order(1)),
    "maxExclusive": Feature(Form.TERM, _order(-1)),
    "minLength": Feature(Form.TERM, _length(_at_least)),
    "maxLength": Feature(Form.TERM, _length(_at_most)),
    "pattern": Feature(Form.TERM, _among(_unlike)),
    "languageIn": Feature(Form.LIST, _among(_unlike_language)),
    "uniqueLang": Feature(Form.TERM, _unique_language, needs_path=True),
    "equals": Feature(Form.TERM, _against(lambda values, others: values ^ others)),
    "disjoint": Feature(Form.TERM, _against(lambda values, others: values & others)),
    "lessThan": Feature(Form.TERM, _less(-1), needs_path=True),
    "lessThanOrEquals": Feature(Form.TERM, _less(-1, 0), needs_path=True),
    "hasValue": Feature(Form.TERM, _has_value),
    "in": Feature(Form.LIST, _among(lambda terms, constraint, _: terms - set(constraint.terms))),
    "lengthOf": Feature(Form.PROPERTIES, _length_between),
    "not": Feature(Form.SHAPE, _logical(lambda count, _: count == 0)),
    "node": Feature(Form.SHAPE, _logical(lambda count, total: count == total)),
    "and": Feature(Form.SHAPES, _logical(lambda count, total: count == total)),
    "or": Feature(Form.SHAPES, _logical(lambda count, _: count > 0)),
    "xone": Feature(Form.SHAPES, _logical(lambda count, _: count == 1)),
    "qualifiedMinCount": Feature(Form.QUALIFIED, _qualified(_at_least), needs_path=True),
    "qualifiedMaxCount": Feature(Form.QUALIFIED, _qualified(_at_most), needs_path=True),
}
