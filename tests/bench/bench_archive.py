"""What sealing costs and frees, and how long answers take from the archive and from Redis.

Usage: bench_archive.py [EVENTS]: of one blog, three additions of a post to one rewording.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bench.readings import tell_machine, tell_seconds
from makers import NOON, a_post, nothing_known
from tickerd.gateway.recall import recall
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import BlogOpened, Event, PostAdded, PostRevised
from tickerd.liveblog.known import Known
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.private import serve
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder

TRIES = 100
WORDS = [f"word{number}" for number in range(5000)]


def make_event(known: Known, number: int, dice: random.Random) -> Event:
    """The next event of a blog: posts of a paragraph each."""
    seen = {"blog": known.blog.id, "observed_at": NOON + timedelta(seconds=20 * number)}
    if not number:
        return BlogOpened(about=known.blog, headline="Regatta", **seen)
    text = " ".join(dice.choices(WORDS, k=60))
    if number % 4 or not known.posts:
        post = a_post(str(number), text, id=f"p{number}", html=f"<p>{text}</p>")
        return PostAdded(post=post, revision=1, change=1, recognised_by="new", **seen)
    one = known.posts[f"p{number - dice.choice([1, 2, 3])}"]
    post = one.post.model_copy(update={"text": text, "html": f"<p>{text}</p>"})
    change = {"revision": one.revision + 1, "change": one.change + 1}
    return PostRevised(post=post, recognised_by="source id", **change, **seen)


async def write(wire: RedisWire, count: int) -> str:
    """A log of that many events."""
    dice, known, head = random.Random(1), nothing_known(), NO_HEAD
    for number in range(count):
        event = make_event(known, number, dice)
        known = fold(known, [event])
        head = Head.of((await wire.commit(known, [event], expect=head))[-1])
    return known.blog.id


async def memory_of(wire: RedisWire, blog: str) -> int:
    """Bytes that Redis has for a blog alone."""
    names = [name async for name in wire.client.scan_iter(match=f"*{blog}*")]
    sizes = [await wire.client.memory_usage(name, samples=0) or 0 for name in names]
    return sum(sizes) + len(await wire.client.hget(keys.STUBS, blog) or b"")


async def measure(name: str, ask: Callable[[int], Awaitable[object]], count: int) -> None:
    """Ask at places all over the log, and print how long it takes."""
    dice, seconds = random.Random(2), list[float]()
    for _ in range(TRIES):
        number, begun = dice.randrange(count), time.perf_counter()
        await ask(number)
        seconds.append(time.perf_counter() - begun)
    tell_seconds(name, seconds)


async def ask_all(wire: RedisWire, where: str, blog: str, count: int) -> None:
    """Pages, states then and now."""
    epoch = (await wire.tip()).epoch
    about = nothing_known().blog

    async def page(number: int) -> None:
        await wire.read([blog], after=Cursor(epoch, number), limit=100)

    async def then(number: int) -> None:
        await recall(wire, about, NOON + timedelta(seconds=20 * number))

    async def now(_number: int) -> None:
        await wire.state(blog)

    await measure(f"{where}: a page of 100", page, count)
    await measure(f"{where}: as_of", then, count)
    await measure(f"{where}: the state", now, count)


async def main(count: int) -> None:
    """Write, ask, seal, ask again."""
    tell_machine()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        async with serve(Path(folder) / "data") as server:
            async with RedisWire.open(server.address, Archive(Folder(archive))) as wire:
                blog = await write(wire, count)
                before = await memory_of(wire, blog)
                await ask_all(wire, "Redis", blog, count)
                begun = time.perf_counter()
                part = await wire.seal(blog, at=NOON)
                took = time.perf_counter() - begun
                after = await memory_of(wire, blog)
            if part is None:
                return
            print(f"sealed {count} events in {took:.2f} s")
            print(f"Redis: {before:,} bytes before, {after:,} after; the file: {part.size:,} bytes")
            async with RedisWire.open(server.address, Archive(Folder(archive))) as wire:
                await ask_all(wire, "archive", blog, count)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
