"""One blog on a real wire, the gateway that tells of it, and other people's pages that show it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from makers import a_blog, a_watch
from needs import need_node_module
from tickerd.gateway import app
from tickerd.liveblog.blog import Blog, Look
from tickerd.liveblog.chain import NO_HEAD
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.diff import fold
from tickerd.liveblog.event import BlogOpened, Event, PostAdded, PostRemoved, PostRevised
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post
from tickerd.liveblog.wording import compare_words
from tickerd.wire.redis import RedisWire


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Stage:
    """One blog on a wire, what happens to it, and the gateway that tells of it."""

    wire: RedisWire
    blog: Blog = field(default_factory=a_blog)
    gateway: app.Gateway | None = None
    _serving: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def url(self) -> str:
        assert self.gateway is not None
        return self.gateway.url.rstrip("/")

    async def start(self, port: int = 0) -> None:
        serving = app.serve(
            self.wire,
            self.wire,
            host="127.0.0.1",
            port=port,
            token=None,
            heartbeat_seconds=0.5,
            slow_seconds=5,
            reader_buffer_bytes=100_000,
            now=now,
        )
        self.gateway = await self._serving.enter_async_context(serving)

    async def stop(self) -> None:
        await self._serving.aclose()

    async def open(self, headline: str = "Harbour regatta", posts: int = 3) -> None:
        opened = BlogOpened(
            blog=self.blog.id, about=self.blog, headline=headline, observed_at=now()
        )
        await self.tell(opened)
        await self.wire.add_watch(a_watch(self.blog.url))
        await self.look()
        await self.add(*(f"Post number {n}." for n in range(1, posts + 1)))

    async def look(self, **fields: str) -> None:
        at = now()
        await self.wire.note_look(
            Look.model_validate(
                {"blog": self.blog.id, "looked_at": at, "succeeded_at": at, **fields}
            )
        )

    async def known(self) -> Known:
        state = await self.wire.state(self.blog.id)
        return state.known if state else Known(blog=self.blog)

    async def tell(self, *events: Event) -> None:
        state = await self.wire.state(self.blog.id)
        known = state.known if state else Known(blog=self.blog)
        await self.wire.commit(fold(known, events), events, expect=state.head if state else NO_HEAD)

    async def add(self, *texts: str, **fields: object) -> None:
        first = len((await self.known()).posts) + 1
        events: list[Event] = []
        for number, text in enumerate(texts, first):
            at = now() - timedelta(minutes=600 - number)
            claim = Claim(at=at, raw="7:57 PM", rule=ClaimRule.ABSOLUTE, precision_seconds=60)
            post = Post.model_validate(
                {"id": f"p{number}", "text": text, "published": claim} | fields
            )
            events.append(PostAdded(**self._about(post, 1, 1)))
        if events:
            await self.tell(*events)

    async def revise(self, post: str, text: str) -> None:
        old = (await self.known()).posts[post]
        new = old.post.model_copy(update={"text": text})
        about = self._about(new, old.revision + 1, old.change + 1)
        await self.tell(PostRevised(**about, text_changes=compare_words(old.post.text, text)))

    async def remove(self, post: str) -> None:
        old = (await self.known()).posts[post]
        await self.tell(PostRemoved(**self._about(old.post, old.revision, old.change + 1)))

    def _about(self, post: Post, revision: int, change: int) -> dict[str, Any]:
        return {
            "blog": self.blog.id,
            "post": post,
            "revision": revision,
            "change": change,
            "recognised_by": "source id",
            "observed_at": now(),
        }


@asynccontextmanager
async def third_party(pages: dict[str, tuple[str, dict[str, str]]]) -> AsyncIterator[str]:
    """Somebody else's server: its address. Pages by path, each with its headers."""

    async def show(request: web.Request) -> web.Response:
        if request.path not in pages:
            raise web.HTTPNotFound
        text, headers = pages[request.path]
        return web.Response(text=text, headers=headers, content_type="text/html")

    foreign = web.Application()
    foreign.router.add_get("/{path:.*}", show)
    async with TestServer(foreign) as served:
        yield str(served.make_url("/")).rstrip("/")


def demo_pages() -> dict[str, tuple[str, dict[str, str]]]:
    """The demo's pages, by path."""
    folder = files("tickerd") / "ticker" / "demo"
    return {f"/{name}": ((folder / name).read_text(), {}) for name in ("plain.html", "dark.html")}


def embed(server: str, blog: str, lang: str = "en") -> str:
    """A page with nothing but the two lines."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        "<title>Theirs</title></head>"
        f'<body><main><h1>Their page</h1><live-ticker src="{server}/v1/blogs/{blog}">not yet'
        f'</live-ticker></main><script type="module" src="{server}/ticker.js"></script>'
        "</body></html>"
    )


def axe_source() -> str:
    """axe-core's script."""
    return need_node_module("axe-core/axe.min.js").read_text()


async def show(
    page: Page,
    stage: Stage,
    headers: dict[str, str] | None = None,
    *,
    lang: str = "en",
    live: str = "Live",
) -> None:
    """Open a third party's page with the ticker in it, and wait until it is live."""
    pages = {"/": (embed(stage.url, stage.blog.id, lang), headers or {})}
    async with third_party(pages) as theirs:
        await page.goto(theirs)
        await expect(page.locator("[part~=status]")).to_have_text(live)
