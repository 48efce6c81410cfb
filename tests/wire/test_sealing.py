"""Sealing a log: nobody notices, Redis is freed, and what follows goes on from it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from makers import NOON, minutes
from tickerd.errors import ArchiveUnavailable, CommitConflict, UnknownBlog
from tickerd.liveblog.chain import Chain
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys, sealed
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection, Extent
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder
from tickerd.wire.stub import Part
from wire.chronicle import Chronicle, ask_everything
from wire.scribe import Scribe


def places_in(chronicle: Chronicle, count: int) -> list[Cursor]:
    sample = chronicle.dice.sample(chronicle.entries, count)
    return [Cursor(sample[0].cursor.epoch, 0), *(entry.cursor for entry in sample)]


@pytest.mark.parametrize("seed", range(3))
async def test_every_answer_is_the_same_after_sealing(
    archived: RedisWire, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 1: full pages of history never change."""
    monkeypatch.setattr(sealed, "SECTION_BYTES", 3000)
    chronicle = Chronicle(archived, seed)
    await chronicle.go_on(25)
    places = places_in(chronicle, 6)
    before = await ask_everything(archived, chronicle.blogs, places)

    for blog in chronicle.dice.sample(chronicle.blogs, 3):
        part = await archived.seal(blog, at=NOON)
        again = await archived.seal(blog, at=NOON)

        assert part is not None
        assert again is None
        assert await ask_everything(archived, chronicle.blogs, places) == before


async def test_what_follows_a_sealed_log_is_read_behind_it_and_sealed_again(
    archived: RedisWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "SECTION_BYTES", 3000)
    chronicle = Chronicle(archived, 11)
    files = []
    for _ in range(3):
        await chronicle.go_on(12)
        places = places_in(chronicle, 4)
        before = await ask_everything(archived, chronicle.blogs, places)
        for blog in chronicle.blogs[:2]:
            part = await archived.seal(blog, at=NOON)
            files.append(part.name if part else None)
        assert await ask_everything(archived, chronicle.blogs, places) == before

    for scribe in chronicle.scribes:
        chain = Chain(scribe.blog)
        log = await archived.read([scribe.blog], after=places[0], limit=999)
        assert [one for entry in log for one in chain.take(entry.body)] == []
        assert log == [e for e in chronicle.entries if e.event.blog == scribe.blog]
    assert len(set(files)) == 6


async def test_redis_is_freed(archived: RedisWire) -> None:
    scribe, *others = [Scribe(archived, f"blog{number}") for number in range(5)]
    for one in (scribe, *others):
        await one.write(200, text="Words enough. " * 20)
    client = archived.client
    used, names = await memory_of(archived, scribe.blog), await client.dbsize()

    part = await archived.seal(scribe.blog, at=NOON)
    left = await memory_of(archived, scribe.blog)
    for one in others:
        await archived.seal(one.blog, at=NOON)

    assert part is not None
    assert left < used / 50
    assert await client.dbsize() <= names - 2 * 5 + 2
    assert await client.exists(keys.stream(scribe.blog), keys.posts(scribe.blog)) == 0
    assert set(await archived.sealed()) == {one.blog for one in (scribe, *others)}
    stub = (await archived.sealed())[scribe.blog]
    assert (stub.posts, stub.newest_at, stub.parts) == (199, NOON, (part,))
    assert (part.events, part.first, part.last, part.sealed_at) == (200, 1, 200, NOON)
    await scribe.write(1)
    assert scribe.blog not in await archived.sealed()


async def memory_of(wire: RedisWire, blog: str) -> int:
    names = [name async for name in wire.client.scan_iter(match=f"*{blog}*")]
    sizes = [await wire.client.memory_usage(name, samples=0) or 0 for name in names]
    stub = await wire.client.hget(keys.STUBS, blog)
    return sum(sizes) + len(stub or b"")


async def test_of_two_who_seal_at_once_one_does(
    archived: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    scribe = Scribe(archived)
    entries = await scribe.write(30)
    async with RedisWire.open(server.address, Archive(Folder(tmp_path / "archive"))) as other:
        done = await asyncio.gather(
            archived.seal(scribe.blog, at=NOON),
            other.seal(scribe.blog, at=NOON + minutes(1)),
            return_exceptions=True,
        )

        assert {type(one) for one in done} <= {Part, CommitConflict, type(None)}, done
        assert len([one for one in done if isinstance(one, Part)]) == 1
        for wire in (archived, other):
            assert await wire.read(None, after=await wire.floor(), limit=99) == entries


async def test_a_blog_that_moves_on_meanwhile_is_not_freed(archived: RedisWire) -> None:
    """Invariant 3: whole or not at all."""
    scribe = Scribe(archived)
    entries = await scribe.write(3)

    class Late(Folder):
        async def move(self, old: str, new: str) -> None:
            entries.extend(await scribe.write(2))
            await super().move(old, new)

    archived._archive._store = Late(Path(archived._archive.store.address))
    with pytest.raises(CommitConflict):
        await archived.seal(scribe.blog, at=NOON)

    assert await archived.sealed() == {}
    assert await archived.read(None, after=await archived.floor(), limit=9) == entries


async def test_the_same_seq_of_another_log_is_not_taken_for_the_sealed_one(
    archived: RedisWire,
) -> None:
    """A Redis that came back without its last writes gives their seqs to other events."""
    scribe = Scribe(archived)
    await scribe.write(3)

    class Lossy(Folder):
        async def move(self, old: str, new: str) -> None:
            await archived.client.flushall()
            await Scribe(archived).write(3, text="Other words.")
            await super().move(old, new)

    archived._archive._store = Lossy(Path(archived._archive.store.address))
    with pytest.raises(CommitConflict):
        await archived.seal(scribe.blog, at=NOON)

    read = await archived.read(None, after=await archived.floor(), limit=9)
    assert [entry.cursor.seq for entry in read] == [1, 2, 3]
    assert b"Other words." in read[1].body


async def test_a_trimmed_log_is_sealed_from_its_floor_on_and_then_kept(archived: RedisWire) -> None:
    scribe = Scribe(archived)
    entries = await scribe.write(9)
    later, rule = NOON + minutes(60), Retention(events=2)
    await archived.trim(scribe.blog, Retention(events=4), at=later)
    floor = await archived.floor([scribe.blog])

    part = await archived.seal(scribe.blog, at=later)
    more = await scribe.write(3)

    assert part is not None
    assert (part.first, part.events) == (6, 4)
    assert await archived.trim(scribe.blog, rule, at=later) == 0
    assert await archived.floor([scribe.blog]) == floor
    assert await archived.read(None, after=floor, limit=99) == [*entries[5:], *more]


async def test_a_log_that_is_wholly_trimmed_or_unheard_of_cannot_be_sealed(
    archived: RedisWire,
) -> None:
    scribe = Scribe(archived)
    await scribe.write(3)
    await archived.trim(scribe.blog, Retention(days=0.01), at=NOON + minutes(60))

    assert await archived.seal(scribe.blog, at=NOON) is None
    assert await archived.state(scribe.blog) is not None
    with pytest.raises(UnknownBlog):
        await archived.seal("unheard-of", at=NOON)


async def test_without_an_archive_nothing_is_sealed_and_nothing_freed(wire: RedisWire) -> None:
    scribe = Scribe(wire)
    entries = await scribe.write(3)

    with pytest.raises(ArchiveUnavailable, match="TICKERD_ARCHIVE cannot be used: it is not set"):
        await wire.seal(scribe.blog, at=NOON)

    assert await wire.read(None, after=await wire.floor(), limit=9) == entries


async def test_who_reads_on_while_a_log_is_sealed_misses_nothing(archived: RedisWire) -> None:
    scribe = Scribe(archived)
    entries = await scribe.write(450)
    found: list[bytes] = []

    async for seq, body in archived.bodies(scribe.blog, upto=entries[-1].cursor):
        found.append(body)
        if seq == 10:
            await archived.seal(scribe.blog, at=NOON)

    assert found == [entry.body for entry in entries]


async def test_a_page_that_is_read_while_a_log_is_sealed_misses_nothing(
    archived: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    scribes = [Scribe(archived, name) for name in ("harbour", "ferry")]
    entries = [entry for _ in range(30) for one in scribes for entry in await one.write(2)]
    floor = await archived.floor()

    class Sealing(Connection):
        """Seals a log just before the second question, whoever asks it."""

        asked = 0

        async def cut(self, *commands: Command) -> tuple[Extent, list[Any]]:
            self.asked += bool(commands)
            if self.asked == 2:
                await archived.seal(scribes[0].blog, at=NOON)
            return await super().cut(*commands)

    async with Sealing(server.address) as connection:
        reader = RedisWire(connection, Archive(Folder(tmp_path / "archive")))
        assert await reader.read(None, after=floor, limit=999) == entries
    assert set(await archived.sealed()) == {scribes[0].blog}
