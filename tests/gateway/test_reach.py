"""How much of the log is read for an answer about the past: no more, however long the log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from gateway.people import Author, get
from makers import NOON
from tickerd.gateway.history import History
from tickerd.liveblog.frozen import format_instant
from tickerd.wire.connection import Connection, Extent
from tickerd.wire.redis import RedisWire

Client = TestClient[web.Request, web.Application]

POSTS = 20
SHORT, LONG = 4, 24
"""Hundreds of events in a log, and in one that is six times as long."""


@dataclass
class Reading:
    """What was asked of Redis, and how many entries and checkpoints it gave."""

    commands: int = 0
    entries: int = 0

    @property
    def both(self) -> tuple[int, int]:
        return self.commands, self.entries


@asynccontextmanager
async def counting(wire: RedisWire) -> AsyncIterator[tuple[Client, Reading]]:
    """The answers alone, without a tail and a heart beside them; and what is read for them."""
    reading, cut = Reading(), Connection.cut

    async def counted(self: Connection, *commands: Any) -> tuple[Extent, list[Any]]:
        extent, answers = await cut(self, *commands)
        reading.commands += len(commands)
        for command, answer in zip(commands, answers, strict=True):
            if command[0] in {"XRANGE", "XREVRANGE"}:
                reading.entries += len(answer)
        return extent, answers

    app = web.Application()
    app.add_routes(History(wire, wire).routes())
    async with TestClient(TestServer(app)) as client:
        with patch.object(Connection, "cut", counted):
            yield client, reading


async def write(author: Author, hundreds: int) -> None:
    """Revisions of a few posts, a hundred events a second; one post stays as it was."""
    if not author.head.seq:
        await author.open()
        await author.write(list(range(1, POSTS)), NOON)
    for _ in range(hundreds):
        at = author.at + timedelta(seconds=1)
        await author.write([2 + number % (POSTS - 2) for number in range(50)], at)
        await author.write([2 + number % (POSTS - 2) for number in range(50)], at)


async def read_costs(wire: RedisWire, hundreds: int) -> dict[str, tuple[int, int]]:
    """What each kind of question about the past costs at most, in such a log."""
    await wire.client.flushall()
    async with RedisWire.open(wire.address) as fresh:
        author = Author(fresh)
        await write(author, hundreds)
        await author.revise("p1", "Once more.")
        moments = [NOON, NOON + (author.at - NOON) / 2, author.at - timedelta(seconds=1), author.at]
        blog = f"/v1/blogs/{author.blog.id}"
        middle = f"{author.head.seq // 2}"
        epoch = str(await fresh.tip()).partition("-")[0]
        asked = {
            "as_of": [f"{blog}?as_of={format_instant(moment)}" for moment in moments],
            "by": [f"{blog}?as_of={format_instant(one)}&by=published" for one in moments[2:]],
            "post": [f"{blog}/posts/p1"],
            "page": [f"{blog}/events?after={epoch}-{middle}&limit=100"],
            "time": [f"{blog}/events?after={format_instant(one)}&limit=100" for one in moments],
            "all": [f"/v1/events?after={format_instant(one)}&limit=100" for one in moments],
            "list": ["/v1/blogs"],
        }
        return {
            name: max([await read_cost(fresh, path) for path in paths])
            for name, paths in asked.items()
        }


async def read_cost(wire: RedisWire, path: str) -> tuple[int, int]:
    async with counting(wire) as (client, reading), client.get(path) as answer:
        assert answer.status == 200
    return reading.both


async def test_an_answer_about_the_past_costs_no_more_in_a_log_six_times_as_long(
    wire: RedisWire,
) -> None:
    short, long = await read_costs(wire, SHORT), await read_costs(wire, LONG)

    for name, (commands, entries) in long.items():
        assert commands <= 30, name
        assert entries <= max(short[name][1], 256 + 100 + 2 * 250), name
    assert long["as_of"][1] <= 256 + 100 + 250
    assert long["post"][1] == short["post"][1] <= 4
    assert long["list"] == short["list"]


async def test_a_past_state_is_the_same_with_and_without_what_shortens_the_way(
    wire: RedisWire, http: aiohttp.ClientSession
) -> None:
    author = Author(wire)
    await write(author, 6)
    path = f"/v1/blogs/{author.blog.id}?as_of={format_instant(middle(author))}"
    short = await get(http, path)
    with patch.object(RedisWire, "checkpoint", nothing_kept):
        long = await get(http, path)

    assert short == long


def middle(author: Author) -> datetime:
    return NOON + (author.at - NOON) / 2


async def nothing_kept(_wire: RedisWire, _blog: str, _moment: datetime) -> None:
    """As if no checkpoint had ever been written."""
