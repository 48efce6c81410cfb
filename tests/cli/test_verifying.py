"""`tickerd verify`: whatever is done to a log in Redis, or to an export of it, is told."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from cli.exports import BLOG, URL, live, run, write_folder
from makers import NOON, minutes
from tickerd.errors import BadRequest, BadSetting, UnknownBlog
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire

LOG, STATE, POSTS = keys.stream(BLOG), keys.state(BLOG), keys.posts(BLOG)
Damage = Callable[["Redis"], Awaitable[Any]]


async def body(redis: "Redis", seq: int) -> bytes:
    found: Any = await redis.xrange(LOG, seq, seq)
    content: bytes = found[0][1][b"body"]
    return content


async def rewrite(redis: "Redis", bodies: dict[int, bytes]) -> None:
    """Write the log anew, with these bodies in place of those that were."""
    found: Any = await redis.xrange(LOG)
    await redis.delete(LOG)
    for name, fields in found:
        content = bodies.get(int(name.partition(b"-")[0]), fields[b"body"])
        await redis.xadd(LOG, {"body": content}, name)


async def alter(redis: "Redis") -> None:
    await rewrite(redis, {4: (await body(redis, 4)).replace(b"words", b"wards")})


async def alter_last(redis: "Redis") -> None:
    last: Any = await redis.xrevrange(LOG, count=1)
    seq = int(last[0][0].partition(b"-")[0])
    await rewrite(redis, {seq: (await body(redis, seq)).replace(b"words", b"wards")})


async def swap(redis: "Redis") -> None:
    await rewrite(redis, {4: await body(redis, 5), 5: await body(redis, 4)})


async def double(redis: "Redis") -> None:
    await rewrite(redis, {5: await body(redis, 4)})


async def empty(redis: "Redis") -> None:
    await rewrite(redis, {4: b""})


async def cut_end(redis: "Redis") -> None:
    last: Any = await redis.xrevrange(LOG, count=1)
    await redis.xdel(LOG, last[0][0])


async def rename_post(redis: "Redis") -> None:
    (name, *_) = await redis.hkeys(POSTS)
    post: Any = await redis.hget(POSTS, name)
    await redis.hset(POSTS, name, post.replace(b"words", b"wards"))


async def forget_post(redis: "Redis") -> None:
    (name, *_) = await redis.hkeys(POSTS)
    await redis.hdel(POSTS, name)


async def retitle(redis: "Redis") -> None:
    known: Any = await redis.hget(STATE, "known")
    await redis.hset(STATE, "known", known.replace(b"Day 1", b"Day 2"))


DAMAGES: dict[str, tuple[Damage, str]] = {
    "altered": (alter, "altered: "),
    "the last altered": (alter_last, "altered: "),
    "swapped": (swap, "missing: "),
    "doubled": (double, "doubled: "),
    "emptied": (empty, "unreadable: "),
    "the first gone": (lambda redis: redis.xdel(LOG, "1-0"), "missing: "),
    "one gone": (lambda redis: redis.xdel(LOG, "4-0"), "missing: "),
    "the last gone": (cut_end, "state: its log does not end at"),
    "one more": (lambda redis: redis.xadd(LOG, {"body": "{}"}, "99-0"), "state: its log does not"),
    "the log gone": (lambda redis: redis.delete(LOG), "missing: "),
    "a post altered": (rename_post, "state: the post "),
    "a post gone": (forget_post, "state: the post "),
    "another headline": (retitle, "state: what is said of the blog"),
    "another hash": (lambda redis: redis.hset(STATE, "hash", "0" * 64), "altered: "),
    "another cursor": (lambda redis: redis.hset(STATE, "cursor", "e-1"), "state: "),
    "a head beyond": (lambda redis: redis.hset(STATE, "cursor", "e-99"), "state: "),
    "no state": (lambda redis: redis.delete(STATE), "state: the state that is kept"),
    "half a state": (
        lambda redis: redis.hset(STATE, "known", "{"),
        "state: the state that is kept",
    ),
}


def prepare(server: PrivateServer, damage: Damage | None = None, kept: int | None = None) -> None:
    """A blog on an empty wire, and what somebody did to it."""

    async def do() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            await live(wire)
            await wire.trim(BLOG, Retention(events=kept), at=NOON + minutes(99))
            if damage is not None:
                await damage(wire.client)

    asyncio.run(do())


def test_a_log_that_nobody_touched_is_as_it_was_written(server: PrivateServer) -> None:
    prepare(server)

    told = run("verify", URL, redis=server.address)
    plain = json.loads(run("verify", BLOG, "--json", redis=server.address).stdout)

    assert told.exit_code == 0
    assert told.stdout.startswith(f"{BLOG} is as it was written. Events: 9; the last is ")
    assert (plain["blog"], plain["events"], plain["unchained"]) == (BLOG, 9, 0)
    assert plain["whole"] is True
    assert f"{plain['head']}, its hash {plain['hash']}\n" in told.stdout


@pytest.mark.parametrize("name", DAMAGES)
def test_what_was_done_to_a_log_is_told(server: PrivateServer, name: str) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    damage, words = DAMAGES[name]
    prepare(server, damage)

    told = run("verify", BLOG, redis=server.address)
    *findings, verdict = run("verify", BLOG, "--json", redis=server.address).stdout.splitlines()

    assert told.exit_code == 5
    assert words in told.stdout
    assert f"{BLOG} is not as it was written." in told.stdout
    assert json.loads(verdict)["whole"] is False
    assert findings
    assert all(set(json.loads(each)) == {"fault", "at", "words"} for each in findings)


@pytest.mark.parametrize("kept", [1, 4])
def test_what_was_trimmed_away_is_not_missing_but_more_is(server: PrivateServer, kept: int) -> None:
    prepare(server, kept=kept)
    whole = run("verify", BLOG, redis=server.address)
    prepare(server, lambda redis: redis.xtrim(LOG, maxlen=kept, approximate=False), kept=kept + 1)
    less = run("verify", BLOG, redis=server.address)

    assert (whole.exit_code, less.exit_code) == (0, 5)
    assert "missing: the log should begin after" in less.stdout


def test_a_log_from_before_the_chain_is_held_as_far_as_it_goes(server: PrivateServer) -> None:
    async def unchain(redis: "Redis") -> None:
        found: Any = await redis.xrange(LOG)
        bodies = {}
        for name, fields in found:
            opening, _, rest = fields[b"body"].partition(b',"type"')
            bodies[int(name.partition(b"-")[0])] = (
                opening.partition(b',"previous')[0] + b',"type"' + rest
            )
        await rewrite(redis, bodies)
        await redis.hdel(STATE, "cursor", "hash")

    prepare(server, unchain)

    told = run("verify", BLOG, redis=server.address)

    assert told.exit_code == 0
    assert "Of these 9 are held by no hash" in told.stdout


def test_a_file_is_told_from_a_blog(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    for name in ("one.ndjson", "one.ndjson.zst"):
        run("export", BLOG, tmp_path / name, "--data", tmp_path / "a")
        content = (tmp_path / name).read_bytes()

        whole = run("verify", tmp_path / name)
        (tmp_path / name).write_bytes(content[: len(content) // 2])
        half = run("verify", tmp_path / name)

        assert (whole.exit_code, half.exit_code) == (0, 5)
        assert "was cut short" in half.stdout


def test_what_is_no_export_is_told_so_once(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Hello.</p>\n" * 40)

    told = run("verify", tmp_path / "page.html")

    assert told.exit_code == 5
    assert told.stdout.count("the first line is no event") == 1
    assert "this is no export of tickerd" in told.stdout


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A packed export."""
    folder = tmp_path_factory.mktemp("packed")
    write_folder(folder / "a")
    run("export", BLOG, folder / "one.ndjson.zst", "--data", folder / "a")
    return (folder / "one.ndjson.zst").read_bytes()


@given(place=st.integers(0, 2**16), bit=st.integers(0, 7))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_flipped_bit_of_a_packed_export_is_found_unless_it_means_nothing(
    packed: bytes, tmp_path: Path, place: int, bit: int
) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    content = bytearray(packed)
    content[place % len(packed)] ^= 1 << bit
    (tmp_path / "one.ndjson.zst").write_bytes(content)

    status = run("verify", tmp_path / "one.ndjson.zst").exit_code

    # zstd has bits that no reader heeds
    same = status == 0 and zstd.decompress(bytes(content)) == zstd.decompress(packed)
    assert status == 5 or same


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="there is no folder"):
        run("verify", BLOG, "--data", tmp_path / "none")
    with pytest.raises(UnknownBlog):
        run("verify", BLOG, "--data", tmp_path)

    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["one.ndjsn", "folder/one", "./one", "Example.csv"])
def test_a_mistyped_file_is_not_taken_for_a_blog(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=f"neither a file nor a blog '{name}' here"):
        run("verify", name, "--data", tmp_path)


async def test_they_work_beside_a_running_tickerd(tmp_path: Path) -> None:
    file = tmp_path / "one.ndjson"
    async with serve(tmp_path / "a") as server, RedisWire.open(server.address) as wire:
        await live(wire)
        commands = (("export", BLOG, file), ("verify", file), ("verify", BLOG), ("import", file))
        told = [
            await asyncio.to_thread(run, *command, "--data", server.folder) for command in commands
        ]

    assert [each.exit_code for each in told] == [0, 0, 0, 0]
    assert "is here already" in told[-1].stdout
