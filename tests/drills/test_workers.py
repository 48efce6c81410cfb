"""Workers that die, stall, lose replies, or live by a clock that jumps."""

import asyncio
import random
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills import worker_at_hand
from drills.crew import (
    assert_all_have_the_log,
    assert_each_change_once,
    assert_true,
    readers_of,
    until,
)
from drills.worker_at_hand import LOOPBACK, Haste, ParserAtHand, watch_of
from makers import NOON
from tickerd.newsroom import Newsroom, Rhythm, Tongue, open_newsroom
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.poller import Poller
from tickerd.worker.schedule import lease
from wire.scribe import open_line

POINTS = 200
SPEED = 60.0
FAR = NOON + timedelta(days=900)


@asynccontextmanager
async def a_lively_page(clock: Haste, *, pause_seconds: float = 8.0) -> AsyncIterator[Newsroom]:
    """One blog that shows all its posts, with so long a pause between two acts, in haste."""
    async with open_newsroom(
        5,
        clock,
        programme=[("regatta", Tongue.JSONLD)],
        rhythm=Rhythm(seconds_between=pause_seconds),
        window=1000,
    ) as newsroom:
        yield newsroom


async def start(order: str, address: str, url: str, clock: Haste, rest: str) -> Process:
    arguments = (order, address, url, str(clock.since), str(clock.speed), rest)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, worker_at_hand.__file__, *arguments), stdin=PIPE, stdout=PIPE
    )


@pytest.mark.timeout(150)
async def test_killed_between_any_two_steps_a_worker_loses_and_doubles_nothing(
    kept: PrivateServer,
) -> None:
    """Invariant 3: a commit is whole or not at all."""
    clock = Haste(time.time(), SPEED)
    async with (
        RedisWire.open(kept.address) as wire,
        a_lively_page(clock, pause_seconds=20.0) as newsroom,
        readers_of(wire, 3) as readers,
    ):
        process = await start("kill", kept.address, newsroom.urls[0], clock, str(POINTS))
        assert process.stdout is not None
        assert await process.stdout.readline() == f"killed {POINTS}\n".encode()
        newsroom.desks[0].rest(FAR)
        await process.communicate(b"\n")

        log = await assert_all_have_the_log(readers, wire)

    assert process.returncode == 0
    assert_each_change_once(log)
    assert_true(log, newsroom.blogs[0], newsroom.desks[0])
    assert all(reader.resets == [] for reader in readers)
    assert len(log) > 8  # more than it had at first


async def test_a_reply_that_is_lost_after_the_commit_doubles_nothing(
    kept: PrivateServer, tmp_path: Path
) -> None:
    chance, clock = random.Random(2), Haste(time.time(), SPEED)
    fetcher = Fetcher(allow_addresses=LOOPBACK, contact="a drill", host_gap_seconds=0.0)
    async with (
        RedisWire.open(kept.address) as wire,
        a_lively_page(clock) as newsroom,
        readers_of(wire, 3) as readers,
        open_line(kept.socket, tmp_path) as (line, address),
        RedisWire.open(address) as faulty,
        fetcher,
    ):
        watch = watch_of(newsroom.urls[0])
        poller = Poller(watch, wire=faulty, fetcher=fetcher, parser=ParserAtHand())
        desk, lost = newsroom.desks[0], 0
        for number in range(40):
            desk.publish(clock(), f"Post number {number} in words of its own.")
            line.answers_to_lose = chance.randint(0, 1)
            lost += (await poller.look(clock())).look.state == "WireUnavailable"
        line.answers_to_lose = 0
        desk.rest(FAR)
        for _ in range(6):
            await poller.look(clock())

        log = await assert_all_have_the_log(readers, wire)

    assert lost > 5
    assert_each_change_once(log)
    assert_true(log, newsroom.blogs[0], desk)


@pytest.mark.timeout(90)
async def test_a_worker_that_stalls_beyond_its_lease_does_no_harm_when_it_wakes(
    kept: PrivateServer,
) -> None:
    clock = Haste(time.time(), SPEED)
    async with (
        RedisWire.open(kept.address) as wire,
        a_lively_page(clock) as newsroom,
        readers_of(wire, 3) as readers,
    ):
        url, reader = newsroom.urls[0], readers[0]
        await wire.add_watch(watch_of(url))
        workers = {
            name: await start("work", kept.address, url, clock, name) for name in ("one", "two")
        }
        try:
            for _ in range(4):
                stalled = workers[await holder(wire, newsroom.blogs[0].id)]
                stalled.send_signal(signal.SIGSTOP)
                told = len(reader.entries)
                await until(lambda told=told: len(reader.entries) > told + 3)  # type: ignore[misc]
                stalled.send_signal(signal.SIGCONT)
            newsroom.desks[0].rest(FAR)
            await settle(wire, newsroom, clock)
        finally:
            for worker in workers.values():
                worker.kill()
                await worker.communicate()

        log = await assert_all_have_the_log(readers, wire)

    assert_each_change_once(log)
    assert_true(log, newsroom.blogs[0], newsroom.desks[0])


async def holder(wire: RedisWire, blog: str) -> str:
    """The worker that has the blog's lease, once one has."""
    async with asyncio.timeout(15):
        while (name := await wire.client.get(lease(blog))) is None:
            await asyncio.sleep(0.02)
    return name.decode() if isinstance(name, bytes) else name


async def settle(wire: RedisWire, newsroom: Newsroom, clock: Haste) -> None:
    """Look until there is nothing more to tell, as one more worker."""
    await worker_at_hand.look_on(
        f"unix://{wire.address.removeprefix('unix://')}",
        newsroom.urls[0],
        clock,
        100,
        settle=True,
    )


class Jumping:
    """A clock that somebody sets, now a day on, now a day back."""

    def __init__(self) -> None:
        self.time = NOON
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return self.time + self.ahead


async def test_a_clock_that_jumps_a_day_on_and_back_changes_no_order(kept: PrivateServer) -> None:
    """Invariant 11: what was seen after is earlier than what was observed, or unknown."""
    ours, theirs = Jumping(), Jumping()
    fetcher = Fetcher(allow_addresses=LOOPBACK, contact="a drill", host_gap_seconds=0.0)
    async with (
        RedisWire.open(kept.address) as wire,
        open_newsroom(5, theirs, rhythm=None, window=1000) as newsroom,
        readers_of(wire, 3) as readers,
        fetcher,
    ):
        desk = newsroom.desks[0]
        watch = watch_of(newsroom.urls[0])
        poller = Poller(watch, wire=wire, fetcher=fetcher, parser=ParserAtHand())
        for number in range(30):
            theirs.time = ours.time = NOON + timedelta(minutes=number)
            ours.ahead = timedelta(days=(0, 1, 0, -1)[number // 4 % 4])
            desk.publish(theirs(), f"Post number {number} in words of its own.")
            assert (await poller.look(ours())).succeeded
        await poller.look(ours())

        log = await assert_all_have_the_log(readers, wire)

    assert_each_change_once(log)
    assert_true(log, newsroom.blogs[0], desk)
    events = [entry.event for entry in log]
    assert all(e.seen_after is None or e.seen_after < e.observed_at for e in events)
