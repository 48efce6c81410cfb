"""What may go wrong at a publisher's end, done on purpose."""

import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aiohttp import web


class Fault(StrEnum):
    """A way for a page to fail."""

    ERROR = "error"
    """Status 500."""
    RESET = "reset"
    """The connection is reset before any answer."""
    BROKEN_OFF = "broken off"
    """The connection ends in the middle of the page."""
    HALF_PAGE = "half page"
    """Half of the page comes as though it were the whole."""
    EMPTY = "empty"
    """Status 200, and no bytes."""
    NO_POSTS = "no posts"
    """The whole page, but for its posts."""
    NOT_MODIFIED = "not modified"
    """Whoever has any version is told that it is the newest (304), whatever happened since."""
    STALE = "stale"
    """A forgotten cache answers: the page as it was when the fault began."""
    TURNS = "turns"
    """Two caches in turn: the page as it is, and as it was when the fault began."""
    VARIANTS = "variants"
    """Two variants in turn: the second has slightly other words for every post."""
    SECOND_PAGE = "second page"
    """The page with the older posts comes for the first."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, and from when until when it lasts."""

    fault: Fault
    since: datetime
    until: datetime | None = None

    def lasts(self, at: datetime) -> bool:
        """Whether it is not over yet."""
        return self.until is None or at < self.until


Answer = Callable[[web.Request, bytes], Awaitable[web.StreamResponse]]


async def answer_error(request: web.Request, body: bytes) -> web.StreamResponse:
    """Fail as web servers fail: with a page of their own."""
    del request, body
    page = "<!doctype html><title>500</title><h1>Internal Server Error</h1>"
    return web.Response(status=500, text=page, content_type="text/html")


async def reset(request: web.Request, body: bytes) -> web.StreamResponse:
    """Send a TCP reset, no answer."""
    del body
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        # a close without lingering is a reset
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def break_off(request: web.Request, body: bytes) -> web.StreamResponse:
    """Promise the whole page, send half of it, hang up."""
    answer = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return answer


async def halve(request: web.Request, body: bytes) -> web.StreamResponse:
    """Send half a page and call it whole."""
    del request
    return web.Response(
        body=body[: len(body) // 2], headers={"Content-Type": "text/html; charset=utf-8"}
    )


async def send_nothing(request: web.Request, body: bytes) -> web.StreamResponse:
    """Answer well, without a byte."""
    del request, body
    return web.Response(content_type="text/html")


ANSWERS: dict[Fault, Answer] = {
    Fault.ERROR: answer_error,
    Fault.RESET: reset,
    Fault.BROKEN_OFF: break_off,
    Fault.HALF_PAGE: halve,
    Fault.EMPTY: send_nothing,
}
"""How faults of the line answer. A page that is misprinted is answered as a good one is."""
