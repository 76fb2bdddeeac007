"""Errors as `application/problem+json` (RFC 9457): the one place of the server that knows status codes."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kg.errors import (
    InputError,
    KgError,
    KnowledgeError,
    LimitReachedError,
    NotAcceptableError,
    NotConformingError,
    StoreError,
    TooLargeError,
    UnknownNameError,
    UnsupportedTypeError,
)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5


class TimeLimitError(LimitReachedError):
    """A query took longer than it may."""


# The first class that fits gives the status, so that the particular ones stand before the general ones.
STATUS: tuple[tuple[type[KgError], HTTPStatus], ...] = (
    (UnknownNameError, HTTPStatus.NOT_FOUND),
    (TooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedTypeError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (NotAcceptableError, HTTPStatus.NOT_ACCEPTABLE),
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
    given = dict(headers or {})
    if status in RETRIED:
        given["Retry-After"] = str(RETRY_SECONDS)
    return JSONResponse(body, status.value, given, MEDIA_TYPE)


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KgError)
    if isinstance(error, UnknownNameError):
        return problem(status_of(error), str(error), near=list(error.near))
    return problem(status_of(error), str(error))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults))


async def _of_http(_: Request, error: Exception) -> JSONResponse:
    """What the framework refuses: no such path, no such method."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    detail = error.detail if error.detail != status.phrase else status.description
    return problem(status, detail or status.phrase, dict(error.headers or {}))


async def _bug(_: Request, error: Exception) -> JSONResponse:
    """A bug: the client learns that it is one; the traceback goes to the log of the server."""
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, f"The server has a fault ({type(error).__name__}).")


def register(app: FastAPI) -> None:
    """Has the app answer every error as a problem."""
    app.add_exception_handler(KgError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _bug)
