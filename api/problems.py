"""Errors as `application/problem+json` (RFC 9457): the one place of the server that knows status codes."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any, Protocol

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.negotiation import Offer, choose
from api.paging import ChangedError
from kg.errors import (
    InputError,
    KgError,
    KnowledgeError,
    LimitReachedError,
    ManagedGraphError,
    NotAcceptableError,
    NotConformingError,
    StoreError,
    TooLargeError,
    UnknownNameError,
    UnsupportedTypeError,
)
from kg.validate import Conformance

MEDIA_TYPE = "application/problem+json"
PROBLEM, PAGE = Offer("json", (MEDIA_TYPE, "application/json")), Offer("html", ("text/html", "application/xhtml+xml"))
# Below these paths programs ask, whatever their Accept says.
MACHINES = ("/api/", "/sparql", "/store", "/healthz", "/readyz", "/metrics", "/static/", "/void", "/.well-known/")
RETRY_SECONDS = 5
# For the log alone: the client left before it was answered. RFC 9110 has no status for it.
LEFT = 499


class AddressTooLongError(TooLargeError):
    """The address of a request is longer than it may be."""


class HeadersTooLargeError(TooLargeError):
    """The headers of a request are larger than they may be."""


class NoTokenError(InputError):
    """The request brings no token, or not the one that is set."""


class ClosedError(InputError):
    """What was asked for is turned off on this server."""


class LeftError(Exception):
    """The client closed its connection before it was answered."""


class TimeLimitError(LimitReachedError):
    """A query took longer than it may."""


# The first class that fits gives the status, so that the particular ones stand before the general ones.
STATUS: tuple[tuple[type[KgError], HTTPStatus], ...] = (
    (UnknownNameError, HTTPStatus.NOT_FOUND),
    (ChangedError, HTTPStatus.GONE),
    (AddressTooLongError, HTTPStatus.REQUEST_URI_TOO_LONG),
    (HeadersTooLargeError, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (TooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedTypeError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (NotAcceptableError, HTTPStatus.NOT_ACCEPTABLE),
    (NoTokenError, HTTPStatus.UNAUTHORIZED),
    (ClosedError, HTTPStatus.FORBIDDEN),
    (ManagedGraphError, HTTPStatus.FORBIDDEN),
    (InputError, HTTPStatus.BAD_REQUEST),
    (NotConformingError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TimeLimitError, HTTPStatus.GATEWAY_TIMEOUT),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (KnowledgeError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
RETRIED = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT)


def status_of(error: KgError) -> HTTPStatus:
    """The status of an error, by who must act."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def problem(status: HTTPStatus, detail: str, headers: dict[str, str] | None = None, **more: object) -> JSONResponse:
    """A problem without a type of its own: its title is that of the status (RFC 9457, section 4.2.1)."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JSONResponse(body, status.value, {**(headers or {}), **retry_headers(status)}, MEDIA_TYPE)


# What a request is answered where the client has it already.
UNCHANGED = HTTPStatus.NOT_MODIFIED.value


def done() -> Response:
    """The answer to what was done and has nothing to tell."""
    return Response(None, HTTPStatus.NO_CONTENT.value)


def created() -> Response:
    """The answer where what was written was not there before."""
    return Response(None, HTTPStatus.CREATED.value)


def retry_headers(status: HTTPStatus) -> dict[str, str]:
    """When to ask again, where that may help (RFC 9110, section 10.2.3)."""
    return {"Retry-After": str(RETRY_SECONDS)} if status in RETRIED else {}


def as_problem(error: KgError) -> JSONResponse:
    """An error as a problem, for what is refused before it comes to a route."""
    return problem(status_of(error), str(error), {"Connection": "close"})


class PageMaker(Protocol):
    """Makes the page of a problem for people, or None where none can be made."""

    def __call__(self, request: Request, *, status: int, detail: str, near: Iterable[str]) -> Response | None: ...


def register(app: FastAPI, make_page: PageMaker) -> None:
    """Has the app answer every error as a problem: as a page where a browser asks for one outside the API."""

    def answer(request: Request, status: HTTPStatus, detail: str, **more: Any) -> Response:
        if _wants_page(request):
            page = make_page(request, status=status.value, detail=detail, near=more.get("near", ()))
            if page is not None:
                page.headers.update(retry_headers(status))
                return page
        return problem(status, detail, **more)

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, KgError)
        return answer(request, status_of(error), str(error), **_more(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors()]
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults))

    async def of_http(request: Request, error: Exception) -> Response:
        """What the framework refuses: no such path, no such method."""
        assert isinstance(error, HTTPException)
        status = HTTPStatus(error.status_code)
        detail = error.detail if error.detail != status.phrase else status.description
        return answer(request, status, detail or status.phrase, headers=dict(error.headers or {}))

    async def left(_: Request, __: Exception) -> Response:
        return Response(None, LEFT)

    async def bug(request: Request, error: Exception) -> Response:
        """A bug: the client learns that it is one; the traceback goes to the log of the server."""
        return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, f"The server has a fault ({type(error).__name__}).")

    app.add_exception_handler(KgError, ours)
    app.add_exception_handler(LeftError, left)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, of_http)
    app.add_middleware(Faults, answer=bug)
    app.add_exception_handler(Exception, bug)


def _more(error: KgError) -> dict[str, Any]:
    """What a problem says beside its words, by its kind."""
    if isinstance(error, UnknownNameError):
        return {"near": list(error.near)}
    if isinstance(error, NoTokenError):
        return {"headers": {"WWW-Authenticate": 'Bearer realm="kaogong"'}}
    if isinstance(error, NotConformingError):
        reports = [report.turtle() for report in error.reports if isinstance(report, Conformance)]
        return {"report": "\n".join(reports)}
    return {}


class Faults:
    """Answers a bug as a problem before it leaves the layers, so that this answer, too, has what every answer has. The
    traceback goes to the log of the server."""

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self.app, self.answer = app, answer
        self.logger = logging.getLogger("uvicorn.error")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            state = scope.get("state", {})
            self.logger.exception("A fault", extra={"fields": {"request": state.get("request_id")}})
            await (await self.answer(Request(scope, receive), error))(scope, receive, send)


def _wants_page(request: Request) -> bool:
    """Whether a person is asking, with a browser: programs get problems, also those that take anything."""
    if request.url.path.removeprefix(str(request.scope.get("root_path", ""))).startswith(MACHINES):
        return False
    try:
        return choose(request.headers.get("accept"), (PROBLEM, PAGE)).offer is PAGE
    except NotAcceptableError:
        return False
