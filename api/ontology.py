"""The ontology at its own address."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.formats import media_type
from api.forms import RDF, chosen, link_header, suffixed
from api.publication import Publications
from kg.errors import UnknownNameError
from kg.export.streams import stream_graph
from kg.iris import Iris

PATH = "ontology"


def ontology_router(publications: Publications) -> APIRouter:
    """`/ontology`, also with the suffix of a form."""
    router = APIRouter(tags=["Things"])

    @router.get("/ontology", operation_id="get_ontology", summary="知識本體 · Ontology")
    def ontology(request: Request) -> Response:
        """Classes and properties."""
        return answer(request, None)

    @router.get("/ontology.{suffix}", include_in_schema=False)
    def in_form(request: Request, suffix: str) -> Response:
        _, form = suffixed(f"{PATH}.{suffix}", RDF)
        if form is None:
            raise UnknownNameError("form of the ontology", suffix)
        return answer(request, form)

    def answer(request: Request, form: str | None) -> Response:
        choice = chosen(request, RDF, form)
        view = publications.view()
        iris = Iris(view.manifest.base_iri)
        pieces = stream_graph(publications.store.object(view.manifest.graphs["ontology"]), choice.offer.name, iris)
        headers = {"Vary": "Accept", "Link": link_header(request, f"{iris.base}{PATH}", PATH, RDF)}
        return StreamingResponse(pieces, media_type=media_type(choice.media_type), headers=headers)

    return router
