"""The ontology and the shapes at their own addresses, as RDF and as pages."""

from collections.abc import Callable

import pyoxigraph
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.formats import media_type
from api.forms import HTML, RDF, chosen, link_header, suffixed
from api.pages.frame import Frame
from api.pages.terms import ontology_page, shapes_page
from api.publication import Publications
from kg.errors import UnknownNameError
from kg.export.streams import stream_graph
from kg.graph import shape_quads
from kg.iris import Iris
from kg.store import View

FORMS = (*RDF, HTML)
VERSION = "http://www.w3.org/2002/07/owl#versionIRI"
NQUADS = pyoxigraph.RdfFormat.N_QUADS


def ontology_router(publications: Publications) -> APIRouter:
    """`/ontology`, also with the suffix of a form, and `/ontology/VERSION`."""
    router = APIRouter(tags=["Things"])

    @router.get("/ontology", operation_id="get_ontology", summary="知識本體 · Ontology", responses=RESPONSES)
    def ontology(request: Request) -> Response:
        """Classes and properties, in RDF or as a page, by Accept, by ?format=, or by a suffix."""
        return of_ontology(request, None)

    @router.get("/ontology.{suffix}", include_in_schema=False)
    def ontology_as(request: Request, suffix: str) -> Response:
        return of_ontology(request, _form("ontology", suffix))

    @router.get(
        "/ontology/{version}", operation_id="get_ontology_version", summary="某一版 · One version", responses=RESPONSES
    )
    def of_version(request: Request, version: str) -> Response:
        """The ontology by its version IRI. Only the version in use is here."""
        view = publications.view()
        current = _version(view)
        found, form = (version, None) if version == current else suffixed(version, FORMS)
        if found != current:
            raise UnknownNameError("version of the ontology", found, [current])
        return of_ontology(request, form)

    def of_ontology(request: Request, form: str | None) -> Response:
        view = publications.view()
        graphs = view.manifest.graphs
        if "ontology" not in graphs:  # nothing was built yet
            raise UnknownNameError("graph", "ontology", graphs)
        quads = publications.store.object(graphs["ontology"])

        def page(frame: Frame) -> Response:
            return ontology_page(frame, pyoxigraph.parse(quads, format=NQUADS), publications.statistics(view))

        return _answer(Frame.of(request, view), "ontology", form, quads, page)

    return router


def shapes_router(publications: Publications) -> APIRouter:
    """`/shapes`, also with the suffix of a form."""
    router = APIRouter(tags=["Things"])

    @router.get("/shapes", operation_id="get_shapes", summary="資料規則 · Shapes", responses=RESPONSES)
    def shapes(request: Request) -> Response:
        """The SHACL shapes that every report is checked by, in RDF or as a page."""
        return of_shapes(request, None)

    @router.get("/shapes.{suffix}", include_in_schema=False)
    def shapes_as(request: Request, suffix: str) -> Response:
        return of_shapes(request, _form("shapes", suffix))

    def of_shapes(request: Request, form: str | None) -> Response:
        view = publications.view()
        quads = shape_quads(publications.resources, Iris(view.manifest.base_iri))

        def page(frame: Frame) -> Response:
            return shapes_page(frame, pyoxigraph.parse(quads, format=NQUADS))

        return _answer(Frame.of(request, view), "shapes", form, quads, page)

    return router


def _answer(frame: Frame, name: str, form: str | None, quads: bytes, page: Callable[[Frame], Response]) -> Response:
    choice = chosen(frame.request, FORMS, form)
    iris = Iris(frame.view.manifest.base_iri)
    if choice.offer is HTML:
        made = page(frame)
    else:
        pieces = stream_graph(quads, choice.offer.name, iris)
        made = StreamingResponse(pieces, media_type=media_type(choice.media_type), headers={"Vary": "Accept"})
    made.headers["Link"] = link_header(frame.request, f"{iris.base}{name}", name, FORMS)
    return made


def _form(name: str, suffix: str) -> str:
    _, form = suffixed(f"{name}.{suffix}", FORMS)
    if form is None:
        raise UnknownNameError(f"form of the {name}", suffix, (offer.name for offer in FORMS))
    return form


def _version(view: View) -> str:
    """The last part of the version IRI."""
    iris = Iris(view.manifest.base_iri)
    node, version = pyoxigraph.NamedNode(f"{iris.base}ontology"), pyoxigraph.NamedNode(VERSION)
    for quad in view.dataset.quads_for_pattern(node, version, None, None):
        assert isinstance(quad.object, pyoxigraph.NamedNode)
        return iris.slug(quad.object.value)
    return ""


RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "RDF, or a page.", "content": {"text/turtle": {}, "application/ld+json": {}, "text/html": {}}},
    404: {"description": "No such form or version."},
}
