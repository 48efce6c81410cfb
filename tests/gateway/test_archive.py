"""A blog that lies in the archive is answered for as if it did not."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest_asyncio

from gateway.people import Author, a_gateway, entries, follow, frame, get, ids
from makers import NOON
from tickerd.gateway.app import Gateway
from tickerd.wire.archive import Archive
from tickerd.wire.redis import RedisWire
from tickerd.wire.store import Folder


@pytest_asyncio.fixture
async def wire(wire: RedisWire, tmp_path: Path) -> AsyncIterator[RedisWire]:
    """The wire of this room, with an archive beside it."""
    async with RedisWire.open(wire.address, Archive(Folder(tmp_path / "archive"))) as archived:
        yield archived


@pytest_asyncio.fixture
async def blog(author: Author) -> str:
    await author.open()
    await author.post("one", "two", "three")
    await author.revise("p1", "one and more")
    await author.remove("p2")
    return author.blog.id


def questions(blog: str) -> list[str]:
    moments = [f"2026-06-01T12:00:0{second}Z" for second in range(8)]
    return [
        f"/v1/blogs/{blog}",
        *(f"/v1/blogs/{blog}?as_of={moment}" for moment in moments),
        *(f"/v1/blogs/{blog}/posts/p{number}" for number in (1, 2, 3)),
        f"/v1/blogs/{blog}/events?limit=2",
        *(f"/v1/events?after={moment}&blog={blog}" for moment in moments),
        "/v1/events?kind=post.revised",
    ]


async def test_every_answer_is_the_same(
    http: aiohttp.ClientSession, wire: RedisWire, blog: str
) -> None:
    before = [await get(http, question) for question in questions(blog)]

    await wire.seal(blog, at=NOON)
    async with a_gateway(wire) as fresh, aiohttp.ClientSession(fresh.url) as elsewhere:
        for session in (http, elsewhere):
            assert [await get(session, question) for question in questions(blog)] == before


async def test_the_list_says_what_is_archived_whether_it_is_watched_or_not(
    http: aiohttp.ClientSession, wire: RedisWire, blog: str
) -> None:
    (before,) = (await get(http, "/v1/blogs"))["blogs"]
    await wire.seal(blog, at=NOON)
    (sealed,) = (await get(http, "/v1/blogs"))["blogs"]
    await wire.remove_watch(blog)
    (left,) = (await get(http, "/v1/blogs"))["blogs"]

    assert before["sealed_at"] is None
    assert sealed == {**before, "sealed_at": "2026-06-01T12:00:00Z"}
    assert left == {**sealed, "watched": False}


async def test_a_replay_runs_from_the_archive_into_live(
    wire: RedisWire, author: Author, blog: str
) -> None:
    await wire.seal(blog, at=NOON)

    async with (
        a_gateway(wire) as gateway,
        follow(gateway, f"?since=earliest&speed=1000&blog={blog}") as socket,
    ):
        told = ids(await entries(socket, 6))
        await frame(socket, "live")
        more = await author.post("four")
        read = ids(await entries(socket, 1))

    assert read == [str(one.cursor) for one in more]
    assert [cursor.partition("-")[2] for cursor in told] == ["1", "2", "3", "4", "5", "6"]


async def test_a_damaged_file_is_said_and_others_are_answered_for(
    http: aiohttp.ClientSession, gateway: Gateway, wire: RedisWire, blog: str, tmp_path: Path
) -> None:
    other = Author(wire, "https://ferry.example/live")
    await other.open()
    await wire.seal(blog, at=NOON)
    (file,) = (tmp_path / "archive").glob("*/*.zst")
    file.unlink()

    state = await get(http, f"/v1/blogs/{blog}", 502)
    page = await get(http, f"/v1/blogs/{blog}/events", 410)

    assert state["type"] == "urn:tickerd:problem:archive-damaged"
    assert file.name in state["detail"]
    assert file.name in page["cause"]
    assert len((await get(http, "/v1/blogs"))["blogs"]) == 2
    assert (await get(http, f"/v1/blogs/{other.blog.id}"))["headline"] == "Regatta"
    async with http.get("/") as front:
        assert front.status == 200
    async with http.get(f"/blogs/{blog}") as person:
        assert person.status == 502
        assert file.name in await person.text()


async def test_a_blog_that_went_on_after_its_file_was_lost_hides_no_other_from_the_list(
    http: aiohttp.ClientSession, wire: RedisWire, author: Author, blog: str, tmp_path: Path
) -> None:
    other = Author(wire, "https://ferry.example/live")
    await other.open()
    await wire.seal(blog, at=NOON)
    await author.post("four")
    (file,) = (tmp_path / "archive").glob("*/*.zst")
    file.unlink()

    listed = {line["blog"]["id"]: line for line in (await get(http, "/v1/blogs"))["blogs"]}

    assert listed[other.blog.id]["headline"] == "Regatta"
    assert listed[blog]["headline"] is None
    async with http.get("/") as front:
        assert front.status == 200


async def test_the_page_of_all_counts_the_posts_that_lie_in_the_archive(
    http: aiohttp.ClientSession, wire: RedisWire, blog: str
) -> None:
    await wire.seal(blog, at=NOON)

    async with http.get("/") as front:
        assert "2 posts" in await front.text()


async def test_a_gateway_without_the_archive_says_that_it_is_the_archive_that_it_lacks(
    http: aiohttp.ClientSession, wire: RedisWire, blog: str
) -> None:
    await wire.seal(blog, at=NOON)

    async with (
        RedisWire.open(wire.address) as bare,
        a_gateway(bare) as gateway,
        aiohttp.ClientSession(gateway.url) as session,
    ):
        problem = await get(session, f"/v1/blogs/{blog}", 503)
        async with session.get(f"/blogs/{blog}") as page:
            words = await page.text()

    assert problem["type"] == "urn:tickerd:problem:archive-unavailable"
    assert "archive" in problem["detail"]
    assert problem["detail"] in words
    assert len((await get(http, "/v1/blogs"))["blogs"]) == 1
