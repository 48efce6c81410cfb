"""The outgoing half of one connection: bytes go straight to its transport."""

import asyncio
import fcntl
import socket
import sys
import termios
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from aiohttp.abc import AbstractStreamWriter
from aiohttp.base_protocol import BaseProtocol

from tickerd.gateway.frames import Encoding

_PIECE_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class Attended:
    """A reader that is attended to."""

    telling: Coroutine[Any, Any, bool]
    """Runs until the gateway ends it, the peer is gone, or all is told: then it gives True."""
    order: Callable[[str | bytes], None]
    """Takes an order that the peer sent."""


Attend = Callable[[AbstractStreamWriter, Encoding], Attended]
"""How a transport hands its connection over, once its own beginning is written."""


class Link:
    """Where a reader's bytes go."""

    def __init__(
        self,
        transport: asyncio.Transport,
        protocol: BaseProtocol,
        writer: AbstractStreamWriter,
        *,
        slow_seconds: float,
        buffer_bytes: int,
    ) -> None:
        self.transport = transport
        self._protocol = protocol
        self._writer = writer
        self._draining: asyncio.Task[None] | None = None
        self._slow_seconds = slow_seconds
        self._socket: socket.socket | None = transport.get_extra_info("socket")
        if self._socket is not None:
            _bound(self._socket, slow_seconds, buffer_bytes)

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
        while self._protocol.writing_paused and not self.transport.is_closing():
            waiting_bytes = self._waiting_bytes()
            draining = self._drain_once()
            await asyncio.wait({draining}, timeout=self._slow_seconds)
            if draining.done():
                self._draining = None
            elif self._waiting_bytes() >= waiting_bytes:
                # Only this frees what waits: close() would wait for the peer.
                self.transport.abort()
        if self.transport.is_closing():
            raise ConnectionResetError("the reader has gone, or takes nothing any more")

    def _drain_once(self) -> asyncio.Task[None]:
        """One wait for the peer, which may be waited for again: aiohttp's does not survive it."""
        if self._draining is None:
            self._draining = asyncio.ensure_future(self._writer.drain())
            self._draining.add_done_callback(_forget_failure)
        return self._draining

    def _waiting_bytes(self) -> int:
        """What the peer has not taken yet, in our memory and in the kernel's."""
        here = self.transport.get_write_buffer_size()
        if self._socket is None or self._socket.fileno() < 0:
            return here
        answer = fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, bytes(4))
        return here + int.from_bytes(answer, sys.byteorder)


def _bound(connection: socket.socket, slow_seconds: float, buffer_bytes: int) -> None:
    """Bound what the kernel keeps for a slow peer, and how long for one that is gone (RFC 5482)."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer_bytes)
    patience = getattr(socket, "TCP_USER_TIMEOUT", None)
    if patience is not None:
        connection.setsockopt(socket.IPPROTO_TCP, patience, int(slow_seconds * 1000))


def _forget_failure(draining: asyncio.Task[None]) -> None:
    """That the peer is gone is told by its transport."""
    if not draining.cancelled():
        draining.exception()
