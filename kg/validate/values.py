"""What SHACL asks of values: datatypes with valid texts, order, language."""

import re
from datetime import date
from decimal import Decimal

from kg.validate.terms import RDF, XSD, is_literal, parts

# Datatypes that a shape may ask for, each with the form of its texts (XSD 1.1, part 2).
DATATYPES = {
    XSD + "string": re.compile(r".*", re.DOTALL),
    XSD + "anyURI": re.compile(r"\S*"),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "integer": re.compile(r"[+-]?\d+", re.ASCII),
    XSD + "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    XSD + "date": re.compile(r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?", re.ASCII),
    XSD + "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])(Z|[+-]\d\d:\d\d)?", re.ASCII),
    XSD + "gYear": re.compile(r"-?\d{4,}(Z|[+-]\d\d:\d\d)?", re.ASCII),
    RDF + "langString": re.compile(r".*", re.DOTALL),
}
_NUMBERS = {XSD + "integer", XSD + "decimal"}
_BY_TEXT = (XSD + "string", XSD + "gYear", XSD + "gYearMonth")
Key = tuple[str, Decimal | date | str]


def has_datatype(value: str, datatype: str) -> bool:
    """Whether a value is a literal of the datatype (its IRI) with a text that it allows (SHACL, 4.1.2)."""
    if not is_literal(value):
        return False
    if datatype == XSD + "string":
        return value[-1] == '"'
    end = f'"^^<{datatype}>'
    if not value.endswith(end):
        return datatype == RDF + "langString" and bool(parts(value)[2])
    text = parts(value)[0] if "\\" in value else value[1 : -len(end)]
    if not DATATYPES[datatype].fullmatch(text):
        return False
    return datatype != XSD + "date" or _date(text) is not None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def order_of(value: str) -> Key | None:
    """The kind of a value's order and its place in it, as SPARQL's < orders values; None where it has none."""
    if not is_literal(value):
        return None
    text, datatype, language = parts(value)
    if language:
        return None
    if datatype in _NUMBERS and DATATYPES[datatype].fullmatch(text):
        return "number", Decimal(text)
    if datatype == XSD + "date":
        day = _date(text)
        return None if day is None else ("date", day)
    return (datatype, text) if datatype in _BY_TEXT else None


def compare(one: Key | None, other: Key | None) -> int | None:
    """-1, 0 or 1; None where the values have no order between them (numbers and dates, say)."""
    if one is None or other is None or one[0] != other[0]:
        return None
    first, second = one[1], other[1]
    return (first > second) - (first < second)  # type: ignore[operator]


def speaks(value: str, language: str) -> bool:
    """Whether a literal is in a language or a variety of it (RFC 4647, 3.3.1)."""
    tag = parts(value)[2].lower() if is_literal(value) else ""
    return tag == language.lower() or tag.startswith(f"{language.lower()}-")
