"""Shapes as values: targets, paths and constraints (SHACL, sections 2 and 4). Terms are texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kg.validate.terms import text_of


class Severity(StrEnum):
    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Step:
    """A property, or its inverse."""

    predicate: str
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
    node: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint: the name of its parameter ("minCount") with the terms and shapes that it is given.

    number     what counts and lengths are compared with
    component  the IRI of its component, in brackets
    """

    name: str
    terms: tuple[str, ...] = ()
    shapes: tuple["Shape", ...] = ()
    number: int = 0
    component: str = ""

    @property
    def text(self) -> str:
        return text_of(self.terms[0])


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape (path None) or a property shape; `properties` are the property shapes of its values."""

    name: str
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


def in_sparql(path: Path | None) -> str:
    """A path in the syntax of SPARQL; a single property as its IRI without brackets; "" for none."""
    if path is None:
        return ""
    return text_of(path.predicate) if isinstance(path, Step) and not path.inverse else _property_path(path)


def _property_path(path: Path) -> str:
    if isinstance(path, Step):
        return f"{'^' if path.inverse else ''}{path.predicate}"
    sign = "|" if isinstance(path, Alternative) else "/"
    inner = ((part, _property_path(part)) for part in path.parts)
    return sign.join(text if isinstance(part, Step) else f"({text})" for part, text in inner)


def in_turtle(path: Path | None) -> str:
    """A path as SHACL writes it (SHACL, 2.3.1); "" for none."""
    if path is None:
        return ""
    if isinstance(path, Step):
        return f"[ sh:inversePath {path.predicate} ]" if path.inverse else path.predicate
    parts = " ".join(in_turtle(part) for part in path.parts)
    return f"[ sh:alternativePath ( {parts} ) ]" if isinstance(path, Alternative) else f"( {parts} )"
