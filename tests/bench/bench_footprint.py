"""What do twenty watches cost in memory and processor time, all processes taken together?"""

import argparse
import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.readings import tell_machine
from program import Program, running
from tickerd.newsroom import Newsroom, Rhythm, open_newsroom
from tickerd.newsroom.origin import PROGRAMME

WATCHES = 20
POSTS = 40
"""How many posts each page shows: 20 to 80 KB of HTML."""
RHYTHM = Rhythm(seconds_between=60.0)


class Clock:
    """The wall clock of the desks, which can be stopped: then no page changes any more."""

    def __init__(self) -> None:
        self.stopped_at: datetime | None = None

    def __call__(self) -> datetime:
        return self.stopped_at or datetime.now(UTC)


async def open_desks(house: AsyncExitStack, clock: Clock) -> list[str]:
    """The addresses of twenty pages, in three tongues, on seven ports."""
    newsrooms: list[Newsroom] = []
    for seed in range(-(-WATCHES // len(PROGRAMME))):
        opened = open_newsroom(seed, clock, rhythm=RHYTHM, backlog=POSTS, window=POSTS)
        newsrooms.append(await house.enter_async_context(opened))
    return [url for newsroom in newsrooms for url in newsroom.urls][:WATCHES]


def processes(program: Program) -> list[psutil.Process]:
    """The program and all that it started."""
    top = psutil.Process(program.process.pid)
    return [top, *top.children(recursive=True)]


def tell_memory(when: str, family: list[psutil.Process]) -> None:
    """Print what is resident, and what of it is not shared with others."""
    total_rss = total_pss = 0.0
    for process in family:
        memory = process.memory_full_info()
        rss, pss = memory.rss / 1e6, memory.pss / 1e6
        total_rss, total_pss = total_rss + rss, total_pss + pss
        name = " ".join(process.cmdline()[:4])[-60:]
        print(f"  {rss:6.1f} MB (shared out: {pss:6.1f})  {name}")
    print(f"memory {when}: {total_rss:.1f} MB resident ({total_pss:.1f} MB with sharing counted)")


async def tell_cpu(when: str, family: list[psutil.Process], seconds: float) -> None:
    """Print the share of one core that was used over some time."""
    before, began_at = cpu_seconds(family), time.perf_counter()
    await asyncio.sleep(seconds)
    used = cpu_seconds(family) - before
    share = 100 * used / (time.perf_counter() - began_at)
    print(f"processor {when}: {share:.2f} % of one core over {seconds:g} s")


def cpu_seconds(family: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in family]
    return sum(one.user + one.system for one in times)


async def main(seconds: float) -> None:
    tell_machine()
    clock = Clock()
    async with AsyncExitStack() as house:
        urls = await open_desks(house, clock)
        folder = house.enter_context(tempfile.TemporaryDirectory())
        program = await house.enter_async_context(running(Path(folder), *urls))
        await program.wait_for(lambda log: seen(log) == WATCHES, seconds=60)
        family = processes(program)
        await tell_cpu("while pages change", family, seconds)
        tell_memory(f"with {WATCHES} watches", family)
        clock.stopped_at = clock()
        await tell_cpu("idle", family, seconds)
        tell_memory("after that", family)
        print(f"events: {len(await program.all_events())}")
    print("bars: memory 160 MB resident, processor idle 2 %")


def seen(log: list[dict[str, object]]) -> int:
    """How many blogs the log tells of."""
    return len({str(event["subject"]).partition("/")[0] for event in log})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    asyncio.run(main(parser.parse_args().seconds))
