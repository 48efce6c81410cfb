"""Whoever dies while sealing does no harm: at no moment is an entry in neither place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from makers import NOON, minutes
from tickerd.errors import ArchiveDamaged, WireUnavailable
from tickerd.wire.archive import Archive
from tickerd.wire.binary import find_binary
from tickerd.wire.connection import Command, Connection
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder
from wire.chronicle import Chronicle, ask_everything
from wire.scribe import Scribe

STEPS = 11
"""Before and after each thing that changes anything: clear, put (and amid it), get, move, free."""


class Killed(BaseException):
    """As sudden as a signal: nobody handles it."""


class Fuse:
    """Burns through after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def burn(self) -> None:
        if not self.left:
            raise Killed
        self.left -= 1


class MortalFolder(Folder):
    """A folder whose user may die at any step."""

    def __init__(self, path: Path, fuse: Fuse) -> None:
        super().__init__(path)
        self._fuse = fuse

    async def clear(self, folder: str, *, before: datetime) -> None:
        self._fuse.burn()
        await super().clear(folder, before=before)
        self._fuse.burn()

    async def put(self, name: str, data: bytes) -> None:
        self._fuse.burn()
        await super().put(name, data[: len(data) // 2])
        self._fuse.burn()
        await super().put(name, data)
        self._fuse.burn()

    async def get(self, name: str, offset: int, length: int) -> bytes:
        self._fuse.burn()
        found = await super().get(name, offset, length)
        self._fuse.burn()
        return found

    async def move(self, old: str, new: str) -> None:
        self._fuse.burn()
        await super().move(old, new)
        self._fuse.burn()


class MortalConnection(Connection):
    """The same before and after the script that frees Redis."""

    fuse: Fuse

    async def write(self, *commands: Command) -> list[Any]:
        self.fuse.burn()
        answer = await super().write(*commands)
        self.fuse.burn()
        return answer


@asynccontextmanager
async def mortal(address: str, path: Path, steps: int) -> AsyncIterator[RedisWire]:
    fuse = Fuse(steps)
    connection = MortalConnection(address)
    connection.fuse = fuse
    async with connection:
        yield RedisWire(connection, Archive(MortalFolder(path, fuse)))


@pytest.mark.parametrize("steps", range(STEPS))
async def test_a_sealer_that_dies_between_any_two_steps_loses_nothing(
    archived: RedisWire, server: PrivateServer, tmp_path: Path, steps: int
) -> None:
    """Invariant 3: whole or not at all."""
    chronicle = Chronicle(archived, 5, names=("a", "b"))
    await chronicle.go_on(6)
    blog, folder = chronicle.blogs[0], tmp_path / "archive"
    places = [entry.cursor for entry in chronicle.entries[::5]]
    before = await ask_everything(archived, chronicle.blogs, places)

    async with mortal(server.address, folder, steps) as doomed:
        with pytest.raises(Killed):
            await doomed.seal(blog, at=NOON)

    assert await ask_everything(archived, chronicle.blogs, places) == before
    await archived.seal(blog, at=NOON)
    await archived.seal(blog, at=NOON)
    assert set(await archived.sealed()) == {blog}
    assert await ask_everything(archived, chronicle.blogs, places) == before
    assert len([path for path in folder.glob(f"{blog}/*") if path.suffix == ".zst"]) == 1


async def test_all_steps_were_tried(
    archived: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    scribe = Scribe(archived)
    await scribe.write(3)

    async with mortal(server.address, tmp_path / "archive", STEPS) as lucky:
        assert await lucky.seal(scribe.blog, at=NOON) is not None


async def test_what_a_crash_left_goes_with_a_later_sealing(
    archived: RedisWire, server: PrivateServer, tmp_path: Path
) -> None:
    scribe = Scribe(archived)
    await scribe.write(3)
    async with mortal(server.address, tmp_path / "archive", 5) as doomed:
        with pytest.raises(Killed):
            await doomed.seal(scribe.blog, at=NOON)
    left = list((tmp_path / "archive").glob("*/*.part"))

    # files are dated by the machine's clock, a sealing by its caller's
    await archived.seal(scribe.blog, at=datetime.now(NOON.tzinfo) + minutes(61))

    assert len(left) == 1
    assert list((tmp_path / "archive").glob("*/*.part")) == []


async def test_a_file_that_does_not_read_as_it_was_written_frees_nothing(
    archived: RedisWire, tmp_path: Path
) -> None:
    class Rotten(Folder):
        async def put(self, name: str, data: bytes) -> None:
            await super().put(name, data[:-1] + b"?")

    scribe = Scribe(archived)
    entries = await scribe.write(3)
    archived._archive._store = Rotten(tmp_path / "archive")

    with pytest.raises(ArchiveDamaged, match="not what was written"):
        await archived.seal(scribe.blog, at=NOON)

    assert await archived.read(None, after=await archived.floor(), limit=9) == entries


async def test_redis_that_is_killed_just_before_it_is_freed_has_all_when_it_is_back(
    tmp_path: Path,
) -> None:
    server = PrivateServer(tmp_path, find_binary(None))

    class Unlucky(Folder):
        async def move(self, old: str, new: str) -> None:
            await super().move(old, new)
            assert server.pid is not None
            process = psutil.Process(server.pid)
            process.kill()
            psutil.wait_procs([process], timeout=5)
            await server.start()

    await server.start()
    try:
        archive = Archive(Unlucky(tmp_path / "archive"))
        async with RedisWire.open(server.address, archive) as wire:
            scribe = Scribe(wire)
            entries = await scribe.write(20)
            with suppress(WireUnavailable):
                await wire.seal(scribe.blog, at=NOON)
            archive._store = Folder(tmp_path / "archive")
            for _ in range(2):
                floor = await wire.floor()
                assert await wire.read(None, after=floor, limit=99) == entries
                await wire.seal(scribe.blog, at=NOON)
            assert set(await wire.sealed()) == {scribe.blog}
    finally:
        await server.end()
