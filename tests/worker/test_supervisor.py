"""A whole worker: real pages, a real Redis, watches that come and go, and a clean stop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
import pytest
from aiohttp import web

from makers import a_watch
from tickerd import telemetry
from tickerd.errors import ReaderBroken
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.cadence import Cadence
from tickerd.liveblog.entry import Entry
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.follower import Follower
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Poller
from tickerd.worker.schedule import WORKERS, Schedule, lease
from tickerd.worker.supervisor import Limits, Supervisor, run
from worker.looks import MORE
from worker.origin import LOOPBACK, Origin
from worker.pages import FIRST, live_page


class Log:
    """What the worker tells of its looks; rings at each."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.entries: list[Entry] = []
        self._changed = asyncio.Condition()

    async def on_look(self, look: Look, entries: tuple[Entry, ...]) -> None:
        async with self._changed:
            self.looks.append(look)
            self.entries += entries
            self._changed.notify_all()

    async def wait(self, condition: Callable[["Log"], bool]) -> None:
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: condition(self))

    def kinds(self) -> list[str]:
        return [entry.event.kind for entry in self.entries]

    def blogs(self) -> set[str]:
        return {look.blog for look in self.looks}

    def states(self, blog: str) -> list[str]:
        return [look.state for look in self.looks if look.blog == blog]


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def working(
    wire: RedisWire, *, ahead: timedelta = timedelta(0), **limits: Any
) -> AsyncIterator[Log]:
    """A worker, for the time of an `async with`; its looks come every tenth of a second."""
    log, stop = Log(), asyncio.Event()
    knobs = Limits(
        **{"every_seconds": 0.1, "allow_addresses": LOOPBACK, "lease_seconds": 0.9, **limits}
    )
    worker = asyncio.create_task(
        run(wire, knobs, now=lambda: now() + ahead, stop=stop, on_look=log.on_look)
    )
    try:
        yield log
    finally:
        stop.set()
        async with asyncio.timeout(10):
            await worker


async def test_a_page_becomes_events_and_goes_on_becoming_events(
    wire: RedisWire, origin: Origin
) -> None:
    await wire.add_watch(a_watch(origin.put("/live", live_page(FIRST))))

    async with working(wire) as log:
        await log.wait(lambda log: len(log.entries) == 4)
        origin.put("/live", live_page(MORE))
        await log.wait(lambda log: len(log.entries) == 5)

    assert log.kinds() == ["blog.opened"] + ["post.added"] * 4
    assert log.looks[0].next_look_at is not None


async def test_watches_come_and_go_while_it_runs(wire: RedisWire, origin: Origin) -> None:
    one, other = (a_watch(origin.put(f"/{n}", live_page(FIRST))) for n in (1, 2))

    async with working(wire, lease_seconds=60) as log:
        await wire.add_watch(one)
        await log.wait(lambda log: log.blogs() == {one.blog.id})
        await wire.add_watch(other)
        await log.wait(lambda log: other.blog.id in log.blogs())
        await wire.remove_watch(one.blog.id)
        await log.wait(lambda log: [look.blog for look in log.looks[-4:]] == [other.blog.id] * 4)
        assert telemetry.WATCHES._value.get() == 1


async def test_a_watch_that_changes_is_followed_as_it_is_now(
    wire: RedisWire, origin: Origin
) -> None:
    url = origin.put("/live", live_page(FIRST))
    await wire.add_watch(a_watch(url, every_seconds=3600))

    async with working(wire) as log:
        await log.wait(lambda log: len(log.looks) == 1)
        await wire.add_watch(a_watch(url, every_seconds=0.05))
        await log.wait(lambda log: len(log.looks) > 3)


async def test_a_bad_page_leaves_the_others_alone(wire: RedisWire, origin: Origin) -> None:
    """Invariant 7: bad pages never stop a watch."""
    bad = a_watch(origin.put("/bad", status=500))
    good = a_watch(origin.put("/good", live_page(FIRST)))
    for watch in (bad, good):
        await wire.add_watch(watch)

    async with working(wire) as log:
        await log.wait(lambda log: log.states(bad.blog.id) == ["Refused"])
        await log.wait(lambda log: len(log.states(good.blog.id)) > 5)
        origin.put("/bad", live_page(FIRST))
        await log.wait(lambda log: "ok" in log.states(bad.blog.id))

    looks = await wire.looks()
    assert {look.state for look in looks.values()} == {"ok"}


async def test_how_the_last_look_went_can_be_seen_by_others(
    wire: RedisWire, origin: Origin
) -> None:
    watch = a_watch(origin.put("/bad", status=503))
    await wire.add_watch(watch)

    async with working(wire) as log:
        await log.wait(lambda log: len(log.looks) > 0)

    look = (await wire.looks())[watch.blog.id]
    assert look.state == "Refused"
    assert look.problem is not None
    assert "503" in look.problem


async def test_a_blog_that_is_over_is_not_looked_at_again(wire: RedisWire, origin: Origin) -> None:
    over = a_watch(origin.put("/over", live_page(FIRST, ends="2026-06-01T11:30:00Z")))
    other = a_watch(origin.put("/live", live_page(FIRST)))
    for watch in (over, other):
        await wire.add_watch(watch)
    async with working(wire) as log:
        await log.wait(lambda log: len(log.states(over.blog.id)) > 2)

    async with working(wire, ahead=timedelta(hours=2)) as log:
        await log.wait(lambda log: len(log.states(other.blog.id)) > 5)

    (last,) = [look for look in log.looks if look.blog == over.blog.id]
    assert last.state == "ok"
    assert last.next_look_at is None


async def test_two_workers_share_and_the_one_that_stays_takes_over(
    wire: RedisWire, origin: Origin
) -> None:
    watches = [a_watch(origin.put(f"/{n}", live_page(FIRST))) for n in range(4)]
    for watch in watches:
        await wire.add_watch(watch)

    async with working(wire) as staying:
        async with working(wire) as leaving:
            await leaving.wait(lambda log: len(log.blogs()) == 2)
            before = len(staying.looks)
            await staying.wait(
                lambda log: len({look.blog for look in log.looks[before + 20 :]}) == 2
            )
        before = len(staying.looks)
        await staying.wait(lambda log: len({look.blog for look in log.looks[before:]}) == 4)

    assert staying.kinds().count("blog.opened") + leaving.kinds().count("blog.opened") == 4


async def test_it_stops_at_once_though_a_page_hangs_and_gives_its_leases_back(
    wire: RedisWire, origin: Origin
) -> None:
    asked = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(60)
        return web.Response()

    watch = a_watch(origin.handle("/live", hang))
    await wire.add_watch(watch)
    children = set(psutil.Process().children(recursive=True))

    async with working(wire, lease_seconds=60), asyncio.timeout(5):
        await asked.wait()
        assert await wire.client.exists(lease(watch.blog.id))

    assert not await wire.client.exists(lease(watch.blog.id))
    assert set(psutil.Process().children(recursive=True)) == children


async def test_a_broken_promise_of_our_own_stops_the_process(
    wire: RedisWire, origin: Origin, fetcher: Fetcher
) -> None:
    """Invariant 7: bad pages never stop a watch; our own broken promises stop the process."""
    for number in range(3):
        await wire.add_watch(a_watch(origin.put(f"/{number}", live_page(FIRST))))
    schedule = Schedule(wire, wire.client, wire.address)

    async with Parser(program=("false",)) as parser, asyncio.timeout(10):

        async def follow(watch: Watch) -> None:
            poller = Poller(watch, wire=wire, fetcher=fetcher, parser=parser)
            await Follower(watch, poller, Cadence(), wire, now).follow(Log().on_look)

        with pytest.raises(ReaderBroken):
            await Supervisor(schedule, wire, follow).run(asyncio.Event())

    assert await wire.client.zcard(WORKERS) == 0
