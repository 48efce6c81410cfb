"""A Redis that is killed under load, comes back empty, or has lost the end of its log."""

import asyncio
import os
import shutil
import signal

import psutil
import pytest

from drills.crew import assert_all_have_the_log, readers_of, until, whole_log
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, find_log

EVENTS = 1500
COMMIT = 5
READERS = 20


def kill(server: PrivateServer) -> None:
    assert server.pid is not None
    process = psutil.Process(server.pid)
    process.send_signal(signal.SIGKILL)
    psutil.wait_procs([process], timeout=5)


@pytest.mark.timeout(90)
async def test_killed_three_times_under_load_it_costs_no_reader_an_event(
    kept: PrivateServer,
) -> None:
    async with RedisWire.open(kept.address) as wire, readers_of(wire, READERS) as readers:
        scribes = [Scribe(wire, name) for name in ("harbour", "storm", "vote")]
        share, kills = EVENTS // COMMIT // len(scribes), 0

        async def write(scribe: Scribe) -> None:
            written = 0
            while written < share or kills < 3:
                await scribe.insist(COMMIT)
                written += 1
            await scribe.insist(COMMIT)  # to the server as it is after the last kill

        def under_load() -> bool:
            """Whether a quarter more has been read, and some of it from the server as it is now."""
            told = readers[0].entries
            epochs = {entry.cursor.epoch for entry in told}
            return len(told) >= (kills + 1) * EVENTS // 4 and len(epochs) > kills

        async with asyncio.TaskGroup() as group:
            for scribe in scribes:
                group.create_task(write(scribe))
            while kills < 3:
                await until(under_load)
                assert kept.pid is not None
                os.kill(kept.pid, signal.SIGKILL)
                kills += 1

        log = await assert_all_have_the_log(readers, wire)

    assert len(log) >= EVENTS
    assert len({entry.cursor.epoch for entry in log}) == 4
    assert all(reader.resets == [] for reader in readers)


async def test_one_that_comes_back_empty_resets_every_reader_and_says_why(
    bare: PrivateServer,
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    async with RedisWire.open(bare.address) as wire, readers_of(wire, 5) as readers:
        await Scribe(wire).write(20)
        before = await assert_all_have_the_log(readers, wire)
        kill(bare)
        shutil.rmtree(bare.folder / "appendonlydir", ignore_errors=True)
        (bare.folder / "appendonly.aof").unlink(missing_ok=True)
        await bare.start()
        await Scribe(wire, "storm").insist(20)
        after = await whole_log(wire)
        everything = [entry.body for entry in (*before, *after)]
        await until(lambda: all(len(one.entries) >= len(everything) for one in readers))

    assert all(reader.bodies == everything for reader in readers)
    for reader in readers:
        ((place, reason),) = reader.resets
        assert place == len(before)
        assert "is lost" in reason


@pytest.mark.parametrize("cut", [1, 700])
async def test_one_whose_log_lost_its_tail_resets_those_who_had_read_it_and_no_others(
    bare: PrivateServer, cut: int
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    async with RedisWire.open(bare.address) as wire:
        scribe = Scribe(wire)
        async with readers_of(wire, 5) as readers:
            for _ in range(10):
                await scribe.write(2)
            before = await assert_all_have_the_log(readers, wire)
            kill(bare)
            log = find_log(bare.folder)
            os.truncate(log, log.stat().st_size - cut)
            await bare.start()
            survived = await surviving(wire)
            await scribe.reload()
            await scribe.insist(4)
            # a reset sends to the floor: all that is left, and what is new
            everything = [entry.body for entry in (*before, *await whole_log(wire))]
            await until(lambda: all(len(one.entries) >= len(everything) for one in readers))
            async with readers_of(wire, 1) as (late,):
                await assert_all_have_the_log([late], wire)

    assert 0 < survived < len(before)
    assert late.resets == []
    for reader in readers:
        assert reader.bodies == everything
        ((place, reason),) = reader.resets
        assert place == len(before)
        assert "Redis lost what followed" in reason


async def surviving(wire: RedisWire) -> int:
    """How many events the log still has, once its server answers again."""
    async with asyncio.timeout(10):
        while True:
            try:
                return len(await whole_log(wire))
            except OSError:
                await asyncio.sleep(0.05)
