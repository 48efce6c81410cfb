"""The stream as server-sent events (HTML Living Standard, 9.2): ids are cursors."""

from typing import Final

from aiohttp import HttpVersion11, web

from tickerd.gateway.frames import RETRY, Encoding, wrap
from tickerd.gateway.link import Attend

_HEADERS: Final = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


async def follow(request: web.Request, attend: Attend) -> web.StreamResponse:
    """Answer until one of both sides ends it."""
    response = web.StreamResponse(headers=_HEADERS)
    response.force_close()
    encoding = Encoding.SSE_CHUNKED if request.version >= HttpVersion11 else Encoding.SSE
    writer = await response.prepare(request)
    if writer is None or request.transport is None:
        raise ConnectionResetError("the reader has gone")
    request.transport.write(wrap(encoding, RETRY))
    await attend(writer, encoding).telling
    return response
