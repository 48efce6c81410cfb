"""The gateway's own pages: which blogs there are, and each as it stands; readable without JS."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from typing import Final

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from tickerd.errors import (
    ArchiveDamaged,
    ArchiveUnavailable,
    BadRequest,
    CursorExpired,
    UnknownBlog,
    UnknownPost,
    WireError,
)
from tickerd.gateway.answers import BlogLine
from tickerd.gateway.lines import Lines, make_lines, reached_at
from tickerd.gateway.listing import list_lines
from tickerd.gateway.places import parse_as_of
from tickerd.gateway.problems import ARCHIVE_AWAY
from tickerd.gateway.recall import recall
from tickerd.liveblog.blog import Blog, Look
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.frozen import format_instant
from tickerd.liveblog.known import Known, KnownPost, story_order
from tickerd.wire.contract import Watches, Wire

POSTS: Final = 200
"""Posts that a page carries itself; the ticker shows the others."""

MOMENTS: Final = 12
"""So many of the last moments of change are offered for a look back."""

DAY_SECONDS: Final = 86_400

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src https: http: data:; base-uri 'none'; form-action 'none'"
)
"""What our pages may load (CSP level 3: 'self' of http covers ws)."""

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_AWAY: Final = "What is watched here cannot be read just now. Try again soon."
"""Where Redis lies is nobody's business out there."""

_TROUBLES: Final[dict[type[Exception], tuple[int, str]]] = {
    UnknownBlog: (404, "Not here"),
    UnknownPost: (404, "Not here"),
    BadRequest: (400, "Not a moment"),
    CursorExpired: (410, "Not kept"),
    ArchiveDamaged: (502, "Damaged"),
}
"""Status and title of the page for what its own sentence tells."""

STATIC: Final = {"pages.css": "text/css", "pages.js": "text/javascript"}

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Sight:
    """A blog as a page shows it."""

    blog: Blog
    known: Known
    look: Look | None
    watched: bool
    lines: Lines
    standing: int
    """How many posts stand."""
    last_change: datetime | None
    """When we last saw a post change; in the list of all, when we last saw anything."""

    @property
    def title(self) -> str:
        """Its headline, else its address without the scheme."""
        return self.known.headline or self.blog.url.partition("://")[2]

    @property
    def host(self) -> str:
        """Where the blog stands, for a source without a name."""
        return self.blog.url.partition("://")[2].partition("/")[0].removeprefix("www.")

    @property
    def moment(self) -> datetime:
        """What the list is sorted by: the page's "Last updated", else the last change seen."""
        claim = self.known.last_updated
        never = datetime.min.replace(tzinfo=UTC)
        return claim.at if claim else self.last_change or never

    @property
    def posts(self) -> list[KnownPost]:
        """All posts, newest first, the removed ones too."""
        return sorted(self.known.posts.values(), key=story_order, reverse=True)


# ---------------------------------------------------------------- what templates may ask


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tickerd.gateway", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "instant": format_instant,
        "moment": format_moment,
        "claimed": format_claim,
        "web_address": web_address,
    }
    return environment


def format_moment(moment: datetime) -> str:
    """`4 Sep 2025, 17:57 UTC`, for readers whose browser runs no script."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def format_claim(claim: Claim) -> str:
    """The same for a claim; without the time of day where the page gave only a date."""
    text = format_moment(claim.at)
    return text.partition(",")[0] if claim.precision_seconds >= DAY_SECONDS else text


def web_address(text: str | None) -> str | None:
    """The address if it leads to the web, else None: no script, no file, no data address."""
    return text if re.match(r"https?://[^/\s]", text or "", re.IGNORECASE) else None


# ---------------------------------------------------------------- answering


@dataclass(frozen=True, slots=True)
class _Pages:
    wire: Wire
    watches: Watches
    now: Callable[[], datetime]
    templates: Environment = field(default_factory=_make_environment)

    async def answer(self, show: Handler, request: web.Request) -> web.Response:
        """Show a page; what a person cannot have is told on a page too, not as JSON."""
        try:
            return await show(request)
        except tuple(_TROUBLES) as error:
            status, title = _TROUBLES[type(error)]
            return self._render("trouble.html", status=status, title=title, words=str(error))
        except WireError as error:
            words = ARCHIVE_AWAY if isinstance(error, ArchiveUnavailable) else _AWAY
            return self._render("trouble.html", status=503, title="Back soon", words=words)

    async def show_blogs(self, request: web.Request) -> web.Response:
        lines = await list_lines(self.wire, self.watches)
        sights = [_glance(line, request) for line in lines]
        sights.sort(key=lambda sight: sight.moment, reverse=True)
        return self._render("blogs.html", sights=sights, now=self.now())

    async def show_blog(self, request: web.Request) -> web.Response:
        name = request.match_info["blog"]
        watch = (await self.watches.watches()).get(name)
        state = await self.wire.state(name)
        blog = state.known.blog if state else watch.blog if watch else None
        if blog is None:
            raise UnknownBlog(blog=name)
        known = state.known if state else Known(blog=blog)
        if "as_of" in request.query:
            return await self._show_past(known, parse_as_of(request.query["as_of"]), request)
        look = (await self.watches.looks()).get(name)
        sight = _see(blog, known, look, request, watched=watch is not None)
        moments = _find_moments(known)[-MOMENTS:][::-1]
        return self._render("blog.html", sight=sight, now=self.now(), most=POSTS, moments=moments)

    async def _show_past(self, now: Known, at: datetime, request: web.Request) -> web.Response:
        """The blog as it stood at a moment, with ways to the changes before and after it."""
        then, _ = await recall(self.wire, now.blog, at)
        sight = _see(now.blog, then, None, request, watched=False)
        before = [moment for moment in _find_moments(then) if moment < at]
        after = [moment for moment in _find_moments(now) if moment > at]
        return self._render(
            "past.html",
            sight=sight,
            at=at,
            most=POSTS,
            before=max(before, default=None),
            after=min(after, default=None),
        )

    async def show_post(self, request: web.Request) -> web.Response:
        """All that was seen of a post, newest first, with what changed."""
        blog, post = request.match_info["blog"], request.match_info["post"]
        state = await self.wire.state(blog)
        entries = await self.wire.revisions(blog, post)
        events = [entry.event for entry in entries if isinstance(entry.event, PostEvent)]
        if state is None or not events:
            raise UnknownPost(blog, post)
        sight = _see(state.known.blog, state.known, None, request, watched=False)
        return self._render("post.html", sight=sight, events=events[::-1])

    def _render(self, template: str, *, status: int = 200, **values: object) -> web.Response:
        text = self.templates.get_template(template).render(**values)
        return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


async def _send_file(name: str, _request: web.Request) -> web.Response:
    body = files("tickerd.gateway").joinpath("templates", name).read_bytes()
    return web.Response(body=body, content_type=STATIC[name], charset="utf-8", headers=HEADERS)


def _find_moments(known: Known) -> list[datetime]:
    """When we saw posts come and change, as far as the state tells: oldest first."""
    posts = known.posts.values()
    return sorted({post.observed_at for post in posts} | {post.changed_at for post in posts})


def _see(
    blog: Blog, known: Known, look: Look | None, request: web.Request, *, watched: bool
) -> Sight:
    return Sight(
        blog=blog,
        known=known,
        look=look,
        watched=watched,
        lines=make_lines(blog.id, reached_at(request)),
        standing=len(known.shown()),
        last_change=max((one.changed_at for one in known.posts.values()), default=None),
    )


def _glance(line: BlogLine, request: web.Request) -> Sight:
    """A blog as the list of all shows it: without its posts."""
    known = Known(
        blog=line.blog, headline=line.headline, last_updated=line.last_updated, ended=line.ended
    )
    sight = _see(line.blog, known, line.look, request, watched=line.watched)
    return replace(sight, standing=line.posts, last_change=line.newest_at)


def routes(wire: Wire, watches: Watches, now: Callable[[], datetime]) -> list[web.RouteDef]:
    """`/`, `/blogs/{blog}` (`?as_of=`), the history of a post, and the two files that they load."""
    pages = _Pages(wire, watches, now)
    return [
        web.get("/", partial(pages.answer, pages.show_blogs)),
        web.get("/blogs/{blog}", partial(pages.answer, pages.show_blog)),
        web.get("/blogs/{blog}/posts/{post}", partial(pages.answer, pages.show_post)),
        *(web.get(f"/{name}", partial(_send_file, name)) for name in STATIC),
    ]
