"""What tests of several rooms share: a real wire, and the saved pages of real live blogs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from needs import need_saved
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire

# a machine that is busy with something else is no fault of the code
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of saved real pages, each with what is right beside it."""
    return need_saved("pages")


@pytest.fixture(scope="session")
def shared_histories() -> Path:
    """The folder of pages that were saved again and again."""
    return need_saved("histories")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PrivateServer]:
    async with serve(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest_asyncio.fixture
async def wire(server: PrivateServer) -> AsyncIterator[RedisWire]:
    async with Redis.from_url(server.address) as client:
        await client.flushall()
    async with RedisWire.open(server.address) as wire:
        yield wire
