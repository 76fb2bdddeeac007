"""Shapes as values: targets, paths and constraints (SHACL, sections 2 and 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

Node: TypeAlias = NamedNode | BlankNode | Literal


class Severity(StrEnum):
    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Step:
    """A property, or its inverse."""

    predicate: NamedNode
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    parts: tuple["Path", ...]


Path: TypeAlias = Step | Sequence | Alternative


class TargetKind(StrEnum):
    CLASS = "targetClass"
    NODE = "targetNode"
    SUBJECTS = "targetSubjectsOf"
    OBJECTS = "targetObjectsOf"


@dataclass(frozen=True, slots=True)
class Target:
    kind: TargetKind
    node: NamedNode


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint: the name of its parameter ("minCount") with the terms and shapes that it is given.

    number  what counts and lengths are compared with
    """

    name: str
    terms: tuple[Node, ...] = ()
    shapes: tuple["Shape", ...] = ()
    number: int = 0

    @property
    def text(self) -> str:
        return self.terms[0].value


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape (path None) or a property shape; `properties` are the property shapes of its values."""

    name: NamedNode | BlankNode
    path: Path | None
    severity: Severity
    message_zh: str
    message_en: str
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple["Shape", ...] = ()

    def all(self) -> Iterator["Shape"]:
        """This shape and those that it uses."""
        yield self
        for shape in self.properties:
            yield from shape.all()
        for constraint in self.constraints:
            for shape in constraint.shapes:
                yield from shape.all()


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes that have targets, in order of their names."""

    shapes: tuple[Shape, ...]


def steps(path: Path | None) -> Iterator[Step]:
    if isinstance(path, Step):
        yield path
    elif path is not None:
        for part in path.parts:
            yield from steps(part)
