"""Following, over links that are cut, dead, restarted, and past what is not there any more."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

import tickerd
from client.conftest import Cable
from gateway.people import Author, a_gateway, eventually
from tickerd import BadCursor, BadRequest, CursorExpired, GatewayUnreachable, UnknownBlog
from tickerd.client.course import Wish
from tickerd.client.stream import Frame, entries, follow
from tickerd.gateway.app import Gateway
from tickerd.wire.redis import RedisWire


async def take(told: AsyncIterator[Any], count: int) -> list[Any]:
    """The next so many."""
    async with asyncio.timeout(10):
        return [await anext(told) for _ in range(count)]


async def ask(told: AsyncGenerator[Any, None]) -> None:
    """Have it try for its first event."""
    async with aclosing(told), asyncio.timeout(5):
        await anext(told)


async def test_an_event_is_typed_and_has_its_cursor(gateway: Gateway, author: Author) -> None:
    written = [*await author.open(), *await author.post("One.", "Two.")]
    await author.revise("p1", "One and a half.")

    async with aclosing(tickerd.follow(gateway.url, since="earliest")) as told:
        events = await take(told, 4)

    assert [event.cursor for event in events[:3]] == [str(entry.cursor) for entry in written]
    match events:
        case [
            tickerd.BlogOpened(),
            tickerd.PostAdded(post=one),
            tickerd.PostAdded(),
            tickerd.PostRevised(revision=2, post=better),
        ]:
            assert (one.text, better.text) == ("One.", "One and a half.")
        case _:
            pytest.fail(f"other kinds came: {events}")


async def test_following_from_a_cursor_gives_what_is_after_it(
    gateway: Gateway, author: Author
) -> None:
    """Invariant 2: a cursor is exclusive."""
    await author.open()
    entries = await author.post("One.", "Two.", "Three.")

    since = str(entries[0].cursor)
    async with aclosing(follow(gateway.url, since=since)) as told:
        events = await take(told, 2)

    assert [event.post.text for event in events] == ["Two.", "Three."]


async def test_following_live_gives_what_happens_from_now_on(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    frames: list[Frame] = []
    told = entries(gateway.url, Wish(), on_frame=frames.append)
    first = asyncio.create_task(anext(told))
    await eventually(lambda: any(frame["frame"] == "live" for frame in frames))

    (written,) = await author.post("News.")

    assert await first == written
    assert (await first).body == written.body
    await told.aclose()


async def test_a_view_narrows_what_comes(gateway: Gateway, author: Author) -> None:
    other = Author(author.wire, "https://elsewhere.example/live", story="storm")
    await author.open()
    await author.post("One.")
    await other.open()
    await other.post("Two.")
    view = follow(gateway.url, since="earliest", story=["storm", "calm"], kinds="post.added")

    async with aclosing(view) as told:
        (event,) = await take(told, 1)

    assert (event.blog, event.post.text) == (other.blog.id, "Two.")


async def test_each_event_comes_once_and_in_order_over_a_cable_that_is_cut(
    cable: Cable, author: Author
) -> None:
    await author.open()
    texts = [f"Post {n}." for n in range(80)]

    async def write() -> None:
        for n, text in enumerate(texts):
            await author.post(text)
            if n % 16 == 7:
                laid = cable.laid
                cable.cut()
                await eventually(lambda laid=laid: cable.laid > laid)  # type: ignore[misc]

    async with aclosing(follow(cable.url, since="earliest", kinds="post.added")) as told:
        writing = asyncio.create_task(write())
        events = await take(told, len(texts))
        await writing

    assert [event.post.text for event in events] == texts
    assert cable.laid > 4


async def test_what_happens_before_the_first_event_and_during_a_cut_is_not_lost(
    cable: Cable, author: Author
) -> None:
    await author.open()
    frames: list[Frame] = []
    told = entries(cable.url, Wish(), on_frame=frames.append)
    first = asyncio.create_task(anext(told))
    await eventually(lambda: "live" in {frame["frame"] for frame in frames})

    cable.cut()
    (written,) = await author.post("While nobody listened.")

    assert await asyncio.wait_for(first, 5) == written
    assert "lost" in {frame["frame"] for frame in frames}
    await told.aclose()


async def test_a_dead_link_is_noticed_by_its_silence(cable: Cable, author: Author) -> None:
    await author.open()
    frames: list[Frame] = []
    told = entries(cable.url, Wish(), on_frame=frames.append)
    first = asyncio.create_task(anext(told))
    await eventually(lambda: "heartbeat" in {frame["frame"] for frame in frames})

    cable.dead = True
    await eventually(lambda: "lost" in {frame["frame"] for frame in frames})
    cable.dead = False
    (written,) = await author.post("It is back.")

    assert "no word for 0.5 seconds" in next(f for f in frames if f["frame"] == "lost")["reason"]
    assert await asyncio.wait_for(first, 5) == written
    await told.aclose()


async def test_a_gateway_may_be_restarted(wire: RedisWire, author: Author) -> None:
    await author.open()
    frames: list[Frame] = []
    async with a_gateway(wire) as gateway:
        told = entries(gateway.url, Wish(), since="earliest", on_frame=frames.append)
        opened = await take(told, 1)
        second = asyncio.create_task(anext(told))
        await eventually(lambda: "live" in {frame["frame"] for frame in frames})
    (written,) = await author.post("While it was away.")
    await eventually(lambda: [frame["frame"] for frame in frames].count("lost") > 1)

    async with a_gateway(wire, port=gateway.port):
        assert await asyncio.wait_for(second, 10) == written

        await told.aclose()
    assert opened[0].event.kind == "blog.opened"
    assert "bye" in {frame["frame"] for frame in frames}


async def test_a_cursor_that_is_no_good_any_more_is_told_with_a_way_on(
    gateway: Gateway, author: Author
) -> None:
    """Invariant 2: a stale cursor gets `reset`, never silence."""
    await author.open()

    with pytest.raises(CursorExpired) as caught:
        await ask(follow(gateway.url, since="gone-7"))
    async with aclosing(follow(gateway.url, since=caught.value.resume)) as told:
        (event,) = await take(told, 1)

    assert caught.value.cursor == "gone-7"
    assert str(caught.value).count("gone-7") == 1
    assert event.kind == "blog.opened"


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"since": "yesterday"}, BadCursor),
        ({"since": datetime(2026, 1, 1)}, BadRequest),  # noqa: DTZ001 - that is the slip
        ({"kinds": "post.pinned"}, BadRequest),
        ({"speed": 0.0}, BadRequest),
        ({"blog": "nobody-knows"}, UnknownBlog),
    ],
)
async def test_what_one_can_act_on_is_raised(
    gateway: Gateway, wish: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await ask(follow(gateway.url, **wish))


async def test_a_gateway_that_is_not_there_is_told_at_once(unused_tcp_port: int) -> None:
    with pytest.raises(GatewayUnreachable) as caught:
        await ask(follow(f"http://127.0.0.1:{unused_tcp_port}"))

    assert str(unused_tcp_port) in str(caught.value)


@pytest.mark.parametrize("server", ["127.0.0.1:8080", "ftp://host", "http://", "http://a:b"])
async def test_a_server_must_be_a_url(server: str) -> None:
    with pytest.raises(BadRequest):
        await ask(follow(server))


async def test_something_else_than_a_gateway_is_told_from_one() -> None:
    async def chatter(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str("hello, world")
        await socket.close()
        return socket

    app = web.Application()
    app.add_routes([web.get("/chat/v1/stream", chatter)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()

    for path, cause in [("/chat", "does not speak"), ("", "it answers 404")]:
        with pytest.raises(GatewayUnreachable, match=cause):
            await ask(follow(f"http://127.0.0.1:{site.port}{path}"))
    await runner.cleanup()


async def test_the_past_may_be_played_fast_and_goes_over_into_the_present(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    await author.post("One.", "Two.", at=author.at + timedelta(seconds=30))
    loop = asyncio.get_running_loop()
    began_at = loop.time()

    async with aclosing(follow(gateway.url, since="earliest", speed=100)) as told:
        past = await take(told, 3)
        took_seconds = loop.time() - began_at
        await author.post("Three.")
        (present,) = await take(told, 1)

    assert [event.kind for event in past] == ["blog.opened", "post.added", "post.added"]
    assert took_seconds > 0.25
    assert present.post.text == "Three."


async def test_a_follower_that_leaves_closes_its_link(cable: Cable, author: Author) -> None:
    await author.open()

    async with aclosing(follow(cable.url, since="earliest")) as told:
        await take(told, 1)
        assert cable.links

    await eventually(lambda: not cable.links)


async def test_a_consumer_that_takes_its_time_gets_everything(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    texts = [f"Post {n}. " + "x" * 20_000 for n in range(100)]
    await author.post(*texts)

    got = []
    async with aclosing(follow(gateway.url, since="earliest", kinds="post.added")) as told:
        async for event in told:
            assert isinstance(event, tickerd.PostAdded)
            got.append(event.post.text)
            if len(got) == 1:
                await asyncio.sleep(0.7)  # longer than the silence that a dead link would keep
            if len(got) == len(texts):
                break

    assert got == texts
