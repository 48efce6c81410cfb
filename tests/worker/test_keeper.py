"""The rounds that keep the wire in bounds."""

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from makers import NOON
from tickerd.liveblog.retention import Retention
from tickerd.wire.redis import RedisWire
from tickerd.worker import schedule
from tickerd.worker.keeper import Keeper
from wire.scribe import Scribe, wait_until

LATER = NOON + timedelta(days=1)


async def test_a_round_trims_every_blog_watched_or_not(wire: RedisWire) -> None:
    scribes = [Scribe(wire, name) for name in ("harbour", "ferry")]
    for scribe in scribes:
        await scribe.write(5)
    keeper = Keeper(wire, Retention(events=2), lambda: LATER, round_seconds=0.05)

    async def is_trimmed() -> bool:
        floors = [(await wire.floor([scribe.blog])).seq for scribe in scribes]
        return floors == [3, 8]

    with capture_logs() as logs:
        task = asyncio.create_task(keeper.run())
        await wait_until(is_trimmed)
        task.cancel()

    told = [(line["blog"], line["events"]) for line in logs if line["event"] == "events_trimmed"]
    assert sorted(told) == sorted((scribe.blog, 3) for scribe in scribes)


async def test_one_worker_at_a_time_has_the_turn(wire: RedisWire) -> None:
    turns = [await schedule.take_turn(wire.client, wire.address, 60) for _ in range(3)]
    await wire.client.delete(schedule.TURN)

    assert turns == [True, False, False]
    assert await schedule.take_turn(wire.client, wire.address, 60)
