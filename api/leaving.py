"""What is done for a client ends when the client leaves: nobody would hear the answer."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from api.problems import LeftError

T = TypeVar("T")


async def while_there(request: Request, answering: Coroutine[Any, Any, T]) -> T:
    """The answer, unless the client leaves before: then what answers is cancelled, and LeftError raised.

    The body of the request has to be read before, since whoever waits for a client to leave reads what it sends.
    """
    task, watch = asyncio.ensure_future(answering), asyncio.ensure_future(_leave(request))
    try:
        await asyncio.wait((task, watch), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise LeftError
        return task.result()
    finally:
        for one in (task, watch):
            one.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


async def _leave(request: Request) -> None:
    """Returns when the client has left (`http.disconnect`, ASGI HTTP, section Disconnect)."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
