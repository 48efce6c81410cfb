"""One total order: many scribes at once, many readers who join history to live."""

import asyncio
from contextlib import aclosing

import pytest

from tickerd.errors import WireUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, read_all

EVENTS = 5 * 24


async def catch_up(wire: RedisWire, seen: list[Entry], after: Cursor) -> Cursor:
    while True:
        try:
            page = await wire.read(None, after=after, limit=7)
        except WireUnavailable:
            continue
        seen += page
        after = page[-1].cursor if page else after
        if len(page) < 7:
            return after


async def follow(wire: RedisWire, after: Cursor, count: int) -> list[Entry]:
    """Read the log at a doorbell and at any hole, else take what is live."""
    seen: list[Entry] = []
    async with aclosing(wire.live()) as live:
        while len(seen) < count:
            entry = await anext(live)
            if entry is not None and entry.cursor.seq == after.seq + 1:
                seen.append(entry)
                after = entry.cursor
            elif entry is None or entry.cursor.seq > after.seq:
                after = await catch_up(wire, seen, after)
    return seen


async def cut_links(wire: RedisWire, kind: str) -> None:
    """Cut all links of a kind whenever some more was written."""
    seq = 0
    while True:
        await asyncio.sleep(0.01)
        tip = await wire.tip()
        if tip.seq > seq + 10:
            seq = tip.seq
            await wire.client.client_kill_filter(_type=kind, skipme=True)


@pytest.mark.parametrize("cut", [None, "pubsub", "normal"])
async def test_all_readers_see_all_events_once_and_in_one_order(
    wire: RedisWire, server: PrivateServer, cut: str | None
) -> None:
    """Invariant 1: the log only grows; also while links break."""
    start = await wire.tip()
    async with (
        RedisWire.open(server.address) as writing,
        RedisWire.open(server.address) as reading,
    ):
        scribes = [Scribe(writing, f"blog{number}") for number in range(5)]
        readers = [asyncio.create_task(follow(reading, start, EVENTS)) for _ in range(6)]
        cutter = asyncio.create_task(cut_links(wire, cut)) if cut else None

        async def write_all(scribe: Scribe) -> None:
            for number in range(12):
                await scribe.insist(1 + number % 3)
            while len(await read_own(wire, scribe)) < EVENTS // 5:
                await scribe.insist(1)

        await asyncio.gather(*(write_all(scribe) for scribe in scribes))
        if cutter:
            cutter.cancel()
        log = await read_all(wire, start)
        tasks = await asyncio.wait_for(asyncio.gather(*readers), 10)

    assert [entry.cursor.seq for entry in log] == list(range(1, len(log) + 1))
    assert all(seen == log[: len(seen)] and len(seen) >= EVENTS for seen in tasks)


async def read_own(wire: RedisWire, scribe: Scribe) -> list[Entry]:
    return await wire.read([scribe.blog], after=await wire.floor(), limit=1000)
