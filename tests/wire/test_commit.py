"""A commit is whole or not at all, whatever comes between."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tickerd.errors import CommitConflict, WireUnavailable
from tickerd.liveblog.chain import NO_HEAD
from tickerd.wire import keys
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, open_line, read_all


async def dump(wire: RedisWire) -> dict[str, object]:
    """All that Redis holds of the wire, value by value, for a DUMP changes with a hash's order."""
    client: Any = wire.client
    held: dict[str, object] = {}
    async for name in client.scan_iter():
        match (await client.type(name)).decode():
            case "hash":
                held[name] = await client.hgetall(name)
            case "zset":
                held[name] = await client.zrange(name, 0, -1, withscores=True)
            case "stream":
                held[name] = await client.xrange(name)
            case other:
                held[name] = other
    return held


async def test_a_commit_on_a_wrong_head_writes_nothing(wire: RedisWire) -> None:
    """Invariant 3: a commit is whole or not at all."""
    scribe, late = Scribe(wire), Scribe(wire)
    await scribe.write(3)
    before = await dump(wire)

    with pytest.raises(CommitConflict) as conflict:
        await late.write(2)

    assert (conflict.value.blog, conflict.value.head) == (scribe.blog, 3)
    assert await dump(wire) == before


async def test_of_two_commits_at_once_one_wins(wire: RedisWire) -> None:
    outcomes = await asyncio.gather(
        *(Scribe(wire).write(2) for _ in range(5)), return_exceptions=True
    )

    conflicts = [outcome for outcome in outcomes if isinstance(outcome, CommitConflict)]
    assert [conflict.head for conflict in conflicts] == [2, 2, 2, 2]
    assert len(await read_all(wire, await wire.floor())) == 2


async def test_a_lost_answer_does_not_write_twice(
    wire: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    async with (
        open_line(server.socket, tmp_path) as (line, address),
        RedisWire.open(address) as faulty,
    ):
        scribe = Scribe(faulty)
        await scribe.write(1)
        line.answers_to_lose = 1

        with pytest.raises(WireUnavailable):
            await scribe.write(2)

        with pytest.raises(CommitConflict):
            await scribe.write(2)

    assert len(await read_all(wire, await wire.floor())) == 3


async def test_a_full_server_takes_nothing_and_says_why(wire: RedisWire) -> None:
    """Invariant 3: a commit is whole or not at all."""
    scribe = Scribe(wire)
    await scribe.write(1)
    before = await dump(wire)
    await wire.client.config_set("maxmemory", "1")
    try:
        with pytest.raises(WireUnavailable, match="memory is full"):
            await scribe.write(3)
    finally:
        await wire.client.config_set("maxmemory", "0")

    assert await dump(wire) == before


async def test_a_replica_takes_nothing_and_says_why(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    await scribe.write(1)
    await wire.client.replicaof("127.0.0.1", "1")
    try:
        with pytest.raises(WireUnavailable, match="read-only replica"):
            await scribe.write(3)
    finally:
        await wire.client.replicaof("NO", "ONE")

    assert len(await scribe.write(1)) == 1


@pytest.mark.parametrize("place", ["wire", "epochs", "heads", "minutes", "log", "posts", "state"])
async def test_a_key_of_a_wrong_type_stops_a_commit_before_it_writes(
    wire: RedisWire, place: str
) -> None:
    """Invariant 3: a commit is whole or not at all."""
    scribe = Scribe(wire)
    await scribe.write(1)
    await wire.client.set(f"{keys.TAG}:{place}", "other people's")
    if place in ("log", "posts", "state"):
        await wire.client.set(f"{keys.TAG}:{place}:{scribe.blog}", "other people's")
    before = await dump(wire)

    with pytest.raises(WireUnavailable, match="altered"):
        await scribe.write(3)

    assert await dump(wire) == before


async def test_a_log_ahead_of_the_wire_stops_a_commit_before_it_writes(wire: RedisWire) -> None:
    """Invariant 3: a commit is whole or not at all."""
    scribe = Scribe(wire)
    await scribe.write(4)
    await wire.client.hset(keys.WIRE, "seq", "2")
    before = await dump(wire)

    with pytest.raises(WireUnavailable, match="altered"):
        await scribe.write(3)

    assert await dump(wire) == before


async def test_a_commit_may_have_five_hundred_events(wire: RedisWire) -> None:
    entries = await Scribe(wire).write(500, text="o" * 2000)

    assert [entry.cursor.seq for entry in entries] == list(range(1, 501))
    assert await wire.read(None, after=await wire.floor(), limit=1000) == entries


async def test_a_commit_of_nothing_or_of_another_blog_is_our_own_mistake(wire: RedisWire) -> None:
    scribe, other = Scribe(wire), Scribe(wire, "ferry")

    with pytest.raises(ValueError, match=scribe.blog):
        await wire.commit(scribe.known, [], expect=NO_HEAD)
    with pytest.raises(ValueError, match=scribe.blog):
        await wire.commit(scribe.known, other.events(2), expect=NO_HEAD)
