"""A page whose posts are loaded from elsewhere: what may go wrong, and how far we go."""

import pytest

from makers import NOON, a_claim, a_post, a_snapshot
from tickerd.errors import NothingFound, Unreachable
from tickerd.liveblog.snapshot import Snapshot
from tickerd.wire.redis import RedisWire
from tickerd.worker.parser import Parser
from tickerd.worker.whereabouts import complete, next_url
from worker.looks import MORE, MakePoller, added_texts, at, count_reads, kinds
from worker.origin import Origin
from worker.pages import FIRST, bulletins, framing_page, live_page, shell_page

JSON = "application/json"


def a_shell(elsewhere: str, url: str = "https://harbour.example/live") -> Snapshot:
    return a_snapshot(url=url, elsewhere=elsewhere, reason="a script loads them")


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


async def test_an_address_that_cannot_be_read_is_read_once(
    origin: Origin, other_origin: Origin, make_poller: MakePoller, parser: Parser
) -> None:
    url = other_origin.put("/api/posts.json", bulletins({}), Content_Type=JSON)
    poller = make_poller(origin.put("/live", shell_page(url)))
    await poller.look(NOON)
    before = count_reads(parser)

    looks = [(await poller.look(at(count))).look for count in (1, 2)]

    assert [look.state for look in looks] == ["NothingFound"] * 2
    assert count_reads(parser) == before
    assert origin.paths() == ["/live"] * 3


async def test_one_more_address_is_followed(
    origin: Origin, other_origin: Origin, posts_url: str, make_poller: MakePoller
) -> None:
    frame = other_origin.put("/harbour.liveblog.pro/frame", shell_page(posts_url, "In a frame"))
    poller = make_poller(origin.put("/live", framing_page(frame)))

    outcome = await poller.look(NOON)
    await poller.look(at(1))

    assert kinds(outcome) == ["blog.opened"] + ["post.added"] * 3
    assert other_origin.paths() == ["/harbour.liveblog.pro/frame", *["/api/posts.json"] * 2]


async def test_a_third_address_is_too_far(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    third = f"{other_origin.url}/api/posts.json"
    second = other_origin.put("/harbour.liveblog.pro/second", shell_page(third))
    first = other_origin.put("/harbour.liveblog.pro/first", framing_page(second))
    poller = make_poller(origin.put("/live", framing_page(first)))

    looks = [(await poller.look(at(count))).look for count in range(2)]

    assert [look.state for look in looks] == ["NothingFound"] * 2
    assert f"{second} shows no posts" in (looks[0].problem or "")
    assert third in (looks[0].problem or "")
    assert "/api/posts.json" not in other_origin.paths()


async def test_addresses_that_name_each_other_are_no_merry_go_round(
    origin: Origin, other_origin: Origin, make_poller: MakePoller
) -> None:
    page = f"{origin.url}/harbour.liveblog.pro/live"
    frame = other_origin.put("/harbour.liveblog.pro/frame", framing_page(page))
    origin.put("/harbour.liveblog.pro/live", framing_page(frame))

    look = (await make_poller(page).look(NOON)).look

    assert look.state == "NothingFound"
    assert "where we came from" in (look.problem or "")
    assert origin.paths() == ["/harbour.liveblog.pro/live"]
    assert other_origin.paths() == ["/harbour.liveblog.pro/frame"]


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
