"""What one may ask of the past: lists, states now and then, pages, revisions."""

import json
from datetime import timedelta

import aiohttp
import pytest

from gateway.people import Author, entries, follow, get, ids
from makers import NOON
from tickerd.gateway import history
from tickerd.gateway.app import Gateway
from tickerd.liveblog.blog import Look
from tickerd.liveblog.event import BlogEnded
from tickerd.liveblog.frozen import format_instant
from tickerd.liveblog.known import KnownPost
from tickerd.wire.redis import RedisWire


async def test_all_blogs_are_listed_the_one_that_moved_last_first(
    wire: RedisWire, http: aiohttp.ClientSession
) -> None:
    quiet, busy, unseen = (
        Author(wire, f"https://{name}.example/live") for name in ("quiet", "busy", "unseen")
    )
    await quiet.open()
    await busy.open()
    await busy.post("One.", "Two.")
    await busy.remove("p1")
    await unseen.watch()
    look = Look(blog=busy.blog.id, looked_at=NOON, succeeded_at=NOON)
    await wire.note_look(look)

    told = await get(http, "/v1/blogs")

    assert told["cursor"] == str(await wire.tip())
    assert [line["blog"]["id"] for line in told["blogs"]] == [
        author.blog.id for author in (busy, quiet, unseen)
    ]
    first, _, last = told["blogs"]
    assert first["posts"] == 1
    assert first["headline"] == "Regatta"
    assert first["newest_at"] == format_instant(busy.at)
    assert first["look"] == look.model_dump(mode="json")
    assert last == {
        "blog": unseen.blog.model_dump(mode="json"),
        "headline": None,
        "standfirst": None,
        "last_updated": None,
        "ended": None,
        "watched": True,
        "posts": 0,
        "newest_at": None,
        "look": None,
        "sealed_at": None,
    }


async def test_a_blog_that_is_not_watched_is_listed_for_its_events(
    wire: RedisWire, http: aiohttp.ClientSession
) -> None:
    """As one that was imported."""
    author = Author(wire)
    await author.open()
    await wire.remove_watch(author.blog.id)

    (line,) = (await get(http, "/v1/blogs"))["blogs"]

    assert (line["blog"]["id"], line["watched"], line["look"]) == (author.blog.id, False, None)


async def test_a_state_and_what_follows_its_cursor_are_all_there_is(
    gateway: Gateway, author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    await author.post("One.", "Two.")
    await author.remove("p1")
    state = await get(http, f"/v1/blogs/{author.blog.id}")
    [later] = await author.post("Three.")
    async with follow(gateway, f"?since={state['cursor']}") as socket:
        told = ids(await entries(socket, 1))

    assert told == [str(later.cursor)]
    assert [(post["post"]["text"], post["removed"]) for post in state["posts"]] == [
        ("Two.", False),
        ("One.", True),
    ]
    assert all(KnownPost.model_validate(post) for post in state["posts"])
    assert "headline" not in state["posts"][0]["post"]
    assert (state["as_of"], state["watched"], state["ended"]) == (None, True, None)


async def test_a_blog_that_was_not_looked_at_yet_has_an_empty_state(
    author: Author, http: aiohttp.ClientSession
) -> None:
    await author.watch()
    state = await get(http, f"/v1/blogs/{author.blog.id}")

    assert state["posts"] == []
    assert state["cursor"].endswith("-0")


async def test_the_state_of_any_moment_is_what_was_known_then(
    gateway: Gateway, author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    moments = [(author.at, author.known)]
    for change in (
        author.post("One.", "Two."),
        author.revise("p1", "One, mended."),
        author.remove("p2"),
    ):
        sent = await change
        moments.append((author.at, author.known))

    for at, known in moments:
        state = await get(http, f"/v1/blogs/{author.blog.id}?as_of={format_instant(at)}")
        posts = {post["post"]["id"]: KnownPost.model_validate(post) for post in state["posts"]}

        assert posts == known.posts
        assert state["as_of"] == format_instant(at)
    assert state["cursor"] == str(sent[-1].cursor)


async def test_a_state_of_the_past_says_nothing_of_the_last_look(
    wire: RedisWire, author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    await wire.note_look(Look(blog=author.blog.id, looked_at=NOON))
    now = await get(http, f"/v1/blogs/{author.blog.id}")
    then = await get(http, f"/v1/blogs/{author.blog.id}?as_of={format_instant(author.at)}")

    assert now["look"]["looked_at"] == format_instant(NOON)
    assert then["look"] is None


async def test_before_its_first_event_a_blog_was_empty(
    author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    state = await get(http, f"/v1/blogs/{author.blog.id}?as_of=2001-01-01T00:00:00%2B01:00")

    assert (state["headline"], state["posts"]) == (None, [])


async def test_an_ended_blog_says_why(author: Author, http: aiohttp.ClientSession) -> None:
    await author.open()
    await author.commit(BlogEnded(blog=author.blog.id, observed_at=NOON, reason="It is over."))

    assert (await get(http, f"/v1/blogs/{author.blog.id}"))["ended"] == "It is over."


async def test_a_post_shows_all_its_revisions(author: Author, http: aiohttp.ClientSession) -> None:
    await author.open()
    await author.post("Wind.", "Not this one.")
    await author.revise("p1", "Storm.")
    await author.remove("p1")
    told = await get(http, f"/v1/blogs/{author.blog.id}/posts/p1")

    assert told["removed"] is True
    assert [(one["type"], one["revision"]) for one in told["revisions"]] == [
        ("tickerd.post.added", 1),
        ("tickerd.post.revised", 2),
        ("tickerd.post.removed", 2),
    ]
    assert told["revisions"][1]["text_changes"] == [
        ["-", "Wind"],
        ["+", "Storm"],
        ["=", "."],
    ]
    assert told["revisions"][0]["post"]["text"] == "Wind."


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
async def test_pages_put_together_are_the_whole_log(
    author: Author, http: aiohttp.ClientSession, limit: int
) -> None:
    sent = await author.open()
    sent += await author.post(*[f"Number {number}." for number in range(13)])
    got: list[str] = []
    place, more = "earliest", True
    while more:
        page = await get(http, f"/v1/blogs/{author.blog.id}/events?after={place}&limit={limit}")
        got += [event["id"] for event in page["events"]]
        place, more = page["cursor"], page["more"]

    assert got == [str(entry.cursor) for entry in sent]
    assert place == str(sent[-1].cursor)


async def test_full_pages_never_change_and_may_be_kept_for_ever(
    author: Author, http: aiohttp.ClientSession
) -> None:
    """Invariant 1: full pages of history are immutable and may be cached for ever."""
    [opened] = await author.open()
    await author.post("One.", "Two.", "Three.")
    path = f"/v1/events?after={opened.cursor}&limit=2"
    async with http.get(path) as full:
        before = await full.read()
    await author.revise("p1", "One, mended.")
    await author.post("Four.")
    async with http.get(path) as again:
        after = await again.read()

    assert after == before
    assert json.loads(before)["more"] is True
    assert full.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "query",
    [
        "after=earliest&limit=1",
        "limit=100",
        "after=2001-01-01T00:00Z&limit=1",
        "after={opened}&limit=100",
    ],
)
async def test_what_may_change_is_asked_for_again(
    author: Author, http: aiohttp.ClientSession, query: str
) -> None:
    [opened] = await author.open()
    await author.post("One.")
    query = query.format(opened=opened.cursor)
    async with http.get(f"/v1/events?{query}") as first:
        tag = first.headers["ETag"]
    async with http.get(f"/v1/events?{query}", headers={"If-None-Match": tag}) as second:
        assert (second.status, await second.read()) == (304, b"")
    await author.post("Two.")
    again = f"/v1/events?{query.replace('limit=1', 'limit=9')}"
    async with http.get(again, headers={"If-None-Match": tag}) as third:
        assert third.status == 200

    assert first.headers["Cache-Control"] == "no-cache"


async def test_a_page_of_a_view_skips_what_is_not_in_it(
    wire: RedisWire, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_PAGE", 2)
    harbour = Author(wire, "https://harbour.example/live", story="storm")
    market = Author(wire, "https://market.example/live")
    await harbour.open()
    await market.open()
    sent = []
    for number in range(5):
        await market.post(f"Apples {number}.")
        sent += await harbour.post(f"Wind {number}.")
    tip = (await market.post("Pears."))[-1].cursor
    first = await get(http, "/v1/events?story=storm&kind=post.added&limit=3")
    second = await get(http, f"/v1/events?story=storm&after={first['cursor']}&limit=3")

    got = [event["id"] for event in first["events"] + second["events"]]
    assert got == [str(entry.cursor) for entry in sent]
    assert (first["more"], second["more"]) == (True, False)
    assert second["cursor"] == str(tip)


async def test_a_search_through_much_that_is_not_in_the_view_goes_on_on_the_next_page(
    author: Author, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_PAGE", 2)
    monkeypatch.setattr(history, "_SEARCHED", 4)
    await author.open()
    sent = await author.post("1.", "2.", "3.", "4.", "5.", "6.")
    [removed] = await author.remove("p1")
    first = await get(http, "/v1/events?kind=post.removed")
    second = await get(http, f"/v1/events?kind=post.removed&after={first['cursor']}")

    assert (first["events"], first["more"], first["cursor"]) == ([], True, str(sent[2].cursor))
    assert [event["id"] for event in second["events"]] == [str(removed.cursor)]


async def test_a_time_means_what_was_observed_after_it(
    author: Author, http: aiohttp.ClientSession
) -> None:
    await author.open()
    sent = []
    for second in (10, 20, 30):
        sent += await author.post(f"{second}.", at=NOON + timedelta(seconds=second))
    after = format_instant(NOON + timedelta(seconds=20))
    page = await get(http, f"/v1/events?after={after}")
    with_offset = await get(http, "/v1/events?after=2026-06-01T14:00:19.999+02:00")

    assert [event["id"] for event in page["events"]] == [str(sent[2].cursor)]
    assert [event["id"] for event in with_offset["events"]] == [str(one.cursor) for one in sent[1:]]
