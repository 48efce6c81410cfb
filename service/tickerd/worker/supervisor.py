"""The worker: one task for each watch that is leased to it; a clean start, a clean stop."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from tickerd import telemetry
from tickerd.errors import WireUnavailable
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.cadence import Cadence
from tickerd.liveblog.retention import KEEP_ALL, Retention
from tickerd.wire.contract import Watches
from tickerd.wire.redis import RedisWire
from tickerd.worker.address import Network
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.follower import Follower, Now, OnLook
from tickerd.worker.keeper import ROUND_SECONDS, Keeper
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Poller
from tickerd.worker.schedule import Schedule

LEAVE_SECONDS = 2.0

Follow = Callable[[Watch], Coroutine[Any, Any, None]]

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How pages are looked at; the knobs of the same names in the settings say more."""

    every_seconds: float | None = None
    least_seconds: float = 10.0
    greatest_seconds: float = 300.0
    host_gap_seconds: float = 1.0
    fetch_seconds: float = 20.0
    body_bytes: int = 10_000_000
    extract_seconds: float = 2.0
    allow_addresses: Sequence[Network] = ()
    contact: str = "no contact given"
    lease_seconds: float = 15.0
    """How long the watches of a worker that has died stay without one."""
    name: str | None = None
    """What the worker is called, see `Schedule`."""
    retention: Retention = KEEP_ALL
    seal_after: timedelta | None = None
    """How long a blog must rest before its log is sealed; None: never."""
    round_seconds: float = ROUND_SECONDS
    """How often the logs are looked through for what must go."""


async def run(
    wire: RedisWire,
    limits: Limits,
    *,
    now: Now,
    stop: asyncio.Event,
    on_look: OnLook,
) -> None:
    """Look at all watches that are ours, until `stop` is set.

    Args:
        wire: where events go, and where the watches are kept.
        limits: how pages are looked at.
        now: the clock; the worker's one source of time.
        stop: ends the worker: looks are cut short (a commit is whole or not at all), leases are
            given back.
        on_look: is told each look and what it put on the wire.

    Raises:
        TickerdError, RedisError: a promise of our own is broken (see `follower`).
    """
    fetcher = Fetcher(
        allow_addresses=limits.allow_addresses,
        contact=limits.contact,
        fetch_seconds=limits.fetch_seconds,
        body_bytes=limits.body_bytes,
        host_gap_seconds=limits.host_gap_seconds,
    )
    schedule = Schedule(
        wire, wire.client, wire.address, lease_seconds=limits.lease_seconds, name=limits.name
    )
    async with fetcher, Parser(extract_seconds=limits.extract_seconds) as parser:

        def follow(watch: Watch) -> Coroutine[Any, Any, None]:
            poller = Poller(watch, wire=wire, fetcher=fetcher, parser=parser)
            cadence = Cadence(
                every_seconds=watch.every_seconds or limits.every_seconds,
                least_seconds=limits.least_seconds,
                greatest_seconds=limits.greatest_seconds,
            )
            return Follower(watch, poller, cadence, wire, now).follow(on_look)

        keeper = Keeper(
            wire, limits.retention, limits.seal_after, now, round_seconds=limits.round_seconds
        )
        await Supervisor(schedule, wire, follow, [keeper.run]).run(stop)


class Supervisor:
    """Keeps one task for each watch that the schedule gives us."""

    def __init__(
        self,
        schedule: Schedule,
        watches: Watches,
        follow: Follow,
        beside: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
    ) -> None:
        """Follow nothing yet.

        Args:
            schedule: which watches are ours.
            watches: where they are kept; rings when one comes or goes.
            follow: what is done for a watch.
            beside: what else runs for as long as the worker does.
        """
        self._schedule = schedule
        self._watches = watches
        self._follow = follow
        self._beside = beside
        self._tasks: dict[str, tuple[Watch, asyncio.Task[None]]] = {}
        self._bell = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Start and end tasks as watches come and go, until `stop` is set."""
        try:
            async with asyncio.TaskGroup() as group:
                running = [self._listen(), self._wake(stop), *(one() for one in self._beside)]
                helpers = [group.create_task(one) for one in running]
                while not stop.is_set():
                    await self._renew(group)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._schedule.lease_seconds / 3):
                            await self._bell.wait()
                    self._bell.clear()
                for task in [*helpers, *(task for _, task in self._tasks.values())]:
                    task.cancel()
        except ExceptionGroup as broken:
            # whichever was first; the others were cancelled or broke over the same thing
            raise broken.exceptions[0] from broken
        finally:
            await self._leave()

    async def _renew(self, group: asyncio.TaskGroup) -> None:
        try:
            ours = await self._schedule.renew()
        except WireUnavailable as error:
            log.warning("leases_not_renewed", cause=str(error))
            return
        for blog, (watch, task) in list(self._tasks.items()):
            if ours.get(blog) != watch:
                task.cancel()
                del self._tasks[blog]
        for blog, watch in ours.items():
            if blog not in self._tasks:
                task = group.create_task(self._follow(watch), name=f"watch {blog}")
                self._tasks[blog] = (watch, task)
        telemetry.WATCHES.set(len(self._tasks))

    async def _listen(self) -> None:
        async for _ in self._watches.changes():
            self._bell.set()

    async def _wake(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _leave(self) -> None:
        telemetry.WATCHES.set(0)
        with suppress(WireUnavailable, TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._schedule.leave()
