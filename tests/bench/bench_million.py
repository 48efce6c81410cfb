"""How does a wire of a million events over a thousand blogs behave, and one long log beside it?"""

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from redis.asyncio import Redis

from bench.readings import tell_machine
from makers import NOON, a_claim, a_post, nothing_known
from tickerd.errors import WireUnavailable
from tickerd.gateway.recall import recall
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import BlogOpened, Event, PostAdded, PostRevised
from tickerd.liveblog.wording import compare_words
from tickerd.wire.private import serve
from tickerd.wire.redis import RedisWire

COMMIT = 10
POSTS = 300
"""So many posts has every blog; what follows them are revisions, so that states are alike."""
LONG_SHARE = 0.1
"""Of all events, in one log."""
ASKED = 300
WARMING = 20
PAGE = 100
WRITERS = 8
WORDS = (
    "boats",
    "harbour",
    "wind",
    "turns",
    "north",
    "mayor",
    "storm",
    "gate",
    "closed",
    "nine",
    "ferry",
    "quay",
    "seals",
    "fog",
    "start",
    "mark",
    "crew",
    "sail",
    "tide",
    "lamps",
)


@dataclass
class Blog:
    """One log as it grows: an event a second by its own clock."""

    number: int
    length: int
    written: int = 0
    places: list[Cursor] = field(default_factory=list)
    """Behind each commit."""

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.known = nothing_known(f"https://paper-{self.number}.example/live")
        self.head = NO_HEAD
        self.chance = random.Random(self.number)

    async def write(self, wire: RedisWire) -> None:
        """Commit the next events."""
        size = min(COMMIT, self.length - self.written)
        events = [self._event(self.written + number) for number in range(size)]
        known = fold(self.known, events)
        try:
            entries = await wire.commit(known, events, expect=self.head)
        except WireUnavailable as stall:  # a disk that is busy: it may have happened or not
            print(f"  {stall}", flush=True)
            await self._find_out(wire)
            return
        self.known, self.head = known, Head.of(entries[-1])
        self.places.append(entries[-1].cursor)
        self.written += size

    async def _find_out(self, wire: RedisWire) -> None:
        state = None
        while state is None:
            with suppress(WireUnavailable):
                state = await wire.state(self.known.blog.id)
        if state.head != self.head:
            self.known, self.head = state.known, state.head
            self.written += min(COMMIT, self.length - self.written)

    def _event(self, number: int) -> Event:
        at = NOON + timedelta(seconds=number)
        seen = {"blog": self.known.blog.id, "observed_at": at}
        if number == 0:
            return BlogOpened(**seen, about=self.known.blog, headline="A day at the harbour")
        text = " ".join(self.chance.choices(WORDS, k=30))
        name = f"post-{number % POSTS}"
        if (known := self.known.posts.get(name)) is None:
            post = a_post(name, text, id=name, published=a_claim(at))
            return PostAdded(**seen, post=post, revision=1, change=1, recognised_by="new")
        half = known.post.text.split()[:15]
        revised = known.post.model_copy(update={"text": " ".join((*half, *text.split()[15:]))})
        return PostRevised(
            **seen,
            post=revised,
            revision=known.revision + 1,
            change=known.change + 1,
            recognised_by="source id",
            text_changes=compare_words(known.post.text, revised.text),
        )


def in_turn(blogs: Sequence[Blog]) -> Iterator[Blog]:
    """Each blog as often as it has commits, a long one spread over all the time."""
    commits = (
        (place / (-(-blog.length // COMMIT)), blog.number)
        for blog in blogs
        for place in range(-(-blog.length // COMMIT))
    )
    by_number = {blog.number: blog for blog in blogs}
    return (by_number[number] for _, number in sorted(commits))


async def write_all(wire: RedisWire, blogs: Sequence[Blog]) -> float:
    """Events per second."""
    total, started = sum(blog.length for blog in blogs), time.perf_counter()
    turns, done = in_turn(blogs), count(1)
    locks = {blog.number: asyncio.Lock() for blog in blogs}

    async def work() -> None:
        for blog in turns:
            async with locks[blog.number]:
                await blog.write(wire)
            if (commits := next(done)) % (total // COMMIT // 5 or 1) == 0:
                seconds = time.perf_counter() - started
                print(f"  {commits * COMMIT} events after {seconds:.0f} s", flush=True)

    await asyncio.gather(*(work() for _ in range(WRITERS)))
    return total / (time.perf_counter() - started)


async def read_all(wire: RedisWire) -> tuple[int, float]:
    """How many events there are, and how many are read in a second, over all blogs."""
    after, total, started = await wire.floor(), 0, time.perf_counter()
    while entries := await wire.read(None, after=after, limit=1000):
        total += len(entries)
        after = entries[-1].cursor
    return total, total / (time.perf_counter() - started)


async def time_in_turn(
    one: Sequence[Callable[[], Awaitable[object]]], other: Sequence[Callable[[], Awaitable[object]]]
) -> tuple[list[float], list[float]]:
    """The milliseconds that each call takes: one of each in turn, so that both bear the same load.

    The first of each warm what there is to warm, and do not count.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    for pair in zip(one, other, strict=True):
        for call, kept in zip(pair, taken, strict=True):
            started = time.perf_counter()
            await call()
            kept.append(1000 * (time.perf_counter() - started))
    return taken[0][WARMING:], taken[1][WARMING:]


def tell(name: str, short: list[float], long: list[float]) -> None:
    """Print both, and how many times more the long log costs."""
    middles = [statistics.median(each) for each in (short, long)]
    tails = [statistics.quantiles(each, n=100)[98] for each in (short, long)]
    print(
        f"{name}: short logs p50 {middles[0]:.1f} ms, p99 {tails[0]:.1f} ms; long log p50"
        f" {middles[1]:.1f} ms, p99 {tails[1]:.1f} ms; ratio {middles[1] / middles[0]:.2f}"
    )


async def ask(wire: RedisWire, short: Sequence[Blog], long: Blog) -> None:
    """State, a past state and a page of history, of short logs and of the long one."""
    chance = random.Random(7)
    calls: dict[str, list[list[Callable[[], Awaitable[object]]]]] = {}
    for blogs in ([chance.choice(short) for _ in range(ASKED)], [long] * ASKED):
        moments = [NOON + timedelta(seconds=chance.randrange(blog.length)) for blog in blogs]
        places = [chance.choice(blog.places[: -PAGE // COMMIT]) for blog in blogs]
        kinds: dict[str, list[Callable[[], Awaitable[object]]]] = {
            "state": [partial(wire.state, blog.known.blog.id) for blog in blogs],
            "as_of": [
                partial(recall, wire, blog.known.blog, at)
                for blog, at in zip(blogs, moments, strict=True)
            ],
            "page of history": [
                partial(wire.read, [blog.known.blog.id], after=after, limit=PAGE)
                for blog, after in zip(blogs, places, strict=True)
            ],
        }
        for name, some in kinds.items():
            calls.setdefault(name, []).append(some)
    for name, (of_short, of_long) in calls.items():
        tell(name, *await time_in_turn(of_short, of_long))


def weigh(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


async def main(events: int, blogs: int, disk_folder: Path | None) -> None:
    tell_machine()
    long = Blog(0, int(events * LONG_SHARE))
    each = (events - long.length) // (blogs - 1)
    short = [Blog(number, each) for number in range(1, blogs)]
    with tempfile.TemporaryDirectory(prefix="tickerd-million-", dir=disk_folder) as folder:
        async with serve(Path(folder)) as server, RedisWire.open(server.address) as wire:
            rate = await write_all(wire, [long, *short])
            print(f"commit: {rate:.0f} events a second, {COMMIT} a commit, {WRITERS} writers")
            total, rate = await read_all(wire)
            print(f"read: {rate:.0f} events a second, all {total} in one order")
            async with Redis.from_url(server.address) as client:
                memory = (await client.info("memory"))["used_memory"]
            disk = await asyncio.to_thread(weigh, Path(folder))
            print(f"an event: {memory / total:.0f} bytes of memory, {disk / total:.0f} of disk")
            print(f"short logs have {each} events, the long one {long.length}; {POSTS} posts each")
            gc.collect()
            gc.freeze()  # the writers' own posts, or what they cost is read as the wire's
            await ask(wire, short, long)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--blogs", type=int, default=1_000)
    parser.add_argument("--disk", type=Path, help="a folder on the disk to use, else the usual one")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.events, chosen.blogs, chosen.disk))
