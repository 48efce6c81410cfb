"""A gateway's questions and orders, against a real one."""

import asyncio
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

import tickerd
from gateway.people import Author, a_gateway
from makers import NOON, URL, a_claim
from tickerd import BadRequest, GatewayUnreachable, UnknownBlog, WrongToken
from tickerd.client import Gateway, snapshot
from tickerd.errors import UnknownPost
from tickerd.gateway.app import Gateway as Running
from tickerd.liveblog.source import Source
from tickerd.liveblog.wording import reword
from tickerd.wire.redis import RedisWire


async def test_a_page_is_added_listed_and_removed(gateway: Running) -> None:
    source = Source(name="The Courier", country="GB", time_zone="Europe/London")
    async with Gateway(gateway.url) as asked:
        watch, new = await asked.add(URL, story="regatta", source=source, every_seconds=5)
        _, again = await asked.add(URL, story="regatta")
        (line,) = await asked.blogs()
        await asked.remove(watch.blog.id)
        with pytest.raises(UnknownBlog):
            await asked.remove(watch.blog.id)

    assert (new, again) == (True, False)
    assert (watch.blog.url, watch.blog.source, watch.every_seconds) == (URL, source, 5)
    assert (line.blog.story, line.watched, line.posts) == ("regatta", True, 0)


async def test_a_snapshot_is_the_blog_as_it_stands(gateway: Running, author: Author) -> None:
    await author.open()
    await author.post("One.", "Two.")
    *_, last = await author.remove("p1")

    state = await tickerd.snapshot(gateway.url, author.blog.id)

    assert [known.post.text for known in state.shown()] == ["Two."]
    assert {known.post.text: known.removed for known in state.posts} == {
        "One.": True,
        "Two.": False,
    }
    assert (state.headline, state.watched, state.cursor) == ("Regatta", True, str(last.cursor))
    assert state.known.model_copy(update={"window": author.known.window}) == author.known


async def test_a_snapshot_of_the_past_may_go_by_the_claims(
    gateway: Running, author: Author
) -> None:
    await author.open()
    late = author.added("Seen late.", at=NOON + timedelta(hours=2))
    claimed = late.post.model_copy(update={"published": a_claim(NOON + timedelta(hours=1))})
    await author.commit(late.model_copy(update={"post": claimed}))
    then = NOON + timedelta(minutes=90)

    by_us = await snapshot(gateway.url, author.blog.id, as_of=then)
    by_claims = await snapshot(gateway.url, author.blog.id, as_of=then, by="published")

    assert [known.post.text for known in by_us.posts] == []
    assert [known.post.text for known in by_claims.posts] == ["Seen late."]


async def test_a_post_is_told_with_all_its_revisions(gateway: Running, author: Author) -> None:
    await author.open()
    await author.post("One boat.")
    await author.revise("p1", "One fast boat.")
    await author.revise("p1", "Two fast boats.")
    async with Gateway(gateway.url) as asked:
        history = await asked.post(author.blog.id, "p1")
        with pytest.raises(UnknownPost):
            await asked.post(author.blog.id, "p2")

    first, *later = history.revisions
    text = first.post.text
    for revision in later:
        text = reword(text, revision.text_changes)
        assert text == revision.post.text
    assert text == "Two fast boats."


async def test_a_snapshot_may_be_of_the_past(gateway: Running, author: Author) -> None:
    await author.open()
    await author.post("One.")
    await author.post("Two.", at=NOON + timedelta(hours=1))

    then = await snapshot(gateway.url, author.blog.id, as_of=NOON + timedelta(minutes=30))

    assert [known.post.text for known in then.posts] == ["One."]
    assert then.as_of == NOON + timedelta(minutes=30)


async def test_a_snapshot_and_what_follows_it_make_the_present(
    gateway: Running, author: Author
) -> None:
    """Invariant 4: an entry that is applied twice does no harm."""
    await author.open()
    await author.post("One.", "Two.")
    state = await snapshot(gateway.url, author.blog.id)
    await author.revise("p1", "One and a half.")
    await author.remove("p2")

    known = state.known
    async with aclosing(tickerd.follow(gateway.url, since=state.cursor)) as told:
        async with asyncio.timeout(5):
            for _ in range(2):
                event = await anext(told)
                known = tickerd.fold(tickerd.fold(known, [event]), [event])

    assert known == author.known


async def test_an_unknown_blog_is_named(gateway: Running) -> None:
    with pytest.raises(UnknownBlog) as caught:
        await snapshot(gateway.url, "no/such blog?")

    assert caught.value.blog == "no/such blog?"


async def test_orders_need_the_token_where_there_is_one(wire: RedisWire) -> None:
    async with a_gateway(wire, token="open sesame") as gateway:  # noqa: S106 - a test's
        async with Gateway(gateway.url, "wrong") as asked:
            with pytest.raises(WrongToken):
                await asked.add(URL)
        async with Gateway(gateway.url, "open sesame") as asked:
            _, new = await asked.add(URL)

    assert new


async def test_an_order_that_cannot_be_carried_out_says_why(gateway: Running) -> None:
    async with Gateway(gateway.url) as asked:
        with pytest.raises(BadRequest, match="http"):
            await asked.add("ftp://example.org/")


async def test_a_gateway_that_does_not_answer_is_named(unused_tcp_port: int) -> None:
    server = f"http://127.0.0.1:{unused_tcp_port}"

    with pytest.raises(GatewayUnreachable) as caught:
        await snapshot(server, "any")

    assert caught.value.server == server


async def test_something_else_than_a_gateway_and_a_slow_one_are_told() -> None:
    async def shop(request: web.Request) -> web.Response:
        return web.Response(text="<h1>Shoes</h1>", content_type="text/html")

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/v1/blogs", shop), web.get("/slow/v1/blogs", slow)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()

    for path, cause in [("", "does not answer as"), ("/slow/", "in time"), ("/none", "404")]:
        async with Gateway(f"http://127.0.0.1:{site.port}{path}", seconds=0.2) as asked:
            with pytest.raises(GatewayUnreachable, match=cause):
                await asked.blogs()
    await runner.cleanup()


async def test_members_of_a_newer_gateway_are_passed_over() -> None:
    blog: dict[str, Any] = {"id": "b", "url": URL, "source": {"mood": "good"}, "colour": "red"}
    line = {"blog": blog, "watched": True, "posts": 3, "trend": "up"}

    async def newer(request: web.Request) -> web.Response:
        return web.json_response({"cursor": "e-1", "blogs": [line], "page": 1})

    app = web.Application()
    app.add_routes([web.get("/v1/blogs", newer)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()

    async with Gateway(f"http://127.0.0.1:{site.port}") as asked:
        (read,) = await asked.blogs()
    await runner.cleanup()

    assert (read.blog.id, read.posts) == ("b", 3)


async def test_a_gateway_is_used_within_its_block() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await Gateway().blogs()
