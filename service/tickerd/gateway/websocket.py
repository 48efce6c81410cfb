"""The stream as a WebSocket: one text message an entry; the reader may send orders for a replay.

What a reader sends is read all the time, so that pings and closes are answered; a message of more
than 4 KiB ends the connection (1009; who still sends then may find it gone before he reads that: we
do not take in the rest for the sake of a code). permessage-deflate is off: it costs a hundred KiB
a connection.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from tickerd.gateway.frames import Encoding
from tickerd.gateway.link import Attend

_INBOUND_BYTES: Final = 4096
_CLOSE_SECONDS: Final = 1.0
"""How long the peer may take to answer our close."""


async def follow(request: web.Request, attend: Attend) -> web.StreamResponse:
    """Take the connection over until one of both sides ends it."""
    socket = web.WebSocketResponse(
        compress=False, autoclose=False, max_msg_size=_INBOUND_BYTES, timeout=_CLOSE_SECONDS
    )
    writer = await socket.prepare(request)
    attended = attend(writer, Encoding.WEBSOCKET)
    telling = asyncio.create_task(_tell(socket, attended.telling))
    try:
        if await _listen(socket, attended.order) is WSMsgType.CLOSING:
            # It is we who close, and `_tell` waits for the peer's answer.
            await telling
        else:
            await _silence(telling)
            await socket.close()
    finally:
        telling.cancel()
    return socket


async def _tell(socket: web.WebSocketResponse, telling: Coroutine[Any, Any, bool]) -> None:
    code = WSCloseCode.OK if await telling else WSCloseCode.GOING_AWAY
    await socket.close(code=code)


async def _listen(socket: web.WebSocketResponse, order: Callable[[str | bytes], None]) -> WSMsgType:
    while True:
        message = await socket.receive()
        if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
            return message.type
        order(message.data)


async def _silence(telling: asyncio.Task[None]) -> None:
    """After a close frame nothing may follow (RFC 6455, 5.5.1)."""
    telling.cancel()
    await asyncio.wait({telling})
