"""What SHACL asks of values: datatypes with valid texts, order, language."""

import re
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal

from kg.validate.shapes import Node

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Datatypes that a shape may ask for, each with the form of its texts (XSD 1.1, part 2).
DATATYPES = {
    XSD + "string": re.compile(r".*", re.DOTALL),
    XSD + "anyURI": re.compile(r"\S*"),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD + "date": re.compile(r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?"),
    XSD + "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])(Z|[+-]\d\d:\d\d)?"),
    XSD + "gYear": re.compile(r"-?\d{4,}(Z|[+-]\d\d:\d\d)?"),
    RDF + "langString": re.compile(r".*", re.DOTALL),
}
_NUMBERS = {XSD + "integer", XSD + "decimal"}


def has_datatype(value: Node, datatype: Node) -> bool:
    """Whether a value is a literal of the datatype with a text that it allows (SHACL, 4.1.2)."""
    if not isinstance(value, Literal) or value.datatype != datatype:
        return False
    if not DATATYPES[datatype.value].fullmatch(value.value):
        return False
    return datatype.value != XSD + "date" or _date(value.value) is not None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def compare(one: Node, other: Node) -> int | None:
    """-1, 0 or 1 as SPARQL's < orders them; None where they have no order (numbers and dates, say)."""
    keys = _key(one), _key(other)
    if keys[0] is None or keys[1] is None or keys[0][0] != keys[1][0]:
        return None
    first, second = keys[0][1], keys[1][1]
    return (first > second) - (first < second)  # type: ignore[operator]


def _key(value: Node) -> tuple[str, Decimal | date | str] | None:
    """The kind of a value's order and its place in it."""
    if not isinstance(value, Literal) or value.language:
        return None
    datatype = value.datatype.value
    if datatype in _NUMBERS and DATATYPES[datatype].fullmatch(value.value):
        return "number", Decimal(value.value)
    if datatype == XSD + "date":
        day = _date(value.value)
        return None if day is None else ("date", day)
    return (datatype, value.value) if datatype in (XSD + "string", XSD + "gYear", XSD + "gYearMonth") else None


def speaks(value: Node, language: str) -> bool:
    """Whether a literal is in a language or a variety of it (RFC 4647, 3.3.1)."""
    tag = value.language if isinstance(value, Literal) else None
    return tag is not None and (tag.lower() == language.lower() or tag.lower().startswith(f"{language.lower()}-"))
