"""Looks onto a wire that others write to, or that dies: nothing is lost or comes twice."""

import asyncio
import hashlib
import os
import signal
from datetime import timedelta

from makers import NOON, a_watch
from tickerd.liveblog.event import BlogOpened, PostRevised
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser
from tickerd.worker.poller import Poller
from worker.looks import MORE, MakePoller, added_texts, all_entries, at, kinds
from worker.origin import Origin
from worker.pages import FIRST, live_page


async def test_two_workers_at_one_page_do_no_harm(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    url = origin.put("/live", live_page(FIRST))
    one, other = make_poller(url), make_poller(url)
    await one.look(NOON)
    await other.look(at(1))
    origin.put("/live", live_page(MORE))

    first = await one.look(at(2))
    second = await other.look(at(3))

    assert kinds(first) == ["post.added"]
    assert second.succeeded
    assert second.entries == ()
    assert len(await added_texts(wire)) == 4


async def test_two_workers_that_open_a_blog_at_once_open_it_once(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    url = origin.put("/live", live_page(FIRST))

    await asyncio.gather(*(make_poller(url).look(NOON) for _ in range(4)))

    entries = await all_entries(wire)
    assert [isinstance(entry.event, BlogOpened) for entry in entries] == [True] + [False] * 3


async def test_a_redis_that_dies_loses_no_event(
    own_server: PrivateServer, origin: Origin, fetcher: Fetcher, parser: Parser
) -> None:
    url = origin.put("/live", live_page(FIRST))
    async with RedisWire.open(own_server.address) as wire:
        poller = Poller(a_watch(url), wire=wire, fetcher=fetcher, parser=parser)
        await poller.look(NOON)
        origin.put("/live", live_page(MORE))
        assert own_server.pid is not None
        os.kill(own_server.pid, signal.SIGKILL)

        states = [(await poller.look(at(1))).look.state]
        async with asyncio.timeout(10):
            while states[-1] != "ok":
                states.append((await poller.look(at(len(states)))).look.state)

        assert states[0] == "WireUnavailable"
        assert await added_texts(wire) == list(MORE.values())


async def test_a_quiet_look_is_remembered_now_and_then(
    wire: RedisWire, origin: Origin, make_poller: MakePoller
) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    blog = a_watch(f"{origin.url}/live").blog.id
    await poller.look(NOON)
    remembered = []
    for seconds in (4, 8, 12, 16):
        await poller.look(NOON + timedelta(seconds=seconds))
        state = await wire.state(blog)
        assert state is not None
        looked_at = state.known.window.looked_at
        assert looked_at is not None
        remembered.append((looked_at - NOON).total_seconds())

    assert remembered == [0, 0, 12, 12]


async def test_a_revision_carries_its_words(origin: Origin, make_poller: MakePoller) -> None:
    poller = make_poller(origin.put("/live", live_page(FIRST)))
    await poller.look(NOON)
    origin.put("/live", live_page({**FIRST, "p2": "Wind from the west, nine knots and rising."}))

    (entry,) = (await poller.look(at(1))).entries

    assert isinstance(entry.event, PostRevised)
    assert ("+", "nine") in [(sign, words.strip()) for sign, words in entry.event.text_changes]


async def test_every_event_names_the_bytes_that_it_was_read_from(
    origin: Origin, make_poller: MakePoller
) -> None:
    """Also a removal, which is told by a page that did not change."""
    full, short = live_page(MORE), live_page({name: MORE[name] for name in MORE if name != "p2"})
    poller = make_poller(origin.put("/live", full, ETag='"1"'))
    first = await poller.look(NOON)
    origin.put("/live", short, ETag='"2"')
    await poller.look(at(1))

    second = await poller.look(at(2))

    assert kinds(second) == ["post.removed"]
    for outcome, page in ((first, full), (second, short)):
        named = {entry.envelope["documenthash"] for entry in outcome.entries}
        assert named == {hashlib.sha256(page.encode()).hexdigest()}
