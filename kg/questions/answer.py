"""The answer to a question: columns and rows that JSON can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import TypeAlias

import pyoxigraph

from kg.model.cells import write_csv
from kg.questions.question import Question

Value: TypeAlias = str | int | float | bool | None
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave.

    columns     as in the question
    rows        a value for every column, None where nothing is known; numbers are numbers, IRIs and dates strings
    parameters  the values that were asked with, defaults too, as written in the query
    sparql      the query that was asked
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    question: Question
    parameters: Mapping[str, str]
    sparql: str

    def csv(self) -> str:
        """The rows as RFC 4180, with a heading line; what is not known is an empty cell."""
        out = StringIO()
        write_csv(out, self.columns, self.rows)
        return out.getvalue()


def as_value(term: object) -> Value:
    """A term of an answer as JSON: whole numbers as integers, other decimals as numbers, all else as text."""
    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return str(term.value)  # type: ignore[attr-defined]
    kind = term.datatype.value.removeprefix(XSD)
    if kind in ("integer", "decimal"):
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else float(number)
    if kind == "double":
        return float(term.value)
    return term.value == "true" if kind == "boolean" else term.value
