"""How exactly a replay keeps its pace: by a clock that jumps, so that hours cost no time."""

import asyncio
import json
import random
import selectors
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.abc import AbstractStreamWriter
from aiohttp.base_protocol import BaseProtocol

from makers import NOON, a_blog, a_post
from tickerd.gateway.frames import Encoding
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.link import Link
from tickerd.gateway.reader import Reader
from tickerd.gateway.tail import Tail
from tickerd.gateway.view import EVERYTHING
from tickerd.gateway.wish import Wish
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, encode, put_in_place
from tickerd.liveblog.event import PostAdded
from tickerd.liveblog.replay import Replay
from tickerd.wire.redis import RedisWire

MOST_LATE_SECONDS = 0.05


class JumpingSelector(selectors.DefaultSelector):
    """Does not wait: it lets the time pass that it should have waited."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop by a clock of its own, which jumps to what is due next."""

    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class Paper(RedisWire):
    """A log that was written before, and takes a while to read; what else it could is not asked."""

    def __init__(self, log: Sequence[Entry], chance: random.Random) -> None:
        self.log = log
        self.chance = chance

    async def tip(self) -> Cursor:
        return Cursor("e", len(self.log))

    async def read(
        self, blogs: Collection[str] | None, *, after: Cursor, limit: int
    ) -> list[Entry]:
        await asyncio.sleep(self.chance.uniform(0, 0.04))
        return list(self.log[after.seq : after.seq + limit]) if blogs is None else []

    async def watches(self) -> dict[str, Watch]:
        return {}

    async def looks(self) -> dict[str, Look]:
        return {}


class Ear(asyncio.Transport):
    """Hears what is written, and when."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[float, dict[str, Any]]] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        loop = asyncio.get_running_loop()
        whole = bytes(data)
        self.heard.append((loop.time(), json.loads(whole[whole.index(b"{") :])))

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0

    def times(self) -> list[float]:
        return [at for at, message in self.heard if "specversion" in message]

    def words(self) -> list[str]:
        return [message.get("frame", "event") for _, message in self.heard]


class Silent(AbstractStreamWriter):
    """Has nothing to say of its own."""

    async def write(self, chunk: Any) -> None: ...
    async def write_eof(self, chunk: bytes = b"") -> None: ...
    async def drain(self) -> None: ...
    def enable_compression(self, *_: Any, **__: Any) -> None: ...
    def enable_chunking(self) -> None: ...
    async def write_headers(self, *_: Any) -> None: ...


def a_log(silences: Sequence[float]) -> list[Entry]:
    entries, at = [], NOON
    for seq, silence in enumerate(silences, start=1):
        at += timedelta(seconds=silence)
        event = PostAdded(
            blog=a_blog().id,
            observed_at=at,
            post=a_post(str(seq), id=f"p{seq}"),
            revision=1,
            change=1,
            recognised_by="new",
        )
        entries.append(put_in_place(encode(event, a_blog()), Cursor("e", seq)))
    return entries


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def a_replay(log: Sequence[Entry], replay: Replay) -> AsyncIterator[tuple[Reader, Ear]]:
    """A reader of the whole log, at work, and who hears it."""
    loop, ear = asyncio.get_running_loop(), Ear()
    wire = Paper(log, random.Random(7))
    tail = Tail(wire, buffer_bytes=1_000_000)
    await tail.open()
    heartbeat = Heartbeat(wire, tail, seconds=10.0, now=now)
    protocol = BaseProtocol(loop)
    link = Link(ear, protocol, Silent(), slow_seconds=5.0, buffer_bytes=1_000_000)
    wish = Wish(EVERYTHING, Cursor("e", 0), replay, until=await wire.tip())
    reader = Reader(tail, heartbeat, wire, link, wish, Encoding.WEBSOCKET)
    running = asyncio.create_task(reader.run())
    yield reader, ear
    assert await running


def play(body: Any) -> None:
    """Run by a jumping clock."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(body)


Replaying = AbstractAsyncContextManager[tuple[Reader, Ear]]


@pytest.mark.parametrize("speed", [0.1, 1.0, 60.0, 1000.0])
def test_no_entry_is_told_more_than_50_ms_late_however_long_the_log(speed: float) -> None:
    chance = random.Random(speed)
    log = a_log([chance.expovariate(1 / (0.02 * speed)) for _ in range(2000)])

    async def listen(replaying: Replaying) -> None:
        async with replaying as (_, ear):
            pass
        times = ear.times()
        due = [
            times[0] + (entry.observed_at - log[0].observed_at).total_seconds() / speed
            for entry in log
        ]
        late = [at - due_at for at, due_at in zip(times, due, strict=True)]
        assert len(times) == len(log)
        assert times[-1] - times[0] > 30
        assert min(late) > -0.001
        assert max(late) < MOST_LATE_SECONDS

    play(listen(a_replay(log, Replay(speed))))


def test_orders_are_obeyed_to_the_moment_and_all_that_follows_is_in_time() -> None:
    log = a_log([60.0] * 20)

    async def listen(replaying: Replaying) -> None:
        async with replaying as (reader, ear):
            await asyncio.sleep(200.0)  # after the fourth, at 180
            reader.order('{"pause": true}')
            await asyncio.sleep(1000.0)
            reader.order('{"pause": false, "speed": 2}')
            await asyncio.sleep(45.0)
            reader.order(json.dumps({"seek": str(log[0].cursor), "speed": 60}))
        times = ear.times()
        expected = [0, 60, 120, 180, 1220]
        assert times[: len(expected)] == pytest.approx(expected, abs=MOST_LATE_SECONDS)
        again = times[len(expected) :]
        assert [at - again[0] for at in again] == pytest.approx(range(19), abs=MOST_LATE_SECONDS)
        assert ear.words()[-1] == "end"
        assert ear.words().count("replay") == 3

    play(listen(a_replay(log, Replay(1.0))))


def test_a_silence_is_cut_to_the_gap_and_beats_go_on_in_it() -> None:
    log = a_log([0, 3600, 1, 86_400])

    async def listen(replaying: Replaying) -> None:
        async with replaying as (_, ear):
            pass
        assert ear.times() == pytest.approx([0, 25, 26, 51], abs=MOST_LATE_SECONDS)
        assert ear.words().count("heartbeat") == 5

    play(listen(a_replay(log, Replay(1.0, gap_seconds=25.0))))
