"""Adding reports over HTTP, with the token: a file is sent, read on trial, looked at, and published or discarded."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path, PurePath
from urllib.parse import unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.drafts import Draft, Drafts, State
from api.formats import media_type
from api.pages.add import add_page, draft_document, draft_graph, draft_page
from api.pages.frame import Frame
from api.problems import done
from api.publication import Publications
from api.writing import refuse_strangers
from kg.errors import InputError, TooLargeError, UnknownNameError
from kg.readers import READERS

OPTIONS = ("id", "title", "issuer", "owner", "kind", "coverage", "issued", "session", "url")
# How often a stream looks whether there is something new, and how long it is silent at most, in seconds.
TICK, SILENCE = 0.25, 15.0
FRESH = {"Cache-Control": "no-store"}


def adding_router(publications: Publications, drafts: Drafts) -> APIRouter:
    """`/add`, `/add/DRAFT` and its events."""
    router = APIRouter(include_in_schema=False)
    settings = publications.settings

    @router.get("/add")
    def page(request: Request) -> Response:
        return add_page(Frame.of(request, publications.view()), opened=bool(settings.token))

    @router.post("/add")
    async def begin(request: Request) -> Response:
        refuse_strangers(request, settings)
        given = dict(request.query_params)
        name = file_name(given.pop("name", ""))
        options = {key: value for key, value in given.items() if key in OPTIONS and value}
        draft = await asyncio.to_thread(drafts.begin, name, options)
        try:
            await _keep(request, draft.file, settings.source_bytes)
        except BaseException:
            drafts.discard(draft)
            raise
        drafts.read(draft)
        address = f"{request.scope.get('root_path', '').rstrip('/')}/add/{draft.id}"
        return JSONResponse({"draft": draft.id, "page": address}, 202, {"Location": address})

    _add_twins(router, publications, drafts)

    @router.get("/add/{draft}")
    def outcome(request: Request, draft: str) -> Response:
        found = drafts.find(draft)
        return draft_page(Frame.of(request, publications.view()), found)

    @router.get("/add/{draft}/events")
    def events(draft: str) -> Response:
        return StreamingResponse(_events(drafts.find(draft)), media_type="text/event-stream", headers=FRESH)

    @router.post("/add/{draft}/publish")
    def publish(request: Request, draft: str) -> Response:
        refuse_strangers(request, settings)
        found = drafts.find(draft)
        drafts.publish(found)
        drafts.discard(found)
        return JSONResponse({"published": publications.view().manifest.number})

    @router.delete("/add/{draft}")
    def discard(request: Request, draft: str) -> Response:
        refuse_strangers(request, settings)
        drafts.discard(drafts.find(draft))
        return done()

    return router


def _add_twins(router: APIRouter, publications: Publications, drafts: Drafts) -> None:
    @router.get("/add/{draft}.json")
    def as_json(draft: str) -> Response:
        return JSONResponse(draft_document(publications.view(), drafts.find(draft)), headers=FRESH)

    @router.get("/add/{draft}.ttl")
    def as_turtle(draft: str) -> Response:
        found = drafts.find(draft)
        if found.state is not State.READ:
            raise UnknownNameError("graph of a draft", draft, [])
        body = draft_graph(publications.view(), found)
        return Response(body, media_type=media_type("text/turtle"), headers=FRESH)


def file_name(text: str) -> str:
    """The last part of a path, if a report may be called so. Raises InputError that lists the endings."""
    name = PurePath(unquote(text).replace("\\", "/")).name
    if not name or name.startswith((".", "-")) or len(name.encode()) > 200 or not name.isprintable():
        raise InputError("Name the file: name=REPORT.txt")
    if Path(name).suffix.lower() not in READERS:
        raise InputError(f"{name}: a report ends in {', '.join(sorted(READERS))}.")
    return name


async def _keep(request: Request, path: Path, most: int) -> None:
    """Writes the body to a file, no further than the limit. Raises TooLargeError."""
    size = 0
    with path.open("wb") as file:
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise TooLargeError(f"The file has more than {most:,} bytes.")
            file.write(piece)


async def _events(draft: Draft) -> AsyncIterator[str]:
    """Each stage as it begins, each line that is said, then how it ended (HTML Living Standard, server-sent events)."""
    sent, silent = 0, 0.0
    while True:
        state = draft.state  # before the lines: once it is over, no line comes after
        for what, words in draft.told[sent:]:
            sent += 1
            yield f"event: {what}\ndata: {json.dumps(words, ensure_ascii=False)}\n\n"
        if state is not State.READING:
            yield f"event: end\ndata: {json.dumps(state.value)}\n\n"
            return
        silent = (silent + TICK) % SILENCE
        if silent < TICK:
            yield ": still reading\n\n"
        await asyncio.sleep(TICK)
