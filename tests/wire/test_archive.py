"""Reading what is sealed: little of it, from memory where that is enough, and never wrongly."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from makers import NOON
from tickerd.errors import ArchiveDamaged, ArchiveUnavailable, CursorExpired, WireUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection, Extent
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder, open_store
from tickerd.wire.stub import Part
from wire.scribe import Scribe

LONG = "Some words of a post. " * 100


class Counting(Folder):
    """Counts what is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.reads = 0
        self.bytes = 0

    async def get(self, name: str, offset: int, length: int) -> bytes:
        self.reads, self.bytes = self.reads + 1, self.bytes + length
        return await super().get(name, offset, length)


class Shelf:
    """Three blogs, one of them sealed, and its file."""

    def __init__(self, wire: RedisWire, folder: Path) -> None:
        self.wire, self.folder = wire, folder
        self.one, self.sealed, self.other = (
            Scribe(wire, name) for name in ("harbour", "ferry", "pier")
        )
        self.part: Part

    @property
    def file(self) -> Path:
        return self.folder / self.part.name

    async def fill(self) -> None:
        await self.one.write(3)
        await self.sealed.write(400, text=LONG)
        await self.other.write(3)
        part = await self.wire.seal(self.sealed.blog, at=NOON)
        assert part is not None
        self.part = part


@pytest.fixture
async def shelf(archived: RedisWire, tmp_path: Path) -> Shelf:
    shelf = Shelf(archived, tmp_path / "archive")
    await shelf.fill()
    return shelf


async def test_a_page_reads_no_more_than_the_sections_it_needs(
    shelf: Shelf, server: PrivateServer
) -> None:
    store = Counting(shelf.folder)
    async with RedisWire.open(server.address, Archive(store)) as wire:
        after = Cursor((await wire.tip()).epoch, 200)
        page = await wire.read([shelf.sealed.blog], after=after, limit=20)
        first = (store.reads, store.bytes)
        await wire.read([shelf.sealed.blog], after=page[-1].cursor, limit=20)
        later = await wire.read(None, after=Cursor(after.epoch, 403), limit=20)

    assert len(page) == 20
    assert first[0] == store.reads == 3
    assert first[1] < shelf.part.size / 2
    assert len(later) == 3


async def test_what_redis_says_of_the_files_is_asked_once(
    shelf: Shelf, server: PrivateServer
) -> None:
    class Listening(Connection):
        """Hears what is asked."""

        asked: list[str]

        async def cut(self, *commands: Command) -> tuple[Extent, list[Any]]:
            self.asked += [str(command[0]) for command in commands]
            return await super().cut(*commands)

    connection = Listening(server.address)
    connection.asked = []
    async with connection:
        wire = RedisWire(connection, Archive(Folder(shelf.folder)))
        floor = await wire.floor()
        for _ in range(3):
            assert len(await wire.read(None, after=floor, limit=999)) == 406

    assert connection.asked.count("HMGET") == 1


async def test_a_stub_that_somebody_took_away_is_told(shelf: Shelf) -> None:
    floor = await shelf.wire.floor()
    await shelf.wire.client.delete(keys.STUBS)

    with pytest.raises(WireUnavailable, match="altered"):
        await shelf.wire.read(None, after=floor, limit=9)


async def test_what_was_read_last_stays_in_memory_within_bounds(
    shelf: Shelf, server: PrivateServer
) -> None:
    archive = Archive(Counting(shelf.folder), cache_bytes=400_000)
    async with RedisWire.open(server.address, archive) as wire:
        floor = await wire.floor()
        for _ in range(2):
            assert len(await wire.read([shelf.sealed.blog], after=floor, limit=999)) == 400

        assert archive.cached_bytes <= 400_000
        assert archive.cached_bytes > 100_000


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def flip_in_index(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-200] ^= 1
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def remove(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("spoil", [cut, flip, flip_in_index, empty, remove])
async def test_a_spoilt_file_is_an_error_of_its_blog_alone_until_it_is_put_back(
    shelf: Shelf, server: PrivateServer, spoil: Callable[[Path], None]
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    sound = shelf.file.read_bytes()
    others = [shelf.one.blog, shelf.other.blog]
    async with RedisWire.open(server.address, Archive(Folder(shelf.folder))) as wire:
        floor = await wire.floor()
        spoil(shelf.file)
        for view in (None, [shelf.sealed.blog], [shelf.sealed.blog, *others]):
            with pytest.raises(CursorExpired, match="damaged") as expired:
                await wire.read(view, after=floor, limit=999)

            resume = Cursor.parse(expired.value.resume)
            assert shelf.part.name in expired.value.cause
            assert resume.seq == shelf.part.last
            assert len(await wire.read(view, after=resume, limit=999)) == (
                3 if view != [shelf.sealed.blog] else 0
            )
        if spoil is not flip:
            with pytest.raises(ArchiveDamaged):
                await wire.state(shelf.sealed.blog)

        assert len(await wire.read(others, after=floor, limit=999)) == 6
        assert await wire.state(shelf.one.blog) is not None
        assert set(await wire.sealed()) == {shelf.sealed.blog}
        shelf.file.write_bytes(sound)
        assert len(await wire.read(None, after=floor, limit=999)) == 406


async def test_an_archive_that_is_away_holds_up_only_those_who_read_from_it(
    shelf: Shelf, server: PrivateServer
) -> None:
    shelf.folder.rename(shelf.folder.with_name("unmounted"))
    for archive in (Archive(Folder(shelf.folder)), Archive()):
        async with RedisWire.open(server.address, archive) as wire:
            floor = await wire.floor()
            with pytest.raises(ArchiveUnavailable):
                await wire.read(None, after=floor, limit=999)
            with pytest.raises(ArchiveUnavailable):
                await wire.state(shelf.sealed.blog)

            assert len(await wire.read([shelf.one.blog], after=floor, limit=9)) == 3
            behind = Cursor(floor.epoch, shelf.part.last)
            assert len(await wire.read(None, after=behind, limit=9)) == 3


async def test_while_an_archive_is_away_one_reader_asks_and_the_others_are_told_at_once(
    shelf: Shelf, server: PrivateServer
) -> None:
    class Slow(Folder):
        """Lets nobody have an answer before it is told to."""

        asked = 0

        async def get(self, name: str, offset: int, length: int) -> bytes:
            self.asked += 1
            await answers.acquire()
            if away:
                raise ArchiveUnavailable(self.address, "it takes too long")
            return await super().get(name, offset, length)

    answers, away = asyncio.Semaphore(1), True
    store = Slow(shelf.folder)
    async with RedisWire.open(server.address, Archive(store)) as wire:
        with pytest.raises(ArchiveUnavailable, match="too long"):
            await wire.state(shelf.sealed.blog)
        probe = asyncio.create_task(wire.state(shelf.sealed.blog))
        while store.asked < 2:
            await asyncio.sleep(0)
        for _ in range(3):
            with pytest.raises(ArchiveUnavailable, match="too long"):
                await wire.state(shelf.sealed.blog)
        asked, away = store.asked, False
        for _ in range(9):
            answers.release()

        assert asked == 2
        assert await probe == await wire.state(shelf.sealed.blog)


async def test_an_s3_holds_sealed_logs_as_a_folder_does(
    wire: RedisWire, server: PrivateServer, bucket: str
) -> None:
    scribe = Scribe(wire)
    entries = await scribe.write(200, text=LONG)
    state = await wire.state(scribe.blog)
    async with RedisWire.open(server.address, Archive(open_store(bucket))) as sealer:
        part = await sealer.seal(scribe.blog, at=NOON)

    async with RedisWire.open(server.address, Archive(open_store(bucket))) as reader:
        floor = await reader.floor()
        assert part is not None
        assert await reader.read(None, after=floor, limit=999) == entries
        assert await reader.state(scribe.blog) == state
