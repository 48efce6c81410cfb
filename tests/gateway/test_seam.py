"""History into live: no event lost, none doubled, none out of order."""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection

from gateway.people import Author, SseReader, a_gateway, entries, follow, frame, ids
from tickerd.gateway import tail
from tickerd.gateway.app import Gateway
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.wire.redis import RedisWire

URLS = [f"https://{place}.example/live" for place in ("harbour", "market", "station")]


async def test_many_readers_join_at_random_cursors_while_events_come(
    wire: RedisWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 2: a cursor is exclusive; what follows it comes whole, in order, once."""
    monkeypatch.setattr(tail, "_KEPT", 50)
    monkeypatch.setattr(tail, "PAGE", 20)
    seeded = random.Random(20260901)
    authors = [Author(wire, url) for url in URLS]
    log: list[Entry] = []
    for author in authors:
        log += await author.open()
    for _ in range(60):
        log += await seeded.choice(authors).post(*["Before."] * seeded.randint(1, 4))
    before = len(log)

    async with a_gateway(wire) as gateway:

        async def write() -> None:
            for _ in range(120):
                log.extend(await seeded.choice(authors).post(*["During."] * seeded.randint(1, 5)))
                await asyncio.sleep(seeded.uniform(0, 0.004))

        async def read(started_at: float, since: Entry, blog: str | None) -> None:
            await asyncio.sleep(started_at)
            query = f"?since={since.cursor}" + (f"&blog={blog}" if blog else "")
            async with follow(gateway, query) as socket:
                await writing
                wanted = [
                    str(entry.cursor)
                    for entry in log
                    if entry.cursor.seq > since.cursor.seq
                    and blog in {None, entry.envelope["data"]["blog"]}
                ]
                got = ids(await entries(socket, len(wanted)))

                assert got == wanted
                assert await silent(socket)

        writing = asyncio.create_task(write())
        async with asyncio.TaskGroup() as readers:
            for number in range(60):
                since = log[seeded.randrange(before)]
                blog = seeded.choice([None, None, *(author.blog.id for author in authors)])
                readers.create_task(read(number * 0.008, since, blog))

    assert len(log) > before + 120


async def silent(socket: ClientConnection) -> bool:
    """Whether nothing more comes within a moment."""
    try:
        async with asyncio.timeout(0.05):
            await entries(socket, 1)
    except TimeoutError:
        return True
    return False


async def test_live_is_said_once_between_history_and_live(gateway: Gateway, author: Author) -> None:
    await author.open()
    [old] = await author.post("Old.")
    async with follow(gateway, "?since=earliest") as socket:
        words = [json.loads(await socket.recv()) for _ in range(4)]
        [new] = await author.post("New.")
        words.append(json.loads(await socket.recv()))

    told = [word.get("frame") or word["id"] for word in words]
    assert told == ["hello", f"{old.cursor.epoch}-1", str(old.cursor), "live", str(new.cursor)]
    assert words[0]["cursor"] == f"{old.cursor.epoch}-0"
    assert words[3]["cursor"] == str(old.cursor)


async def test_a_reader_that_is_ahead_of_the_tail_waits_for_it(
    gateway: Gateway, author: Author
) -> None:
    """It has its cursor from pub/sub, say, before the gateway heard of the event."""
    await author.open()
    for _ in range(20):
        [seen] = await author.post("Seen elsewhere.")
        async with follow(gateway, f"?since={seen.cursor}") as socket:
            [new] = await author.post("New.")

            assert ids(await entries(socket, 1)) == [str(new.cursor)]


async def test_a_view_is_a_filter_and_keeps_its_cursor(wire: RedisWire, gateway: Gateway) -> None:
    harbour = Author(wire, URLS[0], story="storm")
    market = Author(wire, URLS[1])
    await harbour.open()
    await market.open()
    async with follow(gateway, "?story=storm&kind=post.added&kind=post.removed") as socket:
        await frame(socket, "live")
        await market.post("Apples.")
        [added] = await harbour.post("Wind.")
        await harbour.revise("p1", "Wind, and rain.")
        [removed] = await harbour.remove("p1")

        assert ids(await entries(socket, 2)) == [str(added.cursor), str(removed.cursor)]


async def test_events_that_arrive_together_are_told_in_order(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    async with follow(gateway) as socket:
        await frame(socket, "live")
        sent = await author.post(*[f"Number {number}." for number in range(450)])

        assert ids(await entries(socket, 450)) == [str(entry.cursor) for entry in sent]


async def test_a_browser_resumes_by_its_last_event_id(
    gateway: Gateway, author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    first, second, third = await author.post("One.", "Two.", "Three.")
    headers = {"Last-Event-ID": str(first.cursor)}
    async with http.get("/v1/stream?since=earliest", headers=headers) as response:
        got = await SseReader(response).events(2)

    assert [event["id"] for event in got] == [str(second.cursor), str(third.cursor)]


async def test_a_message_that_redis_lost_costs_a_moment_and_no_event(
    wire: RedisWire, author: Author
) -> None:
    async with a_gateway(DeafWire(wire._connection)) as gateway, follow(gateway) as socket:
        await frame(socket, "live")
        sent = await author.open()
        sent += await author.post("Nobody published me.")
        sent += await author.post("Redis published me, behind a hole.")
        sent += await author.post("Nobody published me, and nothing follows.")

        assert ids(await entries(socket, 4)) == [str(one.cursor) for one in sent]


class DeafWire(RedisWire):
    """A wire whose pub/sub loses all but every third message."""

    async def live(self) -> AsyncGenerator[Entry | None, None]:
        async for entry in super().live():
            if entry is None or entry.cursor.seq % 3 == 0:
                yield entry


async def test_what_the_tail_hears_while_history_is_read_is_told_once(
    wire: RedisWire, author: Author
) -> None:
    """The narrowest place of the seam, held open: between the log's answer and the joining."""
    [opened] = await author.open()
    late = LateWire(wire._connection)
    async with a_gateway(late) as gateway, follow(gateway) as witness:

        async def happen() -> None:
            for number in range(3):
                await author.post(f"In between {number}.")
            await entries(witness, 3)

        late.meanwhile = happen
        await frame(witness, "live")
        query = f"?since={opened.cursor.epoch}-0&blog={author.blog.id}"
        async with follow(gateway, query) as socket:
            got = ids(await entries(socket, 4))
            [last] = await author.post("Live.")
            got += ids(await entries(socket, 1))

    assert got == [f"{opened.cursor.epoch}-{seq}" for seq in range(1, last.cursor.seq + 1)]
    assert late.meanwhile is None


class LateWire(RedisWire):
    """A wire where something happens behind the next reading of a blog's history."""

    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def read(
        self, blogs: Collection[str] | None, *, after: Cursor, limit: int
    ) -> list[Entry]:
        found = await super().read(blogs, after=after, limit=limit)
        if blogs is not None and self.meanwhile is not None:
            happen, self.meanwhile = self.meanwhile, None
            await happen()
        return found


async def test_a_cursor_of_a_lost_log_gets_a_reset_and_the_stream_goes_on(
    gateway: Gateway, author: Author
) -> None:
    """Invariant 2: a stale cursor gets `reset`, never silence."""
    opened = await author.open()
    async with follow(gateway, f"?since={Cursor('lost', 7)}") as socket:
        reset = await frame(socket, "reset")
        got = await entries(socket, 1)

    assert reset["cursor"] == f"{opened[0].cursor.epoch}-0"
    assert reset["reason"] == "the log that it belongs to is lost"
    assert got == [opened[0].body.decode()]
