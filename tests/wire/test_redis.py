"""What the wire promises, held against real servers."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import NOON, minutes
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.known import Window
from tickerd.wire import keys
from tickerd.wire.contract import Watches, Wire
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from wire.scribe import Scribe, read_all


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
    assert (state.head.seq, state.cursor) == (13, await wire.tip())
    assert await wire.state("unheard-of") is None


async def test_a_window_is_remembered_unless_the_blog_has_moved_on(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    early, late = Window(looked_at=NOON), Window(looked_at=NOON + minutes(1))
    await wire.remember(scribe.blog, early, expect=NO_HEAD)
    unopened = await wire.state(scribe.blog)
    first, second = await scribe.write(2)

    await wire.remember(scribe.blog, late, expect=Head.of(second))
    await wire.remember(scribe.blog, early, expect=Head.of(first))
    await wire.remember(scribe.blog, early, expect=Head(second.cursor.seq, first.hash))

    state = await wire.state(scribe.blog)
    assert unopened is None
    assert state is not None
    assert state.known.window == late


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


async def test_a_place_is_exact_to_the_minute_and_at_the_tip_to_the_event(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    for minute in range(5):
        await scribe.write(10, at=NOON + minutes(minute))

    places = [(await wire.place(NOON + minutes(minute))).seq for minute in range(-1, 6)]

    assert places == [0, 0, 10, 20, 30, 50, 50]
    assert await wire.client.zcard(keys.MINUTES) == 5


async def test_live_rings_first_and_then_tells_every_event(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    async with aclosing(wire.live()) as live:
        bell = await anext(live)
        entries = [entry for _ in range(3) for entry in await scribe.write(2)]

        heard = [await anext(live) for _ in entries]

    assert bell is None
    assert heard == entries


@pytest.mark.parametrize("noise", [b"", b"hello", b'{"specversion":"1.0","id":"7"', b"\xff\x00"])
async def test_noise_on_the_channel_is_a_doorbell_and_no_more(
    wire: RedisWire, noise: bytes
) -> None:
    async with aclosing(wire.live()) as live, asyncio.timeout(5):
        await anext(live)
        await wire.client.publish(keys.EVENTS_CHANNEL, noise)

        bell = await anext(live)
        (entry,) = await Scribe(wire).write(1)

        assert bell is None
        assert await anext(live) == entry


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
