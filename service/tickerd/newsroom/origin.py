"""Desks on the web: real HTTP, with validators, robots.txt, and faults when one wants them."""

import errno
import hashlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from aiohttp import web

from tickerd.errors import PortTaken
from tickerd.liveblog.blog import Blog, blog_id

from .desk import Desk
from .faults import ANSWERS, Fault, Trouble
from .layout import Layout
from .misprints import MISPRINTS, misprint
from .pictures import draw
from .render import Tongue, render, render_front
from .rhythm import Rhythm
from .words import load_copy

PROGRAMME: tuple[tuple[str, Tongue], ...] = (
    ("regatta", Tongue.JSONLD),
    ("regata", Tongue.TIMESTAMPS),
    ("sturm", Tongue.BULLETS),
)
"""Which blogs there are, and how each is written: two of one story, three languages."""

CHORUS = Rhythm(seconds_between=13.0)
"""Three desks at this pace make an act about every four seconds between them."""

ROBOTS = "User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, slots=True)
class Edition:
    """A page as it goes out."""

    body: bytes
    etag: str
    changed_at: datetime


class Press:
    """Prints the pages of one desk at one address."""

    def __init__(self, desk: Desk, tongue: Tongue, url: str) -> None:
        self.desk = desk
        self.tongue = tongue
        self.url = url
        self.layout = Layout()
        self.trouble: Trouble | None = None
        self._turn = 0
        self._edition: Edition | None = None
        self._made_of: tuple[object, ...] = ()

    @property
    def blog(self) -> Blog:
        """The blog, as a watch would name it."""
        copy = self.desk.copy
        return Blog(id=blog_id(self.url), url=self.url, source=copy.source, story=copy.story)

    def trouble_at(self, at: datetime) -> Trouble | None:
        """What is wrong with the page then, if anything."""
        return self.trouble if self.trouble and self.trouble.lasts(at) else None

    def edition(self, at: datetime) -> Edition:
        """The next page to go out; the same again while nothing has changed."""
        self.desk.advance(at)
        self._turn += 1
        trouble = self.trouble_at(at)
        made_of: tuple[object, ...] = (len(self.desk.acts), trouble, self.layout)
        if trouble or self.layout.restless:
            made_of = (*made_of, self._turn)
        if self._edition is None or self._made_of != made_of:
            self._edition, self._made_of = self._print(trouble), made_of
        return self._edition

    def _print(self, trouble: Trouble | None) -> Edition:
        truth = misprint(self.desk, trouble, self._turn, MISPRINTS)
        shown = self.layout.show(truth, self._turn)
        body = render(shown, self.desk.copy, self.tongue, url=self.url).encode()
        return Edition(body, hashlib.sha256(body).hexdigest()[:20], truth.changed_at)


class Newsroom:
    """Some desks that are on the web. Ask a desk for the truth, or order it to do something."""

    def __init__(self, presses: Sequence[Press], now: Callable[[], datetime]) -> None:
        self.presses = tuple(presses)
        self.now = now

    @property
    def desks(self) -> tuple[Desk, ...]:
        """The desks, in the order of the programme."""
        return tuple(press.desk for press in self.presses)

    @property
    def urls(self) -> tuple[str, ...]:
        """Where each desk's page is."""
        return tuple(press.url for press in self.presses)

    @property
    def blogs(self) -> tuple[Blog, ...]:
        """The blogs, ready to be watched."""
        return tuple(press.blog for press in self.presses)

    def fail(self, desk: Desk, fault: Fault, *, until: datetime | None = None) -> None:
        """Let a desk's page fail from now on, for ever or until then; its desk works on."""
        desk.advance(self.now())
        self._press(desk).trouble = Trouble(fault, self.now(), until)

    def lay_out(self, desk: Desk, layout: Layout) -> None:
        """Show a desk's posts under other ids, or in another order, from now on."""
        self._press(desk).layout = layout

    def mend(self) -> None:
        """Let all pages be well again."""
        for press in self.presses:
            press.trouble = None

    def routes(self) -> list[web.RouteDef]:
        """All that is to be had by HTTP."""
        pages = [web.get(f"/{press.desk.copy.path}", self._page(press)) for press in self.presses]
        return [
            *pages,
            web.get("/", self._front),
            web.get("/robots.txt", _robots),
            web.get("/style.css", _style),
            web.get("/pictures/{name}.svg", _picture),
        ]

    def _press(self, desk: Desk) -> Press:
        return next(press for press in self.presses if press.desk is desk)

    def _page(self, press: Press) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            at = self.now()
            edition, trouble = press.edition(at), press.trouble_at(at)
            if trouble and trouble.fault in ANSWERS:
                return await ANSWERS[trouble.fault](request, edition.body)
            stuck = trouble is not None and trouble.fault is Fault.NOT_MODIFIED
            return answer_with(edition, request, stuck=stuck)

        return answer

    async def _front(self, request: web.Request) -> web.Response:
        del request
        pages = [
            (desk.copy, desk.truth(), url) for desk, url in zip(self.desks, self.urls, strict=True)
        ]
        return web.Response(text=render_front(pages), content_type="text/html")


def answer_with(edition: Edition, request: web.Request, *, stuck: bool = False) -> web.Response:
    """The page, or 304 if the caller has it (RFC 9110, section 13.2.2); or has any, if stuck."""
    answer = web.Response(headers={"Cache-Control": "no-cache"})
    answer.etag = edition.etag
    answer.last_modified = edition.changed_at
    has_any = bool(request.if_none_match or request.if_modified_since)
    if _caller_has(edition, request) or (stuck and has_any):
        answer.set_status(304)
    else:
        answer.body = edition.body
        answer.content_type = "text/html"
        answer.charset = "utf-8"
    return answer


def _caller_has(edition: Edition, request: web.Request) -> bool:
    known = request.if_none_match
    if known is not None:
        return any(tag.value in ("*", edition.etag) for tag in known)
    since = request.if_modified_since
    return since is not None and edition.changed_at.replace(microsecond=0) <= since


async def _robots(request: web.Request) -> web.Response:
    del request
    return web.Response(text=ROBOTS)


async def _style(request: web.Request) -> web.Response:
    del request
    return web.Response(text=_STYLE, content_type="text/css")


async def _picture(request: web.Request) -> web.Response:
    return web.Response(text=draw(request.match_info["name"]), content_type="image/svg+xml")


_STYLE = (files("tickerd.newsroom") / "templates" / "style.css").read_text("utf-8")


@asynccontextmanager
async def open_newsroom(  # noqa: PLR0913 - two are asked for, the rest has defaults
    seed: int,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    programme: Sequence[tuple[str, Tongue]] = PROGRAMME,
    rhythm: Rhythm | None = CHORUS,
    backlog: int = 5,
    window: int = 30,
) -> AsyncIterator[Newsroom]:
    """Serve a newsroom for as long as the block lasts.

    Args:
        seed: of all that its desks do.
        now: the clock that it lives by.
        host: where to listen.
        port: where to listen; 0 takes a free one.
        programme: its blogs, each with the markup of its page.
        rhythm: how lively each desk is; None: they do only what they are told.
        backlog: how many posts each had written before it opened.
        window: how many posts a page shows.

    Raises:
        PortTaken: another program listens there.
    """
    with listen(host, port) as listener:
        base = f"http://{host}:{listener.getsockname()[1]}"
        opens_at = now()
        presses = []
        for name, tongue in programme:
            copy = load_copy(name)
            desk = Desk(
                copy, seed=seed, opens_at=opens_at, rhythm=rhythm, backlog=backlog, window=window
            )
            presses.append(Press(desk, tongue, f"{base}/{copy.path}"))
        newsroom = Newsroom(presses, now)
        app = web.Application()
        app.add_routes(newsroom.routes())
        runner = web.AppRunner(app, access_log=None, keepalive_timeout=75.0, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield newsroom
        finally:
            await runner.cleanup()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        PortTaken: another program does.
    """
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTaken(host=host, port=port, other=port + 1) from error
