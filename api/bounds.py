"""Bounds of a request, kept before anything is made of it: the length of its address, its headers and its body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import AddressTooLongError, HeadersTooLargeError, as_problem
from kg.errors import TooLargeError
from kg.settings import Settings


class Bounds:
    """Refuses what is too large with 413, 414 or 431 (RFC 9110, section 15.5; RFC 6585, section 5)."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._check(scope)
            await self.app(scope, self._counted(receive), send)
        except TooLargeError as error:
            await as_problem(error)(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        address = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if address > self.settings.url_bytes:
            words = f"The address has {address:,} bytes; the limit is {self.settings.url_bytes:,}. Send it by POST."
            raise AddressTooLongError(words)
        size = sum(len(name) + len(value) for name, value in scope["headers"])
        if size > self.settings.header_bytes:
            raise HeadersTooLargeError(f"The headers have {size:,} bytes; the limit is {self.settings.header_bytes:,}.")
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.settings.body_bytes:
            raise self._body()

    def _counted(self, receive: Receive) -> Receive:
        """Counts a body that does not say its length."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.settings.body_bytes:
                raise self._body()
            return message

        return counted

    def _body(self) -> TooLargeError:
        return TooLargeError(f"The body has more than {self.settings.body_bytes:,} bytes, which is the limit.")
