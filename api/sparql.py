"""The SPARQL endpoint: SPARQL 1.1 Protocol, section 2.1, read only."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph
from fastapi import APIRouter, Request, Response

from api.description import describe_service
from api.formats import TRIPLES, media_type
from api.negotiation import choose
from api.publication import Publications
from api.worker import Job
from api.workers import Pool
from kg.errors import InputError, TooLargeError, UnreadableError, UnsupportedTypeError
from kg.store.formats import TRIPLE_FORMATS
from kg.store.guard import QueryLimits, check_query

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
KNOWN = ("query", "default-graph-uri", "named-graph-uri", "format")
# A character of a query may take three bytes of UTF-8, each written as %XX.
ESCAPED = 9

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the protocol brings it."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


def sparql_router(publications: Publications, pool: Pool, threads: ThreadPoolExecutor) -> APIRouter:
    """The route `/sparql`. `threads` are those that wait for the workers, so that nothing else waits with them."""
    router = APIRouter(tags=["SPARQL"])
    limits = QueryLimits(characters=publications.settings.query_bytes)

    async def answer(request: Request, asked: Asked) -> Response:
        check_query(asked.text, limits)
        digest = await asyncio.to_thread(publications.digest)
        job = Job(
            digest, asked.text, asked.default_graphs, asked.named_graphs, request.headers.get("accept"), asked.format
        )
        pool.enter()
        written = await asyncio.get_running_loop().run_in_executor(threads, pool.run, job)
        return Response(written.body, media_type=written.media_type, headers={"Vary": "Accept"})

    @router.get("/sparql", operation_id="sparql_get", summary="Ask in SPARQL", responses=RESPONSES, openapi_extra=GET)
    async def by_get(request: Request) -> Response:
        """Without a query: the description of the service (SPARQL 1.1 Service Description)."""
        pairs = request.query_params.multi_items()
        if not any(name != "format" for name, _ in pairs):
            return await asyncio.to_thread(_description, request, publications)
        return await answer(request, read_pairs(pairs))

    @router.post(
        "/sparql", operation_id="sparql_post", summary="Ask in SPARQL", responses=RESPONSES, openapi_extra=POST
    )
    async def by_post(request: Request) -> Response:
        return await answer(request, await _read_post(request, limits.characters))

    return router


def read_pairs(pairs: Pairs, text: str | None = None) -> Asked:
    """The query of a request by its parameters; `text` is that of a body that is the query itself.

    Raises InputError where there is not exactly one query, or something that is no query's.
    """
    for name, _ in pairs:
        if name in UPDATES:
            raise InputError(f"'{name}' belongs to an update, and only queries are answered.")
        if name not in KNOWN:
            raise InputError(f"'{name}' is no parameter of this; there are {', '.join(KNOWN)}.")
    queries = [value for name, value in pairs if name == "query"] + ([] if text is None else [text])
    if len(queries) != 1:
        raise InputError(f"A request asks one query, and this has {len(queries) or 'none'}.")
    formats = [value for name, value in pairs if name == "format"]
    if len(formats) > 1:
        raise InputError("A request names one format.")
    return Asked(
        queries[0], _all(pairs, "default-graph-uri"), _all(pairs, "named-graph-uri"), next(iter(formats), None)
    )


def _all(pairs: Pairs, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


async def _read_post(request: Request, characters: int) -> Asked:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (FORM, DIRECT):
        raise UnsupportedTypeError(f"A query is sent as {FORM} or {DIRECT}, not as '{kind}'.")
    text = _decoded(await _body(request, characters * ESCAPED))
    in_url = request.query_params.multi_items()
    if kind == DIRECT:
        return read_pairs(in_url, text)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"The form is not UTF-8: {error.reason}.") from error
    return read_pairs([*in_url, *pairs])


async def _body(request: Request, most: int) -> bytes:
    """The body, read no further than the limit. Raises TooLargeError."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise TooLargeError(f"The body has more than {most:,} bytes.")
    return bytes(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"The body is not UTF-8: byte {error.start}.") from error


def _description(request: Request, publications: Publications) -> Response:
    wanted = request.query_params.get("format")
    chosen = choose(request.headers.get("accept"), TRIPLES, wanted)
    triples, prefixes = describe_service(publications.view().manifest, str(request.url_for("by_get")))
    name = chosen.offer.name
    body = pyoxigraph.serialize(
        triples, format=TRIPLE_FORMATS[name], prefixes=prefixes if name in ("turtle", "rdfxml") else None
    )
    return Response(body, media_type=media_type(chosen.media_type), headers={"Vary": "Accept"})


def _parameter(name: str, words: str, **more: object) -> dict[str, object]:
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string"}, **more}


EXAMPLE = (
    "PREFIX kg: <https://w3id.org/kaogong/ontology#>\n"
    "SELECT ?quote ?value WHERE { ?fact kg:quote ?quote ; kg:value ?value } ORDER BY ?fact LIMIT 10"
)
GET = {
    "parameters": [
        _parameter("query", "A SPARQL 1.1 query.", example=EXAMPLE),
        _parameter("default-graph-uri", "A graph of the default graph; may be repeated."),
        _parameter("named-graph-uri", "A named graph; may be repeated."),
        _parameter("format", "json, xml, csv, tsv; or turtle, ntriples, jsonld, rdfxml. Goes before Accept."),
    ]
}
POST = {
    "requestBody": {
        "required": True,
        "content": {
            DIRECT: {"schema": {"type": "string"}, "example": EXAMPLE},
            FORM: {
                "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]},
                "example": {"query": EXAMPLE},
            },
        },
    }
}
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The answer, whole.",
        "content": {
            "application/sparql-results+json": {},
            "text/csv": {},
            "text/turtle": {},
            "application/ld+json": {},
        },
    },
    400: {"description": "No query, or one that cannot be read; says line and column."},
    406: {"description": "It cannot be given as asked for."},
    413: {"description": "The query is too long, too deep or too large."},
    503: {"description": "The answer is longer than the limit, took too much memory, or too many wait."},
    504: {"description": "The query took too long. There is no partial answer."},
}
