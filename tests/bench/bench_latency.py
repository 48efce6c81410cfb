"""How long after a page changed does a WebSocket reader have the event, with `--every 1`?"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from bench.readings import tell_machine, tell_seconds
from program import running
from tickerd.newsroom import Newsroom, open_newsroom

EVERY_SECONDS = 1.0


def now() -> datetime:
    return datetime.now(UTC)


async def told(socket: ClientConnection) -> AsyncIterator[tuple[str, float, float]]:
    """Each new post: its words, when it came in, and how long after the look at the page."""
    while message := await socket.recv():
        came_at, came_at_clock = time.perf_counter(), now()
        event = json.loads(message)
        if event.get("type") == "tickerd.post.added":
            looked_at = datetime.fromisoformat(event["data"]["observed_at"])
            since_look = (came_at_clock - looked_at).total_seconds()
            yield event["data"]["post"]["text"], came_at, since_look


async def measure(
    newsroom: Newsroom, socket: ClientConnection, changes: int
) -> tuple[list[float], list[float]]:
    """Print posts at moments that hang on no look; seconds from print and from look to receipt."""
    chance = random.Random()
    desk, posts = newsroom.desks[0], told(socket)
    from_change, from_look = [], []
    for number in range(changes):
        # an event comes just after a look: a pause of exactly up to one period makes all
        # phases equally likely
        await asyncio.sleep(0.2 + chance.uniform(0, EVERY_SECONDS))
        words = f"Change number {number} was printed at a moment of its own."
        changed_at = time.perf_counter()
        desk.publish(now(), words)
        text, came_at, since_look = await anext(posts)
        assert text.startswith(words), text
        from_change.append(came_at - changed_at)
        from_look.append(since_look)
    return from_change, from_look


async def main(changes: int) -> None:
    tell_machine()
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_newsroom(1, now, rhythm=None) as newsroom,
            running(Path(folder), newsroom.urls[0], "--every", str(EVERY_SECONDS)) as program,
        ):
            await program.wait_for(lambda log: len(log) > 5)
            async with connect(f"ws{program.url.removeprefix('http')}/v1/stream") as socket:
                from_change, from_look = await measure(newsroom, socket, changes)
    tell_seconds("change to receipt", from_change)
    tell_seconds("look to receipt", from_look)
    print("bars: change to receipt median 0.6 s, p95 1.15 s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=60)
    asyncio.run(main(parser.parse_args().changes))
