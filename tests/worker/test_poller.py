"""One look after another at real pages, onto a real wire: nothing is lost, nothing comes twice."""

import asyncio
import threading
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from makers import NOON, a_watch
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.diff import Difference, diff
from tickerd.liveblog.event import BlogEnded, PostAdded, PostRemoved
from tickerd.liveblog.known import Known
from tickerd.liveblog.snapshot import Snapshot
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser
from tickerd.worker.poller import GONE_SECONDS, Poller
from worker.looks import MORE, MakePoller, added_texts, all_entries, at, count_reads, kinds
from worker.origin import Origin
from worker.pages import FIRST, SECTION, live_page, shell_page

# ---------------------------------------------------------------- good looks


async def test_a_first_look_opens_the_blog_and_adds_its_posts(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))

    outcome = await poller.look(NOON)

    assert outcome.succeeded
    assert kinds(outcome) == ["blog.opened", "post.added", "post.added", "post.added"]
    assert list(outcome.entries) == await all_entries(wire)
    assert await added_texts(wire) == list(FIRST.values())
    assert outcome.look.looked_at == outcome.look.succeeded_at == NOON


async def test_what_is_new_is_told_once(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page({**MORE, "p1": "The first boats have left."}))

    outcome = await poller.look(at(1))
    again = await poller.look(at(2))

    assert sorted(kinds(outcome)) == ["post.added", "post.revised"]
    assert again.entries == ()
    assert again.succeeded


async def test_a_post_appeared_between_two_looks(origin: Origin, make_poller: MakePoller) -> None:
    """Invariant 11: seen_after < observed_at, and a post's first appearance lies between them."""
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    await poller.look(at(5))  # the same bytes: a good look all the same
    origin.put("/live", live_page(MORE))

    (entry,) = (await poller.look(at(6))).entries

    event = entry.event
    assert isinstance(event, PostAdded)
    assert event.seen_after == at(5)
    assert at(6) <= event.observed_at < at(6.5)


async def test_the_interval_begins_when_the_last_look_began(
    origin: Origin, make_poller: MakePoller
) -> None:
    """Invariant 11: a slow answer may be older than the moment at which it was whole."""

    async def slowly(_: web.Request) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(text=live_page(FIRST), content_type="text/html")

    poller = make_poller(origin.handle("/live", slowly))
    first = (await poller.look(NOON)).entries[-1].event
    origin.put("/live", live_page(MORE))
    second = (await poller.look(at(1))).entries[-1].event

    assert first.observed_at >= NOON + timedelta(seconds=0.2)
    assert second.seen_after == NOON


async def test_a_wording_that_goes_back_is_confirmed_by_a_page_that_did_not_change(
    origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page({**FIRST, "p1": "The first boats have left."}))
    await poller.look(at(1))
    origin.put("/live", live_page(FIRST))

    doubted = await poller.look(at(2))
    believed = await poller.look(at(3))

    assert doubted.entries == ()
    assert kinds(believed) == ["post.revised"]
    assert (await poller.look(at(4))).entries == ()


async def test_an_unchanged_page_is_not_even_read(
    origin: Origin, make_poller: MakePoller, parser: Parser
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    before = count_reads(parser)

    assert (await poller.look(at(1))).succeeded
    assert count_reads(parser) == before


async def test_what_a_page_tells_is_worked_out_off_the_event_loop(
    origin: Origin, make_poller: MakePoller, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[int] = []

    def diff_and_tell(known: Known, snapshot: Snapshot, *, at: datetime) -> Difference:
        where.append(threading.get_ident())
        return diff(known, snapshot, at=at)

    monkeypatch.setattr("tickerd.worker.poller.diff", diff_and_tell)

    outcome = await make_poller(origin.put("/live", live_page(FIRST))).look(NOON)

    assert len(outcome.entries) == 4
    assert len(where) == 1
    assert threading.get_ident() not in where


async def test_a_page_is_read_anew_after_a_while_whatever_its_host_says(
    origin: Origin, make_poller: MakePoller
) -> None:
    async def never_new(request: web.Request) -> web.Response:
        if "If-None-Match" in request.headers:
            return web.Response(status=304)
        return web.Response(
            text=live_page(posts), content_type="text/html", headers={"ETag": '"1"'}
        )

    posts = dict(FIRST)
    poller = make_poller(origin.handle("/live", never_new))
    await poller.look(NOON)
    posts["p4"] = "The fog is lifting."

    assert (await poller.look(at(1))).entries == ()
    assert kinds(await poller.look(at(16))) == ["post.added"]


async def test_a_post_that_is_missed_in_two_looks_is_removed_though_the_page_stays_as_it_is(
    origin: Origin, make_poller: MakePoller
) -> None:
    """Invariant 5: absence is not removal; a second look that is "not modified" confirms it."""
    poller = make_poller(origin.put("/live", live_page(MORE)))
    await poller.look(NOON)
    origin.put("/live", live_page({name: text for name, text in MORE.items() if name != "p3"}))

    assert kinds(await poller.look(at(1))) == []
    (entry,) = (await poller.look(at(2))).entries
    assert isinstance(entry.event, PostRemoved)
    assert entry.event.post.text == MORE["p3"]
    assert (await poller.look(at(3))).entries == ()


async def test_the_end_of_coverage_is_told(origin: Origin, make_poller: MakePoller) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page(FIRST, ends="2026-06-01T11:30:00Z"))

    (entry,) = (await poller.look(at(1))).entries

    assert isinstance(entry.event, BlogEnded)
    assert poller.known is not None
    assert poller.known.ended


async def test_a_new_worker_goes_on_where_the_old_one_stopped(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    url = origin.put("/live", live_page(FIRST))
    await make_poller(url).look(NOON)
    origin.put("/live", live_page(MORE))

    outcome = await make_poller(url).look(at(10))

    assert kinds(outcome) == ["post.added"]
    assert outcome.entries[0].event.seen_after == NOON
    assert len(await added_texts(wire)) == 4


async def test_what_the_watch_says_of_the_source_is_taken_over(
    wire: RedisWire, origin: Origin, fetcher: Fetcher, parser: Parser
) -> None:
    url = origin.put("/live", live_page(FIRST))
    await Poller(a_watch(url), wire=wire, fetcher=fetcher, parser=parser).look(NOON)
    origin.put("/live", live_page(MORE))
    plain = a_watch(url)
    watch = Watch(blog=plain.blog.model_copy(update={"story": "regatta"}), added_at=NOON)

    outcome = await Poller(watch, wire=wire, fetcher=fetcher, parser=parser).look(at(1))

    assert outcome.entries[0].envelope["story"] == "regatta"


# ---------------------------------------------------------------- bad looks


@pytest.mark.parametrize(
    ("page", "state", "words"),
    [
        (("", 503), "Refused", "answered 503"),
        (("", 200), "Unreadable", "empty"),
        ((SECTION, 200), "NothingFound", "no posts"),
        ((shell_page("http://10.0.0.1/posts"), 200), "ForbiddenAddress", "http://10.0.0.1/posts"),
    ],
)
async def test_a_bad_look_says_so_and_loses_nothing(
    origin: Origin, make_poller: MakePoller, page: tuple[str, int], state: str, words: str
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    poller = make_poller(origin.put("/live", live_page(FIRST), ETag='"1"'))
    await poller.look(NOON)
    origin.put("/live", *page)

    bad = await poller.look(at(1))
    origin.put("/live", live_page(MORE), ETag='"2"')
    good = await poller.look(at(2))

    assert not bad.succeeded
    assert bad.look.state == state
    assert bad.look.problem is not None
    assert words in bad.look.problem
    assert bad.look.succeeded_at == NOON
    assert bad.entries == ()
    assert kinds(good) == ["post.added"]
    assert good.entries[0].event.seen_after == NOON


async def test_a_page_that_shows_nothing_all_at_once_removes_nothing(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    """Invariant 5: absence is not removal."""
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page({}))

    states = [(await poller.look(at(count))).look.state for count in (1, 2, 3)]

    assert states == ["NothingFound"] * 3
    assert len(await all_entries(wire)) == 4


async def test_what_a_host_asks_us_to_wait_is_handed_on(
    origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", status=429, Retry_After="77"))

    assert (await poller.look(NOON)).retry_after_seconds == 77


async def test_a_page_that_is_gone_is_asked_for_seldom(
    origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", status=410))

    assert (await poller.look(NOON)).retry_after_seconds == GONE_SECONDS


async def test_a_clock_that_is_set_back_turns_no_interval_round(
    origin: Origin, make_poller: MakePoller
) -> None:
    """Invariant 11: seen_after < observed_at."""
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page(MORE))

    (entry,) = (await poller.look(at(-60))).entries

    assert entry.event.seen_after is None
    assert at(-60) <= entry.event.observed_at < at(-59)
