"""The WebSocket's manners: handshake, what a reader may send, and how both sides close."""

import asyncio
import socket

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK

from gateway.people import Author, a_gateway, entries, eventually, follow, frame, ids
from tickerd.gateway.app import Gateway
from tickerd.telemetry import READERS
from tickerd.wire.redis import RedisWire


def connected(transport: str = "websocket") -> float:
    return float(READERS.labels(transport=transport)._value.get())


async def test_compression_is_off_even_if_a_reader_offers_it(gateway: Gateway) -> None:
    async with (
        aiohttp.ClientSession(gateway.url) as session,
        session.ws_connect("/v1/stream", compress=15) as connection,
    ):
        assert connection.compress == 0


async def test_pings_are_answered_and_chatter_does_no_harm(
    gateway: Gateway, author: Author
) -> None:
    await author.open()
    async with follow(gateway) as connection:
        await frame(connection, "live")
        await connection.send('{"subscribe": "all"}')
        await connection.send(b"\x00\x01")
        await (await connection.ping())
        [sent] = await author.post("Still there.")

        assert ids(await entries(connection, 1)) == [str(sent.cursor)]


async def test_a_message_too_large_ends_the_connection(gateway: Gateway) -> None:
    async with follow(gateway) as connection:
        await connection.send("x" * 5000)
        with pytest.raises(ConnectionClosedError) as closed:
            await take_all(connection)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def take_all(connection: ClientConnection) -> None:
    while True:
        await connection.recv()


async def test_a_reader_that_closes_is_let_go(gateway: Gateway) -> None:
    before = connected()
    connection = await follow(gateway)
    await frame(connection, "live")
    assert connected() == before + 1
    await connection.close()

    assert connection.close_code == 1000
    await eventually(lambda: connected() == before)


async def test_a_reader_that_is_cut_off_is_let_go(gateway: Gateway, author: Author) -> None:
    await author.open()
    before = connected(), connected("sse")
    connection = await follow(gateway)
    await frame(connection, "live")
    with socket.create_connection(("127.0.0.1", gateway.port)) as raw:
        raw.sendall(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await eventually(lambda: connected("sse") == before[1] + 1)
    connection.transport.abort()

    await eventually(lambda: (connected(), connected("sse")) == before)
    await author.post("Nobody is there.")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?kind=nonsense", 400),
        ("?since=yesterday", 400),
        ("?speed=0", 400),
        ("?blogs=x", 400),
        ("?blog=unknown", 404),
    ],
)
async def test_a_wrong_wish_is_refused_before_the_upgrade(
    http: aiohttp.ClientSession, query: str, status: int
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(f"/v1/stream{query}")

    assert refused.value.status == status


async def test_a_stopping_gateway_says_bye_and_is_quick_about_it(
    wire: RedisWire, author: Author
) -> None:
    await author.open()
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession() as session:
        async with a_gateway(wire) as gateway:
            connections = [await follow(gateway) for _ in range(20)]
            for connection in connections:
                await frame(connection, "live")
            response = await session.get(f"{gateway.url}/v1/stream")
            began_at = loop.time()
        took_seconds = loop.time() - began_at
        told = await response.text()

    for connection in connections:
        assert "come back" in (await frame(connection, "bye"))["reason"]
        with pytest.raises(ConnectionClosedOK) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001
    assert told.split("event: ")[-1].startswith("bye\n")
    assert took_seconds < 3


async def test_a_stopping_gateway_does_not_wait_for_a_reader_that_takes_nothing(
    wire: RedisWire, author: Author
) -> None:
    await author.open()
    loop = asyncio.get_running_loop()
    with socket.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        async with a_gateway(wire, reader_buffer_bytes=50_000) as gateway:
            before = connected("sse")
            raw.connect(("127.0.0.1", gateway.port))
            raw.sendall(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await eventually(lambda: connected("sse") == before + 1)
            for _ in range(30):
                await author.post("x" * 60_000)
            began_at = loop.time()

        assert loop.time() - began_at < 6
        assert connected("sse") == before
