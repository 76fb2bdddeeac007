"""Reads the files of shapes. What is not implemented is refused, never skipped."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import KnowledgeError
from kg.iris import Iris
from kg.resources import Resources
from kg.settings import DEFAULT_BASE
from kg.validate.components import FEATURES, NODE_KINDS, OWN, Form
from kg.validate.shapes import (
    Alternative,
    Constraint,
    Path,
    Sequence,
    Severity,
    Shape,
    Shapes,
    Step,
    Target,
    TargetKind,
)
from kg.validate.terms import RDF, is_iri, is_literal, parts, text_of
from kg.validate.values import DATATYPES

SH = "http://www.w3.org/ns/shacl#"
TYPE, FIRST, REST = (f"<{RDF}{name}>" for name in ("type", "first", "rest"))
KINDS = {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}
# Components of our own stand in the files for other validators, and are built in here.
HOME = f"{DEFAULT_BASE}shapes#"
COMPONENT, VALIDATOR = f"<{SH}ConstraintComponent>", f"<{SH}SPARQLAskValidator>"
TARGETS = {kind.value: kind for kind in TargetKind}
# What stands on a shape beside its constraints; sh:qualifiedValueShape is read with the counts beside it.
ABOUT = {"path", "severity", "message", "property", "qualifiedValueShape", *TARGETS}
# What a shape can have several of; of anything else one.
SEVERAL = {"message", "property", "class", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals", *TARGETS}
SEVERAL |= {name for name, feature in FEATURES.items() if feature.form in (Form.SHAPE, Form.SHAPES)}
COUNTS = {name for name, feature in FEATURES.items() if feature.form is Form.QUALIFIED}
NUMBERS = ("Count", "Length")
# Parameters that are read with the first of their component.
OTHERS = {name for _, parameters in OWN.values() for name in parameters[1:]}
IMPLICIT = "<http://www.w3.org/2000/01/rdf-schema#Class>"
# Triples of the shape files: subject -> local name of a SHACL property, <IRI> of any other -> objects.
Said = dict[str, dict[str, list[str]]]


def load_shapes(resources: Resources, iris: Iris) -> Shapes:
    """All shapes of the packaged files and the overlays, moved under the base in use.

    Raises KnowledgeError for what is no Turtle, for a feature that is not implemented, for a shape that nothing uses,
    and for one without a message in both languages.
    """
    said: Said = {}
    for number, path in enumerate(resources.files("shapes", "*.ttl")):
        try:
            _add(said, parse(resources.text(path), format=RdfFormat.TURTLE), iris, number)
        except SyntaxError as error:
            raise KnowledgeError(f"{path}: {error}") from error
    return read_shapes(said, iris)


def _add(said: Said, quads: Iterable[Quad], iris: Iris, number: int) -> None:
    for quad in quads:
        short = _short(quad.predicate.value)
        subject, value = (_move(term, iris, number) for term in (quad.subject, quad.object))
        said.setdefault(subject, {}).setdefault(short, []).append(value)


def _short(name: str) -> str:
    """The local name of a property of SHACL or of a parameter of ours, the IRI of any other."""
    if name.startswith(SH):
        return name.removeprefix(SH)
    own = name.removeprefix(HOME)
    return own if any(own in parameters for _, parameters in OWN.values()) else f"<{name}>"


def _move(term: NamedNode | BlankNode | Literal | Triple, iris: Iris, number: int) -> str:
    """The term under the base in use. Blank nodes are of one file."""
    if isinstance(term, Triple):
        raise KnowledgeError("A triple term stands in the shapes.")
    if isinstance(term, BlankNode):
        return f"_:{term.value}f{number}"
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return f"<{iris.base}{term.value.removeprefix(DEFAULT_BASE)}>"
    return str(term)


def read_shapes(said: Said, iris: Iris) -> Shapes:
    """The shapes with targets among these triples, and those that they use."""
    declared, own = set(), {f"<{iris.base}shapes#{name}ConstraintComponent>" for name, _ in OWN.values()}
    for node, properties in said.items():
        kinds = set(properties.get(TYPE, [])) - {VALIDATOR}
        if COMPONENT in kinds and node in own:
            continue
        if others := sorted(kind for kind in kinds - KINDS if kind.startswith(f"<{SH}")):
            raise KnowledgeError(f"{node} is a {others[0]}, which is not implemented here.")
        if kinds & KINDS:
            declared.add(node)
            _check_whole(node, properties, kinds)
    reader = _Reader(said, f"{iris.base}shapes#")
    shapes = [reader.read(node) for node, properties in said.items() if TARGETS.keys() & properties.keys()]
    unused = declared - {used.name for shape in shapes for used in shape.all()}
    if unused:
        raise KnowledgeError(f"Nothing uses the shapes {', '.join(sorted(unused))}.")
    for shape in shapes:
        _check_messages(shape)
    return Shapes(tuple(sorted(shapes, key=lambda shape: shape.name)))


class _Reader:
    """Makes shapes of triples."""

    def __init__(self, said: Said, home: str) -> None:
        self._said, self._home = said, home
        self._open: list[str] = []

    def read(self, node: str) -> Shape:
        """The shape at a node, with those that it uses."""
        if is_literal(node) or node in self._open:
            raise KnowledgeError(f"The shape {node} is a literal, or it uses itself.")
        self._open.append(node)
        said = self._said.get(node, {})
        messages = {tag.lower(): text for text, _, tag in map(parts, filter(is_literal, said.get("message", [])))}
        path = self._path(said["path"][0]) if "path" in said else None
        shape = Shape(
            node,
            path,
            _severity(node, said),
            messages.get("zh-hant", ""),
            messages.get("en", ""),
            _targets(said),
            tuple(self._constraints(node, said, path)),
            tuple(self.read(part) for part in said.get("property", [])),
        )
        self._open.pop()
        return shape

    def _path(self, node: str) -> Path:
        if is_iri(node):
            return Step(node)
        said = self._said.get(node, {})
        if FIRST in said:
            return Sequence(tuple(self._path(part) for part in self._list(node)))
        if set(said) == {"inversePath"} and is_iri(said["inversePath"][0]):
            return Step(said["inversePath"][0], inverse=True)
        if set(said) == {"alternativePath"}:
            return Alternative(tuple(self._path(part) for part in self._list(said["alternativePath"][0])))
        raise KnowledgeError(f"A path of {', '.join(sorted(said)) or 'nothing'} is not implemented here.")

    def _constraints(self, node: str, said: dict[str, list[str]], path: Path | None) -> Iterator[Constraint]:
        for name in sorted(said):
            if name in ABOUT or name.startswith("<") or name in OTHERS:
                continue
            if name not in FEATURES:
                raise KnowledgeError(f"The shape {node} uses sh:{name}, which is not implemented here.")
            if FEATURES[name].needs_path and path is None:
                raise KnowledgeError(f"The shape {node} has sh:{name} and no sh:path.")
            yield from (self._constraint(node, name, given) for given in said[name])

    def _constraint(self, node: str, name: str, given: str) -> Constraint:
        form = FEATURES[name].form
        component = f"<{SH}{name[0].upper()}{name[1:]}ConstraintComponent>"
        if form is Form.PROPERTIES:
            own, parameters = OWN[name]
            terms = tuple(self._said[node][one][0] for one in parameters)
            return Constraint(name, terms, component=f"<{self._home}{own}ConstraintComponent>")
        if form is Form.LIST:
            return Constraint(name, self._list(given), component=component)
        if form is Form.SHAPE:
            return Constraint(name, (), (self.read(given),), component=component)
        if form is Form.SHAPES:
            return Constraint(name, (), tuple(self.read(part) for part in self._list(given)), component=component)
        shapes = self._said[node].get("qualifiedValueShape", []) if form is Form.QUALIFIED else []
        _check_term(node, name, given)
        number = int(text_of(given)) if name.endswith(NUMBERS) else 0
        return Constraint(name, (given,), tuple(self.read(part) for part in shapes), number, component)

    def _list(self, head: str) -> tuple[str, ...]:
        members = []
        while head != f"<{RDF}nil>":
            said = self._said.get(head, {})
            if len(said.get(FIRST, [])) != 1 or len(said.get(REST, [])) != 1:
                raise KnowledgeError(f"A list of the shapes is broken at {head}.")
            members.append(said[FIRST][0])
            head = said[REST][0]
        return tuple(members)


def _check_messages(shape: Shape) -> None:
    """Refuses a shape whose results are shown and say nothing in one of the languages."""
    if shape.constraints and not (shape.message_zh and shape.message_en):
        raise KnowledgeError(f"The shape {shape.name} needs a message in zh-Hant and one in en.")
    for part in shape.properties:
        _check_messages(part)


def _severity(node: str, said: dict[str, list[str]]) -> Severity:
    stated = said.get("severity", [f"<{SH}Violation>"])[0]
    for severity in Severity:
        if stated == f"<{SH}{severity.value.capitalize()}>":
            return severity
    raise KnowledgeError(f"The shape {node} has a severity that is not implemented here, {stated}.")


def _targets(said: dict[str, list[str]]) -> tuple[Target, ...]:
    found = sorted((name, term) for name in TARGETS for term in said.get(name, []))
    for name, term in found:
        if not is_iri(term):
            raise KnowledgeError(f"sh:{name} {term} is no IRI.")
    return tuple(Target(TARGETS[name], term) for name, term in found)


def _check_whole(node: str, said: dict[str, list[str]], kinds: set[str]) -> None:
    """Refuses combinations that would have another meaning here than in SHACL, or none."""
    if IMPLICIT in kinds:
        raise KnowledgeError(f"The shape {node} is a class too: name its class by sh:targetClass.")
    if doubled := sorted(name for name, given in said.items() if len(given) > 1 and name not in SEVERAL | {TYPE}):
        raise KnowledgeError(f"The shape {node} has more than one sh:{doubled[0]}.")
    for _, parameters in OWN.values():
        given = set(parameters) & said.keys()
        if given and (len(given) < len(parameters) or "path" in said):
            raise KnowledgeError(f"The shape {node} must have all of {', '.join(parameters)}, and no sh:path.")
    if ("qualifiedValueShape" in said) != bool(COUNTS & said.keys()):
        raise KnowledgeError(f"The shape {node} needs both sh:qualifiedValueShape and a count of it.")


def _check_term(node: str, name: str, given: str) -> None:
    """Refuses what would break, or pass for checked, only when data come."""
    if name == "datatype" and text_of(given) not in DATATYPES:
        raise KnowledgeError(f"The shape {node} asks for the datatype {given}, which is not implemented here.")
    if name == "nodeKind" and text_of(given).removeprefix(SH) not in NODE_KINDS:
        raise KnowledgeError(f"The shape {node} asks for a node kind that there is not, {given}.")
    if name.endswith(NUMBERS) and not text_of(given).isdigit():
        raise KnowledgeError(f"The shape {node} has sh:{name} {given}: no number.")
    if name == "pattern":
        try:
            re.compile(text_of(given))
        except re.error as error:
            raise KnowledgeError(f"The shape {node} has the pattern {given}: {error}.") from error
