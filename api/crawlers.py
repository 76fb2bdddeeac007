"""What is told to crawlers: the description of the data, which pages there are, and what they shall leave alone."""

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

import pyoxigraph
from fastapi import APIRouter, Request, Response

from api.formats import TRIPLES, media_type
from api.forms import chosen, link_header, suffixed
from api.publication import Publications
from api.things import written
from api.void import NAMES, Described, describe
from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.model.concepts import Scheme
from kg.store import View

# The most addresses of one file (sitemaps.org, protocol 0.9).
LARGEST = 50_000
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = ("", "findings", "compare", "browse/metric", "browse/agency", "browse/programme", "ontology", "shapes")
# Machines that only look for pages gain nothing of these, and each costs a query.
CLOSED = ("/sparql", "/api/", "/search", "/graph/")
MEMBER = f"{NAMES['skos']}inScheme"
TYPE = f"{NAMES['rdf']}type"
WELL_KNOWN = ".well-known/void"


def crawlers_router(publications: Publications) -> APIRouter:
    """`/.well-known/void`, `/void`, `/robots.txt`, `/sitemap.xml`."""
    router = APIRouter(tags=["Service"])

    def void(request: Request, form: str | None) -> Response:
        choice = chosen(request, TRIPLES, form)
        view = publications.view()
        iris = Iris(view.manifest.base_iri)
        triples = describe(Described(view, publications.statistics(view), publications.terms, root_of(request)))
        body = written(triples, iris.base, choice.offer.name, {name: NAMES[name] for name in ("void", "foaf")})
        headers = {"Vary": "Accept", "Link": link_header(request, f"{iris.base}void", "void", TRIPLES)}
        return Response(body, media_type=media_type(choice.media_type), headers=headers)

    @router.get(f"/{WELL_KNOWN}", operation_id="get_well_known_void", summary="資料集說明 · Description of the data")
    def well_known(request: Request) -> Response:
        """The data set in VoID and DCAT: licence, attribution, lawful basis, classes and properties counted, named
        graphs, every report in its series, and where all can be had."""
        return void(request, None)

    @router.get("/void", operation_id="get_void", summary="資料集說明 · Description of the data")
    def plain(request: Request) -> Response:
        """The same as `/.well-known/void`; its suffixes name a form."""
        return void(request, None)

    @router.get("/void.{suffix}", include_in_schema=False)
    def in_form(request: Request, suffix: str) -> Response:
        _, form = suffixed(f"void.{suffix}", TRIPLES)
        if form is None:
            raise UnknownNameError("form of the description", suffix, (offer.name for offer in TRIPLES))
        return void(request, form)

    @router.get("/robots.txt", include_in_schema=False)
    def robots(request: Request) -> Response:
        root = str(request.scope.get("root_path", "")).rstrip("/")
        lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in CLOSED), ""]
        lines += [f"Sitemap: {root_of(request)}/sitemap.xml", ""]
        return Response("\n".join(lines), media_type="text/plain; charset=utf-8")

    @router.get("/sitemap.xml", include_in_schema=False)
    def index(request: Request) -> Response:
        view = publications.view()
        files = -(-sum(1 for _ in addresses(view)) // LARGEST)
        rows = (f"{root_of(request)}/sitemap-{number}.xml" for number in range(1, files + 1))
        return _xml("sitemapindex", "sitemap", rows, view.manifest.published)

    @router.get("/sitemap-{number}.xml", include_in_schema=False)
    def sitemap(request: Request, number: int) -> Response:
        view = publications.view()
        found = list(islice(addresses(view), max(0, number - 1) * LARGEST, max(0, number) * LARGEST))
        if not found:
            raise UnknownNameError("sitemap", str(number))
        rows = (f"{root_of(request)}/{path}" for path in found)
        return _xml("urlset", "url", rows, view.manifest.published)

    return router


def root_of(request: Request) -> str:
    """The address of this server as the client knows it, the path of a proxy included, without a slash at its end."""
    return str(request.base_url).rstrip("/")


def addresses(view: View) -> Iterator[str]:
    """The paths of the pages that may be found by search engines: not those of persons, see `api.persons`."""
    yield from PAGES
    yield from (f"id/{scheme.value}" for scheme in Scheme)
    yield from (f"id/report/{entry.id}" for entry in view.manifest.reports)
    iris = Iris(view.manifest.base_iri)
    for name, value in ((MEMBER, None), (TYPE, pyoxigraph.NamedNode(iris.term("Measurement")))):
        found = view.dataset.quads_for_pattern(None, pyoxigraph.NamedNode(name), value, None)
        yield from sorted({iris.local(_iri(quad.subject)) for quad in found})


def _iri(term: object) -> str:
    assert isinstance(term, pyoxigraph.NamedNode)
    return term.value


def _xml(root: str, row: str, places: Iterator[str], published: str) -> Response:
    when = f"<lastmod>{escape(published)}</lastmod>" if published else ""
    rows = "".join(f"<{row}><loc>{escape(place)}</loc>{when}</{row}>\n" for place in places)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SITEMAPS}">\n{rows}</{root}>\n'
    return Response(body, media_type="application/xml")
