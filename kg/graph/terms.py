"""RDF terms from values: canonical literals, so that a store gives back the very text that was written."""

import re
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(NAMESPACES["xsd"] + datatype))


def decimal(value: Decimal | float) -> Literal:
    """The canonical xsd:decimal (XSD 1.1, part 2, 3.3.3.2): no exponent, no plus, no zero at the end of a fraction."""
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _typed("0" if text in ("-0", "") else text, "decimal")


def integer(value: int) -> Literal:
    return _typed(str(value), "integer")


def boolean(*, value: bool) -> Literal:
    return _typed("true" if value else "false", "boolean")


def string(text: str) -> Literal:
    return Literal(text)


def chinese(text: str) -> Literal:
    """Text in Traditional Chinese. Tags are written in lower case, as stores do (RDF 1.1, 3.3)."""
    return Literal(text, language="zh-hant")


def english(text: str) -> Literal:
    return Literal(text, language="en")


def day(value: date) -> Literal:
    return _typed(value.isoformat(), "date")


def uri(text: str) -> Literal:
    return _typed(text, "anyURI")


def day_or_year(text: str) -> Literal:
    """An ISO date, month or year, typed as what it is; any other text as a string."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(text):
            return _typed(text, datatype)
    return Literal(text)
