"""What the worker's tests share: real origin servers, a real Redis, a process that reads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pytest_asyncio import is_async_test
from redis.asyncio import Redis

from makers import a_watch
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Poller
from worker.looks import MakePoller
from worker.origin import LOOPBACK, Origin, open_origin
from worker.pages import FIRST, bulletins

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run this room's tests in one event loop, so that they share one process that reads."""
    one_loop = pytest.mark.asyncio(loop_scope="session")
    for item in items:
        if HERE in item.path.parents and is_async_test(item):
            item.add_marker(one_loop, append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def origin() -> AsyncIterator[Origin]:
    async with open_origin() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def other_origin() -> AsyncIterator[Origin]:
    async with open_origin() as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PrivateServer]:
    async with serve(tmp_path_factory.mktemp("redis")) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def wire(server: PrivateServer) -> AsyncIterator[RedisWire]:
    """An empty wire, and its watches."""
    async with Redis.from_url(server.address) as client:
        await client.flushall()
    async with RedisWire.open(server.address) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def own_server(tmp_path: Path) -> AsyncIterator[PrivateServer]:
    """A Redis that a test may kill."""
    async with serve(tmp_path) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_addresses=LOOPBACK, fetch_seconds=5.0, body_bytes=100_000) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as one:
        yield one


@pytest.fixture
def make_poller(wire: RedisWire, fetcher: Fetcher, parser: Parser) -> MakePoller:
    def make(url: str) -> Poller:
        return Poller(a_watch(url), wire=wire, fetcher=fetcher, parser=parser)

    return make


@pytest.fixture
def posts_url(other_origin: Origin) -> str:
    """Where the posts are: on another host's port than the page."""
    return other_origin.put("/api/posts.json", bulletins(FIRST), Content_Type="application/json")
