"""The routes of pages that are at no thing's address, and which page a thing has."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.dossier.content import make_dossier
from api.dossier.formats import FORMS
from api.dossier.html import POLICY
from api.pages.browse import browse_page
from api.pages.compare import compare_page
from api.pages.concept import FIGURES, concept_page, thing_page
from api.pages.explore import explore_page
from api.pages.fact import Pictures, fact_page
from api.pages.findings import check_page, findings_page
from api.pages.frame import Frame
from api.pages.front import front_page
from api.pages.metric import chart_file, metric_page
from api.pages.passages import passages_page
from api.pages.report import report_page
from api.publication import Publications
from api.search import Searches
from api.terms_of_use import load_terms
from kg.errors import UnknownNameError
from kg.model.concepts import Scheme
from kg.store import View


def pages_router(publications: Publications, searches: Searches) -> APIRouter:
    """The pages that are at no address of a thing, and the charts of metrics as files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def front(request: Request) -> Response:
        frame = Frame.of(request, publications.view())
        return front_page(frame, publications.questions(frame.view))

    @router.get("/search")
    def search(request: Request) -> Response:
        frame = Frame.of(request, publications.view())
        asked = request.query_params.get("q", "")
        return frame.page(
            "search.html", twins=frame.twins() if asked else (), asked=asked, hits=searches.search(frame.view, asked)
        )

    @router.get("/findings")
    def findings(request: Request) -> Response:
        return findings_page(Frame.of(request, publications.view()))

    @router.get("/compare")
    def compare(request: Request) -> Response:
        frame = Frame.of(request, publications.view())
        return compare_page(frame, publications.lineages(frame.view))

    @router.get("/passages/{report}")
    def passages(request: Request, report: str) -> Response:
        return passages_page(Frame.of(request, publications.view()), report)

    @router.get("/explore")
    def explore(request: Request) -> Response:
        frame = Frame.of(request, publications.view())
        return explore_page(frame, publications.questions(frame.view), publications.resources)

    @router.get("/browse/{type_}")
    def browse(request: Request, type_: str) -> Response:
        frame = Frame.of(request, publications.view())
        return browse_page(frame, publications.questions(frame.view), type_)

    _add_files(router, publications)
    return router


def _add_files(router: APIRouter, publications: Publications) -> None:
    pictures = Pictures()

    @router.get("/chart/{metric}.svg")
    def chart(request: Request, metric: str, place: Annotated[int, Query(alias="chart", ge=0)] = 0) -> Response:
        frame = Frame.of(request, publications.view())
        terms = load_terms(publications.resources)
        return chart_file(frame, publications.lineages(frame.view), terms, metric, place)

    @router.get("/place/{fact}.png")
    def place(request: Request, fact: str) -> Response:
        frame = Frame.of(request, publications.view())
        return pictures.answer(frame, publications.trace_queries(frame.view), fact)

    @router.get("/dossier/{name}.{form}")
    def dossier(request: Request, name: str, form: str) -> Response:
        frame = Frame.of(request, publications.view())
        if form not in FORMS:
            raise UnknownNameError("format", form, FORMS)
        made = make_dossier(frame, publications.questions(frame.view), name)
        headers = {"Content-Disposition": f'inline; filename="{made.iri.rpartition("/")[2]}.{form}"'}
        policy = {"Content-Security-Policy": POLICY} if form == "html" else {}
        return Response(FORMS[form].write(made), media_type=FORMS[form].media_type, headers=headers | policy)


def page_of(
    request: Request, publications: Publications, view: View, type_: str, document: dict[str, Any]
) -> HTMLResponse:
    """The page of a thing that exists. `document` is what the graph says of it, as the JSON of its address."""
    frame, slug = Frame.of(request, view), document["id"]
    if type_ == "report":
        return report_page(frame, publications.resources, slug)
    if type_ == "fact":
        return fact_page(frame, publications.trace_queries(view), slug)
    if type_ == "check":
        return check_page(frame, publications.trace_queries(view), slug)
    if type_ == Scheme.METRIC.value:
        terms = load_terms(publications.resources)
        return metric_page(frame, publications.questions(view), publications.lineages(view), terms, slug)
    if type_ in FIGURES:
        return concept_page(frame, publications.questions(view), publications.lineages(view), type_, document)
    return thing_page(frame, type_, document)
