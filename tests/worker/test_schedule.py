"""Workers share the watches by leases in Redis."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makers import a_watch
from tickerd.errors import WireUnavailable
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.worker.schedule import Schedule

MakeSchedule = Callable[..., Schedule]


@pytest.fixture
def make_schedule(wire: RedisWire) -> MakeSchedule:
    def make(lease_seconds: float = 30.0, name: str | None = None) -> Schedule:
        return Schedule(wire, wire.client, wire.address, lease_seconds=lease_seconds, name=name)

    return make


async def add_watches(wire: RedisWire, count: int) -> set[str]:
    watches = [a_watch(f"https://harbour.example/{number}") for number in range(count)]
    for watch in watches:
        await wire.add_watch(watch)
    return {watch.blog.id for watch in watches}


async def settle(*schedules: Schedule) -> list[set[str]]:
    """What each holds once all have renewed often enough to know of each other."""
    for _ in range(2):
        for schedule in schedules:
            await schedule.renew()
    return [set(await schedule.renew()) for schedule in schedules]


async def test_one_worker_has_all_watches(wire: RedisWire, make_schedule: MakeSchedule) -> None:
    blogs = await add_watches(wire, 5)

    assert set(await make_schedule().renew()) == blogs


@pytest.mark.parametrize(("workers", "watches"), [(2, 6), (2, 7), (3, 2), (4, 20)])
async def test_workers_share_the_watches_fairly_and_each_has_one_worker(
    wire: RedisWire, make_schedule: MakeSchedule, workers: int, watches: int
) -> None:
    blogs = await add_watches(wire, watches)

    held = await settle(*(make_schedule() for _ in range(workers)))

    assert set().union(*held) == blogs
    assert sum(map(len, held)) == watches
    assert max(map(len, held)) <= -(-watches // workers)


async def test_a_worker_keeps_what_it_has(wire: RedisWire, make_schedule: MakeSchedule) -> None:
    await add_watches(wire, 6)
    schedules = make_schedule(), make_schedule()

    assert await settle(*schedules) == await settle(*schedules)


async def test_a_worker_that_leaves_gives_its_watches_away_at_once(
    wire: RedisWire, make_schedule: MakeSchedule
) -> None:
    blogs = await add_watches(wire, 6)
    one, other = make_schedule(), make_schedule()
    await settle(one, other)

    await one.leave()

    assert set(await other.renew()) == blogs


async def test_a_worker_that_dies_loses_its_watches_when_its_leases_run_out(
    wire: RedisWire, make_schedule: MakeSchedule
) -> None:
    blogs = await add_watches(wire, 6)
    dead, alive = make_schedule(lease_seconds=0.3), make_schedule(lease_seconds=0.3)
    await settle(dead, alive)

    async with asyncio.timeout(5):
        while set(await alive.renew()) != blogs:  # leases run out silently
            await asyncio.sleep(0.02)


async def test_a_worker_that_died_has_its_watches_at_once_when_it_comes_back_under_its_name(
    wire: RedisWire, make_schedule: MakeSchedule
) -> None:
    blogs = await add_watches(wire, 3)
    await make_schedule(name="one").renew()

    assert set(await make_schedule(name="one").renew()) == blogs
    assert await make_schedule(name="another").renew() == {}


async def test_a_watch_that_was_removed_is_no_longer_held(
    wire: RedisWire, make_schedule: MakeSchedule
) -> None:
    blogs = await add_watches(wire, 3)
    schedule, other = make_schedule(), make_schedule()
    await schedule.renew()
    removed = blogs.pop()
    watch = (await wire.watches())[removed]
    await wire.remove_watch(removed)

    assert set(await schedule.renew()) == blogs
    await wire.add_watch(watch)
    held = await settle(schedule, other)
    assert sum(map(len, held)) == 3


async def test_a_stalled_worker_does_not_take_back_what_another_has(
    wire: RedisWire, make_schedule: MakeSchedule
) -> None:
    blogs = await add_watches(wire, 2)
    stalled = make_schedule(lease_seconds=0.1)
    await stalled.renew()
    await asyncio.sleep(0.15)
    other = make_schedule()
    assert set(await other.renew()) == blogs

    assert await stalled.renew() == {}
    await stalled.leave()
    assert set(await other.renew()) == blogs


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=12))
async def test_no_watch_ever_has_two_workers(
    wire: RedisWire, steps: list[tuple[int, bool]]
) -> None:
    await wire.client.flushall()
    await add_watches(wire, 7)
    schedules = [Schedule(wire, wire.client, wire.address, lease_seconds=30) for _ in range(4)]
    held: dict[int, set[str]] = {}
    for worker, leaves in steps:
        if leaves:
            await schedules[worker].leave()
            held[worker] = set()
        else:
            held[worker] = set(await schedules[worker].renew())

        assert sum(map(len, held.values())) == len(set().union(*held.values()))


async def test_a_redis_that_hangs_counts_as_away(
    own_server: PrivateServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickerd.worker.schedule.ANSWER_SECONDS", 0.2)
    async with RedisWire.open(own_server.address) as wire:
        schedule = Schedule(wire, wire.client, wire.address)
        with hanging(own_server), pytest.raises(WireUnavailable, match="no answer"):
            await schedule.leave()

        assert await schedule.renew() == {}


async def test_a_cancellation_reaches_a_worker_that_waits_for_redis(
    own_server: PrivateServer,
) -> None:
    async with RedisWire.open(own_server.address) as wire:
        schedule = Schedule(wire, wire.client, wire.address)
        with hanging(own_server):
            leaving = asyncio.create_task(schedule.leave())
            await asyncio.sleep(0)
            leaving.cancel()
            async with asyncio.timeout(1):
                with pytest.raises(asyncio.CancelledError):
                    await leaving


@contextmanager
def hanging(server: PrivateServer) -> Iterator[None]:
    """Let a Redis take connections and answer nothing, for a while."""
    assert server.pid is not None
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)
