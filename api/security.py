"""Headers that every answer carries, whatever it is, and the path that a proxy puts before ours."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.conditional import path_of
from api.problems import UNCHANGED

# An answer that is no page loads nothing, is framed by nothing, and is what its media type says.
ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    # The data is for all: pages of other origins may show it.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# The pages of the API begin their scripts with one that stands in the page; they show nothing out of reports.
DOCS = ("/docs", "/redoc")
DOCS_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src blob:; frame-ancestors 'none'; base-uri 'none'"
)
TRANSPORT = "max-age=31536000"
# Answers of these are asked for by programs, and cost a query each.
NOT_INDEXED = ("/api/", "/sparql", "/store", "/graph/")


class SecurityHeaders:
    """Adds what a page does not say itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_of(scope)

        async def secured(message: Message) -> None:
            # What a 304 says takes the place of the headers that came with what the client has (RFC 9111, section 3.2),
            # and a page would be shown without its styles.
            if message["type"] == "http.response.start" and message["status"] != UNCHANGED:
                headers = MutableHeaders(raw=message["headers"])
                if path in DOCS:
                    headers.setdefault("Content-Security-Policy", DOCS_POLICY)
                if path.startswith(NOT_INDEXED):
                    headers.setdefault("X-Robots-Tag", "noindex")
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", TRANSPORT)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secured)


class RootPath:
    """Behind a proxy that takes its own path away before it passes a request on, puts it back: the framework wants the
    whole path beside the part of it that is not ours (ASGI, HTTP connection scope)."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app, self.root_path = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = self.root_path
        if root and scope["type"] == "http":
            path = scope["path"]
            inside = path == root or path.startswith(f"{root}/")
            scope["root_path"], scope["path"] = root, path if inside else f"{root}{path}"
        await self.app(scope, receive, send)
