"""A page whose posts are loaded from elsewhere is followed there, and stays the same blog."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from makers import NOON, a_claim, a_post, a_snapshot
from tickerd.errors import NothingFound, Unreachable
from tickerd.liveblog.event import BlogOpened, BlogUpdated, PostAdded
from tickerd.liveblog.snapshot import Snapshot
from tickerd.wire.redis import RedisWire
from tickerd.worker.whereabouts import complete, next_url
from worker.looks import MORE, MakePoller, added_texts, all_entries, at, kinds
from worker.origin import Origin
from worker.pages import FIRST, bulletins, framing_page, live_page, shell_page

JSON = "application/json"


@pytest.fixture
def posts_url(other_origin: Origin) -> str:
    """Where the posts are: on another host's port than the page."""
    return other_origin.put("/api/posts.json", bulletins(FIRST), Content_Type=JSON)


def a_shell(elsewhere: str, url: str = "https://harbour.example/live") -> Snapshot:
    return a_snapshot(url=url, elsewhere=elsewhere, reason="a script loads them")


# ---------------------------------------------------------------- following


async def test_posts_that_a_script_loads_are_posts_of_the_page(
    wire: RedisWire, origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    page = origin.put("/live", shell_page(posts_url))

    outcome = await make_poller(page).look(NOON)

    assert outcome.succeeded
    assert kinds(outcome) == ["blog.opened"] + ["post.added"] * 3
    assert await added_texts(wire) == list(FIRST.values())
    opened, *added = [entry.event for entry in outcome.entries]
    assert isinstance(opened, BlogOpened)
    assert opened.about.url == page
    assert opened.headline == "The harbour regatta, live"
    links = [event.post.permalink for event in added if isinstance(event, PostAdded)]
    assert links == [f"{page}#p1", f"{page}#p2", f"{page}#p3"]


async def test_links_in_data_are_those_that_a_reader_of_the_page_would_follow(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    body = bulletins({"p1": FIRST["p1"]}, link="/reports/{}")
    url = other_origin.put("/api/posts.json", body, Content_Type=JSON)
    outcome = await make_poller(origin.put("/live", shell_page(url))).look(NOON)

    event = outcome.entries[-1].event

    assert isinstance(event, PostAdded)
    assert event.post.permalink == f"{origin.url}/reports/p1"


async def test_later_looks_go_straight_to_the_posts_and_ask_whether_they_changed(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    url = other_origin.put("/api/posts.json", bulletins(FIRST), Content_Type=JSON, ETag='"1"')
    poller = make_poller(origin.put("/live", shell_page(url)))
    await poller.look(NOON)

    same = await poller.look(at(1))
    other_origin.put("/api/posts.json", bulletins(MORE), Content_Type=JSON, ETag='"2"')
    more = await poller.look(at(2))

    assert (same.succeeded, kinds(same), kinds(more)) == (True, [], ["post.added"])
    assert origin.paths() == ["/live"]
    assert other_origin.paths() == ["/api/posts.json"] * 3
    assert other_origin.asked[-1].headers["If-None-Match"] == '"1"'
    assert more.entries[0].event.seen_after == at(1)


async def test_the_robots_txt_of_the_host_of_the_posts_is_heeded(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    other_origin.put("/robots.txt", "User-agent: *\nDisallow: /api/\n")

    look = (await make_poller(origin.put("/live", shell_page(posts_url))).look(NOON)).look

    assert look.state == "Disallowed"
    assert posts_url in (look.problem or "")
    assert other_origin.paths() == []


async def test_the_gate_is_passed_for_the_posts_too(
    origin: Origin, make_poller: MakePoller
) -> None:
    page = origin.put("/live", shell_page("http://10.0.0.1/api/posts.json"))

    look = (await make_poller(page).look(NOON)).look

    assert look.state == "ForbiddenAddress"
    assert "http://10.0.0.1/api/posts.json" in (look.problem or "")


# ---------------------------------------------------------------- one blog out of two addresses


async def test_what_the_page_says_of_the_blog_stands_beside_what_the_data_does_not_say(
    wire: RedisWire, origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    for count in range(40):  # the page itself is read anew now and then
        assert (await poller.look(at(count))).succeeded
    page_looks = len(origin.paths())

    origin.put("/live", shell_page(posts_url, headline="The regatta is sailed"))
    told = [kind for count in range(40, 60) for kind in kinds(await poller.look(at(count)))]

    assert 2 <= page_looks <= 3
    assert told == ["blog.updated"]
    event = (await all_entries(wire))[-1].event
    assert isinstance(event, BlogUpdated)
    assert event.headline == "The regatta is sailed"


async def test_a_page_that_shows_its_posts_itself_by_then_is_believed(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    await poller.look(NOON)
    origin.put("/live", live_page(MORE))

    before, after = await poller.look(at(14)), await poller.look(at(16))
    asked = len(other_origin.asked)
    await poller.look(at(17))

    assert (kinds(before), kinds(after)) == ([], ["post.added"])
    assert len(other_origin.asked) == asked


async def test_a_page_that_names_another_address_by_then_is_followed_there(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    await poller.look(NOON)
    other = other_origin.put("/api/feed.json", bulletins(MORE), Content_Type=JSON)
    origin.put("/live", shell_page(other))

    outcome = await poller.look(at(15))
    await poller.look(at(16))

    assert kinds(outcome) == ["post.added"]
    assert other_origin.paths()[-2:] == ["/api/feed.json"] * 2


async def test_a_page_that_fails_meanwhile_does_not_hide_its_posts(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    await poller.look(NOON)
    origin.put("/live", status=503)
    other_origin.put("/api/posts.json", bulletins(MORE), Content_Type=JSON)

    outcome = await poller.look(at(15))
    await poller.look(at(16))

    assert outcome.succeeded
    assert kinds(outcome) == ["post.added"]
    assert origin.paths() == ["/live"] * 2


# ---------------------------------------------------------------- what may go wrong


async def test_an_address_that_fails_is_named_and_loses_nothing(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    await poller.look(NOON)
    other_origin.put("/api/posts.json", status=503, Retry_After="77")
    refused = await poller.look(at(1))
    other_origin.put("/api/posts.json", bulletins({}), Content_Type=JSON)
    empty = await poller.look(at(2))
    other_origin.put("/api/posts.json", bulletins(MORE), Content_Type=JSON)
    good = await poller.look(at(3))

    assert [one.look.state for one in (refused, empty, good)] == ["Refused", "NothingFound", "ok"]
    assert refused.look.problem is not None
    assert refused.look.problem.startswith(f"{posts_url} answered 503")
    assert refused.retry_after_seconds == 77
    assert (empty.look.problem or "").startswith(f"{posts_url} shows no posts")
    assert (empty.look.succeeded_at, empty.entries) == (NOON, ())
    assert kinds(good) == ["post.added"]
    assert good.entries[0].event.seen_after == NOON


async def test_until_posts_were_found_elsewhere_each_look_begins_at_the_page(
    origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", shell_page("http://10.0.0.1/api/posts.json")))
    states = [(await poller.look(NOON)).look.state]
    origin.put("/live", live_page(FIRST))
    states.append((await poller.look(at(1))).look.state)

    assert states == ["ForbiddenAddress", "ok"]


async def test_one_more_address_is_followed(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    frame = other_origin.put("/liveblog.pro/frame", shell_page(posts_url, "In a frame"))
    poller = make_poller(origin.put("/live", framing_page(frame)))

    outcome = await poller.look(NOON)
    await poller.look(at(1))

    assert kinds(outcome) == ["blog.opened"] + ["post.added"] * 3
    assert other_origin.paths() == ["/liveblog.pro/frame", *["/api/posts.json"] * 2]


async def test_a_third_address_is_too_far(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    third = f"{other_origin.url}/api/posts.json"
    second = other_origin.put("/liveblog.pro/second", shell_page(third))
    first = other_origin.put("/liveblog.pro/first", framing_page(second))
    poller = make_poller(origin.put("/live", framing_page(first)))

    looks = [(await poller.look(at(count))).look for count in range(2)]

    assert [look.state for look in looks] == ["NothingFound"] * 2
    assert f"{second} shows no posts" in (looks[0].problem or "")
    assert third in (looks[0].problem or "")
    assert "/api/posts.json" not in other_origin.paths()


async def test_addresses_that_name_each_other_are_no_merry_go_round(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    page = f"{origin.url}/liveblog.pro/live"
    frame = other_origin.put("/liveblog.pro/frame", framing_page(page))
    origin.put("/liveblog.pro/live", framing_page(frame))

    look = (await make_poller(page).look(NOON)).look

    assert look.state == "NothingFound"
    assert "where we came from" in (look.problem or "")
    assert origin.paths() == ["/liveblog.pro/live"]
    assert other_origin.paths() == ["/liveblog.pro/frame"]


async def test_another_worker_at_the_same_posts_does_no_harm(
    wire: RedisWire, origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    page = origin.put("/live", shell_page(posts_url))
    one, other = make_poller(page), make_poller(page)
    await one.look(NOON)
    await other.look(at(1))
    other_origin.put("/api/posts.json", bulletins(MORE), Content_Type=JSON)

    first, second = await one.look(at(2)), await other.look(at(3))

    assert (kinds(first), kinds(second)) == (["post.added"], [])
    assert second.succeeded
    assert len(await added_texts(wire)) == 4


async def test_the_posts_are_seen_when_they_came_not_when_the_look_began(
    origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    """Invariant 11: seen_after < observed_at, and a post's first appearance lies between them."""

    async def slowly(_: web.Request) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(text=shell_page(posts_url), content_type="text/html")

    outcome = await make_poller(origin.handle("/live", slowly)).look(NOON)

    assert outcome.entries[-1].event.observed_at >= NOON + timedelta(seconds=0.2)


# ---------------------------------------------------------------- the rules by themselves


@pytest.mark.parametrize(
    ("asked", "elsewhere", "cause"),
    [
        (["https://a.example/live"], "https://harbour.example/live#top", "where we came from"),
        (["https://a.example/live"], "https://a.example/live", "where we came from"),
        (["https://a.example/", "https://b.example/"], "https://a.example/", "where we came"),
        ([f"https://{n}.example/" for n in "abc"], "https://d.example/", "not follow that far"),
        (["https://a.example/live"], "http://b.example/posts", "plain http"),
    ],
)
def test_a_step_that_is_not_taken_says_why(asked: list[str], elsewhere: str, cause: str) -> None:
    with pytest.raises(NothingFound, match=cause) as caught:
        next_url(asked, a_shell(elsewhere), elsewhere)

    assert caught.value.url == asked[-1]


@pytest.mark.parametrize("elsewhere", ["ftp://b.example/", "https://me@b.example/", "https://"])
def test_a_step_leads_only_to_addresses_that_may_be_fetched(elsewhere: str) -> None:
    with pytest.raises(Unreachable):
        next_url(["https://a.example/"], a_shell(elsewhere), elsewhere)


def test_a_page_of_plain_http_may_have_its_posts_anywhere() -> None:
    for url in ("http://b.example/posts", "https://b.example/posts"):
        shell = a_shell(url, "http://a.example/")
        assert next_url(["http://a.example/"], shell, url) == url


def test_the_nearest_shell_speaks_first_and_the_posts_themselves_before_it() -> None:
    outer = a_snapshot(headline="Outer", standfirst="Outer", last_updated=a_claim(), live=True)
    inner = a_snapshot(headline="Inner", standfirst="Inner", live=False)

    whole = complete(a_snapshot(a_post("p1"), headline="Posts"), [outer, inner])

    assert (whole.headline, whole.standfirst) == ("Posts", "Inner")
    assert (whole.last_updated, whole.live) == (a_claim(), False)
    assert len(whole.posts) == 1
