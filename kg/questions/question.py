"""A question: a query with a title in two languages and parameters, and how it is written in a `.rq` file."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kg.model.concepts import Scheme

HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
# A parameter's place in the query. As it stands it binds nothing, so that the text is a query by itself.
PLACE = re.compile(r"^[ \t]*VALUES \?(\w+) \{ (UNDEF) \}[ \t]*$", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9-]*")
PARAMETER = re.compile(r"[a-z][a-z0-9_]*")


class PlainType(StrEnum):
    """The types of parameters beside the concept schemes."""

    REPORT = "report"  # the id of a report
    FACT = "fact"  # IRI, local name, or the first digits of the hash of a fact
    STRING = "string"
    DATE = "date"  # ISO 8601, YYYY-MM-DD
    INTEGER = "integer"


ParameterType = Scheme | PlainType


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be filled in. `default` and `example` are written as a user writes them; `example` gives rows."""

    name: str
    type: ParameterType
    description: Words
    required: bool
    default: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """The queries by which the value of a parameter is found.

    names     what a type of parameters can name;  facts: every fact, or whether something is one
    in_order  every fact in the order of its place, with its period
    """

    names: str
    facts: str
    in_order: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue.

    columns  what a row has, in order;  shown: those that a narrow table shows
    sparql   the query; as it stands it leaves every parameter open
    """

    name: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    sparql: str = field(repr=False)
    lookup: Lookup = field(repr=False)

    def example(self) -> dict[str, str]:
        """Values of the required parameters with which it gives rows."""
        return {parameter.name: parameter.example for parameter in self.parameters if parameter.required}


def read_header(text: str) -> dict[str, Any]:
    """The `#+` lines of a query as TOML. Raises ValueError where they are none."""
    lines = HEADER.findall(text)
    if not lines:
        raise ValueError("it has no header: lines that begin with #+")
    return tomllib.loads("\n".join(lines))


def make_question(name: str, sparql: str, columns: tuple[str, ...], header: dict[str, Any], lookup: Lookup) -> Question:
    """The question that a file describes. Raises ValueError that says what is wrong with the header."""
    if not NAME.fullmatch(name):
        raise ValueError("its name must be of a-z, 0-9 and -")
    unknown = sorted(set(header) - {"title", "description", "parameter", "shown"})
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no key of a header")
    given = header.get("parameter", {})
    parameters = tuple(_parameter(key, table) for key, table in given.items())
    places = PLACE.findall(sparql)
    if sorted(given) != sorted(place for place, _ in places):
        raise ValueError(
            f"its parameters are {', '.join(given) or 'none'}, and its lines VALUES ?name {{ UNDEF }} name "
            f"{', '.join(place for place, _ in places) or 'none'}"
        )
    shown = tuple(header.get("shown", columns))
    if not set(shown) <= set(columns):
        raise ValueError(f"'{sorted(set(shown) - set(columns))[0]}' in shown is no column")
    return Question(
        name=name,
        title=_words(header, "title"),
        description=_words(header, "description"),
        parameters=parameters,
        columns=columns,
        shown=shown,
        sparql=sparql,
        lookup=lookup,
    )


def _words(table: dict[str, Any], key: str) -> Words:
    words = table.get(key)
    if not isinstance(words, dict) or sorted(words) != ["en", "zh"] or not all(map(_filled, words.values())):
        raise ValueError(f'it needs {key}.zh and {key}.en = "…"')
    return Words(**words)


def _filled(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _parameter(name: str, table: dict[str, Any]) -> Parameter:
    if not PARAMETER.fullmatch(name):
        raise ValueError(f"the name of parameter '{name}' must be of a-z, 0-9 and _")
    unknown = sorted(set(table) - {"type", "description", "required", "default", "example"})
    if unknown:
        raise ValueError(f"'{unknown[0]}' of parameter {name} is no key")
    required, default, example = table.get("required", False), table.get("default"), table.get("example")
    if not isinstance(required, bool) or (required and default is not None):
        raise ValueError(f"parameter {name} is required, or it has a default")
    if not isinstance(example, str) or not isinstance(default, str | None):
        raise ValueError(f"example and default of parameter {name} are strings, and an example is needed")
    return Parameter(name, _type(name, table.get("type")), _words(table, "description"), required, default, example)


def _type(name: str, text: object) -> ParameterType:
    types: dict[object, ParameterType] = {kind.value: kind for kind in (*PlainType, *Scheme)}
    if text in types:
        return types[text]
    raise ValueError(f"the type of parameter {name} is one of {', '.join((*PlainType, *Scheme))}")


def is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
