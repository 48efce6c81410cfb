"""`/v1/stream`: what a reader asks for, and all readers that are connected."""

import asyncio
from functools import partial
from typing import Final

import structlog
from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from tickerd.gateway import sse, websocket
from tickerd.gateway.frames import Encoding
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.link import Attended, Link
from tickerd.gateway.reader import Reader
from tickerd.gateway.tail import Tail
from tickerd.gateway.view import View
from tickerd.gateway.wish import Wish, Wishes
from tickerd.telemetry import READERS
from tickerd.wire.contract import Wire

log = structlog.get_logger()

_ENDED_AT_ONCE: Final = 100
"""So many readers are told to end in one step, when the gateway stops."""


class Stream:
    """Who follows, and what all of them share."""

    def __init__(  # noqa: PLR0913 (what all readers share; the settings by name)
        self,
        wire: Wire,
        wishes: Wishes,
        tail: Tail,
        heartbeat: Heartbeat,
        *,
        slow_seconds: float,
        buffer_bytes: int,
    ) -> None:
        self._wire = wire
        self._wishes = wishes
        self._tail = tail
        self._heartbeat = heartbeat
        self._slow_seconds = slow_seconds
        self._buffer_bytes = buffer_bytes
        self._readers: set[Reader] = set()
        self._stopping: str | None = None

    def routes(self) -> list[web.RouteDef]:
        """The one route; no HEAD, for it would never end."""
        return [web.get("/v1/stream", self.handle, allow_head=False)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Follow by WebSocket where an upgrade is asked for, else by server-sent events."""
        # A browser that comes back sends this by itself; it knows better than the first URL.
        last_id = request.headers.get("Last-Event-ID")
        view = View.parse(request.query.items())
        wish = await self._wishes.read(request.query, view, last_id)
        if last_id and wish.fulfilled:
            # A browser would come back for ever; this tells it not to (HTML, server-sent events).
            return web.Response(status=204)
        by_websocket = request.headers.get("Upgrade", "").lower() == "websocket"
        follow = websocket.follow if by_websocket else sse.follow
        return await follow(request, partial(self._attend, request, wish))

    async def stop(self, reason: str) -> None:
        """Say bye to all readers, a few at a time."""
        self._stopping = reason
        for count, reader in enumerate(list(self._readers), start=1):
            reader.end(reason)
            if count % _ENDED_AT_ONCE == 0:
                await asyncio.sleep(0)

    def _attend(
        self, request: web.Request, wish: Wish, writer: AbstractStreamWriter, encoding: Encoding
    ) -> Attended:
        """Make the reader of a connection, and how it is attended to."""
        if request.transport is None:
            raise ConnectionResetError("the reader has gone")
        link = Link(
            request.transport,
            request.protocol,
            writer,
            slow_seconds=self._slow_seconds,
            buffer_bytes=self._buffer_bytes,
        )
        reader = Reader(self._tail, self._heartbeat, self._wire, link, wish, encoding)
        return Attended(self._run(reader), reader.order)

    async def _run(self, reader: Reader) -> bool:
        """Run a reader; whatever befalls it stays with it. Whether it has come to its end."""
        if self._stopping is not None:
            reader.say_bye(self._stopping)
            return False
        gauge = READERS.labels(transport=reader.encoding.transport)
        self._readers.add(reader)
        gauge.inc()
        try:
            return await reader.run()
        except ConnectionError:
            log.debug("reader_lost")
        except Exception:
            log.exception("reader_failed")
            reader.say_bye("something failed in the gateway; come back with your last cursor")
        finally:
            self._readers.discard(reader)
            gauge.dec()
        return False
