"""The gateway put together: one port for HTTP, server-sent events, WebSocket, ticker and pages."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry
from yarl import URL

from tickerd.gateway import pages
from tickerd.gateway.admin import Admin
from tickerd.gateway.descriptions import Descriptions
from tickerd.gateway.health import HealthPoints
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.history import History
from tickerd.gateway.modules import Modules
from tickerd.gateway.ports import explain_refusal
from tickerd.gateway.problems import answer_problems
from tickerd.gateway.stream import Stream
from tickerd.gateway.tail import Tail
from tickerd.gateway.wish import Wishes
from tickerd.telemetry import GATEWAY
from tickerd.wire.contract import Watches, Wire

_IDLE_SECONDS: Final = 65.0
"""How long a connection may wait with its first or next request, headers included."""
_LINGER_SECONDS: Final = 5.0
_BODY_BYTES: Final = 65_536
_BACKLOG: Final = 1024
_SHUTDOWN_SECONDS: Final = 2.0
_REACHED_BY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  # a name


class _Part(Protocol):
    def routes(self) -> list[web.RouteDef]: ...


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway that serves."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host = _REACHED_BY.get(self.host, self.host)
        return str(URL.build(scheme="http", host=host, port=self.port))


@asynccontextmanager
async def serve(  # noqa: PLR0913 (all by name; the settings of a gateway)
    wire: Wire,
    watches: Watches,
    *,
    host: str,
    port: int,
    token: str | None,
    heartbeat_seconds: float,
    slow_seconds: float,
    reader_buffer_bytes: int,
    now: Callable[[], datetime],
    registries: Sequence[CollectorRegistry] = (GATEWAY,),
) -> AsyncIterator[Gateway]:
    """Serve for the time of an `async with`. Port 0 takes a free one.

    Raises:
        PortTaken: the port is in use.
        BadSetting: the host or the port cannot be listened on.
        WireUnavailable: Redis is away at the start; later it may be, and come back.
    """
    tail = Tail(wire, buffer_bytes=reader_buffer_bytes)
    await tail.open()
    heartbeat = Heartbeat(watches, tail, seconds=heartbeat_seconds, now=now)
    wishes = Wishes(wire, watches, now)
    stream = Stream(
        wire, wishes, tail, heartbeat, slow_seconds=slow_seconds, buffer_bytes=reader_buffer_bytes
    )
    parts: list[_Part] = [
        stream,
        History(wire, watches),
        Admin(watches, token=token, now=now),
        HealthPoints(wire, tail, registries),
        Modules(),
        Descriptions(),
    ]
    routes = [route for part in parts for route in part.routes()]
    runner = _make_runner([*routes, *pages.routes(wire, watches, now)])
    await runner.setup()
    try:
        site = await _listen(runner, host, port)
        try:
            async with _beside(tail.run(), heartbeat.run()):
                yield Gateway(host, site.port)
        finally:
            await site.stop()
            await stream.stop("the gateway stops; come back with your last cursor")
    finally:
        await runner.cleanup()


def _make_runner(routes: list[web.RouteDef]) -> web.AppRunner:
    app = web.Application(
        middlewares=[_answer_preflights, answer_problems], client_max_size=_BODY_BYTES
    )
    app.on_response_prepare.append(_open_to_all)
    app.add_routes(routes)
    return web.AppRunner(
        app,
        access_log=None,
        logger=_no_log(),
        handler_cancellation=True,
        keepalive_timeout=_IDLE_SECONDS,
        lingering_time=_LINGER_SECONDS,
        shutdown_timeout=_SHUTDOWN_SECONDS,
    )


@asynccontextmanager
async def _beside(*coroutines: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run these beside the body; if one of them fails, the body is cancelled and that is raised."""
    try:
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(one) for one in coroutines]
            yield
            for task in running:
                task.cancel()
    except BaseExceptionGroup as failures:
        failure: BaseException = failures
        while isinstance(failure, BaseExceptionGroup):
            failure = failure.exceptions[0]
        raise failure from None


async def _listen(runner: web.AppRunner, host: str, port: int) -> web.TCPSite:
    site = web.TCPSite(runner, host, port, backlog=_BACKLOG)
    try:
        await site.start()
    except OSError as error:
        raise explain_refusal(host, port, error) from error
    return site


async def _open_to_all(request: web.Request, response: web.StreamResponse) -> None:
    """All that can be read may be read from any page; nothing here goes by cookies."""
    response.headers["Server"] = "tickerd"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        response.headers["Access-Control-Allow-Origin"] = "*"


@web.middleware
async def _answer_preflights(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Allow pages from anywhere to read; what changes something is not theirs."""
    if request.method != "OPTIONS":
        return await handler(request)
    headers = {
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "Cache-Control, If-None-Match, Last-Event-ID",
        "Access-Control-Max-Age": "86400",
    }
    return web.Response(status=204, headers=headers)


def _no_log() -> logging.Logger:
    """For what aiohttp would log with a traceback: strangers' broken requests, one each."""
    quiet = logging.getLogger("tickerd.gateway.http")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    return quiet
