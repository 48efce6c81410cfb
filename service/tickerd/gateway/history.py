"""What one may ask of the past: blogs, their state now or then, pages of events, revisions."""

import json
from collections.abc import Collection
from typing import Final

from aiohttp import web

from tickerd.errors import BadRequest, UnknownBlog, UnknownPost
from tickerd.gateway.answers import BlogLine, BlogList, BlogState, PostHistory, Revision, as_json
from tickerd.gateway.caching import answer
from tickerd.gateway.listing import find_known, list_lines
from tickerd.gateway.places import find_place, parse_as_of, parse_since
from tickerd.gateway.queries import check_names, parse_limit
from tickerd.gateway.recall import recall, recall_by_claims
from tickerd.gateway.view import EVERYTHING, PARAMETERS, View
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import TYPE_PREFIX, Entry
from tickerd.liveblog.event import PostEvent, PostRemoved, PostRevised
from tickerd.liveblog.frozen import Frozen
from tickerd.liveblog.known import story_order
from tickerd.wire.contract import Watches, Wire

_PAGE: Final = 500
_SEARCHED: Final = 10_000
"""So many entries one request may look through for those of its view."""


async def check_blogs(wire: Wire, watches: Watches, blogs: Collection[str]) -> None:
    """Refuse a view of a blog that is not, and never was, here.

    Raises:
        UnknownBlog: names one.
    """
    watched = await watches.watches() if blogs else {}
    for blog in sorted(blogs):
        if blog in watched:
            continue
        kept = await wire.read([blog], after=await wire.floor([blog]), limit=1)
        if not kept and await wire.state(blog) is None:
            raise UnknownBlog(blog)


class History:
    """Answers from the log and the state beside it."""

    def __init__(self, wire: Wire, watches: Watches) -> None:
        self._wire = wire
        self._watches = watches

    def routes(self) -> list[web.RouteDef]:
        """All that can be read and has an end."""
        return [
            web.get("/v1/blogs", self.list_blogs),
            web.get("/v1/blogs/{blog}", self.show_blog),
            web.get("/v1/blogs/{blog}/events", self.page_events),
            web.get("/v1/blogs/{blog}/posts/{post}", self.show_post),
            web.get("/v1/events", self.page_events),
        ]

    # ------------------------------------------------------------ blogs

    async def list_blogs(self, request: web.Request) -> web.Response:
        """All blogs that are watched or have events; the one that moved last first."""
        check_names(request.query, ())
        tip = await self._wire.tip()
        told = sorted(await list_lines(self._wire, self._watches), key=_newest, reverse=True)
        return _answer(request, BlogList(cursor=str(tip), blogs=tuple(told)))

    async def show_blog(self, request: web.Request) -> web.Response:
        """A blog's state now, or at `as_of` by our clock or, `by=published`, by the source's."""
        check_names(request.query, {"as_of", "by"})
        blog = request.match_info["blog"]
        as_of = parse_as_of(request.query["as_of"]) if "as_of" in request.query else None
        by_claims = _goes_by_claims(request.query.get("by", "observed"))
        watch = (await self._watches.watches()).get(blog)
        state = await self._wire.state(blog)
        known = find_known(state, watch)
        if known is None:
            raise UnknownBlog(blog)
        cursor = state.cursor if state else await self._wire.tip()
        if as_of is not None and by_claims:
            now = state.known if state else None
            known, cursor = await recall_by_claims(self._wire, known.blog, now, as_of)
        elif as_of is not None:
            known, cursor = await recall(self._wire, known.blog, as_of)
        shown = BlogState(
            blog=known.blog,
            headline=known.headline,
            standfirst=known.standfirst,
            last_updated=known.last_updated,
            ended=known.ended,
            watched=watch is not None,
            cursor=str(cursor),
            as_of=as_of,
            look=None if as_of else (await self._watches.looks()).get(blog),
            posts=tuple(sorted(known.posts.values(), key=story_order, reverse=True)),
        )
        return _answer(request, shown)

    # ------------------------------------------------------------ posts

    async def show_post(self, request: web.Request) -> web.Response:
        """All revisions of a post, each with what changed, word by word."""
        check_names(request.query, ())
        blog, post = request.match_info["blog"], request.match_info["post"]
        await check_blogs(self._wire, self._watches, [blog])
        revisions = [
            _revision(entry, entry.event)
            for entry in await self._wire.revisions(blog, post)
            if isinstance(entry.event, PostEvent)
        ]
        if not revisions:
            raise UnknownPost(blog, post)
        removed = revisions[-1].type == TYPE_PREFIX + PostRemoved.model_fields["kind"].default
        told = PostHistory(blog=blog, post=post, removed=removed, revisions=tuple(revisions))
        return _answer(request, told)

    # ------------------------------------------------------------ events

    async def page_events(self, request: web.Request) -> web.Response:
        """A page of the log, of one blog or of any view: the very bytes that were published."""
        blog = request.match_info.get("blog")
        check_names(request.query, {"after", "limit"} | ({*PARAMETERS} if blog is None else set()))
        view = View(blogs=frozenset([blog])) if blog else View.parse(request.query.items())
        limit = parse_limit(request.query.get("limit"))
        since = parse_since(request.query.get("after", "earliest"))
        await check_blogs(self._wire, self._watches, view.blogs)
        place = await find_place(self._wire, since, view)
        entries, cursor, more = await self._page(view, place, limit)
        events = b",".join(entry.body for entry in entries)
        end = json.dumps({"cursor": str(cursor), "more": more})[1:].encode()
        body = b'{"events": [%b], %b' % (events, end)
        # What follows a cursor never changes; where a time or an end lies, may.
        immutable = more and isinstance(since, Cursor)
        return answer(request, body, content_type="application/json", immutable=immutable)

    async def _page(
        self, view: View, after: Cursor, limit: int
    ) -> tuple[list[Entry], Cursor, bool]:
        """Up to `limit` entries of a view, the place behind them, and whether there may be more."""
        rest, found = view.within_blogs(), list[Entry]()
        ask = limit + 1 if rest == EVERYTHING else _PAGE
        tip = await self._wire.tip()
        for _ in range(0, _SEARCHED, _PAGE):
            entries = await self._wire.read(view.blogs or None, after=after, limit=ask)
            for entry in entries:
                if len(found) == limit:
                    return found, after, True
                after = entry.cursor
                if rest.matches(entry):
                    found.append(entry)
            if len(entries) < ask:
                return found, after if after.seq > tip.seq else tip, False
        return found, after, True


def _newest(line: BlogLine) -> float:
    return line.newest_at.timestamp() if line.newest_at else 0.0


def _revision(entry: Entry, event: PostEvent) -> Revision:
    changed = event if isinstance(event, PostRevised) else None
    return Revision(
        cursor=str(entry.cursor),
        type=entry.envelope["type"],
        revision=event.revision,
        observed_at=event.observed_at,
        seen_after=event.seen_after,
        post=event.post,
        headline_changes=changed.headline_changes if changed else (),
        text_changes=changed.text_changes if changed else (),
    )


def _goes_by_claims(text: str) -> bool:
    """Whether a past state is asked for by the source's clock."""
    if text not in {"observed", "published"}:
        raise BadRequest(cause=f"`by` must be `observed` or `published`, not {text!r}")
    return text == "published"


def _answer(request: web.Request, told: Frozen) -> web.Response:
    body = json.dumps(as_json(told), ensure_ascii=False).encode()
    return answer(request, body, content_type="application/json")
