"""A server that was restarted, and perhaps lost something, is never taken for the old one."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from tickerd.errors import CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.conftest import BINARIES
from wire.scribe import Scribe, find_log, read_all


@pytest_asyncio.fixture(params=sorted(BINARIES))
async def own(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[PrivateServer]:
    """A server that a test may kill; nobody starts it again but the test."""
    server = PrivateServer(tmp_path, BINARIES[request.param])
    await server.start()
    yield server
    await server.end()


def kill(server: PrivateServer) -> None:
    assert server.pid is not None
    process = psutil.Process(server.pid)
    process.send_signal(signal.SIGKILL)
    psutil.wait_procs([process], timeout=5)


def cut_log(folder: Path, count: int) -> None:
    """Cut bytes off the end of the append-only file."""
    log = find_log(folder)
    os.truncate(log, log.stat().st_size - count)


async def test_nothing_acknowledged_is_lost_when_the_server_is_killed(own: PrivateServer) -> None:
    """Invariant 1: the log only grows."""
    async with RedisWire.open(own.address) as wire:
        scribe = Scribe(wire)
        floor = await wire.floor()
        entries = [entry for _ in range(20) for entry in await scribe.write(3)]
        kill(own)
        await own.start()

        assert await wire.read(None, after=floor, limit=100) == entries
        assert (await wire.state(scribe.blog)) is not None


async def test_a_commit_after_a_restart_begins_an_epoch(own: PrivateServer) -> None:
    async with RedisWire.open(own.address) as wire:
        scribe = Scribe(wire)
        old = (await scribe.write(3))[-1].cursor
        kill(own)
        await own.start()

        await scribe.insist(2)

        entries = await wire.read(None, after=old, limit=10)
        assert [entry.cursor.seq for entry in entries] == [4, 5]
        assert old.epoch not in {entry.cursor.epoch for entry in entries}
        with pytest.raises(CursorExpired, match="lost what followed"):
            await wire.read(None, after=Cursor(old.epoch, 4), limit=10)


async def test_cursors_hold_over_several_restarts(own: PrivateServer) -> None:
    async with RedisWire.open(own.address) as wire:
        scribe = Scribe(wire)
        floor = await wire.floor()
        for _ in range(3):
            await scribe.insist(2)
            for _ in range(2):
                kill(own)
                await own.start()
                await wire.tip()
        entries = await read_all(wire, floor)

        for place, entry in enumerate(entries):
            assert await wire.read(None, after=entry.cursor, limit=10) == entries[place + 1 :]
        assert [entry.cursor.seq for entry in entries] == [1, 2, 3, 4, 5, 6]
        assert len({entry.cursor.epoch for entry in entries}) == 3


async def test_a_server_that_comes_back_empty_resets_all_cursors(own: PrivateServer) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    async with RedisWire.open(own.address) as wire:
        old = (await Scribe(wire).write(3))[1].cursor
        kill(own)
        shutil.rmtree(own.folder / "appendonlydir", ignore_errors=True)
        (own.folder / "appendonly.aof").unlink(missing_ok=True)
        await own.start()

        with pytest.raises(CursorExpired, match="is lost") as expired:
            await wire.read(None, after=old, limit=10)

        assert Cursor.parse(expired.value.resume) == await wire.tip()
        entries = await Scribe(wire).write(3)
        assert await wire.read(None, after=await wire.floor(), limit=10) == entries
        with pytest.raises(CursorExpired):
            await wire.read(None, after=old, limit=10)


@pytest.mark.parametrize("cut", [1, 40])
async def test_what_a_torn_log_lost_expires_and_its_places_are_not_given_twice(
    own: PrivateServer, cut: int
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    async with RedisWire.open(own.address) as wire:
        scribe = Scribe(wire)
        kept, lost = await scribe.write(3), await scribe.write(2)
        kill(own)
        cut_log(own.folder, cut)
        await own.start()

        for entry in lost:
            with pytest.raises(CursorExpired):
                await wire.read(None, after=entry.cursor, limit=10)
        await scribe.reload()
        await scribe.insist(2)

        again = await wire.read(None, after=kept[-1].cursor, limit=10)
        assert [entry.cursor.seq for entry in again] == [4, 5]
        assert {entry.cursor for entry in again}.isdisjoint(entry.cursor for entry in lost)
        for entry in lost:
            with pytest.raises(CursorExpired, match="lost what followed"):
                await wire.read(None, after=entry.cursor, limit=10)
