"""Reading the log: pages, views, and cursors that hold no more."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import pytest

from makers import NOON, minutes
from tickerd.errors import CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.retention import Retention
from tickerd.wire import history
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection, Extent
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe


async def test_pages_of_any_size_and_view_are_the_one_order(wire: RedisWire) -> None:
    """Invariant 1: the log only grows, so that pages follow one another without a seam."""
    dice = random.Random(7)  # repeatable, not secret
    scribes = [Scribe(wire, f"blog{number}") for number in range(7)]
    whole = []
    for _ in range(40):
        whole += await dice.choice(scribes).write(dice.choice([1, 1, 1, 2, 9]))
    blogs = [scribe.blog for scribe in scribes]
    views = [None, blogs[:1], blogs[2:4], blogs[::2], [*blogs, "unheard-of"]]

    for view in views:
        wanted = [entry for entry in whole if view is None or entry.event.blog in view]
        for limit in (2, 3, 17, 1000):
            read, after = [], await wire.floor()
            while page := await wire.read(view, after=after, limit=limit):
                assert len(page) <= limit
                read += page
                after = page[-1].cursor
                if len(page) < limit:
                    break

            assert read == wanted


async def test_a_cursor_of_a_lost_log_or_beyond_the_tip_holds_no_more(wire: RedisWire) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    await Scribe(wire).write(3)
    floor = await wire.floor()

    for cursor, cause in (
        (Cursor("another", 1), "is lost"),
        (Cursor(floor.epoch, 4), f"has not come so far, it ends at {floor.epoch}-3"),
    ):
        with pytest.raises(CursorExpired, match=cause) as expired:
            await wire.read(None, after=cursor, limit=10)

        assert (expired.value.cursor, expired.value.resume) == (str(cursor), str(floor))
    assert await wire.read(None, after=Cursor(floor.epoch, 3), limit=10) == []


async def test_many_readers_wait_for_their_turn(wire: RedisWire) -> None:
    await Scribe(wire).write(5)
    floor = await wire.floor()

    pages = await asyncio.gather(*(wire.read(None, after=floor, limit=10) for _ in range(300)))

    assert all(len(page) == 5 for page in pages)
    assert all(one.cursor.seq < other.cursor.seq for one, other in pairwise(pages[0]))


async def test_readers_who_leave_do_not_hold_up_those_who_stay(wire: RedisWire) -> None:
    """A cancelled read neither keeps its connection nor leaves its answer to another."""
    dice = random.Random(3)  # repeatable, not secret
    scribes = [Scribe(wire, f"blog{number}") for number in range(4)]
    written = [await scribe.write(10) for scribe in scribes]
    floor = await wire.floor()

    async def read(place: int, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            assert await wire.read([scribes[place].blog], after=floor, limit=99) == written[place]

    waits = [dice.choice([0.0, 0.002, 0.01, 0.05, 30.0]) for _ in range(300)]
    outcomes = await asyncio.gather(
        *(read(number % 4, wait) for number, wait in enumerate(waits)), return_exceptions=True
    )

    assert {type(outcome) for outcome in outcomes} == {type(None), TimeoutError}
    assert all(o is None for o, wait in zip(outcomes, waits, strict=True) if wait > 1)


class Interrupted(Connection):
    """Something happens once, just after its first question."""

    def __init__(self, url: str, action: Callable[[], Awaitable[object]]) -> None:
        super().__init__(url)
        self.actions = [action]

    async def cut(self, *commands: Command) -> tuple[Extent, list[Any]]:
        answer = await super().cut(*commands)
        if commands and self.actions:
            await self.actions.pop()()
        return answer


async def test_a_commit_between_two_questions_is_left_to_the_next_page(
    wire: RedisWire, server: PrivateServer
) -> None:
    """Else a page could hold a late event of one blog and miss an earlier one of another."""
    scribe, other = Scribe(wire), Scribe(wire, "ferry")
    floor = await wire.floor()
    entries = await scribe.write(2) + await other.write(2)

    async def write_more() -> None:
        await Scribe(wire, "third").write(1)
        await scribe.write(3)

    async with Interrupted(server.address, write_more) as connection:
        assert await history.read(connection, Archive(), None, floor, 100) == entries
        assert len(await history.read(connection, Archive(), None, floor, 100)) == 8


async def test_events_trimmed_between_two_questions_are_missed_aloud(
    wire: RedisWire, server: PrivateServer
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    scribe = Scribe(wire)
    floor = await wire.floor()
    await scribe.write(6)

    async def trim() -> None:
        await wire.trim(scribe.blog, Retention(events=2), at=NOON + minutes(60))

    async with Interrupted(server.address, trim) as connection:
        with pytest.raises(CursorExpired, match="trimmed"):
            await history.read(connection, Archive(), None, floor, 100)


async def test_a_log_lost_between_two_questions_is_missed_aloud(
    wire: RedisWire, server: PrivateServer
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    scribe, after = Scribe(wire), Scribe(wire)
    floor = await wire.floor()
    await scribe.write(6)

    async def lose_all() -> None:
        await wire.client.flushall()
        await after.write(6)

    async with Interrupted(server.address, lose_all) as connection:
        with pytest.raises(CursorExpired, match="is lost"):
            await history.read(connection, Archive(), None, floor, 100)
