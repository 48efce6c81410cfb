"""What drills share: readers who are told of no accident, and what must be so afterwards."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

from gateway.people import a_gateway
from tickerd.client.course import Wish
from tickerd.client.stream import entries
from tickerd.errors import CursorExpired, GatewayUnreachable, WireUnavailable
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.known import Known
from tickerd.newsroom import Desk
from tickerd.wire.redis import RedisWire
from wire.scribe import read_all

PATIENCE_SECONDS = 20.0


class Reader:
    """Follows from the beginning; comes back from its cursor, or from where a reset sends it."""

    def __init__(self, url: str) -> None:
        self.entries: list[Entry] = []
        self.resets: list[tuple[int, str]] = []
        """Each reset: how many entries had been received, and the reason."""
        self._url = url

    @property
    def bodies(self) -> list[bytes]:
        return [entry.body for entry in self.entries]

    async def follow(self) -> None:
        since = "earliest"
        while True:
            try:
                async with aclosing(entries(self._url, Wish(), since=since)) as told:
                    async for entry in told:
                        self.entries.append(entry)
                        since = str(entry.cursor)
            except CursorExpired as expired:
                self.resets.append((len(self.entries), expired.cause))
                since = expired.resume
            except GatewayUnreachable:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def readers_of(wire: RedisWire, count: int) -> AsyncIterator[list[Reader]]:
    """So many readers of a gateway of their own, for as long as the block lasts."""
    async with AsyncExitStack() as house:
        gateway = await house.enter_async_context(a_gateway(wire, heartbeat_seconds=0.5))
        readers = [Reader(gateway.url) for _ in range(count)]
        group = await house.enter_async_context(asyncio.TaskGroup())
        for reader in readers:
            house.callback(group.create_task(reader.follow()).cancel)
        yield readers


async def whole_log(wire: RedisWire) -> list[Entry]:
    """All entries, as soon as Redis is back."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                return await read_all(wire, await wire.floor())
            except WireUnavailable:
                await asyncio.sleep(0.05)


async def until(condition: Callable[[], bool]) -> None:
    """Look again and again, with patience."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():
            await asyncio.sleep(0.02)


async def assert_all_have_the_log(readers: Sequence[Reader], wire: RedisWire) -> list[Entry]:
    """Every reader's events are the wire's, in order, none missing, none twice."""
    log = await whole_log(wire)
    await until(lambda: all(len(reader.entries) >= len(log) for reader in readers))
    expected = [entry.body for entry in log]
    assert all(reader.bodies == expected for reader in readers)
    assert [entry.cursor.seq for entry in log] == list(range(1, len(log) + 1))
    return log


def assert_each_change_once(log: Sequence[Entry]) -> None:
    """The changes of each post are numbered 1, 2, 3 … in the order of the log."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in log:
        event = entry.event
        if isinstance(event, PostEvent):
            counts[event.blog, event.post.id] += 1
            assert event.change == counts[event.blog, event.post.id]


def assert_true(log: Sequence[Entry], blog: Blog, desk: Desk) -> None:
    """What the events come to is what the desk says."""
    events = [entry.event for entry in log if entry.event.blog == blog.id]
    standing = Counter(one.post.text for one in fold(Known(blog=blog), events).shown())
    assert standing == Counter(post.text for post in desk.truth().posts)
