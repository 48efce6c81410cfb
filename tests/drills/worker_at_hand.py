"""Workers that a drill may kill at any step, or stop and let go on.

Run as a program it forks a worker for each kill point: all that is slow has been imported by then.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_network
from typing import Any

from tickerd.extract import extract
from tickerd.liveblog.blog import Blog, Watch, blog_id
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.wire.redis import RedisWire
from tickerd.worker import supervisor
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Poller
from tickerd.worker.supervisor import Limits

LOOPBACK = (ip_network("127.0.0.0/8"),)
QUIET_LOOKS = 5
"""So many looks that tell nothing: nothing is left to tell."""


class Haste:
    """A clock that many processes share, and that goes faster than theirs."""

    def __init__(self, since: float, speed: float) -> None:
        self.since = since
        self.speed = speed

    def __call__(self) -> datetime:
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        return noon + timedelta(seconds=(time.time() - self.since) * self.speed)


class ParserAtHand(Parser):
    """Reads in this process: starting another takes longer than a kill point may."""

    async def extract(self, document: Document) -> Snapshot:
        return extract(document)


def watch_of(url: str) -> Watch:
    blog = Blog(id=blog_id(url), url=url)
    return Watch(blog=blog, every_seconds=0.05, added_at=datetime(2026, 6, 1, tzinfo=UTC))


async def look_on(address: str, url: str, clock: Haste, most: int, *, settle: bool) -> None:
    """Look again and again: so often, or until there is nothing more to tell."""
    fetcher = Fetcher(allow_addresses=LOOPBACK, contact="a drill", host_gap_seconds=0.0)
    async with RedisWire.open(address) as wire, fetcher:
        poller = Poller(watch_of(url), wire=wire, fetcher=fetcher, parser=ParserAtHand())
        quiet = 0
        while most and quiet < QUIET_LOOKS:
            outcome = await poller.look(clock())
            quiet = quiet + 1 if settle and outcome.succeeded and not outcome.entries else 0
            most -= 1


def run_counted(work: Callable[[], Coroutine[Any, Any, None]], kill_at: int | None) -> int:
    """Run it and count the steps of the event loop; be killed before one of them."""
    steps = 0
    handle: Any = asyncio.Handle
    step: Callable[[object], None] = handle._run

    def counted(self: object) -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        step(self)

    handle._run = counted
    asyncio.run(work())
    return steps


def fork(work: Callable[[], int]) -> int:
    """What the work comes to in a process of its own; -1 if that was killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write_end, str(work()).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return int(told) if told else -1


def kill_many(address: str, url: str, clock: Haste, points: int) -> None:
    """Kill so many workers, each at its own step of its first looks; then look to the end."""
    chance = random.Random(4)

    def work(looks: int, kill_at: int | None) -> int:
        return run_counted(lambda: look_on(address, url, clock, looks, settle=False), kill_at)

    whole = fork(partial(work, 3, None))
    killed = 0
    while killed < points:
        killed += fork(partial(work, 6, chance.randint(1, whole))) == -1
    sys.stdout.write(f"killed {killed}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    asyncio.run(look_on(address, url, clock, 200, settle=True))


async def work_on(address: str, clock: Haste, name: str) -> None:
    """A whole worker, with short leases."""
    limits = Limits(
        every_seconds=0.05,
        host_gap_seconds=0.0,
        allow_addresses=LOOPBACK,
        contact="a drill",
        lease_seconds=0.6,
        name=name,
    )

    async def pass_over(*_: object) -> None:
        """Nobody listens."""

    async with RedisWire.open(address) as wire:
        await supervisor.run(wire, limits, now=clock, stop=asyncio.Event(), on_look=pass_over)


def main() -> None:
    """Work as the first argument says."""
    order, address, url, since, speed, rest = sys.argv[1:]
    clock = Haste(float(since), float(speed))
    if order == "kill":
        kill_many(address, url, clock, int(rest))
    else:
        asyncio.run(work_on(address, clock, rest))


if __name__ == "__main__":
    main()
