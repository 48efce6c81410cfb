"""`tickerd export` and `import`: what comes back is what was there, to the byte."""

import asyncio
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.exports import BLOG, URL, live, run, unique, write_folder
from makers import NOON, a_post, minutes
from tickerd.cli.app import exit_status
from tickerd.errors import BadRequest, Damaged, NoRoom, UnknownBlog
from tickerd.liveblog.blog import blog_id
from tickerd.liveblog.retention import Retention
from tickerd.wire import keys
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire

FERRY = "https://ferry.example/live"


def test_what_is_exported_comes_back_to_the_byte(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", URL, FERRY)
    names = [BLOG, blog_id(FERRY)]
    for name in names:
        run("export", name, tmp_path / f"{name}.ndjson", "--data", tmp_path / "a")
        run("export", name, tmp_path / f"{name}.ndjson.zst", "--data", tmp_path / "a")
    files = [tmp_path / f"{name}.ndjson.zst" for name in names]

    told = run("import", *files, "--data", tmp_path / "b").stdout

    assert told.count("imported. Events:") == 2
    for name, file in zip(names, files, strict=True):
        run("export", name, tmp_path / "again.ndjson", "--data", tmp_path / "b")
        run("export", name, tmp_path / "again.ndjson.zst", "--data", tmp_path / "b")
        plain = (tmp_path / "again.ndjson").read_bytes()

        assert (
            plain
            == (tmp_path / f"{name}.ndjson").read_bytes()
            == zstd.decompress(file.read_bytes())
        )
        assert (tmp_path / "again.ndjson.zst").read_bytes() == file.read_bytes()
        assert run("export", name, "--data", tmp_path / "b").stdout_bytes == plain
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


@given(
    looks=st.lists(st.text("abcdABCD", min_size=1, max_size=4).map(unique), min_size=1, max_size=6),
    kept=st.none() | st.integers(1, 9),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happened_comes_back_to_the_byte(
    server: PrivateServer, tmp_path: Path, looks: list[str], kept: int | None
) -> None:
    """Also of a log whose beginning was trimmed away."""

    async def begin() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            await live(wire, tuple(looks))
            await wire.trim(BLOG, Retention(events=kept), at=NOON + minutes(99))

    async def forget() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()

    async def look_back() -> list[object]:
        async with RedisWire.open(server.address) as wire:
            moments = [NOON + minutes(count) for count in range(-1, 7)]
            return [
                (found := await wire.checkpoint(BLOG, moment)) and found.known for moment in moments
            ]

    one, other = tmp_path / "one.ndjson.zst", tmp_path / "other.ndjson.zst"
    asyncio.run(begin())
    before = asyncio.run(look_back())
    run("export", BLOG, one, redis=server.address)
    asyncio.run(forget())
    run("import", one, redis=server.address)
    run("export", BLOG, other, redis=server.address)

    assert other.read_bytes() == one.read_bytes()
    assert asyncio.run(look_back()) == before
    assert run("verify", BLOG, redis=server.address).exit_code == 0


def test_a_second_import_does_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    run("export", BLOG, tmp_path / "one.ndjson", "--data", tmp_path / "a")

    told = [
        run("import", tmp_path / "one.ndjson", "--data", tmp_path / folder).stdout
        for folder in "abb"
    ]

    assert ["here already" in one for one in told] == [True, False, True]


def test_a_blog_that_two_files_tell_is_imported_once(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    for name in ("one.ndjson", "one.ndjson.zst"):
        run("export", BLOG, tmp_path / name, "--data", tmp_path / "a")
    files = tmp_path / "one.ndjson", tmp_path / "one.ndjson.zst"

    told = run("import", *files, "--data", tmp_path / "b").stdout

    assert told.count("imported") == 1


def test_two_files_that_tell_a_blog_differently_are_refused(tmp_path: Path) -> None:
    for name in "ab":
        write_folder(tmp_path / name)
        run("export", BLOG, tmp_path / f"{name}.ndjson", "--data", tmp_path / name)

    with pytest.raises(NoRoom, match="tell different events of it"):
        run("import", tmp_path / "a.ndjson", tmp_path / "b.ndjson", "--data", tmp_path / "c")


def test_another_history_of_a_blog_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    write_folder(tmp_path / "b")
    run("export", BLOG, tmp_path / "one.ndjson", "--data", tmp_path / "a")

    with pytest.raises(NoRoom, match="it has events here already, and they are others") as refused:
        run("import", tmp_path / "one.ndjson", "--data", tmp_path / "b")

    assert "--data" in str(refused.value)
    assert exit_status(refused.value) == 1


@pytest.mark.parametrize("name", ["one.ndjson", "one.ndjson.zst"])
def test_what_is_not_whole_is_not_believed(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path / "a")
    run("export", BLOG, tmp_path / name, "--data", tmp_path / "a")
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[:-10])

    with pytest.raises(Damaged) as refused:
        run("import", tmp_path / name, "--data", tmp_path / "b")

    assert exit_status(refused.value) == 5
    assert not (tmp_path / "b").exists()


def test_markup_that_no_page_could_bring_in_is_not_imported(tmp_path: Path) -> None:
    """Invariant 8: whoever makes an export by hand can make its hashes, too."""
    hostile = a_post("z", html="<p>Words<img src=x onerror=alert(1)></p>")
    write_folder(tmp_path / "a", more=hostile)
    run("export", BLOG, tmp_path / "one.ndjson", "--data", tmp_path / "a")

    with pytest.raises(BadRequest, match="markup"):
        run("import", tmp_path / "one.ndjson", "--data", tmp_path / "b")

    with pytest.raises(UnknownBlog):
        run("verify", BLOG, "--data", tmp_path / "b")


def test_imported_pages_are_looked_at_only_if_asked(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    run("export", BLOG, tmp_path / "one.ndjson", "--data", tmp_path / "a")

    async def watches() -> list[str]:
        async with serve(tmp_path / "b") as server, RedisWire.open(server.address) as wire:
            return [watch.blog.url for watch in (await wire.watches()).values()]

    run("import", tmp_path / "one.ndjson", "--data", tmp_path / "b")
    unasked = asyncio.run(watches())
    run("import", tmp_path / "one.ndjson", "--data", tmp_path / "b", "--watch")

    assert (unasked, asyncio.run(watches())) == ([], [URL])


def test_an_export_goes_through_pipes(tmp_path: Path) -> None:
    write_folder(tmp_path / "a")
    content = run("export", BLOG, "-", "--data", tmp_path / "a").stdout_bytes

    verified = run("verify", "-", given=content)
    imported = run("import", "-", "--data", tmp_path / "b", given=content)

    assert "as it was written" in verified.stdout
    assert "imported" in imported.stdout
    assert run("export", BLOG, "--data", tmp_path / "b").stdout_bytes == content


def test_a_log_that_is_not_whole_leaves_no_file(server: PrivateServer, tmp_path: Path) -> None:
    async def damage() -> None:
        async with RedisWire.open(server.address) as wire:
            await wire.client.flushall()
            await live(wire)
            await wire.client.xdel(keys.stream(BLOG), "3-0")

    asyncio.run(damage())

    with pytest.raises(Damaged, match="what was between is missing"):
        run("export", BLOG, tmp_path / "one.ndjson", redis=server.address)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["one.csv", "one.jsonl.gz", "one.json", "one.csv.zst"])
def test_a_name_that_says_another_format_is_refused(name: str, tmp_path: Path) -> None:
    write_folder(tmp_path / "a")

    with pytest.raises(BadRequest, match=r"end its name in \.ndjson or \.jsonl, with \.zst behind"):
        run("export", BLOG, tmp_path / name, "--data", tmp_path / "a")

    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["one", "one.jsonl", "of-2026.06.01", "one.zst"])
def test_a_name_that_says_no_other_format_is_taken(name: str, tmp_path: Path) -> None:
    write_folder(tmp_path / "a")

    run("export", BLOG, tmp_path / name, "--data", tmp_path / "a")

    assert run("verify", tmp_path / name).exit_code == 0


def test_what_cannot_be_read_or_written_is_told(server: PrivateServer, tmp_path: Path) -> None:
    write_folder(tmp_path / "a")

    with pytest.raises(BadRequest, match="cannot be written"):
        run("export", BLOG, tmp_path / "nowhere" / "one.ndjson", "--data", tmp_path / "a")
    with pytest.raises(BadRequest, match="cannot be read"):
        run("import", tmp_path / "none.ndjson", "--data", tmp_path / "a")
    with pytest.raises(UnknownBlog):
        run("export", "unheard-of", "--data", tmp_path / "a")
