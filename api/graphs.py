"""The named graphs at their addresses, each streamed from its file; and the ontology, a graph of its own."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.formats import QUADS, media_type
from api.forms import HTML, RDF, SUFFIXES, chosen, link_header, suffixed
from api.pages.frame import Frame
from api.publication import Publications
from kg.errors import UnknownNameError
from kg.export.streams import stream_graph
from kg.iris import Iris

GRAPHS = (*RDF, *QUADS, HTML)


def graphs_router(publications: Publications) -> APIRouter:
    """`/graph/NAME`, also with the suffix of a form."""
    router = APIRouter(tags=["Things"])

    @router.get(
        "/graph/{name:path}", operation_id="get_graph", summary="一個具名圖 · One named graph", responses=RESPONSES
    )
    def graph(request: Request, name: str) -> Response:
        """A named graph, whole: what one report says (`report/ID`), what follows from it (`inferred/ID`), the
        vocabulary, the ontology. Turtle, N-Triples, JSON-LD, RDF/XML, N-Quads, TriG or a page, by Accept, by ?format=,
        or by a suffix (.ttl .nt .jsonld .rdf .nq .trig .html)."""
        view = publications.view()
        objects = dict(view.manifest.named_graphs())
        found, suffix = (name, None) if name in objects else suffixed(name, GRAPHS)
        if found not in objects:
            raise UnknownNameError("graph", found, objects)
        choice = chosen(request, GRAPHS, suffix)
        iris = Iris(view.manifest.base_iri)
        link = link_header(request, iris.graph(found), f"graph/{found}", GRAPHS)
        if choice.offer is HTML:
            page = Frame.of(request, view).page("graph.html", name=found, iri=iris.graph(found), forms=SUFFIXES)
            page.headers["Link"] = link
            return page
        pieces = stream_graph(publications.store.object(objects[found]), choice.offer.name, iris)
        headers = {"Vary": "Accept", "Link": link}
        return StreamingResponse(pieces, media_type=media_type(choice.media_type), headers=headers)

    return router


RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "The graph.", "content": {"text/turtle": {}, "application/n-quads": {}, "text/html": {}}},
    404: {"description": "No graph of that name; lists near ones."},
}
