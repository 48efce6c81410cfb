"""The rounds that keep the wire in bounds."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from structlog.testing import capture_logs

from makers import NOON, a_watch
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import BlogEnded
from tickerd.liveblog.retention import KEEP_ALL, Retention
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder
from tickerd.worker import schedule
from tickerd.worker.keeper import Keeper
from wire.scribe import Scribe, wait_until

LATER = NOON + timedelta(days=1)


async def test_a_round_trims_every_blog_watched_or_not(wire: RedisWire) -> None:
    scribes = [Scribe(wire, name) for name in ("harbour", "ferry")]
    for scribe in scribes:
        await scribe.write(5)
    keeper = Keeper(wire, Retention(events=2), None, lambda: LATER, round_seconds=0.05)

    async def is_trimmed() -> bool:
        floors = [(await wire.floor([scribe.blog])).seq for scribe in scribes]
        return floors == [3, 8]

    with capture_logs() as logs:
        task = asyncio.create_task(keeper.run())
        await wait_until(is_trimmed)
        task.cancel()

    told = [(line["blog"], line["events"]) for line in logs if line["event"] == "events_trimmed"]
    assert sorted(told) == sorted((scribe.blog, 3) for scribe in scribes)


async def test_what_a_watch_says_comes_before_the_rule_for_all(wire: RedisWire) -> None:
    strict, lax, usual = (Scribe(wire, name) for name in ("strict", "lax", "usual"))
    await wire.add_watch(a_watch(strict.known.blog.url, keep_events=1))
    await wire.add_watch(a_watch(lax.known.blog.url, keep_events=99))
    for scribe in (strict, lax, usual):
        await scribe.write(5)
    keeper = Keeper(wire, Retention(events=3), None, lambda: LATER, round_seconds=0.05)

    async def is_trimmed() -> bool:
        return (await wire.floor([usual.blog])).seq == 12

    task = asyncio.create_task(keeper.run())
    await wait_until(is_trimmed)
    task.cancel()

    assert [(await wire.floor([one.blog])).seq for one in (strict, lax)] == [4, 0]


async def test_one_worker_at_a_time_has_the_turn(wire: RedisWire) -> None:
    turns = [await schedule.take_turn(wire.client, wire.address, 60) for _ in range(3)]
    await wire.client.delete(schedule.TURN)

    assert turns == [True, False, False]
    assert await schedule.take_turn(wire.client, wire.address, 60)


@pytest_asyncio.fixture(loop_scope="session")
async def archived(
    wire: RedisWire, server: PrivateServer, tmp_path: Path
) -> AsyncIterator[RedisWire]:
    async with RedisWire.open(server.address, Archive(Folder(tmp_path / "archive"))) as one:
        yield one


async def end(scribe: Scribe) -> None:
    """Have the page say that its coverage is over."""
    events = [BlogEnded(blog=scribe.blog, observed_at=NOON, reason="the page says so")]
    await scribe.wire.commit(fold(scribe.known, events), events, expect=scribe.head)
    await scribe.reload()


async def test_what_has_ended_or_is_watched_no_more_is_sealed_once_it_has_rested(
    archived: RedisWire,
) -> None:
    ended, removed, watched, moved = (
        Scribe(archived, name) for name in ("ended", "removed", "watched", "moved")
    )
    for scribe in (ended, removed, watched):
        await archived.add_watch(a_watch(scribe.known.blog.url))
        await scribe.write(3)
    await moved.write(3, at=LATER - timedelta(hours=1))
    await end(ended)
    await archived.remove_watch(removed.blog)
    keeper = Keeper(archived, KEEP_ALL, timedelta(hours=2), lambda: LATER, round_seconds=0.05)

    async def are_sealed() -> bool:
        return len(await archived.sealed()) == 2

    task = asyncio.create_task(keeper.run())
    await wait_until(are_sealed)
    # the turn is given back by its own end alone: the next one shows that this round is over
    await archived.client.delete(schedule.TURN)
    await wait_until(lambda: has_turn(archived))
    task.cancel()

    assert set(await archived.sealed()) == {ended.blog, removed.blog}


async def has_turn(wire: RedisWire) -> bool:
    return bool(await wire.client.exists(schedule.TURN))


async def test_what_is_wrong_with_one_blog_stays_with_it(
    archived: RedisWire, tmp_path: Path
) -> None:
    class Picky(Folder):
        async def put(self, name: str, data: bytes) -> None:
            await super().put(name, b"" if name.startswith("broken") else data)

    broken, sound = Scribe(archived, "broken"), Scribe(archived, "sound")
    for scribe in (broken, sound):
        await scribe.write(3)
    archived._archive._store = Picky(tmp_path / "archive")
    keeper = Keeper(archived, KEEP_ALL, timedelta(hours=2), lambda: LATER, round_seconds=0.05)

    async def is_sealed() -> bool:
        return sound.blog in await archived.sealed()

    with capture_logs() as logs:
        task = asyncio.create_task(keeper.run())
        await wait_until(is_sealed)
        task.cancel()

    told = {line["event"]: line["blog"] for line in logs if "blog" in line}
    assert told == {"blog_not_sealed": broken.blog, "blog_sealed": sound.blog}
    assert len(await archived.read(None, after=await archived.floor(), limit=9)) == 6


async def test_an_archive_that_is_away_puts_the_round_off(
    wire: RedisWire, server: PrivateServer
) -> None:
    await Scribe(wire).write(3)
    keeper = Keeper(wire, KEEP_ALL, timedelta(hours=2), lambda: LATER, round_seconds=0.01)

    with capture_logs() as logs:
        task = asyncio.create_task(keeper.run())

        async def is_told() -> bool:
            return any(line["event"] == "round_put_off" for line in logs)

        await wait_until(is_told)
        task.cancel()

    assert len(await wire.read(None, after=await wire.floor(), limit=9)) == 3


async def alter(wire: RedisWire, blog: str, old: bytes, new: bytes) -> None:
    """Put other bytes into each event of a log, as nobody may."""
    connection = wire._connection
    _, (found,) = await connection.cut(("XRANGE", keys.stream(blog), "-", "+"))
    await connection.write(("DEL", keys.stream(blog)))
    for name, fields in found:
        body = fields[b"body"].replace(old, new)
        await connection.write(("XADD", keys.stream(blog), name, "body", body))


async def test_a_log_that_was_altered_is_neither_trimmed_nor_sealed_and_others_are(
    archived: RedisWire,
) -> None:
    begun, ended, sound = (Scribe(archived, name) for name in ("begun", "ended", "sound"))
    for scribe in (begun, ended, sound):
        await scribe.write(3)
    await alter(archived, begun.blog, b'"data":', b'"dada":')
    await alter(archived, ended.blog, b"The words", b"Tha words")
    rule = Retention(events=2)
    keeper = Keeper(archived, rule, timedelta(hours=2), lambda: LATER, round_seconds=0.05)

    async def is_sealed() -> bool:
        return sound.blog in await archived.sealed()

    with capture_logs() as logs:
        task = asyncio.create_task(keeper.run())
        await wait_until(is_sealed)
        task.cancel()

    told = {(line["event"], line["blog"]) for line in logs if line["log_level"] == "warning"}
    assert ("events_not_trimmed", begun.blog) in told
    assert {("blog_not_sealed", one.blog) for one in (begun, ended)} <= told
    assert set(await archived.sealed()) == {sound.blog}
