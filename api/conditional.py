"""Conditional requests (RFC 9110, section 13): what a client has already is not made and not sent again.

All that is answered, save live state, is a function of the publication, of the server's code, and of the request. So an
entity tag is made from these before anything else is done, and a client that brings it is answered at once.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import unquote_plus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import UNCHANGED
from api.publication import Publications
from kg.errors import KgError

# What is no function of the publication, or has tags of its own.
APART = ("/healthz", "/readyz", "/metrics", "/static/", "/add/")
# The headers by which an answer may differ.
VARYING = ("accept", "accept-language", "host", "x-forwarded-host")
# Functions of SPARQL whose values are no function of the publication.
VOLATILE = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)
TAG = re.compile(r'(?:W/)?"([^"]*)"')
COMPRESSED = "-gzip"


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a client knows an answer again. `modified` is an HTTP date, or "" where the time is not known."""

    tag: str
    modified: str

    def known_to(self, headers: Mapping[str, str]) -> bool:
        """Whether the request says that the client has this. A date counts only where it is the very one: after a
        roll-back the publication that is served is older than what the client has (RFC 9110, section 13.1.3)."""
        wanted = headers.get("if-none-match")
        if wanted is not None:
            return any(tag.removesuffix(COMPRESSED) == self.tag for tag in TAG.findall(wanted))
        return bool(self.modified) and headers.get("if-modified-since") == self.modified

    def mark(self, headers: MutableHeaders) -> None:
        """Adds them to an answer. A compressed one has a tag of its own (RFC 9110, section 8.8.3)."""
        compressed = COMPRESSED if "content-encoding" in headers else ""
        headers["ETag"] = f'"{self.tag}{compressed}"'
        if self.modified:
            headers["Last-Modified"] = self.modified
        headers.setdefault("Cache-Control", "no-cache")


class Conditional:
    """Gives answers an ETag and a Last-Modified, and answers 304 where the client has them."""

    def __init__(self, app: ASGIApp, publications: Publications, fingerprint: str) -> None:
        self.app, self.publications, self.fingerprint = app, publications, fingerprint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = await run_in_threadpool(self._state) if _asked_for(scope) else None
        if state is None:
            await self.app(scope, receive, send)
            return
        digest, published = state
        headers = Headers(scope=scope)
        validators = Validators(_tag(scope, headers, digest, self.fingerprint), http_date(published))
        if validators.known_to(headers):
            await _not_modified(validators, send)
            return

        async def marked(message: Message) -> None:
            # A publication that was taken up meanwhile may or may not have been what was answered from.
            if message["type"] == "http.response.start" and message["status"] == 200 and self._still(digest):
                validators.mark(MutableHeaders(raw=message["headers"]))
            await send(message)

        await self.app(scope, receive, marked)

    def _state(self) -> tuple[str, str] | None:
        try:
            return self.publications.digest(), self.publications.view().manifest.published
        except KgError:
            return None  # the answer will say what is wrong

    def _still(self, digest: str) -> bool:
        return self.publications.loaded_digest() == digest


def http_date(moment: str) -> str:
    """A time in ISO 8601 as HTTP writes it (RFC 9110, section 5.6.7); "" for what is none."""
    try:
        return format_datetime(datetime.fromisoformat(moment), usegmt=True)
    except ValueError:
        return ""


def _asked_for(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = path_of(scope)
    if path.startswith("/sparql"):
        return not VOLATILE.search(unquote_plus(scope["query_string"].decode("latin-1")))
    return not path.startswith(APART)


def path_of(scope: Scope) -> str:
    """The path below the root path of a proxy."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")).rstrip("/"))


def _tag(scope: Scope, headers: Headers, digest: str, fingerprint: str) -> str:
    parts = [digest, fingerprint, scope["scheme"], scope.get("root_path", ""), scope["path"]]
    parts += [scope["query_string"].decode("latin-1"), *(headers.get(name, "") for name in VARYING)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


async def _not_modified(validators: Validators, send: Send) -> None:
    headers = MutableHeaders({"Vary": "Accept, Accept-Language, Accept-Encoding"})
    validators.mark(headers)
    await send({"type": "http.response.start", "status": UNCHANGED, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b""})
