"""Servers that a drill may do anything to: the embedded one, and Debian's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from needs import need_program
from tickerd.wire.binary import find_binary
from tickerd.wire.private import PrivateServer, serve


@pytest.fixture(params=["embedded", "redis-server"])
def binary(request: pytest.FixtureRequest) -> Path:
    """The server program."""
    if request.param == "embedded":
        return find_binary(None)
    return Path(need_program("redis-server", "apt install redis-server"))


@pytest_asyncio.fixture
async def kept(binary: Path, tmp_path: Path) -> AsyncIterator[PrivateServer]:
    """A server that is started again whenever it dies, as `tickerd run` does it."""
    async with serve(tmp_path / "data", binary) as server:
        yield server


@pytest_asyncio.fixture
async def bare(binary: Path, tmp_path: Path) -> AsyncIterator[PrivateServer]:
    """A server that only the drill starts again."""
    (tmp_path / "data").mkdir()
    server = PrivateServer(tmp_path / "data", binary)
    await server.start()
    yield server
    await server.end()
