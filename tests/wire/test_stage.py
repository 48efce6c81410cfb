"""What the indexes say of logs that were brought onto a wire: the same as where they came from."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.liveblog.entry import Entry
from tickerd.wire import keys
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.logs import Log
from wire.scribe import Scribe


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
