"""The gateway's own pages, over a real wire."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from makers import NOON, a_blog, a_claim, a_post, a_watch, minutes
from tickerd.gateway import pages
from tickerd.liveblog.blog import Blog, Look
from tickerd.liveblog.chain import NO_HEAD
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import BlogEnded, BlogOpened, Event, PostAdded, PostRemoved, PostRevised
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post
from tickerd.liveblog.source import Source
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire

Client = TestClient[web.Request, web.Application]

HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PrivateServer]:
    async with serve(tmp_path_factory.mktemp("wire")) as server:
        yield server


@pytest_asyncio.fixture
async def wire(server: PrivateServer) -> AsyncIterator[RedisWire]:
    async with RedisWire.open(server.address) as wire:
        await wire.client.flushall()
        yield wire


@pytest_asyncio.fixture
async def client(wire: RedisWire) -> AsyncIterator[Client]:
    async with serve_pages(wire) as client:
        yield client


def serve_pages(wire: RedisWire) -> Client:
    app = web.Application()
    app.add_routes(pages.routes(wire, wire, lambda: NOON))
    return TestClient(TestServer(app))


async def tell(wire: RedisWire, blog: Blog, *events: Event) -> None:
    state = await wire.state(blog.id)
    known = state.known if state else Known(blog=blog)
    await wire.commit(fold(known, events), events, expect=state.head if state else NO_HEAD)


def opened(blog: Blog, **fields: Any) -> BlogOpened:
    return BlogOpened(blog=blog.id, about=blog, observed_at=NOON, **fields)


def added(blog: Blog, post: Post, at: datetime = NOON) -> PostAdded:
    return PostAdded(
        blog=blog.id, post=post, revision=1, change=1, recognised_by="new", observed_at=at
    )


async def read(client: Client, path: str, status: int = 200) -> str:
    answer = await client.get(path)
    text = await answer.text()

    assert answer.status == status, text
    assert answer.content_type == "text/html"
    return text


async def test_with_nothing_watched_the_list_says_what_to_type(client: Client) -> None:
    text = await read(client, "/")

    assert "tickerd add https://" in text


async def test_blogs_are_listed_last_updated_first(client: Client, wire: RedisWire) -> None:
    for minute, name in [(1, "early"), (3, "late"), (2, "middle")]:
        blog = a_blog(f"https://{name}.example/live")
        claim = a_claim(NOON + minutes(minute))
        await wire.add_watch(a_watch(blog.url))
        await tell(wire, blog, opened(blog, headline=f"The {name} one", last_updated=claim))
    await wire.add_watch(a_watch("https://silent.example/live"))

    text = await read(client, "/")

    assert re.findall(r"The (\w+) one</a>", text) == ["late", "middle", "early"]
    assert text.index("The early one") < text.index("silent.example/live</a>")
    assert "4 blogs" in text


async def test_a_blog_says_how_its_last_look_went(client: Client, wire: RedisWire) -> None:
    await wire.add_watch(a_watch("https://fine.example/live"))
    await wire.add_watch(a_watch("https://gone.example/live"))
    await wire.add_watch(a_watch("https://new.example/live"))
    await wire.note_look(Look(blog=a_blog("https://fine.example/live").id, looked_at=NOON))
    problem = "https://gone.example/live cannot be reached: refused."
    gone = a_blog("https://gone.example/live").id
    await wire.note_look(Look(blog=gone, looked_at=NOON, state="Unreachable", problem=problem))

    text = await read(client, "/")

    assert text.count(">Live</span>") == 1
    assert text.count(">Source lost</span>") == 1
    assert problem in text
    assert text.count(">Not looked at yet</span>") == 1


async def test_each_blog_has_lines_to_copy(client: Client, wire: RedisWire) -> None:
    await wire.add_watch(a_watch())
    blog = a_blog().id

    text = await read(client, "/")

    origin = str(client.make_url("/")).rstrip("/")
    assert f"tickerd follow {blog} --server {origin}" in text
    assert f"{origin.replace('http', 'ws')}/v1/stream?blog={blog}" in text
    assert f"SUBSCRIBE tickerd:events:{blog}" in text
    assert f"tickerd replay {blog} --speed 60" in text
    assert f"&lt;live-ticker src=&#34;{origin}/v1/blogs/{blog}&#34;&gt;" in text


async def test_a_blog_can_be_read_without_scripts(client: Client, wire: RedisWire) -> None:
    blog = a_blog(source=Source(name="The Harbour Post", language="en-GB"))
    one = a_post("1", "They are off.\nThirty boats.", id="p1", published=a_claim(NOON))
    two = a_post("2", "A torn sail.", id="p2", published=a_claim(NOON + minutes(5)))
    removal = PostRemoved(
        blog=blog.id, post=two, revision=1, change=2, recognised_by="", observed_at=NOON
    )
    await tell(wire, blog, opened(blog, headline="Regatta", standfirst="Forty boats."))
    await tell(wire, blog, added(blog, one), added(blog, two), removal)

    text = await read(client, f"/blogs/{blog.id}")

    assert f'<live-ticker src="/v1/blogs/{blog.id}" level="1">' in text
    assert '<h1 dir="auto" lang="en-gb">Regatta</h1>' in text
    assert '<div class="wording" dir="auto" lang="en-gb">' in text
    assert "Forty boats." in text
    assert "<p>They are off.</p>\n<p>Thirty boats.</p>" in text
    assert text.index("A torn sail.") < text.index("They are off."), "newest first"
    assert text.count('<article class="removed">') == 1
    assert 'datetime="2026-06-01T12:05:00Z"' in text
    assert "1 Jun 2026, 12:05 UTC" in text


async def test_a_post_without_a_claim_shows_when_it_was_seen(
    client: Client, wire: RedisWire
) -> None:
    blog = a_blog()
    revision = PostRevised(
        blog=blog.id,
        post=a_post("1", "Forty-one boats.", id="p1"),
        revision=2,
        change=2,
        recognised_by="source id",
        observed_at=NOON + minutes(1),
    )
    await tell(wire, blog, opened(blog), added(blog, a_post("1", "Forty boats.", id="p1")))
    await tell(wire, blog, revision)

    text = await read(client, f"/blogs/{blog.id}")

    assert 'seen <time datetime="2026-06-01T12:00:00Z"' in text
    assert "Forty-one boats." in text
    assert "Forty boats." not in text
    assert f'<a rel="nofollow" href="/blogs/{blog.id}/posts/p1">edited</a>' in text


async def test_foreign_text_stays_text_and_foreign_addresses_are_web_addresses(
    client: Client, wire: RedisWire
) -> None:
    """Invariant 8: no foreign markup passes."""
    blog = a_blog(source=Source(name=HOSTILE), story=HOSTILE)
    claim = a_claim(NOON).model_copy(update={"raw": HOSTILE})
    post = a_post(
        "1",
        HOSTILE,
        id="p1",
        headline=HOSTILE,
        author=HOSTILE,
        labels=(HOSTILE,),
        language='"><script>',
        permalink="javascript:alert(3)",
        html=HOSTILE,
        published=claim,
    )
    await tell(wire, blog, opened(blog, headline=HOSTILE, standfirst=HOSTILE, last_updated=claim))
    await tell(
        wire, blog, added(blog, post), BlogEnded(blog=blog.id, reason=HOSTILE, observed_at=NOON)
    )
    await wire.add_watch(a_watch().model_copy(update={"blog": blog}))

    texts = [await read(client, "/"), await read(client, f"/blogs/{blog.id}")]

    for text in texts:
        assert "<img" not in text
        assert "<script>" not in text
        assert "javascript:" not in text
        assert "&lt;script&gt;alert(2)" in text


async def test_pages_forbid_all_but_their_own_scripts_and_styles(
    client: Client, wire: RedisWire
) -> None:
    await wire.add_watch(a_watch())

    for path in ("/", f"/blogs/{a_blog().id}", "/blogs/nowhere", "/pages.css", "/pages.js"):
        answer = await client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()

        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert " style=" not in text
        assert " onclick=" not in text


async def test_what_the_pages_load_is_there(client: Client) -> None:
    for path, kind in {"/pages.css": "text/css", "/pages.js": "text/javascript"}.items():
        answer = await client.get(path)

        assert answer.status == 200
        assert answer.content_type == kind


async def test_an_unknown_blog_has_a_page_that_says_so(client: Client) -> None:
    text = await read(client, "/blogs/nowhere", status=404)

    assert "There is no blog &#39;nowhere&#39; here." in text
    assert "<code>tickerd list</code>" in text
    assert "`" not in text


async def test_a_watched_blog_that_nobody_looked_at_yet_has_a_page(
    client: Client, wire: RedisWire
) -> None:
    await wire.add_watch(a_watch())

    text = await read(client, f"/blogs/{a_blog().id}")

    assert "No post has been seen yet." in text


async def test_a_blog_that_is_not_watched_any_more_can_still_be_read(
    client: Client, wire: RedisWire
) -> None:
    await tell(wire, a_blog(), opened(a_blog(), headline="Regatta"))

    text = await read(client, f"/blogs/{a_blog().id}")

    assert "Not watched any more" in text


async def test_the_list_of_all_has_blogs_that_are_not_watched_too(
    client: Client, wire: RedisWire
) -> None:
    await tell(wire, a_blog(), opened(a_blog(), headline="Regatta"))

    text = await read(client, "/")

    assert "Regatta" in text
    assert "1 blog, the last updated first" in text
    assert "Not watched any more" in text


async def test_with_the_wire_away_the_page_says_so(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        async with serve(tmp_path) as server:
            wire = await stack.enter_async_context(RedisWire.open(server.address))
            client = await stack.enter_async_context(serve_pages(wire))
            await read(client, "/")

        text = await read(client, "/", status=503)

        assert "Try again soon." in text
        assert server.address not in text
        assert "redis" not in text.lower()
