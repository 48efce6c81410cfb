"""Listening over links that fail."""

import asyncio
from contextlib import aclosing
from pathlib import Path

from tickerd.wire import keys
from tickerd.wire.connection import Connection
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.subscription import listen
from wire.scribe import Scribe, open_line


async def test_a_link_that_went_silent_is_noticed_and_made_anew(
    wire: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    async with open_line(server.socket, tmp_path) as (line, address), Connection(address) as link:
        heard = listen(link, keys.EVENTS_CHANNEL, quiet_seconds=0.05)
        async with aclosing(heard), asyncio.timeout(5):
            await anext(heard)
            line.fall_silent()
            await Scribe(wire).write(1)

            bell = await anext(heard)
            (entry,) = await Scribe(wire, "ferry").write(1)

            assert bell is None
            assert await anext(heard) == entry.body


async def test_a_quiet_link_that_is_sound_is_kept(wire: RedisWire, server: PrivateServer) -> None:
    async with Connection(server.address) as link:
        heard = listen(link, keys.EVENTS_CHANNEL, quiet_seconds=0.2)
        async with aclosing(heard), asyncio.timeout(5):
            await anext(heard)
            waiting = asyncio.create_task(anext(heard))
            await asyncio.wait([waiting], timeout=0.7)
            (entry,) = await Scribe(wire).write(1)

            assert await waiting == entry.body


async def test_a_server_that_is_away_is_waited_for(tmp_path: Path, server: PrivateServer) -> None:
    link = Connection(f"unix://{tmp_path}/line.sock")
    heard = listen(link, keys.EVENTS_CHANNEL, quiet_seconds=1)
    async with aclosing(heard), asyncio.timeout(5):
        bell = asyncio.create_task(anext(heard))
        await asyncio.wait([bell], timeout=0.1)
        away = not bell.done()
        async with open_line(server.socket, tmp_path):
            rung = await bell

    assert away
    assert rung is None
    await link.aclose()
