"""What the wire promises, held against real servers."""

import asyncio
import random
import socket
from contextlib import aclosing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.errors import BadSetting, CommitConflict, CursorExpired, WireUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.known import Window
from tickerd.wire import keys
from tickerd.wire.contract import Watches, Wire
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, open_line, read_all


async def dump(wire: RedisWire) -> dict[bytes, bytes]:
    """All that Redis holds of the wire, byte for byte."""
    names: list[bytes] = [name async for name in wire.client.scan_iter()]
    return {name: await wire.client.dump(name) for name in sorted(names)}  # type: ignore[misc]


async def test_it_is_what_the_contract_asks_for(wire: RedisWire) -> None:
    log: Wire = wire
    orders: Watches = wire

    assert await log.tip() == await log.floor()
    assert await orders.watches() == {}


async def test_an_empty_wire_has_a_place_from_which_one_may_follow(wire: RedisWire) -> None:
    tip = await wire.tip()

    assert tip.seq == 0
    assert await wire.floor() == tip
    assert await wire.place(NOON) == tip
    assert await wire.read(None, after=tip, limit=10) == []
    assert await wire.read([], after=tip, limit=10) == []


async def test_events_get_places_one_after_another(wire: RedisWire) -> None:
    tip = await wire.tip()

    entries = await Scribe(wire).write(3)
    more = await Scribe(wire, "ferry").write(2)

    cursors = [entry.cursor for entry in entries + more]
    assert cursors == [Cursor(tip.epoch, seq) for seq in (1, 2, 3, 4, 5)]
    assert await wire.tip() == cursors[-1]


async def test_bytes_are_the_same_published_stored_and_returned(
    wire: RedisWire, server: PrivateServer
) -> None:
    scribe = Scribe(wire)
    async with wire.client.pubsub() as pubsub:
        await pubsub.subscribe(keys.EVENTS_CHANNEL, keys.events_channel(scribe.blog))
        for _ in range(2):
            await pubsub.get_message(timeout=5)

        entries = await scribe.write(2, text="Grüße, “Zoë” \U0001f6a2 \\ \x01 end")

        heard = [await pubsub.get_message(timeout=5) for _ in range(4)]
    stored = await wire.client.xrange(keys.stream(scribe.blog)) or []
    read = await wire.read(None, after=await wire.floor(), limit=10)
    bodies = [entry.body for entry in entries]
    assert [fields for _, fields in stored] == [{b"body": body} for body in bodies]
    assert [name for name, _ in stored] == [b"1-0", b"2-0"]
    assert [message["data"] for message in heard if message] == [
        body for body in bodies for _ in range(2)
    ]
    assert read == entries
    assert [entry.event for entry in read] == [entry.event for entry in entries]


async def test_anyone_may_subscribe_over_the_socket(wire: RedisWire, server: PrivateServer) -> None:
    reader, writer = await asyncio.open_unix_connection(server.socket)
    writer.write(b"SUBSCRIBE tickerd:events\r\n")
    await reader.readuntil(b":1\r\n")

    (entry,) = await Scribe(wire).write(1)

    size = len(entry.body)
    message = b"*3\r\n$7\r\nmessage\r\n$14\r\ntickerd:events\r\n$%d\r\n%s\r\n" % (size, entry.body)
    assert await reader.readexactly(len(message)) == message
    writer.close()
    await writer.wait_closed()


async def test_a_state_is_what_was_committed_and_where_to_follow_from(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    window = Window(looked_at=NOON, shown=("a", "b"), missed=("c",), suspect=True)
    scribe.known = scribe.known.model_copy(update={"window": window})
    await scribe.write(12)
    await scribe.write(1)
    await Scribe(wire, "ferry").write(4)

    state = await wire.state(scribe.blog)

    assert state is not None
    assert state.known == scribe.known
    assert list(state.known.posts) == list(scribe.known.posts)
    assert (state.head, state.cursor) == (13, await wire.tip())
    assert await wire.state("unheard-of") is None


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
        line.loses_answers = True

        with pytest.raises(WireUnavailable):
            await scribe.write(2)

        line.loses_answers = False
        with pytest.raises(CommitConflict):
            await scribe.write(2)

    assert len(await read_all(wire, await wire.floor())) == 3


async def test_a_read_goes_through_a_link_that_was_lost(wire: RedisWire) -> None:
    entries = await Scribe(wire).write(2)
    await wire.client.client_kill_filter(_type="normal", skipme=True)

    assert await wire.read(None, after=await wire.floor(), limit=9) == entries


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
        await wire.commit(scribe.known, [], expect=0)
    with pytest.raises(ValueError, match=scribe.blog):
        await wire.commit(scribe.known, other.events(2), expect=0)


async def test_a_window_is_remembered_unless_the_blog_has_moved_on(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    early, late = Window(looked_at=NOON), Window(looked_at=NOON + minutes(1))
    await wire.remember(scribe.blog, early, expect=0)
    unopened = await wire.state(scribe.blog)
    await scribe.write(2)

    await wire.remember(scribe.blog, late, expect=2)
    await wire.remember(scribe.blog, early, expect=1)

    state = await wire.state(scribe.blog)
    assert unopened is None
    assert state is not None
    assert state.known.window == late


async def test_pages_of_any_size_and_view_are_the_one_order(wire: RedisWire) -> None:
    """Invariant 1: the log only grows, so that pages follow one another without a seam."""
    dice = random.Random(7)  # noqa: S311  # repeatable, not secret
    scribes = [Scribe(wire, f"blog{number}") for number in range(7)]
    whole = []
    for _ in range(80):
        whole += await dice.choice(scribes).write(dice.choice([1, 1, 1, 2, 9]))
    blogs = [scribe.blog for scribe in scribes]
    views = [None, blogs[:1], blogs[2:4], blogs[::2], [*blogs, "unheard-of"]]

    for view in views:
        wanted = [entry for entry in whole if view is None or entry.event.blog in view]
        for limit in (1, 3, 17, 1000):
            read, after = [], await wire.floor()
            while page := await wire.read(view, after=after, limit=limit):
                assert len(page) <= limit
                read += page
                after = page[-1].cursor
                if len(page) < limit:
                    break

            assert read == wanted


async def test_a_cursor_of_a_lost_log_has_expired(wire: RedisWire) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    await Scribe(wire).write(3)
    floor = await wire.floor()

    for cursor in (Cursor("another", 1), Cursor(floor.epoch, 4)):
        with pytest.raises(CursorExpired) as expired:
            await wire.read(None, after=cursor, limit=10)

        assert (expired.value.cursor, expired.value.resume) == (str(cursor), str(floor))
    assert await wire.read(None, after=Cursor(floor.epoch, 3), limit=10) == []


@pytest.mark.parametrize("view", [None, ["harbour-example-x"], []])
async def test_a_cursor_of_trimmed_events_has_expired(
    wire: RedisWire, view: list[str] | None
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    scribe = Scribe(wire)
    entries = await scribe.write(6)
    await wire.client.hset(keys.WIRE, "floor", "4")
    await wire.client.xtrim(keys.stream(scribe.blog), minid="5", approximate=False)

    with pytest.raises(CursorExpired, match="trimmed") as expired:
        await wire.read(view, after=entries[2].cursor, limit=10)

    resume = Cursor.parse(expired.value.resume)
    assert resume == await wire.floor() == await wire.place(NOON - minutes(60))
    assert await wire.read(None, after=resume, limit=10) == entries[4:]


@given(ages=st.lists(st.integers(-400, 400), min_size=1, max_size=25), data=st.data())
@settings(max_examples=25, deadline=None)
def test_all_that_was_observed_after_a_moment_follows_its_place(
    server: PrivateServer, ages: list[int], data: st.DataObject
) -> None:
    """However much the workers' clocks differ."""
    asked = data.draw(st.lists(st.integers(-500, 500), min_size=1, max_size=5))

    async def check() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            scribe = Scribe(wire)
            for age in ages:
                await scribe.write(1, at=NOON + timedelta(seconds=age))
            entries = await read_all(wire, await wire.floor())
            for age in asked:
                moment = NOON + timedelta(seconds=age)
                place = await wire.place(moment)
                later = [entry for entry in entries if entry.event.observed_at > moment]

                assert all(entry.cursor.seq > place.seq for entry in later)
                assert place in (await wire.tip(), *(entry.cursor for entry in entries)) or (
                    place == await wire.floor()
                )

    asyncio.run(check())


async def test_a_place_is_exact_to_the_minute(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    for minute in range(5):
        await scribe.write(10, at=NOON + minutes(minute))

    places = [(await wire.place(NOON + minutes(minute))).seq for minute in range(-1, 6)]

    assert places == [0, 0, 10, 20, 30, 40, 50]
    assert await wire.client.zcard(keys.MINUTES) == 5


async def test_live_rings_first_and_then_tells_every_event(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    async with aclosing(wire.live()) as live:
        bell = await anext(live)
        entries = [entry for _ in range(3) for entry in await scribe.write(2)]

        heard = [await anext(live) for _ in entries]

    assert bell is None
    assert heard == entries


async def test_live_rings_again_after_a_lost_link(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    async with aclosing(wire.live()) as live:
        await anext(live)
        killed = await wire.client.client_kill_filter(_type="pubsub")

        async with asyncio.timeout(5):
            bell = await anext(live)
        (entry,) = await scribe.write(1)

        assert (killed, bell) == (1, None)
        assert await anext(live) == entry


async def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"redis://me:secret@127.0.0.1:{taken.getsockname()[1]}/0"
        with pytest.raises(WireUnavailable, match=r"127\.0\.0\.1") as away:
            async with RedisWire.open(address):
                pass

    assert "secret" not in str(away.value)


async def test_a_password_that_is_missing_is_asked_for(
    wire: RedisWire, server: PrivateServer
) -> None:
    await wire.client.config_set("requirepass", "secret")
    try:
        with pytest.raises(WireUnavailable, match=r"(?i)password|authentication"):
            async with RedisWire.open(server.address):
                pass
        async with RedisWire.open(f"{server.address}?password=secret") as known:
            assert (await known.tip()).seq == 0
            assert known.address == server.address
    finally:
        await wire.client.config_set("requirepass", "")


@pytest.mark.parametrize("address", ["http://example.org", "nonsense", "redis://host:port"])
async def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadSetting, match="TICKERD_REDIS_URL"):
        async with RedisWire.open(address):
            pass


async def test_many_readers_wait_for_their_turn(wire: RedisWire) -> None:
    await Scribe(wire).write(5)
    floor = await wire.floor()

    pages = await asyncio.gather(*(wire.read(None, after=floor, limit=10) for _ in range(300)))

    assert all(len(page) == 5 for page in pages)
    assert all(one.cursor.seq < other.cursor.seq for one, other in pairwise(pages[0]))
