"""Redis goes away, comes back, or comes back without its memory; readers stay."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import aiohttp
import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection

from gateway.people import Author, SseReader, a_gateway, entries, eventually, follow, frame
from tickerd.gateway import tail
from tickerd.gateway.app import Gateway
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire


@pytest_asyncio.fixture
async def outages(tmp_path: Path) -> AsyncIterator["Outages"]:
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(Outages(tmp_path))


class Outages:
    """A server of this test's own, that can be taken away and given back, and a wire on it."""

    wire: RedisWire

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = AsyncExitStack()
        self._wire = AsyncExitStack()

    async def __aenter__(self) -> Self:
        server = await self.give_back()
        self.wire = await self._wire.enter_async_context(RedisWire.open(server.address))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._wire.aclose()
        await self._server.aclose()

    async def give_back(self) -> PrivateServer:
        return await self._server.enter_async_context(serve(self._folder))

    async def take_away(self) -> None:
        await self._server.aclose()


async def status(gateway: Gateway, path: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(gateway.url + path) as response:
        return response.status


async def test_readers_stay_while_redis_is_away_and_go_on_when_it_is_back(
    outages: Outages,
) -> None:
    author = Author(outages.wire)
    await author.open()
    async with (
        a_gateway(outages.wire, heartbeat_seconds=0.05) as gateway,
        follow(gateway) as socket,
        aiohttp.ClientSession(gateway.url) as http,
    ):
        await frame(socket, "live")
        await outages.take_away()
        await eventually(lambda: is_status(gateway, "/readyz", 503))

        assert await status(gateway, "/healthz") == 200
        async with http.get("/v1/blogs") as refused:
            problem = await refused.json(content_type="application/problem+json")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
        assert problem["type"] == "urn:tickerd:problem:wire-unavailable"
        await frame(socket, "heartbeat")

        await outages.give_back()
        [entry] = await author.post("Back again.")

        assert await next_words(socket, "specversion") == [entry.body.decode()]
        await eventually(lambda: is_status(gateway, "/readyz", 200))


async def test_an_outage_is_logged_when_it_begins_and_when_it_is_over(outages: Outages) -> None:
    with capture_logs() as lines:
        async with a_gateway(outages.wire) as gateway:
            await outages.take_away()
            await eventually(lambda: "wire_away" in {line["event"] for line in lines})
            await outages.give_back()
            await eventually(lambda: is_status(gateway, "/readyz", 200))

    told = [line["event"] for line in lines if line["event"].startswith("wire_")]
    assert told == ["wire_away", "wire_back"]


async def is_status(gateway: Gateway, path: str, wanted: int) -> bool:
    return await status(gateway, path) == wanted


async def next_words(socket: ClientConnection, member: str) -> list[str]:
    """The next event, and any reset that came before it."""
    found: list[str] = []
    while True:
        message = str(await socket.recv())
        word = json.loads(message)
        if word.get("frame") == "reset":
            found.append(message)
        if member in word:
            return [*found, message]


async def test_history_that_is_read_while_redis_goes_away_is_told_to_its_end(
    outages: Outages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tail, "PAGE", 1)
    author = Author(outages.wire)
    sent = await author.open()
    sent += await author.post("One.", "Two.", "Three.")
    async with (
        a_gateway(outages.wire) as gateway,
        follow(gateway, f"?since={sent[0].cursor}&speed=2") as socket,
    ):
        assert await entries(socket, 1) == [sent[1].body.decode()]
        await outages.take_away()
        assert await entries(socket, 1) == [sent[2].body.decode()]
        await eventually(lambda: is_status(gateway, "/readyz", 503))
        await outages.give_back()

        assert await entries(socket, 1) == [sent[3].body.decode()]
        assert await frame(socket, "live")


async def test_a_new_epoch_that_kept_everything_is_no_reset(outages: Outages) -> None:
    author = Author(outages.wire)
    [opened] = await author.open()
    async with a_gateway(outages.wire) as gateway, follow(gateway) as socket:
        await frame(socket, "live")
        await outages.take_away()
        await outages.give_back()
        [entry] = await author.post("In the new epoch.")

        assert entry.cursor.epoch != opened.cursor.epoch
        assert await next_words(socket, "specversion") == [entry.body.decode()]
        async with follow(gateway, f"?since={opened.cursor}") as late:
            assert await next_words(late, "specversion") == [entry.body.decode()]


async def test_all_readers_get_a_reset_when_the_log_is_lost(
    wire: RedisWire, gateway: Gateway, author: Author, http: aiohttp.ClientSession
) -> None:
    """Invariant 2: a stale cursor gets `reset`, never silence."""
    await author.open()
    await author.post("Soon lost.")
    async with follow(gateway) as socket, http.get("/v1/stream") as response:
        await frame(socket, "live")
        sse = SseReader(response)
        while (await sse.receive()).get("event") != "live":
            pass
        await wire.client.flushall()
        [opened] = await Author(wire).open()

        reset, first = await next_words(socket, "specversion")
        told = await sse.receive()
        event = await sse.receive()

    assert json.loads(reset)["cursor"] == f"{opened.cursor.epoch}-0"
    assert first == opened.body.decode()
    assert told["event"] == "reset"
    assert told["id"] == f"{opened.cursor.epoch}-0"
    assert event == {"id": str(opened.cursor), "data": first}


async def test_a_lost_log_is_noticed_without_a_new_event(
    wire: RedisWire, gateway: Gateway, author: Author
) -> None:
    await author.open()
    async with follow(gateway) as socket:
        await frame(socket, "live")
        await wire.client.flushall()

        assert (await frame(socket, "reset"))["cursor"].endswith("-0")
