"""What an IRI of ours names: every thing, metric, agency, fact has its address here, whatever the host is."""

from collections.abc import Iterable, Iterator

import pyoxigraph
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.formats import TRIPLES, media_type
from api.negotiation import Offer, choose
from api.pages.router import page_of
from api.publication import Publications
from kg.errors import UnknownNameError
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.questions import fill, load_query
from kg.questions.answer import as_value
from kg.store import View
from kg.store.formats import TRIPLE_FORMATS

JSON = Offer("json", ("application/json",))
# The page is last: who takes anything gets JSON, and browsers ask for HTML by name.
HTML = Offer("html", ("text/html", "application/xhtml+xml"))
FORMATS = (
    JSON,
    *(Offer(one.name, tuple(t for t in one.media_types if t != "application/json")) for one in TRIPLES),
    HTML,
)

Triples = list[pyoxigraph.Triple]


def entities_router(publications: Publications) -> APIRouter:
    """`/id/TYPE/SLUG`, the path of the IRIs, and `/ontology`, that of the terms."""
    router = APIRouter(tags=["Things"])

    @router.get("/id/{type_}", operation_id="describe_scheme", summary="一部詞彙 · One vocabulary", responses=RESPONSES)
    def scheme(request: Request, type_: str) -> Response:
        """A concept scheme, by the singular of what it lists: unit, metric, agency, …"""
        return thing(request, type_, "")

    @router.get("/id/{type_}/{slug}", operation_id="describe", summary="一個事物 · One thing", responses=RESPONSES)
    def thing(request: Request, type_: str, slug: str) -> Response:
        """What the graph says of a thing: JSON, Turtle, N-Triples, JSON-LD, RDF/XML or a page (HTML), by Accept or
        ?format=."""
        chosen = choose(request.headers.get("accept"), FORMATS, request.query_params.get("format"))
        view = publications.view()
        iris = Iris(view.manifest.base_iri)
        if type_ == "check" and chosen.offer is HTML:
            return page_of(request, publications, view, type_, {"id": slug})
        node = _node(iris, type_, slug)
        triples = _described(publications, view, node) if node else []
        if node is None or not triples:
            raise UnknownNameError(type_, slug, set(_near(publications, view, iris, type_)))
        if chosen.offer is HTML:
            return page_of(request, publications, view, type_, _document(iris, node, triples))
        headers = {"Vary": "Accept", "Link": f'<{node.value}>; rel="canonical"'}
        if chosen.offer is JSON:
            return JSONResponse(_document(iris, node, triples), headers=headers)
        return _serialised(triples, view, chosen.offer.name, chosen.media_type, headers)

    @router.get("/ontology", operation_id="get_ontology", summary="知識本體 · Ontology")
    def ontology(request: Request) -> Response:
        """Classes and properties."""
        chosen = choose(request.headers.get("accept"), TRIPLES, request.query_params.get("format"))
        view = publications.view()
        graph = pyoxigraph.NamedNode(Iris(view.manifest.base_iri).graph("ontology"))
        triples = [quad.triple for quad in view.dataset.quads_for_pattern(None, None, None, graph)]
        return _serialised(triples, view, chosen.offer.name, chosen.media_type, {"Vary": "Accept"})

    return router


def _node(iris: Iris, type_: str, slug: str) -> pyoxigraph.NamedNode | None:
    """The IRI, without a slug that of a scheme; None where these cannot be parts of one of ours."""
    try:
        return pyoxigraph.NamedNode(iris.thing(type_, slug) if slug else f"{iris.base}id/{type_}")
    except ValueError:
        return None


def _described(publications: Publications, view: View, node: pyoxigraph.NamedNode) -> Triples:
    query = load_query(publications.resources, "internal/describe", Iris(view.manifest.base_iri))
    results = view.query(fill(query, {"thing": node}))
    assert isinstance(results, pyoxigraph.QueryTriples)
    return sorted(set(results), key=str)


def _near(publications: Publications, view: View, iris: Iris, type_: str) -> Iterator[str]:
    """The local names of the things of that type that have a name."""
    query = load_query(publications.resources, "internal/names", iris)
    start = pyoxigraph.Literal(f"{iris.base}id/{type_}/")
    nothing = pyoxigraph.NamedNode(iris.term("nothing"))
    for row in view.select(fill(query, {"start": start, "stated": nothing})):
        term = row["term"]
        if isinstance(term, pyoxigraph.NamedNode):
            yield iris.slug(term.value)


def _document(iris: Iris, node: pyoxigraph.NamedNode, triples: Triples) -> dict[str, object]:
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


def _serialised(
    triples: Iterable[pyoxigraph.Triple], view: View, name: str, chosen: str, headers: dict[str, str]
) -> Response:
    prefixes = {**NAMESPACES, "kg": f"{view.manifest.base_iri}ontology#"} if name in ("turtle", "rdfxml") else None
    body = pyoxigraph.serialize(triples, format=TRIPLE_FORMATS[name], prefixes=prefixes)
    return Response(body, media_type=media_type(chosen), headers=headers)


RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "What is said of it.", "content": {"application/json": {}, "text/turtle": {}}},
    404: {"description": "Nothing of that name; lists near ones."},
}
