"""Where a moment lies on the wire: nothing that follows it is missed, and little else is read."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.liveblog.entry import Entry
from tickerd.wire import moments
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, forget


@given(
    steps=st.lists(
        st.tuples(st.integers(-3000, 90_000), st.integers(1, 6)), min_size=1, max_size=20
    ),
    asked=st.lists(st.integers(-3000, 900_000), min_size=1, max_size=5),
)
@settings(max_examples=15, deadline=None)
def test_all_that_was_observed_after_a_moment_follows_its_place_and_little_before_it(
    server: PrivateServer, steps: list[tuple[int, int]], asked: list[int]
) -> None:
    """Little: what lies between two marks, and what clocks that go back have put there."""

    async def check() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            scribe, at, log = Scribe(wire), NOON, list[Entry]()
            for milliseconds, count in steps:
                at += timedelta(milliseconds=milliseconds)
                log += await scribe.write(count, at=at)
            times = [NOON + timedelta(milliseconds=one) for one in asked]
            for moment in [*times, *(entry.observed_at for entry in log)]:
                place = await wire.place(moment)
                before = [entry for entry in log if entry.cursor.seq <= place.seq]

                assert all(entry.observed_at <= moment for entry in before)
                if all(milliseconds >= 0 for milliseconds, _ in steps):
                    read = [entry for entry in log if entry.cursor.seq > place.seq]
                    early = [entry for entry in read if entry.observed_at <= moment]
                    assert len(early) < 4 + 6

    with patch.object(moments, "MARKED_EVERY", 4):
        asyncio.run(check())


async def test_a_wire_from_before_marks_holds_them_to_what_its_minutes_say(
    wire: RedisWire,
) -> None:
    old, new = Scribe(wire, "old"), Scribe(wire, "new")
    await old.write(3, at=NOON + minutes(60))
    await forget(wire, old.blog)
    with patch.object(moments, "MARKED_EVERY", 1):
        await new.write(1, at=NOON)

    assert (await wire.place(NOON)).seq == 0
