"""Heartbeats: nothing happened, or we lost the source."""

import json
from datetime import timedelta

import aiohttp

from gateway.people import Author, SseReader, follow, frame
from makers import NOON
from tickerd.gateway.app import Gateway
from tickerd.liveblog.blog import Look
from tickerd.wire.redis import RedisWire


async def test_a_heartbeat_tells_how_the_last_look_at_each_blog_of_the_view_went(
    wire: RedisWire, quick_gateway: Gateway
) -> None:
    harbour = Author(wire, "https://harbour.example/live", story="storm")
    market = Author(wire, "https://market.example/live")
    for author in (harbour, market):
        await author.open()
        await wire.note_look(
            Look(
                blog=author.blog.id,
                looked_at=NOON + timedelta(minutes=2),
                succeeded_at=NOON,
                state="Refused",
                problem="It answered 503.",
            )
        )
    async with follow(quick_gateway, "?story=storm") as socket:
        beat = await frame(socket, "heartbeat")
        while not beat["blogs"]:
            beat = await frame(socket, "heartbeat")

    assert beat["blogs"] == {
        harbour.blog.id: {
            "looked_at": "2026-06-01T12:02:00Z",
            "succeeded_at": "2026-06-01T12:00:00Z",
            "state": "Refused",
            "problem": "It answered 503.",
        }
    }
    assert beat["cursor"] == str(await wire.tip())
    assert beat["time"].endswith("Z")


async def test_a_heartbeat_moves_the_last_event_id_on_where_the_view_was_silent(
    wire: RedisWire, quick_gateway: Gateway, author: Author
) -> None:
    await author.open()
    url = f"{quick_gateway.url}/v1/stream?kind=post.removed"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        sse = SseReader(response)
        assert await sse.receive() == {"retry": "2000"}
        assert (await sse.receive())["event"] == "hello"
        [unseen] = await author.post("Not in the view.")
        told = await sse.receive()
        while told["event"] != "heartbeat" or told["id"] != str(unseen.cursor):
            told = await sse.receive()

    assert json.loads(told["data"])["cursor"] == str(unseen.cursor)


async def test_a_blog_that_is_watched_no_more_leaves_the_heartbeat(
    wire: RedisWire, quick_gateway: Gateway, author: Author
) -> None:
    await author.open()
    await wire.note_look(Look(blog=author.blog.id, looked_at=NOON, succeeded_at=NOON))
    async with follow(quick_gateway) as socket:
        while not (await frame(socket, "heartbeat"))["blogs"]:
            pass
        await wire.remove_watch(author.blog.id)
        beat = await frame(socket, "heartbeat")
        while beat["blogs"]:
            beat = await frame(socket, "heartbeat")

    assert beat["cursor"] == str(await wire.tip())
