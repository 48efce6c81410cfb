"""Checkpoints: kept by the commits, and no more than a short cut."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.people import Author
from makers import NOON, minutes
from tickerd.errors import CommitConflict
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.known import Known
from tickerd.liveblog.retention import Retention
from tickerd.wire import checkpoints, keys
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, forget

LATER = NOON + timedelta(days=9)


def fold_until(known: Known, entries: Sequence[Entry], moment: datetime) -> Known:
    """The fold of the entries up to the first that was observed after the moment."""
    for entry in entries:
        if entry.observed_at > moment:
            break
        known = fold(known, [entry.event])
    return known


async def recall(
    wire: RedisWire, nothing: Known, entries: Sequence[Entry], moment: datetime
) -> Known:
    """What was known at the moment, by the nearest checkpoint and what follows it."""
    found = await wire.checkpoint(nothing.blog.id, moment)
    known, seq = (found.known, found.cursor.seq) if found else (nothing, 0)
    return fold_until(known, [entry for entry in entries if entry.cursor.seq > seq], moment)


async def count_checkpoints(wire: RedisWire, blog: str) -> int:
    return int(await wire.client.xlen(keys.checkpoints(blog)))


# ---------------------------------------------------------------- checkpoints

commits = st.lists(
    st.tuples(
        st.integers(0, 1),  # which blog
        st.integers(-20, 90),  # seconds after the last commit; clocks differ
        st.lists(st.integers(0, 9), min_size=1, max_size=5),  # posts: new, or revised
    ),
    min_size=1,
    max_size=12,
)


@given(commits=commits, asked=st.lists(st.integers(-100, 900), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_what_a_checkpoint_leads_to_is_the_fold_of_the_whole_log(
    server: PrivateServer, commits: list[tuple[int, int, list[int]]], asked: list[int]
) -> None:
    async def check() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            blogs = [Author(wire, f"https://{name}.example/live") for name in ("one", "two")]
            opened = [await author.open() for author in blogs]
            log = opened[0] + opened[1]
            at = blogs[0].at
            for blog, seconds, posts in commits:
                at += timedelta(seconds=seconds)
                log += await blogs[blog].write(posts, at)
            moments = {entry.observed_at for entry in log}
            moments |= {NOON + timedelta(seconds=second) for second in asked}
            for author in blogs:
                own = [entry for entry in log if entry.event.blog == author.blog.id]
                nothing = Known(blog=author.blog)
                for moment in moments:
                    known = await recall(wire, nothing, own, moment)

                    assert known == fold_until(nothing, own, moment)

    with patch.object(checkpoints, "LEAST_EVENTS", 3):
        asyncio.run(check())


async def test_a_checkpoint_comes_with_the_commit_that_fills_its_measure(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    counted = []
    for _ in range(12):
        await scribe.write(100)
        counted.append(await count_checkpoints(wire, scribe.blog))

    assert counted == [0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3]


async def test_a_large_first_commit_is_a_checkpoint_at_once(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    entries = await scribe.write(301)

    found = await wire.checkpoint(scribe.blog, NOON)

    assert found is not None
    assert found.cursor == entries[-1].cursor
    assert found.known == scribe.known
    assert await wire.checkpoint(scribe.blog, NOON - timedelta(milliseconds=1)) is None


async def test_another_worker_goes_on_counting_where_the_last_one_stopped(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    await scribe.write(200)
    async with RedisWire.open(wire.address) as other:
        scribe.wire = other
        await scribe.reload()
        await scribe.write(56)

    assert await count_checkpoints(wire, scribe.blog) == 1


async def test_a_commit_that_fails_leaves_no_checkpoint(wire: RedisWire) -> None:
    """Invariant 3: a commit is whole or not at all."""
    scribe, late = Scribe(wire), Scribe(wire)
    await scribe.write(1)

    with pytest.raises(CommitConflict):
        await late.write(400)

    assert await count_checkpoints(wire, scribe.blog) == 0
    assert await wire.client.hlen(keys.revisions(scribe.blog)) == 0


async def test_a_log_from_before_checkpoints_gets_one_at_its_next_commit(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    await scribe.write(40, at=NOON + minutes(3))
    await forget(wire, scribe.blog)
    before = await wire.checkpoint(scribe.blog, LATER)
    async with RedisWire.open(wire.address) as other:
        scribe.wire = other
        await scribe.reload()
        await scribe.write(1, at=NOON + minutes(1))  # by a clock that is slow

    found = await wire.checkpoint(scribe.blog, LATER)
    assert before is None
    assert found is not None
    assert found.known == scribe.known
    assert await wire.checkpoint(scribe.blog, NOON + minutes(2)) is None


async def test_a_checkpoint_is_of_use_although_the_beginning_is_trimmed_away(
    wire: RedisWire,
) -> None:
    scribe = Scribe(wire)
    await scribe.write(300)
    at_checkpoint = scribe.known
    await scribe.write(10, at=NOON + minutes(5))
    await wire.trim(scribe.blog, Retention(events=10), at=LATER)

    found = await wire.checkpoint(scribe.blog, NOON + minutes(1))

    assert found is not None
    assert found.known == at_checkpoint
    assert found.cursor == await wire.floor([scribe.blog])


async def test_a_checkpoint_from_below_the_floor_goes_and_the_state_at_the_floor_takes_its_place(
    wire: RedisWire,
) -> None:
    scribe = Scribe(wire)
    await scribe.write(300)
    await scribe.write(10, at=NOON + minutes(5))
    await wire.trim(scribe.blog, Retention(events=5), at=LATER)

    found = await wire.checkpoint(scribe.blog, LATER)

    assert await count_checkpoints(wire, scribe.blog) == 0
    assert found is not None
    assert found.cursor == await wire.floor([scribe.blog])
