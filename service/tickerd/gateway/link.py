"""The outgoing half of one connection: bytes go straight to its transport."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any, Final

from aiohttp.abc import AbstractStreamWriter

from tickerd.gateway.frames import Encoding

_PIECE_BYTES: Final = 65_536

Attending = Coroutine[Any, Any, None]
"""A reader being attended to, until the gateway ends it or the peer is gone."""

Attend = Callable[[AbstractStreamWriter, Encoding], Attending]
"""How a transport hands its connection over, once its own beginning is written."""


class Link:
    """Where a reader's bytes go."""

    def __init__(
        self, transport: asyncio.Transport, writer: AbstractStreamWriter, *, slow_seconds: float
    ) -> None:
        self.transport = transport
        self._writer = writer
        self._slow_seconds = slow_seconds
        _let_the_kernel_give_up(transport, slow_seconds)

    def write(self, data: bytes) -> None:
        """Write at once; nothing happens if the connection is going down."""
        if not self.transport.is_closing():
            self.transport.write(data)

    async def write_all(self, parts: list[bytes]) -> None:
        """Write a lot, in large pieces, no faster than the peer takes it.

        Raises:
            ConnectionResetError: the peer took no byte for too long, or is gone.
        """
        piece: list[bytes] = []
        waiting_bytes = 0
        for part in parts:
            piece.append(part)
            waiting_bytes += len(part)
            if waiting_bytes >= _PIECE_BYTES:
                self.write(b"".join(piece))
                await self.drain()
                piece, waiting_bytes = [], 0
        if piece:
            self.write(b"".join(piece))
            await self.drain()

    async def drain(self) -> None:
        """Wait until the peer has taken most of what waits for it.

        Raises:
            ConnectionResetError: the peer took no byte for too long, or is gone.
        """
        while True:
            waiting_bytes = self.transport.get_write_buffer_size()
            try:
                async with asyncio.timeout(self._slow_seconds):
                    return await self._writer.drain()
            except TimeoutError:
                if self.transport.get_write_buffer_size() < waiting_bytes:
                    continue
                # Only this frees what waits: close() would wait for the peer.
                self.transport.abort()
                raise ConnectionResetError("the reader takes nothing any more") from None


def _let_the_kernel_give_up(transport: asyncio.Transport, seconds: float) -> None:
    """Have a peer noticed that is gone without a word (RFC 5482), where the system can."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    connection = transport.get_extra_info("socket")
    if option is not None and connection is not None:
        connection.setsockopt(socket.IPPROTO_TCP, option, int(seconds * 1000))
