"""A page whose posts are loaded from elsewhere is followed there, and stays the same blog."""

import asyncio
from datetime import timedelta

from aiohttp import web

from makers import NOON
from tickerd.liveblog.event import BlogOpened, BlogUpdated, PostAdded
from tickerd.wire.redis import RedisWire
from worker.looks import MORE, MakePoller, added_texts, all_entries, at, kinds
from worker.origin import Origin
from worker.pages import FIRST, bulletins, live_page, shell_page

JSON = "application/json"


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


async def test_what_the_page_says_anew_is_told_beside_posts_that_did_not_change(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", shell_page(posts_url)))
    await poller.look(NOON)
    other_origin.put("/api/posts.json", bulletins(MORE), Content_Type=JSON)
    await poller.look(at(10))  # so the posts need not be read anew when the page must
    origin.put("/live", shell_page(posts_url, headline="The regatta is sailed"))

    assert kinds(await poller.look(at(16))) == ["blog.updated"]


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


async def test_the_posts_are_seen_when_they_came_not_when_the_look_began(
    origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    """Invariant 11: seen_after < observed_at, and a post's first appearance lies between them."""

    async def slowly(_: web.Request) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(text=shell_page(posts_url), content_type="text/html")

    outcome = await make_poller(origin.handle("/live", slowly)).look(NOON)

    assert outcome.entries[-1].event.observed_at >= NOON + timedelta(seconds=0.2)
