"""`tickerd verify`, `export` and `import` of a log that lies in the archive, wholly or in part."""

import asyncio
from pathlib import Path

import pytest

from cli.exports import BLOG, LOOKS, live, run
from makers import NOON, minutes
from tickerd.liveblog.retention import Retention
from tickerd.wire.archive import Archive
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.wire.sealed import read_index
from tickerd.wire.store import open_store

SEALED_LOOKS = 3


def prepare(
    server: PrivateServer, archive: Path, *, further: bool, kept: int | None = None
) -> None:
    """A blog that was sealed, perhaps without its beginning, and perhaps went on afterwards."""

    async def do() -> None:
        async with RedisWire.open(server.address, Archive(open_store(str(archive)))) as wire:
            await wire.client.flushall()
            await live(wire, LOOKS[:SEALED_LOOKS])
            await wire.trim(BLOG, Retention(events=kept), at=NOON + minutes(99))
            await wire.seal(BLOG, at=NOON + minutes(99))
            if further:
                await live(wire, after=SEALED_LOOKS)

    asyncio.run(do())


def forget(server: PrivateServer) -> None:
    async def do() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()

    asyncio.run(do())


@pytest.mark.parametrize("further", [False, True])
@pytest.mark.parametrize("kept", [None, 2])
def test_a_sealed_log_comes_back_to_the_byte(
    server: PrivateServer, tmp_path: Path, *, further: bool, kept: int | None
) -> None:
    archive, file = tmp_path / "archive", tmp_path / "one.ndjson"
    prepare(server, archive, further=further, kept=kept)

    verified = run("verify", BLOG, redis=server.address, archive=archive)
    run("export", BLOG, file, redis=server.address, archive=archive)
    forget(server)
    run("import", file, redis=server.address)

    assert verified.exit_code == 0
    assert run("export", BLOG, redis=server.address).stdout_bytes == file.read_bytes()


def flip(content: bytes, place: int) -> bytes:
    """The same with another byte there."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("further", [False, True])
def test_a_damaged_file_of_the_archive_is_told(
    server: PrivateServer, tmp_path: Path, *, further: bool
) -> None:
    """Invariant 13: what is altered, missing, moved or doubled is found."""
    archive = tmp_path / "archive"
    prepare(server, archive, further=further)
    (file,) = archive.rglob("*.zst")
    whole = run("verify", file)
    sound = file.read_bytes()
    index = read_index(sound)
    beside = []
    for span in index.beside:
        file.write_bytes(flip(sound, span.offset + 9))
        beside.append(run("verify", file))
    file.write_bytes(flip(sound, index.sections[0].entries.offset + 9))

    told = [run("verify", file), run("verify", BLOG, redis=server.address, archive=archive)]

    assert whole.exit_code == 0
    assert "is as it was written" in whole.stdout
    assert [each.exit_code for each in told] == [5, 5]
    assert {each.exit_code for each in beside} == {5}


def test_a_file_of_the_archive_is_imported_as_it_is(server: PrivateServer, tmp_path: Path) -> None:
    """Should Redis be lost, it brings the log back, to the byte."""
    archive, export = tmp_path / "archive", tmp_path / "one.ndjson"
    prepare(server, archive, further=False)
    run("export", BLOG, export, redis=server.address, archive=archive)
    (file,) = archive.rglob("*.zst")
    forget(server)

    imported = run("import", file, redis=server.address)

    assert imported.exit_code == 0
    assert run("export", BLOG, redis=server.address).stdout_bytes == export.read_bytes()
