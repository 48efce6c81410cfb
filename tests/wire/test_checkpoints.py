"""Checkpoints, marks and the index of posts: kept by the commits, and no more than a short cut."""

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
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known
from tickerd.liveblog.retention import Retention
from tickerd.wire import checkpoints, keys, moments
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe

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


async def forget(wire: RedisWire, blog: str) -> None:
    """Make the log one of a tickerd that knew nothing of all this."""
    await wire.client.delete(keys.checkpoints(blog), keys.revisions(blog), keys.MOMENTS)
    await wire.client.hdel(keys.state(blog), "latest", "uncovered")
    await wire.client.hdel(keys.WIRE, "latest", "unmarked")


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
                log += await write(blogs[blog], posts, at)
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


async def write(author: Author, posts: list[int], at: datetime) -> list[Entry]:
    """One commit that adds posts, or revises those that are there."""
    events: list[Event] = []
    for number in posts:
        known = fold(author.known, events).posts.get(f"p{number}")
        events.append(
            author.revised(known, f"Wording {len(events)} at {at}.", at)
            if known
            else author.added_as(f"p{number}", at)
        )
    return await author.commit(*events)


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


async def test_a_checkpoint_from_below_the_floor_is_not_used_and_goes_with_the_next(
    wire: RedisWire,
) -> None:
    scribe = Scribe(wire)
    await scribe.write(300)
    await scribe.write(10, at=NOON + minutes(5))
    await wire.trim(scribe.blog, Retention(events=5), at=LATER)
    below = await wire.checkpoint(scribe.blog, LATER)
    await scribe.write(300, at=NOON + minutes(6))

    found = await wire.checkpoint(scribe.blog, LATER)
    assert below is None
    assert found is not None
    assert found.known == scribe.known
    assert await count_checkpoints(wire, scribe.blog) == 1


# ---------------------------------------------------------------- marks


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


# ---------------------------------------------------------------- the index of posts


async def test_all_events_of_a_post_are_found_and_no_others(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    one, two = await author.post("One.", "Two.")
    revised = await author.revise("p1", "One, mended.")
    await author.revise("p2", "Two, mended.")
    removed = await author.remove("p1")

    assert await wire.revisions(author.blog.id, "p1") == [one, *revised, *removed]
    assert (await wire.revisions(author.blog.id, "p2"))[0] == two
    assert await wire.revisions(author.blog.id, "p3") == []
    assert await wire.revisions("unheard-of", "p1") == []


async def test_several_events_of_one_post_in_one_commit_are_all_found(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    first = await write(author, [1, 2, 1, 1], author.at)
    second = await write(author, [2, 1], author.at)

    found = await wire.revisions(author.blog.id, "p1")

    assert found == [first[0], first[2], first[3], second[1]]


async def test_of_a_post_only_what_was_not_trimmed_is_told(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    await author.post("One.")
    kept = [*await author.revise("p1", "One, mended."), *await author.remove("p1")]
    await wire.trim(author.blog.id, Retention(events=2), at=LATER)

    assert await wire.revisions(author.blog.id, "p1") == kept


async def test_in_a_log_from_before_the_index_the_posts_are_found_all_the_same(
    wire: RedisWire,
) -> None:
    author = Author(wire)
    await author.open()
    log = await author.post("One.")
    log += await author.revise("p1", "One, mended.")
    await forget(wire, author.blog.id)
    log += await author.revise("p1", "One, mended again.")
    new = await author.post("Two.")

    assert await wire.revisions(author.blog.id, "p1") == log
    assert await wire.revisions(author.blog.id, "p2") == new
    assert await wire.client.hkeys(keys.revisions(author.blog.id)) == [b"p2"]


async def test_a_post_with_more_revisions_than_are_asked_for_at_once(wire: RedisWire) -> None:
    author = Author(wire)
    await author.open()
    await author.post("One.")
    for batch in range(5):
        await write(author, [1] * 100, NOON + minutes(batch))

    found = await wire.revisions(author.blog.id, "p1")

    assert [entry.cursor for entry in found] == [
        Cursor(found[0].cursor.epoch, seq) for seq in range(2, 503)
    ]
