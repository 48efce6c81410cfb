"""What the tests of the wire share: a scribe who writes posts, and a faulty line to Redis."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from makers import NOON, a_post, nothing_known
from tickerd.errors import CommitConflict, WireUnavailable
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import BlogOpened, Event, PostAdded
from tickerd.liveblog.known import Known
from tickerd.wire import keys
from tickerd.wire.redis import RedisWire


class Scribe:
    """Writes one blog: opens it at first, then adds posts."""

    def __init__(self, wire: RedisWire, name: str = "harbour") -> None:
        self.wire = wire
        self.known: Known = nothing_known(f"https://{name}.example/live")
        self.blog: str = self.known.blog.id
        self.head = NO_HEAD
        self.written = 0

    def events(self, count: int, *, at: datetime = NOON, text: str = "") -> list[Event]:
        """The next events, not committed yet: the opening first, where it is due."""
        events: list[Event] = []
        if not self.known.opened:
            about = self.known.blog
            events.append(BlogOpened(blog=self.blog, observed_at=at, about=about, headline="Race"))
        while len(events) < count:
            name = f"{self.blog}-{self.written + len(events)}"
            post = a_post(name, text, id=name)
            events.append(
                PostAdded(
                    blog=self.blog,
                    observed_at=at,
                    post=post,
                    revision=1,
                    change=1,
                    recognised_by="new",
                )
            )
        return events

    async def write(
        self,
        count: int = 1,
        *,
        at: datetime = NOON,
        text: str = "",
        document_hash: str | None = None,
    ) -> list[Entry]:
        """Commit that many events."""
        events = self.events(count, at=at, text=text)
        known = fold(self.known, events)
        entries = await self.wire.commit(
            known, events, expect=self.head, document_hash=document_hash
        )
        self.known, self.head = known, Head.of(entries[-1])
        self.written += count
        return entries

    async def insist(self, count: int = 1) -> None:
        """Commit as a worker does: over conflicts and lost links, loading the state anew."""
        while True:
            with suppress(WireUnavailable):
                try:
                    await self.write(count)
                except CommitConflict:
                    await self.reload()
                else:
                    return
            await asyncio.sleep(0.01)

    async def reload(self) -> None:
        state = await self.wire.state(self.blog)
        if state is not None:
            self.known, self.head = state.known, state.head


async def forget(wire: RedisWire, blog: str) -> None:
    """Make the log one of a tickerd that knew nothing of all this."""
    await wire.client.delete(keys.checkpoints(blog), keys.revisions(blog), keys.MOMENTS)
    await wire.client.hdel(keys.state(blog), "latest", "uncovered")
    await wire.client.hdel(keys.WIRE, "latest", "unmarked")


async def read_all(wire: RedisWire, after: Cursor, limit: int = 1000) -> list[Entry]:
    """Page by page to the tip."""
    entries: list[Entry] = []
    while page := await wire.read(None, after=after, limit=limit):
        entries += page
        after = page[-1].cursor
    return entries


async def wait_until(condition: Callable[[], Awaitable[bool]], seconds: float = 5) -> None:
    """Look again and again, for so long at most."""
    async with asyncio.timeout(seconds):
        while not await condition():  # what happens in another process rings no bell
            await asyncio.sleep(0.01)


def find_log(folder: Path) -> Path:
    """The append-only file that a server wrote to last."""
    logs = [*folder.glob("appendonlydir/*.incr.aof"), *folder.glob("appendonly.aof")]
    return max(logs, key=lambda log: log.stat().st_mtime)


class Line:
    """A line to the server that can lose answers, and go silent without closing."""

    def __init__(self, server: Path) -> None:
        self.server = server
        self.answers_to_lose = 0
        self.silent: set[asyncio.StreamWriter] = set()
        self.writers: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self.server)
        self.writers += [writer, far_writer]
        with suppress(OSError):
            await asyncio.gather(
                self.copy(reader, far_writer, answers=False),
                self.copy(far_reader, writer, answers=True),
            )

    def fall_silent(self) -> None:
        """Carry nothing more over the connections there are; new ones are sound."""
        self.silent.update(self.writers)

    async def copy(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool
    ) -> None:
        while data := await reader.read(65536):
            if answers and self.answers_to_lose:
                self.answers_to_lose -= 1
                break
            if writer not in self.silent:
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def open_line(server: Path, folder: Path) -> AsyncIterator[tuple[Line, str]]:
    """A line to the server's socket, and its address."""
    line = Line(server)
    path = folder / "line.sock"
    listener = await asyncio.start_unix_server(line.carry, path)
    try:
        yield line, f"unix://{path}"
    finally:
        listener.close()
        for writer in line.writers:
            writer.close()
        await listener.wait_closed()
