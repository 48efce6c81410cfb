"""Whole logs come onto a wire with their cursors: all of them at one stroke, or nothing."""

from contextlib import suppress
from typing import Any

import pytest

from makers import NOON, minutes
from tickerd.errors import CursorExpired, NoRoom
from tickerd.liveblog.chain import Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys
from tickerd.wire.adoption import Adoption
from tickerd.wire.redis import RedisWire
from wire.logs import Log, lose
from wire.scribe import Scribe, read_all


async def names_of(wire: RedisWire) -> set[str]:
    return {name.decode() async for name in wire.client.scan_iter()}


async def test_what_was_lost_is_back_as_if_it_had_never_been_away(wire: RedisWire) -> None:
    """Invariant 1: the log only grows, and its places stay."""
    scribe = Scribe(wire)
    entries = [e for minute in range(4) for e in await scribe.write(3, at=NOON + minutes(minute))]
    before = await wire.state(scribe.blog)
    places = [(await wire.place(NOON + minutes(minute))).seq for minute in range(-1, 5)]
    await wire.client.flushall()

    async with wire.adopt() as adoption:
        await Log(scribe, entries).bring(adoption)
        await adoption.end()

    after = await wire.state(scribe.blog)
    assert before is not None
    assert after is not None
    assert (after.known, after.head, after.cursor.seq) == (before.known, before.head, 12)
    assert await read_all(wire, await wire.floor()) == entries
    for place, entry in enumerate(entries):
        assert await wire.read(None, after=entry.cursor, limit=99) == entries[place + 1 :]
    assert [(await wire.place(NOON + minutes(m))).seq for m in range(-1, 5)] == places
    ttls = {await wire.client.ttl(name) for name in await names_of(wire)}
    assert ttls == {-1}


async def test_the_blog_goes_on_and_its_chain_too(wire: RedisWire) -> None:
    (log,) = await lose(wire, "harbour")
    async with wire.adopt() as adoption:
        await log.bring(adoption)
        await adoption.end()
    scribe = Scribe(wire)
    scribe.written = 99
    await scribe.reload()

    (entry,) = await scribe.write(1)

    assert scribe.head == Head.of(entry)
    assert (entry.previous, entry.previous_hash) == (log.last.cursor, log.last.hash)
    assert entry.cursor.seq == log.last.cursor.seq + 1
    assert entry.cursor.epoch != log.last.cursor.epoch


async def test_blogs_that_took_turns_come_together(wire: RedisWire) -> None:
    logs = await lose(wire, "harbour", "ferry", "pier")

    async with wire.adopt() as adoption:
        for log in logs:
            await log.bring(adoption)
        await adoption.end()

    entries = await read_all(wire, await wire.floor())
    assert [entry.cursor.seq for entry in entries] == list(range(1, 19))
    assert sorted(entries, key=lambda e: e.cursor.seq) == sorted(
        (entry for log in logs for entry in log.entries), key=lambda e: e.cursor.seq
    )
    assert (await wire.tip()).seq == 18
    assert (await wire.place(NOON + minutes(1))).seq == 6


async def test_places_that_the_wire_has_come_to_are_not_given_twice(wire: RedisWire) -> None:
    one, other = await lose(wire, "harbour", "ferry")
    async with wire.adopt() as adoption:
        await one.bring(adoption)
        await adoption.end()
    before = await names_of(wire)

    with pytest.raises(NoRoom, match="from 3 on, and the events here have come to 10"):
        async with wire.adopt() as adoption:
            await other.bring(adoption)

    assert await names_of(wire) == before


async def test_a_wire_that_moves_on_meanwhile_is_not_written_to(wire: RedisWire) -> None:
    """Invariant 3: a commit is whole or not at all."""
    (log,) = await lose(wire, "harbour")
    quick = Scribe(wire, "quick")
    async with wire.adopt() as adoption:
        await log.bring(adoption)
        entries = await quick.write(1)

        with pytest.raises(NoRoom, match="from 1 on, and the events here have come to 1"):
            await adoption.end()

    assert await read_all(wire, await wire.floor()) == entries
    assert await wire.blogs() == {quick.blog: 1}
    assert not any("staged" in name for name in await names_of(wire))


async def test_a_blog_that_is_here_is_not_written_over(wire: RedisWire) -> None:
    (log,) = await lose(wire, "harbour")
    async with wire.adopt() as adoption, wire.adopt() as rival:
        await log.bring(adoption)
        await log.bring(rival)
        await rival.end()

        with pytest.raises(NoRoom, match="it has events here already"):
            await adoption.end()

    assert await read_all(wire, await wire.floor()) == log.entries


async def test_two_logs_that_claim_one_place_do_not_come_together(wire: RedisWire) -> None:
    (one,) = await lose(wire, "harbour")
    (other,) = await lose(wire, "ferry")
    async with wire.adopt() as adoption:
        await one.bring(adoption)
        await other.bring(adoption)

        with pytest.raises(NoRoom, match="its place 1 is claimed by"):
            await adoption.end()

    assert await wire.blogs() == {}


async def test_what_was_staged_and_forgotten_is_seen_by_nobody_and_goes_by_itself(
    wire: RedisWire,
) -> None:
    """As after a crash: nothing was moved in, and nobody cleans up."""
    (log,) = await lose(wire, "harbour")
    await log.bring(Adoption(wire._connection))

    staged = [name for name in await names_of(wire) if "staged" in name]

    assert len(staged) == 1
    assert all([0 < await wire.client.ttl(name) <= 3600 for name in staged])
    assert await wire.blogs() == {}
    assert (await wire.tip()).seq == 0
    async with wire.adopt() as adoption:
        await log.bring(adoption)
        await adoption.end()
    assert await read_all(wire, await wire.floor()) == log.entries


class Died(Exception):
    """We are no more."""


@pytest.mark.parametrize("carried_out", [False, True])
async def test_whoever_dies_between_any_two_steps_leaves_all_or_nothing(
    wire: RedisWire, monkeypatch: pytest.MonkeyPatch, *, carried_out: bool
) -> None:
    """Invariant 3: a commit is whole or not at all. The last step may be done, unheard."""
    logs = await lose(wire, "harbour", "ferry")
    write, outcomes = wire._connection.write, list[int]()
    for steps in range(99):
        await wire.client.flushall()
        left = steps

        async def live_so_long(*commands: Any) -> list[Any]:
            nonlocal left
            left -= 1
            answers = await write(*commands) if left >= 0 or (carried_out and left == -1) else []
            if left < 0:
                raise Died
            return answers

        monkeypatch.setattr(wire._connection, "write", live_so_long)
        with suppress(Died):
            async with wire.adopt() as adoption:
                for log in logs:
                    await log.bring(adoption)
                await adoption.end()
        monkeypatch.setattr(wire._connection, "write", write)

        outcomes.append(len(await read_all(wire, await wire.floor())))
        if left >= 0:
            break
        if not outcomes[-1]:
            async with wire.adopt() as again:
                for log in logs:
                    await log.bring(again)
                await again.end()
        assert len(await read_all(wire, await wire.floor())) == 12

    assert set(outcomes) == {0, 12}
    assert outcomes.count(0) > 6


async def test_what_expired_on_the_way_is_not_taken_for_whole(wire: RedisWire) -> None:
    (log,) = await lose(wire, "harbour")
    async with wire.adopt() as adoption:
        await log.bring(adoption)
        for name in await names_of(wire):
            if f"{keys.TAG}:log" in name:
                await wire.client.delete(name)

        with pytest.raises(NoRoom, match="try again"):
            await adoption.end()

    assert await wire.blogs() == {}


@pytest.mark.parametrize("damaged", [keys.EPOCHS, keys.MINUTES, keys.FLOORS, keys.REASONS])
async def test_an_adoption_that_cannot_be_whole_is_not_begun(wire: RedisWire, damaged: str) -> None:
    (log,) = await lose(wire, "harbour")
    async with wire.adopt() as adoption:
        await log.bring(adoption)
        await wire.client.set(damaged, "no such thing")

        with pytest.raises(Exception, match="altered"):
            await adoption.end()

    await wire.client.delete(damaged)
    assert await wire.blogs() == {}


async def test_what_was_trimmed_away_stays_away_aloud(wire: RedisWire) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    scribe = Scribe(wire)
    entries = await scribe.write(6)
    await wire.trim(scribe.blog, Retention(events=2), at=NOON + minutes(60))
    await wire.client.flushall()
    async with wire.adopt() as adoption:
        await Log(scribe, entries[4:]).bring(adoption, after=4)
        await adoption.end()

    with pytest.raises(CursorExpired, match=r"up to \w+-4 have been trimmed away") as expired:
        await wire.read(None, after=entries[2].cursor, limit=9)

    assert Cursor.parse(expired.value.resume).seq == 4
    assert await wire.read(None, after=entries[3].cursor, limit=9) == entries[4:]
