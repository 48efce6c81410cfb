"""Servers that stand together: a primary and a replica that a Sentinel watches, and a Cluster."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from redis.asyncio import Redis
from redis.exceptions import RedisError

import program
from wire.scribe import wait_until

SERVICE = "harbour"


@dataclass
class Node:
    """A server on a port of its own."""

    port: int
    process: asyncio.subprocess.Process

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    async def ask(self, *words: str | int) -> Any:
        """What the server answers to a command."""
        async with Redis(port=self.port, protocol=2) as client:
            return await client.execute_command(*words)  # type: ignore[no-untyped-call]

    async def replication(self) -> dict[str, Any]:
        """What it tells of its part in a replication."""
        async with Redis(port=self.port, protocol=2) as client:
            told: dict[str, Any] = await client.info("replication")
            return told

    async def says(self, **facts: object) -> bool:
        """Whether it tells all this of its part."""
        told = await self.replication()
        return all(told.get(name) == fact for name, fact in facts.items())

    async def kill(self) -> None:
        """End it as a power cut does."""
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


def free_port() -> int:
    """A port that nobody listens on; its bus, 10,000 above it, is one that exists."""
    while (port := program.free_port()) >= 55_000:
        pass
    return port


@asynccontextmanager
async def running(binary: Path, folder: Path, *options: str) -> AsyncIterator[Node]:
    """A server with its files in a folder, ready."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(binary, _configuration(folder)),
        *("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""),
        *("--repl-diskless-sync-delay", "0", *options),
        stdout=asyncio.subprocess.DEVNULL,
    )
    node = Node(port, process)
    try:
        await wait_until(lambda: answers(node))
        yield node
    finally:
        await node.kill()


def _configuration(folder: Path) -> Path:
    """An empty file: a Sentinel keeps there what it knows."""
    folder.mkdir(parents=True)
    file = folder / "server.conf"
    file.touch()
    return file


async def answers(node: Node) -> bool:
    """Whether it is there yet."""
    try:
        return bool(await node.ask("PING"))
    except RedisError:
        return False


SETTLED_SECONDS = 20
"""Servers come to know each other within so long, on a busy machine too."""


@dataclass
class Watched:
    """A primary and its replica, and the Sentinel that watches them."""

    primary: Node
    replica: Node
    sentinel: Node
    url: str


@asynccontextmanager
async def watching(binary: Path, folder: Path, primary: Node) -> AsyncIterator[Node]:
    """A Sentinel that watches a primary, and loses patience soon."""
    async with running(binary, folder, "--sentinel") as sentinel:
        await sentinel.ask("SENTINEL", "MONITOR", SERVICE, "127.0.0.1", primary.port, 1)
        for name, milliseconds in (("down-after-milliseconds", 300), ("failover-timeout", 3000)):
            await sentinel.ask("SENTINEL", "SET", SERVICE, name, milliseconds)
        yield sentinel


@asynccontextmanager
async def watched(binary: Path, folder: Path) -> AsyncIterator[Watched]:
    """Three servers; the replica follows, and the Sentinel knows it."""
    async with AsyncExitStack() as stack:
        primary, replica = [
            await stack.enter_async_context(running(binary, folder / name)) for name in "ab"
        ]
        await follow(replica, primary)
        sentinel = await stack.enter_async_context(watching(binary, folder / "s", primary))
        await settle(lambda: _knows_a_replica(sentinel))
        dead = f"127.0.0.1:{free_port()}"
        url = f"redis+sentinel://{dead},{sentinel.address}/{SERVICE}/0"
        yield Watched(primary, replica, sentinel, url)


async def _knows_a_replica(sentinel: Node) -> bool:
    return bool(await sentinel.ask("SENTINEL", "REPLICAS", SERVICE))


async def follow(node: Node, primary: Node) -> None:
    """Make a server the replica of another."""
    await node.ask("REPLICAOF", "127.0.0.1", primary.port)
    await settle(lambda: node.says(role="slave", master_link_status="up"))


async def catch_up(replica: Node, primary: Node) -> None:
    """Wait until a replica has all that its primary has."""
    offset = (await primary.replication())["master_repl_offset"]

    async def has_it() -> bool:
        return bool((await replica.replication())["slave_repl_offset"] >= offset)

    await settle(has_it)


async def settle(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until the servers have come to terms."""
    await wait_until(condition, SETTLED_SECONDS)


async def lead(node: Node) -> None:
    """Make a server its own primary."""
    await node.ask("REPLICAOF", "NO", "ONE")


@dataclass
class Joined:
    """A Cluster of three: who has all keys, its replica, and one that has none."""

    holder: Node
    replica: Node
    empty: Node
    url: str


@asynccontextmanager
async def joined(binary: Path, folder: Path) -> AsyncIterator[Joined]:
    """Three nodes that know each other."""
    async with AsyncExitStack() as stack:
        nodes = [
            await stack.enter_async_context(
                running(binary, folder / name, "--cluster-enabled", "yes")
            )
            for name in "abc"
        ]
        holder, replica, empty = nodes
        await holder.ask("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        for node in (replica, empty):
            await node.ask("CLUSTER", "MEET", "127.0.0.1", holder.port)
        await settle(lambda: _all(nodes, is_up))
        await replica.ask("CLUSTER", "REPLICATE", (await holder.ask("CLUSTER", "MYID")).decode())
        await wait_until(lambda: replica.says(role="slave", master_link_status="up"))
        yield Joined(holder, replica, empty, f"redis+cluster://{empty.address}")


async def take_over(cluster: Joined) -> None:
    """Make the replica the primary, without the vote of others; the old one hears of it."""
    await catch_up(cluster.replica, cluster.holder)
    await cluster.replica.ask("CLUSTER", "FAILOVER", "TAKEOVER")
    await settle(lambda: cluster.holder.says(role="slave"))


async def is_up(node: Node, of: int = 3) -> bool:
    """Whether a node of a Cluster knows all nodes, and serves."""
    told: bytes = await node.ask("CLUSTER", "INFO")
    return {b"cluster_state:ok", b"cluster_known_nodes:%d" % of} <= set(told.split())


async def _all(nodes: Sequence[Node], holds: Callable[[Node], Awaitable[bool]]) -> bool:
    return all([await holds(node) for node in nodes])


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbour")])
    own = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(own, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files
