"""`/v1/stream`: what a reader asks for, and all readers that are connected."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog
from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from tickerd.gateway import sse, websocket
from tickerd.gateway.frames import Encoding
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.history import check_blogs
from tickerd.gateway.link import Link
from tickerd.gateway.places import find_place, parse_since
from tickerd.gateway.queries import check_names
from tickerd.gateway.reader import Reader
from tickerd.gateway.replay import Pace, parse_speed
from tickerd.gateway.tail import Tail
from tickerd.gateway.view import PARAMETERS, View
from tickerd.liveblog.cursor import Cursor
from tickerd.telemetry import READERS
from tickerd.wire.contract import Watches, Wire

log = structlog.get_logger()

_ENDED_AT_ONCE: Final = 100
"""So many readers are told to end in one step, when the gateway stops."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a reader asked for."""

    view: View
    cursor: Cursor
    speed: float | None


class Stream:
    """Who follows, and what all of them share."""

    def __init__(  # noqa: PLR0913 (what all readers share; the settings by name)
        self,
        wire: Wire,
        watches: Watches,
        tail: Tail,
        heartbeat: Heartbeat,
        *,
        slow_seconds: float,
        buffer_bytes: int,
    ) -> None:
        self._wire = wire
        self._watches = watches
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
        wish = await self._read(request)
        by_websocket = request.headers.get("Upgrade", "").lower() == "websocket"
        follow = websocket.follow if by_websocket else sse.follow

        async def attend(writer: AbstractStreamWriter, encoding: Encoding) -> None:
            if request.transport is not None:
                link = Link(
                    request.transport,
                    request.protocol,
                    writer,
                    slow_seconds=self._slow_seconds,
                    buffer_bytes=self._buffer_bytes,
                )
                await self._attend(self._reader(wish, link, encoding))

        return await follow(request, attend)

    async def stop(self, reason: str) -> None:
        """Say bye to all readers, a few at a time."""
        self._stopping = reason
        for count, reader in enumerate(list(self._readers), start=1):
            reader.end(reason)
            if count % _ENDED_AT_ONCE == 0:
                await asyncio.sleep(0)

    async def _read(self, request: web.Request) -> _Wish:
        check_names(request.query, {*PARAMETERS, "since", "speed"})
        view = View.parse(request.query.items())
        speed = parse_speed(request.query["speed"]) if "speed" in request.query else None
        # A browser that comes back sends this by itself; it knows better than the first URL.
        text = request.headers.get("Last-Event-ID") or request.query.get("since", "latest")
        since = parse_since(text)
        await check_blogs(self._wire, self._watches, view.blogs)
        return _Wish(view, await find_place(self._wire, since, view), speed)

    def _reader(self, wish: _Wish, link: Link, encoding: Encoding) -> Reader:
        return Reader(
            self._tail,
            self._heartbeat,
            link,
            view=wish.view,
            encoding=encoding,
            cursor=wish.cursor,
            pace=Pace(wish.speed) if wish.speed else None,
        )

    async def _attend(self, reader: Reader) -> None:
        """Run a reader; whatever befalls it stays with it."""
        if self._stopping is not None:
            reader.say_bye(self._stopping)
            return
        gauge = READERS.labels(transport=reader.encoding.transport)
        self._readers.add(reader)
        gauge.inc()
        try:
            await reader.run()
        except ConnectionError:
            log.debug("reader_lost")
        except Exception:
            log.exception("reader_failed")
            reader.say_bye("something failed in the gateway; come back with your last cursor")
        finally:
            self._readers.discard(reader)
            gauge.dec()
