"""The twins of pages: the address of a page with `.json` or `.ttl` gives what it shows to programs.

Things and graphs have suffixes of their own (see `api.forms`). Other pages are made of answers of the API: their JSON
twin is that answer, and their Turtle twin is what the graph says of all things that it names.
"""

import json
import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pyoxigraph
from fastapi import APIRouter, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.formats import media_type
from api.pages.browse import LISTS
from api.publication import Publications
from api.search import Searches
from api.things import written
from kg.iris import Iris
from kg.pipeline.lineage import comparison, comparison_document
from kg.questions import find_findings
from kg.questions.passages import compare_passages
from kg.store import View

# The addresses of pages that answers of the API or forms of other addresses are the twins of: {0} is the last part of
# the path, and the names of parameters that are called otherwise there follow. What a page alone needs falls away.
Renamed = dict[str, str | None]
SAME: Renamed = {"lang": None}
ROWS: Sequence[tuple[str, str, Renamed]] = (
    (r"/index\.json", "/api/reports", {}),
    (r"/index\.ttl", "/void.ttl", {}),
    (r"/search\.json", "/api/search", {}),
    (r"/findings\.json", "/api/audit", {"from": None}),
    (r"/compare\.json", "/api/compare", {}),
    (r"/passages/([^/]+)\.json", "/api/passages?report={0}", {}),
    *((rf"/browse/{type_}\.json", f"/api/questions/{name}", {}) for type_, name in LISTS.items()),
    (r"/browse/([^/]+)\.ttl", "/id/{0}.ttl", {}),
    (r"/explore\.json", "/api/neighbours", {"from": "of", "first": "from"}),
    (r"/explore\.ttl", "/api/neighbours.ttl", {"from": "of", "first": "from"}),
    (r"/sparql\.json", "/sparql?format=json", {}),
    (r"/sparql\.ttl", "/sparql?format=turtle", {}),
    (r"/(ontology|shapes|graph/.+)\.json", "/{0}.jsonld", {}),
)
AWAY = tuple((re.compile(pattern), address, SAME | renamed) for pattern, address, renamed in ROWS)


class Twins:
    """A layer that leads the address of a twin to what it is the twin of."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith((".json", ".ttl")):
            scope = led(scope)
        await self._app(scope, receive, send)


def led(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The request for what a twin is; the request itself where it is for none."""
    root = str(scope.get("root_path", "")).rstrip("/")
    path = str(scope["path"]).removeprefix(root)
    for pattern, address, renamed in AWAY:
        found = pattern.fullmatch(path)
        if found:
            target, _, fixed = address.format(*(quote(part, safe="/._~-") for part in found.groups())).partition("?")
            asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            given = [(renamed.get(name, name), value) for name, value in asked]
            known = {name for name, _ in given}
            more = [(name, value) for name, value in parse_qsl(fixed) if name not in known]
            query = urlencode([(name, value) for name, value in (*more, *given) if name is not None])
            raw = f"{root}{target}".encode("latin-1")
            return {**scope, "path": f"{root}{target}", "raw_path": raw, "query_string": query.encode("latin-1")}
    return scope


def twins_router(publications: Publications, searches: Searches) -> APIRouter:
    """The Turtle twins of pages whose JSON twin is an answer of the API."""
    router = APIRouter(include_in_schema=False)

    def told(view: View, document: object) -> Response:
        body = written(named(view, document), view.manifest.base_iri, "turtle")
        return Response(body, media_type=media_type("text/turtle"))

    @router.get("/search.ttl")
    def search(request: Request) -> Response:
        view = publications.view()
        return told(view, asdict(searches.search(view, request.query_params.get("q", ""))))

    @router.get("/findings.ttl")
    def findings(kind: str | None = None, verdict: str | None = None, report: str | None = None) -> Response:
        view = publications.view()
        reports = (report,) if report else ()
        return told(view, list(find_findings(view, reports, kind=kind or None, verdict=verdict or None)))

    @router.get("/compare.ttl")
    def compare(a: str, b: str) -> Response:
        view = publications.view()
        return told(view, comparison_document(comparison(publications.lineages(view), a, b)))

    @router.get("/passages/{report}.ttl")
    def passages(request: Request, report: str) -> Response:
        view, asked = publications.view(), request.query_params
        status = asked.get("status")
        return told(view, compare_passages(view, report, asked.get("with") or None, [status] if status else []))

    return router


def named(view: View, document: object) -> list[pyoxigraph.Triple]:
    """What the graph says of every thing whose IRI stands in a document, sorted."""
    things = set(_things(json.loads(json.dumps(document, default=str)), Iris(view.manifest.base_iri)))
    nodes = [pyoxigraph.NamedNode(iri) for iri in things]
    found = {quad.triple for node in nodes for quad in view.dataset.quads_for_pattern(node, None, None, None)}
    return sorted(found, key=str)


def _things(document: object, iris: Iris) -> Iterator[str]:
    """The IRIs of ours in a document, and those of things that it names by type and local name."""
    if isinstance(document, str) and document.startswith(f"{iris.base}id/"):
        yield document
    elif isinstance(document, list):
        for value in document:
            yield from _things(value, iris)
    elif isinstance(document, dict):
        if {"type", "slug"} <= set(document):
            yield iris.thing(document["type"], document["slug"])
        for value in document.values():
            yield from _things(value, iris)
