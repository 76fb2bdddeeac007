"""One line a request, with its id: for people, or as JSON for programs. Queries are left out unless a setting asks."""

import asyncio
import json
import logging
import re
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.operations import Figures, route_of
from api.problems import as_problem
from kg.errors import StoreError
from kg.settings import LogFormat, Settings

ACCESS = "kaogong.access"
ID = "X-Request-ID"
# What is taken over from a client or proxy as an id: nothing that could forge a line of a log.
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Requests:
    """Gives every request an id, counts it, and writes a line of it when it has been answered."""

    def __init__(self, app: ASGIApp, figures: Figures, settings: Settings) -> None:
        self.app, self.figures, self.settings = app, figures, settings
        self.logger = logging.getLogger(ACCESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = _id(Headers(scope=scope).get(ID))
        scope.setdefault("state", {})["request_id"] = request
        status, sent, begun, start = 500, 0, False, perf_counter()

        async def counted(message: Message) -> None:
            nonlocal status, sent, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                MutableHeaders(raw=message["headers"])[ID] = request
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        with self.figures.under_way.track_inprogress():
            try:
                await self.app(scope, receive, counted)
            except asyncio.CancelledError:  # the server ends, and waits for this no longer
                if not begun:
                    await as_problem(StoreError("The server is ending."))(scope, receive, counted)
            finally:
                self._tell(scope, request, (status, sent, perf_counter() - start))

    def _tell(self, scope: Scope, request: str, answer: tuple[int, int, float]) -> None:
        status, sent, seconds = answer
        route = route_of(scope)
        self.figures.requests.labels(scope["method"], route, str(status)).inc()
        self.figures.seconds.labels(route).observe(seconds)
        self.figures.bytes.inc(sent)
        if self.logger.isEnabledFor(logging.INFO):
            query = {"query": scope["query_string"].decode("latin-1")} if self.settings.log_queries else {}
            client = scope.get("client")
            fields = {
                "request": request,
                "method": scope["method"],
                "path": scope["path"],
                **query,
                "route": route,
                "status": status,
                "bytes": sent,
                "seconds": round(seconds, 4),
                "client": client[0] if client else None,
            }
            self.logger.info("request", extra={"fields": fields})


def _id(given: str | None) -> str:
    return given if given and GIVEN.fullmatch(given) else secrets.token_hex(8)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time in UTC, level, logger, message, the fields of a request, and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Lines(logging.Formatter):
    """A record for people. What a client sent is escaped, so that it can make no line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        fields = _fields(record)
        if not fields:
            return f"{record.levelname.lower()}: {super().format(record)}"
        return " ".join(f"{name}={json.dumps(value, ensure_ascii=True)}" for name, value in fields.items())


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    found = getattr(record, "fields", {})
    return found if isinstance(found, Mapping) else {}


def set_up_logs(wanted: LogFormat) -> None:
    """Has this process log to stderr in that format; requests only where one is asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if wanted is LogFormat.JSON else Lines())
    for name, level in (("uvicorn", logging.WARNING), (ACCESS, logging.INFO)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if name != ACCESS or wanted is not LogFormat.OFF else logging.CRITICAL)
