"""SPARQL 1.1 Graph Store HTTP Protocol: graphs read by all, and written by who has the token."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph
from fastapi import APIRouter, Request, Response

from api.asked import content_type, read_body
from api.crawlers import root_of
from api.formats import GRAPHS, media_type
from api.negotiation import choose
from api.problems import created, done
from api.publication import Publications
from api.things import written
from api.writing import Writing, refuse_strangers
from kg.errors import InputError, UnknownNameError, UnsupportedTypeError
from kg.iris import Iris
from kg.pipeline.writing import Action, GraphChange
from kg.store import Manifest

# The media types in which a graph can be sent.
TAKEN: Mapping[str, str] = MappingProxyType(
    {offer.media_types[0]: offer.name for offer in GRAPHS} | {"application/x-turtle": "turtle"}
)
KNOWN = ("graph", "default", "format")


def stored_graphs_router(publications: Publications, writing: Writing) -> APIRouter:
    """The route `/store`, with `?graph=IRI` or `?default`."""
    router = APIRouter(tags=["SPARQL"])

    @router.get("/store", operation_id="store_get", summary="讀一個圖 · Read a graph", openapi_extra=QUERY)
    def read(request: Request) -> Response:
        """One graph: any that is served by `?graph=IRI`, or what stands in no graph by `?default`."""
        graph = named(request)
        view = publications.view()
        if graph is not None and graph not in known_graphs(view.manifest):
            raise UnknownNameError("graph", graph, known_graphs(view.manifest))
        chosen = choose(request.headers.get("accept"), GRAPHS, request.query_params.get("format"))
        node = pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)
        triples = {quad.triple for quad in view.dataset.quads_for_pattern(None, None, None, node)}
        body = written(sorted(triples, key=str), view.manifest.base_iri, chosen.offer.name)
        return Response(body, media_type=media_type(chosen.media_type), headers={"Vary": "Accept"})

    async def change(request: Request, action: Action) -> Response:
        refuse_strangers(request, publications.settings)
        graph, data, format_ = named(request), b"", "turtle"
        if action is not Action.DROP:
            format_ = _sent_format(request)
            data = await read_body(request, publications.settings.body_bytes)
        base = graph if graph is not None else f"{root_of(request)}/store"
        wanted = GraphChange(action, graph, data, format_, base)
        changed = await asyncio.to_thread(writing.change, wanted)
        return created() if changed.created else done()

    @router.put("/store", operation_id="store_put", summary="換一個圖 · Replace a graph", **WRITE)
    async def put(request: Request) -> Response:
        """Replaces what the graph holds. 201 where it is new. Needs the token; graphs of reports are refused."""
        return await change(request, Action.REPLACE)

    @router.post("/store", operation_id="store_post", summary="加到一個圖 · Add to a graph", **WRITE)
    async def post(request: Request) -> Response:
        """Adds to what the graph holds. 201 where it is new. Needs the token; graphs of reports are refused."""
        return await change(request, Action.MERGE)

    @router.delete("/store", operation_id="store_delete", summary="刪一個圖 · Delete a graph", **DELETE)
    async def delete(request: Request) -> Response:
        """Takes the graph away. Needs the token; graphs of reports are refused."""
        return await change(request, Action.DROP)

    return router


def known_graphs(manifest: Manifest) -> set[str]:
    """The IRIs of all graphs of a publication."""
    iris = Iris(manifest.base_iri)
    return {*(iris.graph(name) for name, _ in manifest.named_graphs()), *manifest.added_graphs}


def named(request: Request) -> str | None:
    """The graph that a request is about, None for the one without a name (section 4.2).

    Raises InputError where it names none, several, or something else.
    """
    pairs = request.query_params.multi_items()
    for name, _ in pairs:
        if name not in KNOWN:
            raise InputError(f"'{name}' is no parameter of this; there are {', '.join(KNOWN)}.")
    found = [None if name == "default" else value for name, value in pairs if name != "format"]
    if len(found) != 1:
        raise InputError("A request is about one graph: ?graph=IRI, or ?default.")
    if found[0] is not None:
        try:
            pyoxigraph.NamedNode(found[0])
        except ValueError as error:
            raise InputError(f"'{found[0]}' is no IRI of a graph: {error}.") from error
    return found[0]


def _sent_format(request: Request) -> str:
    kind = content_type(request)
    if kind not in TAKEN:
        raise UnsupportedTypeError(f"A graph is sent as {', '.join(TAKEN)}, not as '{kind}'.")
    return TAKEN[kind]


QUERY: dict[str, Any] = {
    "parameters": [
        {"name": "graph", "in": "query", "description": "IRI of the graph.", "schema": {"type": "string"}},
        {"name": "default", "in": "query", "description": "What stands in no graph.", "schema": {"type": "string"}},
    ]
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    201: {"description": "The graph is new."},
    204: {"description": "Done."},
    400: {"description": "The body is not what it is sent as; says the line."},
    401: {"description": "Needs the token: Authorization: Bearer TOKEN."},
    403: {"description": "Writing is turned off, or building alone writes this graph."},
    404: {"description": "No such graph."},
    415: {"description": "A graph is not taken in this form."},
    422: {"description": "It breaks a shape; `report` is the validation report in Turtle. Nothing was written."},
    503: {"description": "Something else is writing."},
}
BODY: dict[str, Any] = {"content": {kind: {"schema": {"type": "string"}} for kind in TAKEN}, "required": True}
WRITE: dict[str, Any] = {
    "status_code": 204,
    "responses": RESPONSES,
    "openapi_extra": {**QUERY, "requestBody": BODY},
}
DELETE: dict[str, Any] = {
    "status_code": 204,
    "responses": RESPONSES,
    "openapi_extra": {**QUERY},
}
