"""Keeps the wire in bounds: from time to time, what must go of each blog's log goes."""

import asyncio
from typing import Final

import structlog

from tickerd import telemetry
from tickerd.errors import WireUnavailable
from tickerd.liveblog.retention import Retention
from tickerd.wire.redis import RedisWire
from tickerd.worker.follower import Now
from tickerd.worker.schedule import take_turn

ROUND_SECONDS: Final = 60.0
"""Of all workers together one makes a round this often."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Keeper:
    """Goes round all blogs, the watched ones and those that were."""

    def __init__(
        self,
        wire: RedisWire,
        retention: Retention,
        now: Now,
        *,
        round_seconds: float = ROUND_SECONDS,
    ) -> None:
        self._wire = wire
        self._retention = retention
        self._now = now
        self._round_seconds = round_seconds

    async def run(self) -> None:
        """Make a round whenever it is our turn, for ever."""
        while True:
            try:
                if await take_turn(self._wire.client, self._wire.address, self._round_seconds):
                    await self._go_round()
            except WireUnavailable as error:
                log.warning("round_put_off", cause=str(error))
            await asyncio.sleep(self._round_seconds)

    async def _go_round(self) -> None:
        for blog in await self._wire.blogs():
            gone = await self._wire.trim(blog, self._retention, at=self._now())
            if gone:
                telemetry.TRIMMED.inc(gone)
                log.info("events_trimmed", blog=blog, events=gone)
