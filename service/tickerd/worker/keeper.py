"""Keeps the wire in bounds: what must go of a log goes, and what has ended is sealed."""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from tickerd import telemetry
from tickerd.errors import ArchiveDamaged, CommitConflict, Damaged, WireError, WireUnavailable
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
        seal_after: timedelta | None,
        now: Now,
        *,
        round_seconds: float = ROUND_SECONDS,
    ) -> None:
        """Do nothing yet.

        Args:
            wire: where all is kept.
            retention: what of a log must go, unless its watch says otherwise.
            seal_after: how long a blog must rest, when it has ended or is watched no more, before
                its log is sealed; None: none ever is.
            now: the clock.
            round_seconds: how often there is a round, by whichever worker.
        """
        self._wire = wire
        self._retention = retention
        self._seal_after = seal_after
        self._now = now
        self._round_seconds = round_seconds
        self._complaints: set[tuple[str, str, str]] = set()

    async def run(self) -> None:
        """Make a round whenever it is our turn, for ever."""
        while True:
            try:
                if await take_turn(self._wire.client, self._wire.address, self._round_seconds):
                    await self._trim_all()
                    await self._seal_all()
            except WireUnavailable as error:
                log.warning("round_put_off", cause=str(error))
            await asyncio.sleep(self._round_seconds)

    async def _trim_all(self) -> None:
        watches = await self._wire.watches()
        for blog in await self._wire.blogs():
            rule = self._retention.for_watch(watches.get(blog))
            if not rule.keeps_all:
                await self._trim(blog, rule)

    async def _trim(self, blog: str, rule: Retention) -> None:
        """Trim one log; what is wrong with it stays with it, and is tried again next round."""
        try:
            gone = await self._wire.trim(blog, rule, at=self._now())
        except Damaged as error:
            self._complain("events_not_trimmed", blog, error)
            return
        if gone:
            telemetry.TRIMMED.inc(gone)
            log.info("events_trimmed", blog=blog, events=gone)

    async def _seal_all(self) -> None:
        if self._seal_after is None:
            return
        watches = await self._wire.watches()
        async for one in self._wire.resting():
            over = one.ended or one.blog not in watches
            if over and self._now() - one.since >= self._seal_after:
                await self._seal(one.blog)

    async def _seal(self, blog: str) -> None:
        """Seal one blog; what is wrong with it stays with it, and is tried again next round."""
        try:
            part = await self._wire.seal(blog, at=self._now())
        except (ArchiveDamaged, CommitConflict, Damaged) as error:
            self._complain("blog_not_sealed", blog, error)
            return
        if part is not None:
            telemetry.SEALED.inc(part.events)
            log.info("blog_sealed", blog=blog, events=part.events, file=part.name, bytes=part.size)

    def _complain(self, what: str, blog: str, error: WireError) -> None:
        """Log what is wrong with a blog; once, not every round."""
        complaint = (what, blog, str(error))
        if complaint not in self._complaints:
            self._complaints.add(complaint)
            log.warning(what, blog=blog, cause=str(error))
