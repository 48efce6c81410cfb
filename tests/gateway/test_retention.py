"""Events that were trimmed away: who is told, and who never notices."""

import aiohttp

from gateway.people import Author, a_gateway, entries, follow, frame, get, ids
from makers import NOON, minutes
from tickerd.liveblog.retention import Retention
from tickerd.wire.redis import RedisWire

LATER = NOON + minutes(60)
LAST_TWO = Retention(events=2)


async def test_a_trimmed_page_is_gone_and_says_from_where_to_go_on(
    http: aiohttp.ClientSession, author: Author, wire: RedisWire
) -> None:
    """Invariant 1: a full page never changes; once trimmed it is gone, and says so."""
    written = await author.open() + await author.post("one", "two", "three", "four")
    page = f"/v1/blogs/{author.blog.id}/events?after={written[0].cursor}&limit=2"
    async with http.get(page) as before:
        assert before.status == 200
    floor = written[2].cursor

    await wire.trim(author.blog.id, LAST_TWO, at=LATER)
    async with http.get(page) as after:
        problem = await after.json(content_type="application/problem+json")
    async with http.get(f"/v1/blogs/{author.blog.id}/events?after={problem['resume']}") as rest:
        told = await rest.json()
    async with http.get(f"/v1/blogs/{author.blog.id}") as state:
        posts = (await state.json())["posts"]

    assert (after.status, after.headers["Cache-Control"]) == (410, "no-store")
    assert problem["resume"] == str(floor)
    assert problem["cause"].endswith("of each blog the last 2 events are kept")
    assert [event["id"] for event in told["events"]] == [str(one.cursor) for one in written[3:]]
    assert len(posts) == 4


async def test_a_reader_is_reset_only_if_its_view_has_the_trimmed_blog(
    author: Author, wire: RedisWire
) -> None:
    """Invariant 2: a stale cursor gets a reset, never silence."""
    ferry = Author(wire, "https://ferry.example/live")
    start = await wire.tip()
    quiet = await ferry.open()
    written = await author.open() + await author.post("one", "two", "three", "four")
    await wire.trim(author.blog.id, LAST_TWO, at=LATER)

    # a gateway that was there before has these events in its memory still
    async with a_gateway(wire) as gateway:
        async with follow(gateway, f"?since={start}&blog={ferry.blog.id}") as socket:
            assert ids(await entries(socket, 1)) == [str(one.cursor) for one in quiet]
        async with follow(gateway, f"?since={start}") as socket:
            reset = await frame(socket, "reset")
            read = ids(await entries(socket, 2))

    assert reset["cursor"] == str(written[2].cursor)
    assert author.blog.id in reset["reason"]
    assert read == [str(one.cursor) for one in written[3:]]


async def test_the_earliest_place_is_that_of_the_view(
    http: aiohttp.ClientSession, author: Author, wire: RedisWire
) -> None:
    ferry = Author(wire, "https://ferry.example/live")
    await ferry.open()
    await author.open()
    await author.post("one", "two", "three")
    await wire.trim(author.blog.id, LAST_TWO, at=LATER)
    long_ago = "2020-01-01T00:00:00Z"

    counts = {}
    for view in ("", f"blog={author.blog.id}", f"blog={ferry.blog.id}"):
        for after in ("earliest", long_ago):
            async with http.get(f"/v1/events?after={after}&{view}") as page:
                counts[view, after] = len((await page.json())["events"])

    assert list(counts.values()) == [2, 2, 2, 2, 1, 1]


async def test_a_blog_without_events_is_still_known(
    http: aiohttp.ClientSession, author: Author, wire: RedisWire
) -> None:
    await author.open()
    await wire.remove_watch(author.blog.id)
    await wire.trim(author.blog.id, Retention(days=1), at=NOON + minutes(60 * 48))

    async with http.get(f"/v1/blogs/{author.blog.id}/events") as page:
        assert (page.status, (await page.json())["events"]) == (200, [])


async def test_a_moment_below_the_floor_is_gone_and_what_follows_is_told_as_before(
    http: aiohttp.ClientSession, author: Author, wire: RedisWire
) -> None:
    await author.open()
    await author.post("one", "two", "three", "four")
    path = f"/v1/blogs/{author.blog.id}?as_of=2026-06-01T12:00:0"
    before = [await get(http, f"{path}{second}Z") for second in range(7)]

    await wire.trim(author.blog.id, LAST_TWO, at=LATER)

    for second in range(3):
        problem = await get(http, f"{path}{second}Z", 410)
        assert problem["cause"] == "the beginning of this blog has been trimmed away"
    for second in range(3, 7):
        told = await get(http, f"{path}{second}Z")
        assert told["posts"] == before[second]["posts"]
