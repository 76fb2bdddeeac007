"""What the graph says of a thing, in the forms of its address."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph

from api.publication import Publications
from kg.export.rdf import headed
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import fill, load_query
from kg.questions.answer import as_value
from kg.store import View
from kg.store.formats import TRIPLE_FORMATS

Triples = list[pyoxigraph.Triple]


def node_of(iris: Iris, type_: str, slug: str) -> pyoxigraph.NamedNode | None:
    """The IRI, without a slug that of a scheme; None where these cannot be parts of one of ours."""
    try:
        return pyoxigraph.NamedNode(iris.thing(type_, slug) if slug else f"{iris.base}id/{type_}")
    except ValueError:
        return None


def described(publications: Publications, view: View, node: pyoxigraph.NamedNode) -> Triples:
    """What is said of it, with the names of what it leads to, sorted."""
    query = load_query(publications.resources, "internal/describe", Iris(view.manifest.base_iri))
    return sorted(set(view.construct(fill(query, {"thing": node}))), key=str)


def with_parts(view: View, type_: str, node: pyoxigraph.NamedNode, triples: Triples) -> Triples:
    """What is said of a thing, and of what it consists of: a vocabulary of its concepts, a source file of its spans.
    The IRIs of spans are those of the file with a fragment, so that who asks for one is given the description of the
    file (Cool URIs for the Semantic Web, section 4.1)."""
    iris = Iris(view.manifest.base_iri)
    part_of = iris.term("ofSource") if type_ == "source" else f"{NAMESPACES['skos']}inScheme"
    parts = [quad.subject for quad in view.dataset.quads_for_pattern(None, pyoxigraph.NamedNode(part_of), node, None)]
    found = [quad.triple for part in parts for quad in view.dataset.quads_for_pattern(part, None, None, None)]
    return sorted({*triples, *found}, key=str)


def near_names(publications: Publications, view: View, iris: Iris, type_: str) -> Iterator[str]:
    """The local names of the things of that type that have a name."""
    query = load_query(publications.resources, "internal/names", iris)
    start = pyoxigraph.Literal(f"{iris.base}id/{type_}/")
    nothing = pyoxigraph.NamedNode(iris.term("nothing"))
    for row in view.select(fill(query, {"start": start, "stated": nothing})):
        term = row["term"]
        if isinstance(term, pyoxigraph.NamedNode):
            yield iris.slug(term.value)


def as_document(iris: Iris, node: pyoxigraph.NamedNode, triples: Triples) -> dict[str, object]:
    """The thing as JSON: by the local name of each property its values, an IRI with its names."""
    names: dict[object, dict[str, object]] = {}
    for triple in triples:
        if triple.subject != node and isinstance(triple.object, pyoxigraph.Literal):
            names.setdefault(triple.subject, {})[triple.object.language or "name"] = triple.object.value
    said: dict[str, list[object]] = {}
    for triple in triples:
        if triple.subject == node:
            said.setdefault(iris.slug(triple.predicate.value), []).append(_value(triple.object, names))
    return {"iri": node.value, "id": iris.slug(node.value), "properties": said}


def _value(term: object, names: dict[object, dict[str, object]]) -> object:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"iri": term.value, **names.get(term, {})}
    if isinstance(term, pyoxigraph.Literal) and term.language:
        return {"text": term.value, "language": term.language}
    return as_value(term)


def written(
    triples: Iterable[pyoxigraph.Triple], base: str, name: str, more: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """Triples in a format of TRIPLE_FORMATS, the same triples as the same bytes. `more`: prefixes beside the usual."""
    prefixes = {**NAMESPACES, **more, "kg": f"{base}ontology#"} if name in ("turtle", "rdfxml") else None
    body = pyoxigraph.serialize(triples, format=TRIPLE_FORMATS[name], prefixes=prefixes)
    return headed(body) if name == "turtle" else body or b""
