"""How RDF is written: prefixes, compact names, subjects as JSON."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.model.concepts import Scheme

TYPE = NAMESPACES["rdf"] + "type"
STRING = NAMESPACES["xsd"] + "string"
OTHERS = {"qb": "http://purl.org/linked-data/cube#"}
# Things that reports and curators describe, beside the concepts: each kind has its prefix, so that files can be read.
KINDS = (
    "change",
    "conferral",
    "dimension",
    "fact",
    "judgement",
    "link",
    "mention",
    "paragraph",
    "period",
    "report",
    "run",
    "section",
    "series",
    "source",
)
Json: TypeAlias = dict[str, object]


def prefixes(iris: Iris) -> dict[str, str]:
    """Prefix to namespace, sorted: the vocabularies in use, and one prefix for every kind of thing."""
    things = {kind: f"{iris.base}id/{kind}/" for kind in (*KINDS, *(scheme.value for scheme in Scheme))}
    return dict(sorted({**NAMESPACES, **OTHERS, "kg": iris.term(""), **things}.items()))


def headed(text: bytes | None) -> bytes:
    """The text with its prefixes in order: the library writes them in an order that changes from run to run."""
    lines = (text or b"").splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


class Names:
    """Shortens IRIs by prefixes: to compact IRIs (JSON-LD 1.1, section 4.1.5)."""

    def __init__(self, known: dict[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in known.items()}

    def short(self, iri: str) -> str:
        """The compact IRI, or the IRI itself where no prefix fits."""
        for end in range(len(iri), 0, -1):
            if iri[end - 1] in "/#" and iri[:end] in self._prefixes:
                return f"{self._prefixes[iri[:end]]}:{iri[end:]}"
        return iri


def subjects(quads: Iterable[Quad], names: Names) -> Iterator[str]:
    for subject, group in groupby(quads, key=lambda quad: iri_of(quad.subject)):
        yield as_json({"@id": names.short(subject), **_properties(group, names)})


def _properties(quads: Iterable[Quad], names: Names) -> Json:
    said: dict[str, list[object]] = {}
    for quad in quads:
        if quad.predicate.value == TYPE:
            said.setdefault("@type", []).append(names.short(iri_of(quad.object)))
        else:
            said.setdefault(names.short(quad.predicate.value), []).append(_value(quad.object, names))
    return {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def _value(term: object, names: Names) -> object:
    if not isinstance(term, Literal):
        return {"@id": names.short(iri_of(term))}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    return term.value if kind == STRING else {"@value": term.value, "@type": names.short(kind)}


def iri_of(term: object) -> str:
    """An IRI, or the label of a blank node, which graphs that clients wrote may have. There are no triple terms."""
    assert isinstance(term, NamedNode | BlankNode)
    return term.value if isinstance(term, NamedNode) else str(term)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
