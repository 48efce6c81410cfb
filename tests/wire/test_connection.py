"""Reaching Redis, and saying in words why not."""

import socket
from pathlib import Path

import pytest

from tickerd.errors import BadSetting, WireUnavailable
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.conftest import BINARIES
from wire.scribe import Scribe
from wire.topologies import running


async def test_a_read_goes_through_a_link_that_was_lost(wire: RedisWire) -> None:
    entries = await Scribe(wire).write(2)
    await wire.client.client_kill_filter(_type="normal", skipme=True)

    assert await wire.read(None, after=await wire.floor(), limit=9) == entries


async def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"redis://me:secret@127.0.0.1:{taken.getsockname()[1]}/0"
        with pytest.raises(WireUnavailable, match=r"127\.0\.0\.1") as away:
            async with RedisWire.open(address):
                pass

    assert "secret" not in str(away.value)


async def test_a_password_that_is_missing_is_asked_for(
    wire: RedisWire, server: PrivateServer
) -> None:
    await wire.client.config_set("requirepass", "secret")
    try:
        with pytest.raises(WireUnavailable, match=r"(?i)password|authentication"):
            async with RedisWire.open(server.address):
                pass
        async with RedisWire.open(f"{server.address}?password=secret") as known:
            assert (await known.tip()).seq == 0
            assert known.address == server.address
    finally:
        await wire.client.config_set("requirepass", "")


async def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    binary = next(iter(BINARIES.values()))
    async with running(binary, tmp_path / "node") as node:
        with pytest.raises(WireUnavailable, match="DB index is out of range"):
            async with RedisWire.open(f"redis://{node.address}/99"):
                pass


@pytest.mark.parametrize("address", ["http://example.org", "nonsense", "redis://host:port"])
async def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadSetting, match="TICKERD_REDIS_URL"):
        async with RedisWire.open(address):
            pass


async def test_what_is_asked_together_is_answered_of_one_moment(wire: RedisWire) -> None:
    await Scribe(wire).write(2)
    await wire.client.config_resetstat()

    await wire.state("harbour")

    counts = await wire.client.info("commandstats")
    assert (counts["cmdstat_multi"]["calls"], counts["cmdstat_exec"]["calls"]) == (1, 1)
