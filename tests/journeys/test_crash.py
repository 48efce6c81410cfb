"""Kill -9 at any moment: no event is lost, none is told twice, every reader goes on."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from program import Program, free_port, running, start
from tickerd.client.course import Wish
from tickerd.client.stream import entries
from tickerd.errors import GatewayUnreachable
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import decode
from tickerd.liveblog.known import Known
from tickerd.newsroom import Newsroom, Rhythm, Tongue, open_newsroom

ROUNDS = 20
HURRIED = Rhythm(seconds_between=1.5, absence_seconds=4.0)
"""Three desks: two acts a second between them."""

Posts = Counter[tuple[str, str]]


class Clock:
    """The wall clock, which can be stopped."""

    def __init__(self) -> None:
        self.stopped_at: datetime | None = None

    def __call__(self) -> datetime:
        return self.stopped_at or datetime.now(UTC)

    def stop(self) -> None:
        self.stopped_at = datetime.now(UTC)


class Follower:
    """A reader that is never told of the crashes: it only comes back from its cursor."""

    def __init__(self, url: str) -> None:
        self.bodies: list[bytes] = []
        self.ids: list[str] = []
        self._url = url

    def folded(self, blog: Blog) -> Posts:
        """What stands of a blog for one who folds what was received."""
        events = [decode(body).event for body in self.bodies]
        known = fold(Known(blog=blog), [event for event in events if event.blog == blog.id])
        return Counter(one.post.wording for one in known.shown())

    async def follow(self) -> None:
        while True:
            since = self.ids[-1] if self.ids else "earliest"
            try:
                async with aclosing(entries(self._url, Wish(), since=since)) as told:
                    async for entry in told:
                        self.ids.append(str(entry.cursor))
                        self.bodies.append(entry.body)
            except GatewayUnreachable:
                await asyncio.sleep(0.05)


async def kill_again_and_again(data: Path, port: int, newsroom: Newsroom) -> None:
    chance = random.Random(11)
    for _ in range(ROUNDS):
        program = await start(data, *newsroom.urls, "--every", "0.2", port=port)
        await asyncio.sleep(chance.uniform(0.2, 1.8))
        program.process.kill()
        await program.process.communicate()


@pytest.mark.timeout(180)
async def test_killed_at_twenty_random_moments_it_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path,
) -> None:
    """Invariant 3: a commit is whole or not at all."""
    clock, port = Clock(), free_port()
    follower = Follower(f"http://127.0.0.1:{port}")
    async with open_newsroom(5, clock, rhythm=HURRIED, window=1000) as newsroom:
        following = asyncio.create_task(follower.follow())
        await kill_again_and_again(tmp_path / "data", port, newsroom)
        clock.stop()
        async with running(tmp_path / "data", "--every", "0.2", port=port) as program:
            states = await settled(program, newsroom)
            log = await program.all_events()
            await until(lambda: len(follower.ids) >= len(log))
        following.cancel()

    assert [event["id"] for event in log] == follower.ids
    assert len(log) > ROUNDS
    assert_each_change_once(log)
    for blog, (seen, true) in zip(newsroom.blogs, states, strict=True):
        assert (seen - true, true - seen) == (Counter(), Counter())
        assert follower.folded(blog) == true


async def settled(program: Program, newsroom: Newsroom) -> list[tuple[Posts, Posts]]:
    """What readers see and what is so, for each blog, once they are the same (or time is up)."""
    pairs: list[tuple[Posts, Posts]] = []
    for _ in range(100):
        pairs = [await compare(program, newsroom, number) for number in range(3)]
        if all(seen == true for seen, true in pairs):
            break
        await asyncio.sleep(0.1)
    return pairs


async def compare(program: Program, newsroom: Newsroom, number: int) -> tuple[Posts, Posts]:
    blog, desk = newsroom.blogs[number], newsroom.desks[number]
    bare = newsroom.presses[number].tongue is Tongue.BULLETS  # which shows no headlines
    desk.advance(newsroom.now())
    state = await program.get(f"/v1/blogs/{blog.id}")
    posts = [known["post"] for known in state["posts"] if not known["removed"]]
    seen = Counter((post.get("headline") or "", post["text"]) for post in posts)
    true = Counter(("" if bare else p.headline or "", p.text) for p in desk.truth().posts)
    return seen, true


def assert_each_change_once(log: list[dict[str, Any]]) -> None:
    """The changes of each post are numbered 1, 2, 3 … in the order of the log."""
    counts: Counter[str] = Counter()
    for event in log:
        if "post" in event["data"]:
            counts[event["subject"]] += 1
            assert event["data"]["change"] == counts[event["subject"]]
    assert len({event["id"] for event in log}) == len(log)


async def until(condition: Callable[[], bool]) -> None:
    # after so many lost links the follower comes back in half a minute, or sooner by chance
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.05)
