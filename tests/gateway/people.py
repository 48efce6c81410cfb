"""The people at both ends of a gateway: who writes, and who follows."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
from websockets.asyncio.client import ClientConnection, connect

from makers import NOON, URL, a_blog, a_post
from tickerd.gateway.app import Gateway, serve
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import BlogOpened, Event, PostAdded, PostRemoved, PostRevised
from tickerd.liveblog.known import Known, KnownPost
from tickerd.liveblog.wording import compare_words
from tickerd.wire.redis import RedisWire


class Author:
    """Puts events of one blog on the wire, a second apart unless told otherwise."""

    def __init__(self, wire: RedisWire, url: str = URL, **fields: Any) -> None:
        self.wire = wire
        self.blog = a_blog(url, **fields)
        self.known = Known(blog=self.blog)
        self.head = NO_HEAD
        self.at = NOON
        self.count = 0

    async def watch(self) -> None:
        await self.wire.add_watch(Watch(blog=self.blog, added_at=NOON))

    async def open(self) -> list[Entry]:
        await self.watch()
        return await self.commit(BlogOpened(about=self.blog, headline="Regatta", **self._seen()))

    async def post(self, *texts: str, at: datetime | None = None) -> list[Entry]:
        return await self.commit(*(self.added(text, at) for text in texts))

    def added(self, text: str, at: datetime | None = None) -> PostAdded:
        self.count += 1
        return self.added_as(f"p{self.count}", at, text)

    def added_as(self, name: str, at: datetime | None = None, text: str = "") -> PostAdded:
        post = a_post(name.removeprefix("p"), text, id=name)
        return PostAdded(post=post, revision=1, change=1, recognised_by="new", **self._seen(at))

    async def revise(self, post: str, text: str) -> list[Entry]:
        return await self.commit(self.revised(self.known.posts[post], text))

    def revised(self, known: KnownPost, text: str, at: datetime | None = None) -> PostRevised:
        return PostRevised(
            post=known.post.model_copy(update={"text": text}),
            revision=known.revision + 1,
            change=known.change + 1,
            recognised_by="source id",
            text_changes=compare_words(known.post.text, text),
            **self._seen(at),
        )

    async def remove(self, post: str) -> list[Entry]:
        known = self.known.posts[post]
        return await self.commit(
            PostRemoved(
                post=known.post,
                revision=known.revision,
                change=known.change + 1,
                recognised_by="source id",
                **self._seen(),
            )
        )

    async def write(self, posts: list[int], at: datetime) -> list[Entry]:
        """One commit that adds the posts of these numbers, or revises those that are there."""
        events: list[Event] = []
        for number in posts:
            known = fold(self.known, events).posts.get(f"p{number}")
            events.append(
                self.revised(known, f"Wording {len(events)} at {at}.", at)
                if known
                else self.added_as(f"p{number}", at)
            )
        return await self.commit(*events)

    async def commit(self, *events: Event) -> list[Entry]:
        known = fold(self.known, events)
        entries = await self.wire.commit(known, events, expect=self.head)
        self.known, self.head = known, Head.of(entries[-1])
        return entries

    def _seen(self, at: datetime | None = None) -> dict[str, Any]:
        before, self.at = self.at, at or self.at + timedelta(seconds=1)
        return {"blog": self.blog.id, "observed_at": self.at, "seen_after": before}


class SseReader:
    """Reads server-sent events as they come."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def receive(self) -> dict[str, str]:
        """The fields of the next event; `retry` is one."""
        fields: dict[str, str] = {}
        async for line in self.response.content:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if not name:
                return fields
            fields[name] = value
        raise EOFError

    async def events(self, count: int) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        while len(found) < count:
            fields = await self.receive()
            if "data" in fields and "event" not in fields:
                found.append(fields)
        return found


async def get(http: aiohttp.ClientSession, path: str, status: int = 200) -> dict[str, Any]:
    """The JSON that a path is answered with."""
    async with http.get(path) as response:
        assert response.status == status, await response.text()
        answer: dict[str, Any] = await response.json(content_type=None)
        return answer


async def entries(socket: ClientConnection, count: int) -> list[str]:
    """The next events of a WebSocket, frames passed over."""
    found: list[str] = []
    while len(found) < count:
        message = await socket.recv()
        if is_entry(message):
            found.append(str(message))
    return found


async def frame(socket: ClientConnection, word: str) -> dict[str, Any]:
    """The next control frame of that word."""
    while True:
        message: dict[str, Any] = json.loads(await socket.recv())
        if message.get("frame") == word:
            return message


def is_entry(message: str | bytes) -> bool:
    return "specversion" in json.loads(message)


def ids(messages: list[str]) -> list[str]:
    return [json.loads(message)["id"] for message in messages]


def follow(gateway: Gateway, query: str = "", **options: Any) -> connect:
    return connect(f"ws://127.0.0.1:{gateway.port}/v1/stream{query}", compression=None, **options)


SECONDS = (0, 10, 20, 3600, 7200)
"""When the posts of `a_day` were seen, after noon."""


async def a_day(author: Author) -> list[Entry]:
    """A blog with posts hours apart."""
    sent = await author.open()
    for second in SECONDS:
        at = NOON + timedelta(seconds=second + 2)
        sent += await author.post(f"At {second}.", at=at)
    return sent


def cursors(sent: list[Entry]) -> list[str]:
    return [str(entry.cursor) for entry in sent]


async def take_all(socket: ClientConnection) -> tuple[list[str], list[dict[str, Any]]]:
    """The ids of all entries until the gateway closes normally, and the frames."""
    told, frames = [], []
    async for message in socket:
        if is_entry(message):
            told += ids([str(message)])
        else:
            frames.append(json.loads(message))
    assert socket.close_code == 1000
    return told, frames


async def eventually(condition: Callable[[], bool | Awaitable[bool]], seconds: float = 5) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(seconds):
        while True:
            answer = condition()
            if await answer if isinstance(answer, Awaitable) else answer:
                return
            await asyncio.sleep(0.005)


@asynccontextmanager
async def a_gateway(wire: RedisWire, **settings: Any) -> AsyncIterator[Gateway]:
    usual = {
        "host": "127.0.0.1",
        "port": 0,
        "token": None,
        "heartbeat_seconds": 10.0,
        "slow_seconds": 5.0,
        "reader_buffer_bytes": 262_144,
        "now": partial(datetime.now, UTC),
    }
    async with serve(wire, wire, **{**usual, **settings}) as gateway:
        yield gateway
