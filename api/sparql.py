"""The SPARQL endpoint: SPARQL 1.1 Protocol, section 2.1, and a page for people."""

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.asked import FORMATS, Asked, AskedUpdate, read_pairs, read_post, wanted_format
from api.crawlers import WELL_KNOWN, root_of
from api.description import PREFIXES, Service, describe_service
from api.examples import examples_of
from api.formats import GRAPHS, PAGE, ROWS, media_type
from api.lanes import Lanes
from api.leaving import while_there
from api.negotiation import choose
from api.pages.frame import Frame
from api.pages.sparql import Shown, shown_answer, sparql_page
from api.problems import done, retry_headers, status_of
from api.publication import Publications
from api.sparql_documents import GET, POST
from api.things import written
from api.worker import Job, Written
from api.writing import Writing, refuse_strangers
from kg.errors import KgError, NotAcceptableError
from kg.pipeline.writing import Update
from kg.store.guard import QueryLimits, check_query, check_update

# A text of so many characters is judged in less time than it takes to hand it to another thread.
SHORT = 2_000


class Endpoint:
    """Answers queries, and does updates."""

    def __init__(self, publications: Publications, lanes: Lanes, writing: Writing) -> None:
        self.publications, self.lanes, self.writing = publications, lanes, writing
        settings = publications.settings
        hosts = frozenset(settings.remote_hosts.split(",")) - {""}
        self.limits = QueryLimits(characters=settings.query_bytes, hosts=hosts)

    async def answer(self, request: Request, asked: Asked) -> Response:
        """The answer to a query: a page where a browser asks for one, also for one that is refused."""
        try:
            written = await while_there(request, self._ask(request, asked))
        except KgError as error:
            if not wants_page(request, asked.format):
                raise
            shown = Shown(_query(asked), problem=str(error))
            return await asyncio.to_thread(self.page, request, shown, error)
        if written.media_type.startswith(PAGE.media_types):
            shown = await asyncio.to_thread(shown_answer, _query(asked), written.body, written.format)
            return await asyncio.to_thread(self.page, request, shown)
        return Response(written.body, media_type=written.media_type, headers={"Vary": "Accept"})

    async def _ask(self, request: Request, asked: Asked) -> Written:
        if len(asked.text) <= SHORT:
            check_query(asked.text, self.limits)
        else:  # it takes a tenth of a second for the longest texts
            await asyncio.to_thread(check_query, asked.text, self.limits)
        digest = self.publications.current_digest()
        if digest is None:
            digest = await asyncio.to_thread(self.publications.digest)
        accept = request.headers.get("accept")
        job = Job(digest, asked.text, asked.default_graphs, asked.named_graphs, accept, asked.format, _base(request))
        return await self.lanes.answer(job)

    async def update(self, request: Request, asked: AskedUpdate) -> Response:
        """Does an update, whole or not at all. Raises as `Writing.change` and `refuse_strangers` do."""
        refuse_strangers(request, self.publications.settings)
        check_update(asked.text, self.limits)
        wanted = Update(asked.text, asked.using, asked.using_named, _base(request))
        await asyncio.to_thread(self.writing.change, wanted)
        return done()

    def page(self, request: Request, shown: Shown, error: KgError | None = None) -> HTMLResponse:
        """The page of the endpoint with that on it."""
        view = self.publications.view()
        examples = examples_of(self.publications, view)
        if error is None:
            return sparql_page(Frame.of(request, view), examples, shown)
        page = sparql_page(Frame.of(request, view), examples, shown, status_of(error).value)
        page.headers.update(retry_headers(status_of(error)))
        return page

    def description(self, request: Request, wanted: str | None) -> Response:
        """The description of the service (SPARQL 1.1 Service Description); for a browser the page."""
        chosen = choose(request.headers.get("accept"), (*GRAPHS, PAGE), wanted)
        if chosen.offer is PAGE:
            return self.page(request, Shown({}))
        publications = self.publications
        view = publications.view()
        service = Service(
            _base(request),
            f"{root_of(request)}/{WELL_KNOWN}",
            publications.settings,
            view.manifest,
            publications.statistics(view),
            examples_of(publications, view),
        )
        body = written(describe_service(service), view.manifest.base_iri, chosen.offer.name, PREFIXES)
        return Response(body, media_type=media_type(chosen.media_type), headers={"Vary": "Accept"})


def sparql_router(endpoint: Endpoint) -> APIRouter:
    """The route `/sparql`."""
    router = APIRouter(tags=["SPARQL"])

    @router.get("/sparql", operation_id="sparql_get", summary="以 SPARQL 查詢 · Ask in SPARQL", **GET)
    async def by_get(request: Request) -> Response:
        """Without a query: the description of the service (SPARQL 1.1 Service Description); in a browser a page."""
        pairs = request.query_params.multi_items()
        if not any(name not in (*FORMATS, "lang") for name, _ in pairs):
            return await asyncio.to_thread(endpoint.description, request, wanted_format(pairs))
        return await endpoint.answer(request, read_pairs(pairs))

    @router.post("/sparql", operation_id="sparql_post", summary="以 SPARQL 查詢 · Ask in SPARQL", **POST)
    async def by_post(request: Request) -> Response:
        """A query, or an update: `update` in a form, or application/sparql-update. An update needs the token, and is
        refused where it would change a graph of a report."""
        asked = await read_post(request, endpoint.limits.characters)
        if isinstance(asked, AskedUpdate):
            return await endpoint.update(request, asked)
        return await endpoint.answer(request, asked)

    return router


def wants_page(request: Request, wanted: str | None) -> bool:
    """Whether a person is asking, with a browser."""
    try:
        return choose(request.headers.get("accept"), (*ROWS, *GRAPHS, PAGE), wanted).offer is PAGE
    except NotAcceptableError:
        return False


def _base(request: Request) -> str:
    """The address of the endpoint, against which relative IRIs are resolved (RFC 3986, section 5.1.3)."""
    return f"{root_of(request)}/sparql"


def _query(asked: Asked) -> Mapping[str, str]:
    return {"query": asked.text}
