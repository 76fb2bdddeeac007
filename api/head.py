"""HEAD for all that has GET (RFC 9110, section 9.3.2): the same answer without its content."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Has the app answer a HEAD as a GET, and drops the content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        ended = False

        async def without_content(message: Message) -> None:
            nonlocal ended
            if message["type"] != "http.response.body":
                await send(message)
            elif not ended:
                ended = True
                await send({"type": "http.response.body", "body": b""})

        inner = {**scope, "method": "GET"}
        await self.app(inner, receive, without_content)
        if "route" in inner:
            scope["route"] = inner["route"]  # for who counts by route
