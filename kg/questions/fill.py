"""Puts values into a query: as terms, never as text."""

from collections.abc import Mapping

import pyoxigraph

from kg.questions.question import PLACE


def fill(sparql: str, values: Mapping[str, "pyoxigraph.NamedNode | pyoxigraph.Literal"]) -> str:
    """The query with `VALUES ?name { UNDEF }` bound for every value; places without a value stay open."""
    return PLACE.sub(lambda match: _line(match.group(), values.get(match[1])), sparql)


def _line(line: str, value: "pyoxigraph.NamedNode | pyoxigraph.Literal | None") -> str:
    return line if value is None else line.replace("UNDEF", str(value), 1)
