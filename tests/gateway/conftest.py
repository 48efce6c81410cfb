"""A real gateway on a real wire."""

from collections.abc import AsyncIterator

import aiohttp
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
    async with a_gateway(wire) as gateway:
        yield gateway


@pytest_asyncio.fixture
async def http(gateway: Gateway) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(gateway.url) as session:
        yield session


@pytest_asyncio.fixture
async def quick_gateway(wire: RedisWire) -> AsyncIterator[Gateway]:
    """Its heart beats fast."""
    async with a_gateway(wire, heartbeat_seconds=0.05) as gateway:
        yield gateway
