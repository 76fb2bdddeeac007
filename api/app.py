"""Puts the server together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles

from api import problems
from api.adding import adding_router
from api.audit import audit_router
from api.crawlers import crawlers_router
from api.drafts import Drafts
from api.entities import entities_router
from api.exports import exports_router
from api.facts import facts_router
from api.graphs import graphs_router
from api.lanes import Lanes
from api.layers import add_layers
from api.lineage import lineage_router
from api.neighbours import neighbours_router
from api.ontology import ontology_router, shapes_router
from api.operations import Figures, operations_router
from api.pages.problem import problem_page
from api.pages.router import pages_router
from api.passages import passages_router
from api.publication import Publications
from api.questions import questions_router
from api.reports import reports_router
from api.schemas import tell_fields
from api.search import Searches, search_router
from api.sparql import Endpoint, sparql_router
from api.stored_graphs import stored_graphs_router
from api.twins import twins_router
from api.validating import validating_router
from api.writing import Writing
from kg import __version__
from kg.errors import KnowledgeError
from kg.pipeline.writing import publish_nothing
from kg.settings import Settings

DESCRIPTION = """
The reports that governments file about themselves, as facts that lead back to their sentences.

Answers are whole or an error (`application/problem+json`): none is cut short. Offsets count Unicode code points, the
end excluded. Reading is open to scripts of any origin; writing needs a token.
"""


def create_app(settings: Settings) -> FastAPI:
    """The server of a store. Raises StoreError where nothing is published there, KnowledgeError for wrong questions."""
    publications = Publications(settings)
    if settings.token:
        publish_nothing(publications.store, settings.base_iri)
    publications.view()
    searches = Searches(publications)
    lanes = Lanes(settings)
    writing = Writing(publications, lanes.worker())
    drafts = Drafts(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        publications.begin()
        lanes.start(publications.digest())
        yield
        publications.leave()
        # In threads, so that those who still wait are told meanwhile.
        for end in (writing.stop, lanes.stop, drafts.close):
            await asyncio.to_thread(end)

    app = FastAPI(
        title="Kaogong 考功",
        version=__version__,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.licence = publications.terms.licence
    problems.register(app, partial(problem_page, publications=publications))
    figures = Figures(publications)
    add_layers(app, publications, figures)
    for router in (
        # First, since routes are tried in their order, and this one is asked most often.
        sparql_router(Endpoint(publications, lanes, writing)),
        twins_router(publications, searches),
        pages_router(publications, searches),
        search_router(publications, searches),
        questions_router(publications),
        facts_router(publications),
        audit_router(publications),
        lineage_router(publications),
        passages_router(publications),
        reports_router(publications),
        exports_router(publications),
        stored_graphs_router(publications, writing),
        neighbours_router(publications),
        validating_router(publications, lanes.wide),
        adding_router(publications, drafts),
        entities_router(publications),
        graphs_router(publications),
        ontology_router(publications),
        shapes_router(publications),
        crawlers_router(publications),
        operations_router(publications, figures),
        _health_router(publications),
        _docs_router(app),
    ):
        app.include_router(router)
    _describe_fields(app)
    app.mount("/static/docs", StaticFiles(directory=_docs_files()), name="docs-static")
    app.mount("/static", StaticFiles(packages=[("api", "web")]), name="static")
    return app


def _describe_fields(app: FastAPI) -> None:
    """Has the description of the API tell what each field of an answer means."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            tell_fields(plain())
        return plain()

    app.openapi = described  # type: ignore[method-assign]  # the framework's way to change it


def _health_router(publications: Publications) -> APIRouter:
    router = APIRouter(tags=["Service"])

    # Not in a thread, so that it answers while all threads are busy; it must not wait for a publication either.
    @router.get("/healthz", operation_id="health", summary="狀態 · State")
    async def health() -> JSONResponse:
        """Which publication is served. 503 where there is none."""
        view = publications.loaded()
        manifest = view.manifest
        return JSONResponse(
            {
                "status": "ok",
                "version": __version__,
                "publication": manifest.number,
                "digest": view.digest,
                "published": manifest.published,
                "reports": len(manifest.reports),
                "held": [held.id for held in manifest.held],
            }
        )

    return router


def _docs_router(app: FastAPI) -> APIRouter:
    """The pages of the API, with scripts from this server: those of the framework ask another host for them."""
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "").rstrip("/")
        return get_swagger_ui_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=app.title,
            swagger_js_url=f"{root}/static/docs/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/static/docs/swagger-ui.css",
            swagger_favicon_url=f"{root}/static/docs/favicon.png",
        )

    @router.get("/redoc")
    async def redoc(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "").rstrip("/")
        return get_redoc_html(
            openapi_url=f"{root}{app.openapi_url}",
            title=app.title,
            redoc_js_url=f"{root}/static/docs/redoc.standalone.js",
            redoc_favicon_url=f"{root}/static/docs/favicon.png",
            with_google_fonts=False,
        )

    return router


def _docs_files() -> Path:
    """Where the package that brings these scripts has them. It is not imported: only its files are wanted."""
    spec = find_spec("fastapi_offline")
    if spec is None or not spec.submodule_search_locations:
        raise KnowledgeError("The package fastapi-offline is missing: the installation is incomplete.")
    return Path(spec.submodule_search_locations[0]) / "static"
