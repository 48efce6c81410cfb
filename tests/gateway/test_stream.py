"""The stream: the same bytes everywhere, history into live, resets and goodbyes."""

import json

import aiohttp
from redis.asyncio import Redis

from gateway.people import Author, SseReader, entries, follow, frame
from tickerd.gateway.app import Gateway
from tickerd.wire.private import PrivateServer


async def test_the_same_bytes_go_to_pubsub_websocket_sse_and_http(
    gateway: Gateway, author: Author, server: PrivateServer, http: aiohttp.ClientSession
) -> None:
    await author.open()
    async with (
        Redis.from_url(server.address) as client,
        client.pubsub() as pubsub,
        follow(gateway) as socket,
        http.get("/v1/stream") as response,
    ):
        await pubsub.subscribe("tickerd:events")
        await pubsub.get_message(timeout=5)
        await frame(socket, "live")
        sse = SseReader(response)
        while (await sse.receive()).get("event") != "live":
            pass
        [entry] = await author.post("Über “sails”, \u2028 and a\nnew line 🌊")

        published = await pubsub.get_message(timeout=5)
        [by_websocket] = await entries(socket, 1)
        [by_sse] = await sse.events(1)
        async with http.get(f"/v1/blogs/{author.blog.id}/events") as page:
            by_http = await page.read()

    assert published is not None
    assert published["data"] == entry.body
    assert by_websocket.encode() == entry.body
    assert by_sse == {"id": str(entry.cursor), "data": entry.body.decode()}
    assert entry.body in by_http
    assert json.loads(by_http)["events"][1] == json.loads(entry.body)
