"""Readers that are slow, or take nothing at all, on real sockets with small buffers."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from gateway.people import Author, a_gateway, entries, eventually, follow, frame, ids
from tickerd.gateway import stream
from tickerd.gateway.app import Gateway
from tickerd.gateway.link import Link
from tickerd.gateway.reader import Reader
from tickerd.liveblog.cursor import Cursor
from tickerd.wire.redis import RedisWire

LONG = "x" * 60_000
HEAVY = 150
"""So many long posts are more than the kernel keeps for one connection."""


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[Link]:
    """All links that the gateway makes."""
    made: list[Link] = []

    def make(*args: Any, **options: Any) -> Link:
        made.append(Link(*args, **options))
        return made[-1]

    monkeypatch.setattr(stream, "Link", make)
    return made


@pytest.fixture
def falls(monkeypatch: pytest.MonkeyPatch) -> list[Cursor]:
    """Where readers fell out of the live set."""
    seen: list[Cursor] = []
    fall = Reader.fall

    def note(reader: Reader, place: Cursor) -> None:
        seen.append(place)
        fall(reader, place)

    monkeypatch.setattr(Reader, "fall", note)
    return seen


@pytest.fixture
def raw() -> Iterator[socket.socket]:
    """A socket that takes little at a time."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.settimeout(0)
        yield connection


async def ask(raw: socket.socket, gateway: Gateway, version: str = "1.1") -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, ("127.0.0.1", gateway.port))
    request = f"GET /v1/stream HTTP/{version}\r\nHost: localhost\r\n\r\n"
    await loop.sock_sendall(raw, request.encode())


async def take_until(raw: socket.socket, end: bytes) -> bytes:
    taken = bytearray()
    while end not in taken[-70_000:]:
        piece = await asyncio.get_running_loop().sock_recv(raw, 65_536)
        assert piece, "closed too early"
        taken += piece
    return bytes(taken)


async def test_a_slow_reader_costs_only_itself(
    wire: RedisWire, author: Author, raw: socket.socket, links: list[Link], falls: list[Cursor]
) -> None:
    """Invariant 10: one slow reader costs only itself: little memory, and nobody else's time."""
    limit = 100_000
    await author.open()
    async with a_gateway(wire, reader_buffer_bytes=limit, slow_seconds=20) as gateway:
        await ask(raw, gateway)
        await take_until(raw, b"event: live")
        async with follow(gateway, max_size=None) as quick:
            await frame(quick, "live")
            for _ in range(HEAVY):
                async with asyncio.timeout(1):
                    [sent] = await author.post(LONG)
                    assert ids(await entries(quick, 1)) == [str(sent.cursor)]

        slow = links[0].transport
        assert len(falls) == 1
        assert 0 < slow.get_write_buffer_size() <= limit + len(LONG) + 1000


async def test_a_slow_reader_loses_nothing(
    wire: RedisWire, author: Author, raw: socket.socket, falls: list[Cursor]
) -> None:
    """It asked by HTTP/1.0, so that its body is the bare events."""
    await author.open()
    async with a_gateway(wire, reader_buffer_bytes=100_000) as gateway:
        await ask(raw, gateway, version="1.0")
        await take_until(raw, b"event: live")
        sent = []
        for _ in range(HEAVY):
            sent += await author.post(LONG)
        sent += await author.post("The end.")
        taken = await take_until(raw, b"The end.")

    told = [line[4:].decode() for line in taken.split(b"\n") if line.startswith(b"id: ")]
    assert told[-len(sent) :] == [str(entry.cursor) for entry in sent]
    assert len(falls) >= 1


@pytest.mark.parametrize("system", ["with the kernel's help", "without"])
async def test_a_reader_that_takes_no_byte_for_a_while_is_closed(  # fixtures
    wire: RedisWire,
    author: Author,
    raw: socket.socket,
    links: list[Link],
    monkeypatch: pytest.MonkeyPatch,
    system: str,
) -> None:
    if system == "without":
        monkeypatch.delattr(socket, "TCP_USER_TIMEOUT", raising=False)
    await author.open()
    async with a_gateway(wire, reader_buffer_bytes=100_000, slow_seconds=0.5) as gateway:
        await ask(raw, gateway)
        await take_until(raw, b"event: live")
        for _ in range(HEAVY):
            await author.post(LONG)

        slow = links[0].transport
        await eventually(lambda: slow.is_closing() and slow.get_write_buffer_size() == 0)
        assert len(await take_to_the_end(raw)) < HEAVY * len(LONG)


async def take_to_the_end(raw: socket.socket) -> bytes:
    taken = bytearray()
    with suppress(ConnectionResetError):
        while piece := await asyncio.get_running_loop().sock_recv(raw, 65_536):
            taken += piece
    return bytes(taken)


async def test_a_reader_to_whom_nothing_happens_is_not_slow(
    wire: RedisWire, author: Author
) -> None:
    await author.open()
    async with (
        a_gateway(wire, slow_seconds=0.1, heartbeat_seconds=0.05) as gateway,
        follow(gateway) as connection,
    ):
        for _ in range(10):
            await frame(connection, "heartbeat")
        [sent] = await author.post("At last.")

        assert ids(await entries(connection, 1)) == [str(sent.cursor)]
