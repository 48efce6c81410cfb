"""Whole logs come onto a wire with their cursors: all of them at one stroke, or nothing."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.errors import CursorExpired, NoRoom
from tickerd.liveblog.chain import Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.export import Trailer
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys
from tickerd.wire.adoption import Adoption
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, read_all


class Log:
    """A blog's log, as it was on a wire that is no more."""

    def __init__(self, scribe: Scribe, entries: Sequence[Entry]) -> None:
        self.known = scribe.known
        self.blog = scribe.blog
        self.entries = list(entries)
        self.last = self.entries[-1]

    async def bring(self, adoption: Adoption, *, after: int = 0) -> None:
        trailer = Trailer(
            known=self.known,
            entries=len(self.entries),
            posts_hash="",
            after=f"e-{after}" if after else None,
            head=str(self.last.cursor),
            head_hash=self.last.hash,
        )
        stage = await adoption.begin(self.known, trailer, first=self.entries[0].cursor.seq)
        for place in range(0, len(self.entries), 3):
            await adoption.put(stage, self.entries[place : place + 3])


async def lose(wire: RedisWire, *names: str) -> list[Log]:
    """Write the logs of some blogs, a bit of each in turn, and take all of it from the wire."""
    scribes = [Scribe(wire, name) for name in names]
    logs: dict[str, list[Entry]] = {scribe.blog: [] for scribe in scribes}
    for minute in range(3):
        for scribe in scribes:
            logs[scribe.blog] += await scribe.write(2, at=NOON + minutes(minute))
    await wire.client.flushall()
    return [Log(scribe, logs[scribe.blog]) for scribe in scribes]


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


async def look_back(wire: RedisWire, log: Log) -> list[object]:
    """What the indexes say of the past, each in the words of its reader."""
    moments = [NOON + minutes(count / 2) for count in range(-1, 8)]
    checkpoints = [await wire.checkpoint(log.blog, moment) for moment in moments]
    return [
        [(found.known, found.cursor.seq) if found else None for found in checkpoints],
        [await wire.revisions(log.blog, post) for post in log.known.posts],
        [(await wire.place(moment)).seq for moment in moments],
    ]


async def test_its_past_is_found_as_fast_as_if_it_had_never_been_away(
    wire: RedisWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickerd.wire.checkpoints.LEAST_EVENTS", 3)
    for module in ("moments", "stage"):
        monkeypatch.setattr(f"tickerd.wire.{module}.MARKED_EVERY", 3)
    scribe = Scribe(wire)
    entries = [e for minute in range(3) for e in await scribe.write(3, at=NOON + minutes(minute))]
    log = Log(scribe, entries)
    before = await look_back(wire, log)
    await wire.client.flushall()

    async with wire.adopt() as adoption:
        await log.bring(adoption)
        await adoption.end()

    assert await look_back(wire, log) == before
    assert await wire.client.xlen(keys.checkpoints(log.blog)) == 2
    assert await wire.client.zcard(keys.MOMENTS) == 3


@given(
    ages=st.lists(st.tuples(st.integers(0, 2), st.integers(-300, 300)), min_size=1, max_size=20),
    asked=st.lists(st.integers(-400, 400), min_size=1, max_size=4),
)
@settings(max_examples=20, deadline=None)
def test_all_that_was_observed_after_a_moment_follows_its_place(
    server: PrivateServer, ages: list[tuple[int, int]], asked: list[int]
) -> None:
    """Of several logs, and on a wire that has events of its own; however clocks differ."""

    async def check() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            own, *scribes = [Scribe(wire, name) for name in ("own", "harbour", "ferry")]
            logs: dict[str, list[Entry]] = {scribe.blog: [] for scribe in scribes}
            before = await own.write(1, at=NOON)
            for which, age in ages:
                scribe = [own, *scribes][which]
                if scribe is not own:
                    at = NOON + timedelta(seconds=age)
                    logs[scribe.blog] += await scribe.write(1, at=at)
            await wire.client.flushall()
            own = Scribe(wire, "own")
            before = await own.write(1, at=NOON)
            async with wire.adopt() as adoption:
                for scribe in scribes:
                    if logs[scribe.blog]:
                        await Log(scribe, logs[scribe.blog]).bring(adoption)
                await adoption.end()
            entries = [*before, *(entry for log in logs.values() for entry in log)]
            for moment in (NOON + timedelta(seconds=age) for age in asked):
                place = await wire.place(moment)
                later = [entry for entry in entries if entry.observed_at > moment]

                assert all(entry.cursor.seq > place.seq for entry in later)

    with patch("tickerd.wire.stage.MARKED_EVERY", 2), patch("tickerd.wire.moments.MARKED_EVERY", 2):
        asyncio.run(check())


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
