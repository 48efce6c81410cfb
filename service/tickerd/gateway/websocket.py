"""The stream as a WebSocket: one text message an entry; nothing is expected from the reader.

What a reader sends is read, so that pings and closes are answered, and otherwise passed over; a
message of more than 4 KiB ends the connection (1009). permessage-deflate is off: it costs a
hundred KiB a connection.
"""

import asyncio
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web

from tickerd.gateway.frames import Encoding
from tickerd.gateway.link import Attend, Attending

_INBOUND_BYTES: Final = 4096
_CLOSE_SECONDS: Final = 1.0
"""How long the peer may take to answer our close."""


async def follow(request: web.Request, attend: Attend) -> web.StreamResponse:
    """Take the connection over until one of both sides ends it."""
    socket = web.WebSocketResponse(
        compress=False, autoclose=False, max_msg_size=_INBOUND_BYTES, timeout=_CLOSE_SECONDS
    )
    writer = await socket.prepare(request)
    telling = asyncio.create_task(_tell(socket, attend(writer, Encoding.WEBSOCKET)))
    try:
        if await _listen(socket) is WSMsgType.CLOSING:
            # It is we who close, and `_tell` waits for the peer's answer.
            await telling
        else:
            await _silence(telling)
            await socket.close()
    finally:
        telling.cancel()
    return socket


async def _tell(socket: web.WebSocketResponse, attending: Attending) -> None:
    await attending
    await socket.close(code=WSCloseCode.GOING_AWAY)


async def _listen(socket: web.WebSocketResponse) -> WSMsgType:
    while True:
        message = await socket.receive()
        if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
            return message.type


async def _silence(telling: asyncio.Task[None]) -> None:
    """After a close frame nothing may follow (RFC 6455, 5.5.1)."""
    telling.cancel()
    await asyncio.wait({telling})
