"""A wire in servers that stand together goes on when another of them becomes the primary."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tickerd.errors import BadSetting, WireUnavailable
from tickerd.wire.connection import without_password
from tickerd.wire.redis import RedisWire
from wire.conftest import BINARIES
from wire.scribe import Scribe, read_all
from wire.topologies import (
    SERVICE,
    Joined,
    Node,
    Watched,
    catch_up,
    certify,
    follow,
    free_port,
    is_up,
    joined,
    lead,
    running,
    settle,
    take_over,
    watched,
    watching,
)


@pytest_asyncio.fixture(params=sorted(BINARIES))
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Watched]:
    async with watched(BINARIES[request.param], tmp_path / "pair") as pair:
        yield pair


@pytest_asyncio.fixture
async def sentinel(tmp_path: Path) -> AsyncIterator[Node]:
    """A Sentinel, and one server that it watches."""
    binary = next(iter(BINARIES.values()))
    async with (
        running(binary, tmp_path / "a") as primary,
        watching(binary, tmp_path / "s", primary) as sentinel,
    ):
        yield sentinel


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=sorted(BINARIES))
async def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Joined]:
    folder = tmp_path_factory.mktemp("cluster") / "nodes"
    async with joined(BINARIES[request.param], folder) as cluster:
        yield cluster


async def test_a_wire_goes_on_where_the_sentinels_promote_a_replica(pair: Watched) -> None:
    """Invariants 1 and 2: what was replicated stays, and cursors hold."""
    async with RedisWire.open(pair.url) as wire:
        scribe = Scribe(wire)
        floor = await wire.floor()
        entries = await scribe.write(3)
        await catch_up(pair.replica, pair.primary)

        await pair.primary.kill()
        await scribe.insist(2)

        after = await read_all(wire, floor)
        assert after[:3] == entries
        assert [entry.cursor.seq for entry in after] == [1, 2, 3, 4, 5]
        assert after[3].cursor.epoch != entries[0].cursor.epoch
        assert await wire.read(None, after=entries[1].cursor, limit=9) == after[2:]
        assert await pair.replica.says(role="master")


async def test_a_primary_that_was_made_a_replica_is_left_though_its_links_hold(
    pair: Watched,
) -> None:
    async with RedisWire.open(pair.url) as wire:
        scribe = Scribe(wire)
        await scribe.write(3)
        await catch_up(pair.replica, pair.primary)
        await pair.sentinel.ask("SENTINEL", "REMOVE", SERVICE)
        await lead(pair.replica)
        await pair.sentinel.ask("SENTINEL", "MONITOR", SERVICE, "127.0.0.1", pair.replica.port, 1)
        await follow(pair.primary, pair.replica)

        await scribe.insist(2)

        assert (await wire.tip()).seq == 5
        assert await pair.replica.says(role="master")


async def test_a_wire_in_a_cluster_is_found_by_any_node_and_followed(cluster: Joined) -> None:
    async with RedisWire.open(cluster.url) as wire:
        scribe = Scribe(wire)
        floor = await wire.floor()
        entries = await scribe.write(3)

        await take_over(cluster)
        await scribe.insist(2)

        after = await read_all(wire, floor)
        assert after[:3] == entries
        assert [entry.cursor.seq for entry in after] == [1, 2, 3, 4, 5]


async def test_a_node_of_a_cluster_that_has_not_our_keys_says_how_to_name_them_all(
    cluster: Joined,
) -> None:
    with pytest.raises(WireUnavailable, match=r"redis\+cluster://"):
        async with RedisWire.open(f"redis://{cluster.empty.address}"):
            pass


async def test_subscribers_hear_what_is_published_where_the_primary_is(cluster: Joined) -> None:
    async with RedisWire.open(cluster.url) as wire:
        live = wire.live()
        assert await anext(live) is None  # the doorbell at the beginning

        (entry,) = (await Scribe(wire, "lighthouse").write(1))[:1]

        assert await anext(live) == entry
        await live.aclose()


async def test_sentinels_that_cannot_tell_are_named_each_with_its_cause(sentinel: Node) -> None:
    dead = f"127.0.0.1:{free_port()}"
    url = f"redis+sentinel://{dead},{sentinel.address}/nobody"

    with pytest.raises(WireUnavailable, match="nobody says who is the primary") as away:
        async with RedisWire.open(url):
            pass

    assert f"{sentinel.address}: it watches no 'nobody'" in str(away.value)
    assert f"{dead}: Error 111" in str(away.value)


async def test_a_sentinel_has_a_password_of_its_own(sentinel: Node) -> None:
    await sentinel.ask("ACL", "SETUSER", "default", "resetpass", ">lighthouse")
    url = f"redis+sentinel://{sentinel.address}/{SERVICE}"

    with pytest.raises(WireUnavailable, match=r"(?i)auth"):
        async with RedisWire.open(url):
            pass
    async with RedisWire.open(f"{url}?sentinel_password=lighthouse") as wire:
        assert (await wire.tip()).seq == 0


@pytest.mark.skipif("redis-server" not in BINARIES, reason="no server here that speaks TLS")
async def test_all_links_to_a_cluster_may_be_over_tls(tmp_path: Path) -> None:
    certificate, key = certify(tmp_path)
    port = free_port()
    options = {
        "--tls-port": str(port),
        "--tls-cert-file": str(certificate),
        "--tls-key-file": str(key),
        "--tls-ca-cert-file": str(certificate),
        "--tls-auth-clients": "no",
        "--cluster-enabled": "yes",
    }
    words = [word for option in options.items() for word in option]
    async with running(BINARIES["redis-server"], tmp_path / "node", *words) as node:
        await node.ask("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
        await settle(lambda: is_up(node, of=1))
        url = f"rediss+cluster://127.0.0.1:{port}"

        async with RedisWire.open(f"{url}?ssl_ca_certs={certificate}") as wire:
            await Scribe(wire).insist(2)

            assert (await wire.tip()).seq == 2
        with pytest.raises(WireUnavailable, match="certificate"):
            async with RedisWire.open(url):
                pass


@pytest.mark.parametrize(
    "url",
    [
        "redis+sentinel://host:26379",
        "redis+sentinel:///harbour",
        "redis+cluster://host:6379/harbour",
        "redis+something://host:1",
        "redis+cluster://",
    ],
)
async def test_an_address_of_several_that_is_none_is_told_how_to_write_one(url: str) -> None:
    with pytest.raises(BadSetting, match=r"redis\+sentinel://host:26379,host:26379/service/0"):
        async with RedisWire.open(url):
            pass


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://me:secret@[::1]:6379/0?x=secret", "redis://[::1]:6379/0"),
        (
            "redis+sentinel://me:secret@one:1,[::1]:2/harbour/0?sentinel_password=secret",
            "redis+sentinel://one:1,[::1]:2/harbour/0",
        ),
        ("unix:///run/redis.sock?password=secret", "unix:///run/redis.sock"),
    ],
)
def test_no_password_is_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown
