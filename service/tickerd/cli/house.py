"""The house put together: settings become a wire, a gateway, a worker."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import timedelta

from prometheus_client import CollectorRegistry

from tickerd.cli.wallclock import now
from tickerd.errors import BadSetting, DataLocked
from tickerd.gateway.app import Gateway, serve
from tickerd.liveblog.retention import Retention
from tickerd.settings import Settings
from tickerd.telemetry import GATEWAY
from tickerd.wire import private
from tickerd.wire.archive import Archive
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import open_store
from tickerd.worker.supervisor import Limits

EMBEDDED_WORKER = "embedded"


@asynccontextmanager
async def open_wire(settings: Settings) -> AsyncIterator[RedisWire]:
    """The wire in the Redis that was named, else in an embedded server on the data folder."""
    if settings.redis_url:
        async with RedisWire.open(settings.redis_url, open_archive(settings)) as wire:
            yield wire
    else:
        async with (
            private.serve(settings.data, settings.redis_binary) as server,
            RedisWire.open(server.address, open_archive(settings)) as wire,
        ):
            yield wire


@asynccontextmanager
async def reach_wire(settings: Settings) -> AsyncIterator[RedisWire]:
    """The wire that others run: the Redis that was named, else the data folder's server.

    Raises:
        BadSetting: none was named, and nobody runs one on the data folder.
    """
    socket = (settings.data / "redis.sock").absolute()
    if not settings.redis_url and not socket.is_socket():
        cause = (
            f"it is not set, and no `tickerd run` keeps events in {settings.data}; name the Redis "
            "that all workers and gateways share, like redis://host:6379/0"
        )
        raise BadSetting(name="TICKERD_REDIS_URL", cause=cause)
    address = settings.redis_url or f"unix://{socket}"
    async with RedisWire.open(address, open_archive(settings)) as wire:
        yield wire


def open_archive(settings: Settings) -> Archive | None:
    """The archive that was named, if one was.

    Raises:
        BadSetting: it is none that can be used.
    """
    return Archive(open_store(settings.archive)) if settings.archive else None


@asynccontextmanager
async def join_wire(settings: Settings, *, new: bool = False) -> AsyncIterator[RedisWire]:
    """The wire, for a command that comes and goes: beside others where they run it already.

    Args:
        settings: where it is.
        new: whether it may be a new one, with no events yet.

    Raises:
        BadSetting: no Redis was named, and there is no such data folder.
    """
    if not settings.redis_url and not new and not settings.data.is_dir():
        raise BadSetting(name="--data", cause=f"there is no folder {settings.data}")
    async with AsyncExitStack() as house:
        try:
            wire = await house.enter_async_context(open_wire(settings))
        except DataLocked:
            wire = await house.enter_async_context(reach_wire(settings))
        yield wire


def open_gateway(
    settings: Settings, wire: RedisWire, registries: Sequence[CollectorRegistry] = (GATEWAY,)
) -> AbstractAsyncContextManager[Gateway]:
    """The gateway that the settings describe, and whose numbers it tells."""
    return serve(
        wire,
        wire,
        host=settings.host,
        port=settings.port,
        token=settings.token.get_secret_value() if settings.token else None,
        heartbeat_seconds=settings.heartbeat_seconds,
        slow_seconds=settings.slow_seconds,
        reader_buffer_bytes=settings.reader_buffer_bytes,
        now=now,
        registries=registries,
    )


def limits_of(settings: Settings) -> Limits:
    """How pages are looked at.

    On an embedded server the one who runs it has a name: whoever starts it again after a crash is
    that worker, for nobody else can have the folder's lock, and need not wait for the old leases.
    """
    return Limits(
        every_seconds=settings.every_seconds,
        least_seconds=settings.least_seconds,
        greatest_seconds=settings.greatest_seconds,
        host_gap_seconds=settings.host_gap_seconds,
        fetch_seconds=settings.fetch_seconds,
        body_bytes=settings.body_bytes,
        extract_seconds=settings.extract_seconds,
        allow_addresses=settings.allow_addresses,
        contact=settings.contact,
        name=None if settings.redis_url else EMBEDDED_WORKER,
        retention=Retention(days=settings.keep_days, events=settings.keep_events),
        seal_after=timedelta(hours=settings.archive_after_hours) if settings.archive else None,
    )


def stop_on_signal() -> asyncio.Event:
    """An event that Ctrl-C or SIGTERM sets; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask_to_stop, number)
    return stop
