"""A real gateway on a real wire, and a cable to it that can be cut."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.people import Author, a_gateway
from tickerd.gateway.app import Gateway
from tickerd.wire.redis import RedisWire


@pytest.fixture
def author(wire: RedisWire) -> Author:
    return Author(wire)


@pytest_asyncio.fixture
async def gateway(wire: RedisWire) -> AsyncIterator[Gateway]:
    async with a_gateway(wire, heartbeat_seconds=0.2) as gateway:
        yield gateway


class Cable:
    """A TCP proxy to a port: it may be cut, or go dead without a word."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.dead = False
        self.links: set[asyncio.StreamWriter] = set()
        self.laid = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Tear all connections, at both ends."""
        for writer in self.links:
            writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.laid += 1
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self.links |= both
        ways = [
            asyncio.create_task(self._pump(reader, far_writer)),
            asyncio.create_task(self._pump(far_reader, writer)),
        ]
        self._tasks.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for task in ways:
            task.cancel()
        for end in both:
            end.transport.abort()
        self.links -= both

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                if not self.dead:
                    writer.write(data)
                    await writer.drain()
        except ConnectionError:
            return


@pytest_asyncio.fixture
async def cable(gateway: Gateway) -> AsyncIterator[Cable]:
    cable = Cable(gateway.port)
    listener = await asyncio.start_server(cable.carry, "127.0.0.1", 0)
    cable.port = listener.sockets[0].getsockname()[1]
    try:
        yield cable
    finally:
        listener.close()
        cable.cut()
