"""RDF in four forms, from sorted N-Quads: the same quads give the same bytes.

Turtle has no graphs: it holds the distinct triples of all of them. The others keep every quad in its graph.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

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


def merged(files: Iterable[bytes]) -> bytes:
    """The distinct lines of N-Quads files, in the order of their bytes."""
    lines = {line for data in files for line in data.split(b"\n") if line}
    return b"".join(line + b"\n" for line in sorted(lines))


def prefixes(iris: Iris) -> dict[str, str]:
    """Prefix to namespace, sorted: the vocabularies in use, and one prefix for every kind of thing."""
    things = {kind: f"{iris.base}id/{kind}/" for kind in (*KINDS, *(scheme.value for scheme in Scheme))}
    return dict(sorted({**NAMESPACES, **OTHERS, "kg": iris.term(""), **things}.items()))


def write_nquads(quads: bytes, _iris: Iris) -> bytes:
    """N-Quads (https://www.w3.org/TR/n-quads/), sorted."""
    return quads


def write_turtle(quads: bytes, iris: Iris) -> bytes:
    """Turtle (https://www.w3.org/TR/turtle/): the distinct triples."""
    triples = dict.fromkeys(quad.triple for quad in parse(quads, format=RdfFormat.N_QUADS))
    return headed(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes(iris)))


def write_trig(quads: bytes, iris: Iris) -> bytes:
    """TriG (https://www.w3.org/TR/trig/), graph by graph."""
    return headed(serialize(_by_graph(quads), format=RdfFormat.TRIG, prefixes=prefixes(iris)))


def headed(text: bytes | None) -> bytes:
    """The text with its prefixes in order: the library writes them in an order that changes from run to run."""
    lines = (text or b"").splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


def _by_graph(quads: bytes) -> list[Quad]:
    return sorted(parse(quads, format=RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))


def write_jsonld(quads: bytes, iris: Iris) -> bytes:
    """JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): one object a graph, in it one a subject, on a line of its own."""
    known = prefixes(iris)
    names = Names(known)
    graphs = (
        f'{{"@id": {as_json(names.short(graph))}, "@graph": [{_lines(subjects(group, names))}]}}'
        for graph, group in groupby(_by_graph(quads), key=lambda quad: _iri(quad.graph_name))
    )
    return f'{{"@context": {as_json(known)},\n"@graph": [{_lines(graphs)}]}}\n'.encode()


def _lines(objects: Iterable[str]) -> str:
    """JSON objects, each on a line of its own."""
    return "\n" + ",\n".join(objects) + "\n"


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
    for subject, group in groupby(quads, key=lambda quad: _iri(quad.subject)):
        yield as_json({"@id": names.short(subject), **_properties(group, names)})


def _properties(quads: Iterable[Quad], names: Names) -> Json:
    said: dict[str, list[object]] = {}
    for quad in quads:
        if quad.predicate.value == TYPE:
            said.setdefault("@type", []).append(names.short(_iri(quad.object)))
        else:
            said.setdefault(names.short(quad.predicate.value), []).append(_value(quad.object, names))
    return {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def _value(term: object, names: Names) -> object:
    if not isinstance(term, Literal):
        return {"@id": names.short(_iri(term))}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    return term.value if kind == STRING else {"@value": term.value, "@type": names.short(kind)}


def _iri(term: object) -> str:
    """The graphs that are published have no blank nodes, no triple terms and no default graph."""
    assert isinstance(term, NamedNode)
    return term.value


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
