"""Real servers of every kind that is here, and a wire in each, empty for each test."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from tickerd.wire.archive import Archive
from tickerd.wire.binary import find_binary
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder

BINARIES: dict[str, Path] = {
    path.name: path
    for path in (find_binary(None), Path(shutil.which("redis-server") or "nowhere"))
    if path.exists()
}


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=sorted(BINARIES))
async def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[PrivateServer]:
    async with serve(tmp_path_factory.mktemp("redis"), BINARIES[request.param]) as server:
        yield server


@pytest_asyncio.fixture
async def wire(server: PrivateServer) -> AsyncIterator[RedisWire]:
    async with Redis.from_url(server.address) as client:
        await client.flushall()
    async with RedisWire.open(server.address) as wire:
        yield wire


@pytest_asyncio.fixture
async def archived(
    wire: RedisWire, server: PrivateServer, tmp_path: Path
) -> AsyncIterator[RedisWire]:
    """The wire, with a folder for sealed logs beside it."""
    async with RedisWire.open(server.address, Archive(Folder(tmp_path / "archive"))) as one:
        yield one
