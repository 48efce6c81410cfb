"""Real servers of every kind that is here, and a wire in each, empty for each test."""

import asyncio
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

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


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of a server that speaks S3."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        asyncio.run(_wait_for(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


async def _wait_for(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                await writer.wait_closed()
                return


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a bucket there; where it is, the environment says."""
    for name, value in {
        "AWS_ENDPOINT": s3,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": "something",
    }.items():
        monkeypatch.setenv(name, value)
    with urlopen(Request(f"{s3}/sealed", method="PUT")):  # noqa: S310  # loopback only
        pass
    return "s3://sealed/live"
