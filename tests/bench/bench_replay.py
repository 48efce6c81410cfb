"""How exactly does a replay keep its pace, for twenty readers of one gateway at once?"""

import argparse
import asyncio
import gc
import json
import random
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from websockets.asyncio.client import connect

from bench.readings import tell_machine, tell_seconds
from gateway.people import Author
from program import Program, running
from tickerd.liveblog.blog import blog_id
from tickerd.wire.redis import RedisWire

READERS = 20
SPEEDS = (0.1, 1.0, 60.0, 1000.0)


async def write(wire: RedisWire, speed: float, seconds: float) -> None:
    """Posts at random moments, ten a second of the replay, that take so many seconds to tell."""
    chance, author = random.Random(7), Author(wire, url_of(speed))
    [opened] = await author.open()
    at = opened.observed_at
    end = at + timedelta(seconds=seconds * speed)
    while (at := at + timedelta(seconds=chance.expovariate(10 / speed))) < end:
        await author.post("A while later.", at=at)


async def listen(program: Program, speed: float) -> list[float]:
    """By how much each entry comes late to one reader, against the moment that it is due."""
    query = f"blog={blog_id(url_of(speed))}&since=earliest&to=latest&speed={speed:g}"
    late: list[float] = []
    first: tuple[float, datetime] | None = None
    async with connect(f"ws://127.0.0.1:{program.port}/v1/stream?{query}") as socket:
        async for message in socket:
            came_at = time.perf_counter()
            event = json.loads(message)
            if "specversion" in event:
                observed_at = datetime.fromisoformat(event["time"])
                first = first or (came_at, observed_at)
                due_at = first[0] + (observed_at - first[1]).total_seconds() / speed
                late.append(came_at - due_at)
    return late


def url_of(speed: float) -> str:
    return f"https://at{speed:g}.example/live"


async def main(seconds: float) -> None:
    tell_machine()
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as program:
            async with RedisWire.open(f"unix://{folder}/redis.sock") as wire:
                for speed in SPEEDS:
                    await write(wire, speed, seconds)
            gc.collect()
            gc.freeze()  # or the readers themselves are late
            for speed in SPEEDS:
                late = await asyncio.gather(*(listen(program, speed) for _ in range(READERS)))
                tell_seconds(f"late at speed {speed:g}", [one for each in late for one in each])
    print("bar: no entry more than 0.05 s late")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    asyncio.run(main(parser.parse_args().seconds))
