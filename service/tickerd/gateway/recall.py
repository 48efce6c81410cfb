"""A blog as it stood at a moment of the past, by our clock or by the source's."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from tickerd.errors import CursorExpired
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.known import Known
from tickerd.liveblog.recall import may_count_earlier, recall_published
from tickerd.wire.contract import Wire

_PAGE: Final = 250


async def recall(wire: Wire, blog: Blog, at: datetime) -> tuple[Known, Cursor]:
    """What was known at a moment, and the place behind the last event of that.

    The nearest checkpoint and what follows it are read, however long the log.

    Raises:
        CursorExpired: that part of the log is not here any more.
    """
    ground = await wire.checkpoint(blog.id, at)
    known = ground.known if ground else Known(blog=blog)
    cursor = ground.cursor if ground else await wire.floor([blog.id])
    if ground is None and cursor.seq:
        cause = "the beginning of this blog has been trimmed away"
        raise CursorExpired(cursor=str(cursor), cause=cause, resume=str(cursor))
    async for entry in _read_on(wire, blog.id, cursor):
        if entry.observed_at > at:
            break
        known, cursor = fold(known, [entry.event]), entry.cursor
    return known, cursor


async def recall_by_claims(
    wire: Wire, blog: Blog, now: Known | None, at: datetime
) -> tuple[Known, Cursor]:
    """What was so at a moment by the source's clock, and from where on nothing of it is missed.

    What follows that place may tell some of it again, which harms nobody.

    Args:
        wire: where the log is.
        blog: which.
        now: the blog as it stands.
        at: the moment.

    Raises:
        CursorExpired: that part of the log is not here any more.
    """
    seen, cursor = await recall(wire, blog, at)
    late = [post for post in now.posts.values() if may_count_earlier(post, at)] if now else []
    histories = [(post, await _events_about(wire, blog.id, post.post.id)) for post in late]
    return recall_published(seen, histories, at=at), cursor


async def _events_about(wire: Wire, blog: str, post: str) -> list[PostEvent]:
    entries = await wire.revisions(blog, post)
    return [entry.event for entry in entries if isinstance(entry.event, PostEvent)]


async def _read_on(wire: Wire, blog: str, after: Cursor) -> AsyncIterator[Entry]:
    while True:
        entries = await wire.read([blog], after=after, limit=_PAGE)
        for entry in entries:
            yield entry
        if len(entries) < _PAGE:
            return
        after = entries[-1].cursor
