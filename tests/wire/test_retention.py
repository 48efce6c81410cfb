"""Trimming the log: what goes, whom it concerns, and what they are told."""

import asyncio
from datetime import timedelta

import pytest

from makers import NOON, minutes
from tickerd.errors import CursorExpired, WireUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.retention import Retention
from tickerd.wire import checkpoints, keys, retention
from tickerd.wire.redis import RedisWire
from wire.chronicle import Chronicle, ask_everything, stand_at
from wire.scribe import Scribe

LATER = NOON + minutes(60)
LAST_TWO = Retention(events=2)


async def test_a_cursor_of_trimmed_events_is_told_why_and_where_to_go_on(wire: RedisWire) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    scribe = Scribe(wire)
    entries = await scribe.write(6)

    assert await wire.trim(scribe.blog, LAST_TWO, at=LATER) == 4

    for view in (None, [scribe.blog], [scribe.blog, "unheard-of"]):
        with pytest.raises(CursorExpired) as expired:
            await wire.read(view, after=entries[2].cursor, limit=10)

        assert expired.value.cause == (
            f"the events of {scribe.blog} up to {entries[3].cursor} have been trimmed away: "
            "of each blog the last 2 events are kept"
        )
        assert Cursor.parse(expired.value.resume) == entries[3].cursor == await wire.floor(view)
        assert await wire.read(view, after=entries[3].cursor, limit=10) == entries[4:]
        assert await wire.place(NOON - minutes(60), view) == entries[3].cursor


async def test_who_does_not_read_the_trimmed_blog_is_not_harmed(wire: RedisWire) -> None:
    busy, quiet = Scribe(wire, "busy"), Scribe(wire, "quiet")
    wanted = await quiet.write(2)
    await busy.write(6)
    start = Cursor(wanted[0].cursor.epoch, 0)
    await wire.trim(busy.blog, LAST_TWO, at=LATER)

    assert await wire.read([quiet.blog], after=start, limit=10) == wanted
    assert await wire.floor([quiet.blog]) == await wire.floor([]) == start
    assert await wire.place(NOON - minutes(60), [quiet.blog]) == start
    assert (await wire.floor()).seq == (await wire.floor([quiet.blog, busy.blog])).seq == 6


async def test_events_go_by_their_age_in_many_steps(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    for day in range(5):
        await scribe.write(300, at=NOON + timedelta(days=day))
    state = await wire.state(scribe.blog)

    gone = await wire.trim(scribe.blog, Retention(days=2), at=NOON + timedelta(days=4))

    assert gone == 600
    assert (await wire.floor()).seq == 600
    assert await wire.client.xlen(keys.stream(scribe.blog)) == 900
    assert await wire.state(scribe.blog) == state
    assert await wire.trim(scribe.blog, Retention(days=2), at=NOON + timedelta(days=4)) == 0


async def test_a_blog_whose_events_are_all_gone_goes_on(wire: RedisWire) -> None:
    """Invariant 1: the log only grows, and no place is given twice."""
    scribe = Scribe(wire)
    entries = await scribe.write(3)
    await wire.trim(scribe.blog, Retention(days=1), at=NOON + timedelta(days=9))

    with pytest.raises(CursorExpired, match="events are kept for 1 days"):
        await wire.read(None, after=entries[1].cursor, limit=10)
    assert await wire.read(None, after=entries[2].cursor, limit=10) == []
    more = await scribe.write(2, at=NOON + timedelta(days=9))

    assert [entry.cursor.seq for entry in more] == [4, 5]
    assert await wire.read(None, after=await wire.floor(), limit=10) == more


async def test_a_log_is_not_trimmed_without_a_rule_nor_where_there_is_none(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    await scribe.write(3)

    assert await wire.trim(scribe.blog, Retention(), at=NOON + timedelta(days=999)) == 0
    assert await wire.trim("unheard-of", LAST_TWO, at=LATER) == 0
    assert await wire.blogs() == {scribe.blog: 3}


async def test_many_may_trim_at_once(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    entries = await scribe.write(1400)

    counts = await asyncio.gather(
        *(wire.trim(scribe.blog, Retention(events=100), at=LATER) for _ in range(5))
    )

    assert sum(counts) == 1300
    assert await wire.floor() == entries[1299].cursor
    assert await wire.read(None, after=entries[1299].cursor, limit=999) == entries[1300:]


@pytest.mark.parametrize("damaged", [keys.FLOORS, keys.REASONS])
async def test_a_trim_that_cannot_be_whole_is_not_begun(wire: RedisWire, damaged: str) -> None:
    scribe = Scribe(wire)
    await scribe.write(6)
    await wire.client.set(damaged, "no such thing")

    with pytest.raises(WireUnavailable, match="altered"):
        await wire.trim(scribe.blog, LAST_TWO, at=LATER)

    await wire.client.delete(damaged)
    assert len(await wire.read(None, after=await wire.floor(), limit=10)) == 6


@pytest.mark.parametrize("seed", range(2))
async def test_the_past_behind_a_floor_is_told_as_before(
    wire: RedisWire, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what is before it nothing is made up."""
    monkeypatch.setattr(retention, "_STEP", 7)
    monkeypatch.setattr(checkpoints, "LEAST_EVENTS", 9)
    chronicle = Chronicle(wire, seed, names=("a",))
    await chronicle.go_on(30)
    (blog,), moments = chronicle.blogs, [NOON + minutes(count) for count in range(0, 200, 8)]
    before = [await stand_at(wire, blog, moment) for moment in moments]
    posts = list(chronicle.scribes[0].known.posts)
    about = {post: await wire.revisions(blog, post) for post in posts}

    for left in (40, 20, 6):
        await wire.trim(blog, Retention(events=left), at=chronicle.at + minutes(60))
        floor = await wire.floor([blog])
        gone = [entry for entry in chronicle.entries if entry.cursor.seq <= floor.seq]
        latest = max(entry.observed_at for entry in gone)

        assert len(gone) == len(chronicle.entries) - left
        for moment, known in zip(moments, before, strict=True):
            told = await stand_at(wire, blog, moment)
            assert told == (known if moment >= latest else "trimmed")
        for post in posts:
            kept = [entry for entry in about[post] if entry.cursor.seq > floor.seq]
            assert await wire.revisions(blog, post) == kept
    named = await wire.client.hgetall(keys.revisions(blog))
    assert all(int(seq) > floor.seq for seqs in named.values() for seq in seqs.split())


async def test_a_trimmed_log_is_sealed_with_the_state_at_its_floor(archived: RedisWire) -> None:
    chronicle = Chronicle(archived, 4, names=("a",))
    await chronicle.go_on(20)
    (blog,) = chronicle.blogs
    await archived.trim(blog, Retention(events=10), at=chronicle.at + minutes(60))
    places = [entry.cursor for entry in chronicle.entries[::5]]
    before = await ask_everything(archived, [blog], places)

    await archived.seal(blog, at=NOON)

    assert await ask_everything(archived, [blog], places) == before
    assert not await archived.client.exists(keys.ground(blog))
