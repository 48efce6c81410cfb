"""Which blogs there are, a line each: the list of all over HTTP, and the page that shows it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog

from tickerd.errors import ArchiveDamaged, ArchiveUnavailable, CursorExpired
from tickerd.gateway.answers import BlogLine
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.known import Known
from tickerd.wire.contract import State, Watches, Wire
from tickerd.wire.stub import Sealed

log = structlog.get_logger()


async def list_lines(wire: Wire, standing: Watches) -> list[BlogLine]:
    """All blogs that are watched or have events, in no order.

    A watched blog whose archive cannot be read has a line with what its watch says; one that is
    not watched has none then.
    """
    sealed = await wire.sealed()
    watches, looks = await standing.watches(), await standing.looks()
    blogs = {**watches, **looks, **await wire.blogs()}
    lines = await asyncio.gather(
        *(
            _line(wire, blog, watches.get(blog), looks.get(blog))
            for blog in blogs
            if blog not in sealed
        )
    )
    told = [line for line in lines if line is not None]
    return told + [_sealed_line(one, watches, looks) for one in sealed.values()]


async def _line(wire: Wire, blog: str, watch: Watch | None, look: Look | None) -> BlogLine | None:
    try:
        state = await wire.state(blog)
    except (ArchiveDamaged, ArchiveUnavailable) as error:
        # its files hold what came before; the other blogs do not need them
        log.warning("blog_not_readable", blog=blog, reason=str(error))
        state = None
    known = find_known(state, watch)
    if known is None:
        return None
    return BlogLine(
        blog=known.blog,
        headline=known.headline,
        standfirst=known.standfirst,
        last_updated=known.last_updated,
        ended=known.ended,
        watched=watch is not None,
        posts=len(known.shown()),
        newest_at=await _find_newest(wire, state) if state else None,
        look=look,
    )


def find_known(state: State | None, watch: Watch | None) -> Known | None:
    """What we know of a blog; before its first look that is its watch alone."""
    if state is not None:
        return state.known
    return Known(blog=watch.blog) if watch is not None else None


async def _find_newest(wire: Wire, state: State) -> datetime | None:
    before = Cursor(state.cursor.epoch, state.head.seq - 1)
    try:
        entries = await wire.read([state.known.blog.id], after=before, limit=1)
    except CursorExpired:
        return None
    return entries[0].observed_at if entries else None


def _sealed_line(one: Sealed, watches: Mapping[str, Watch], looks: Mapping[str, Look]) -> BlogLine:
    """The line of a blog that lies in the archive; its file is not asked."""
    known = one.known
    return BlogLine(
        blog=known.blog,
        headline=known.headline,
        standfirst=known.standfirst,
        last_updated=known.last_updated,
        ended=known.ended,
        watched=one.blog in watches,
        posts=one.posts,
        newest_at=one.newest_at,
        look=looks.get(one.blog),
        sealed_at=one.parts[-1].sealed_at,
    )
