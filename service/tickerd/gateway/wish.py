"""What a reader asks of `/v1/stream`: which events, from where to where, and how fast."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickerd.errors import BadRequest, CursorExpired
from tickerd.gateway.history import check_blogs
from tickerd.gateway.places import (
    End,
    Start,
    check_here,
    check_passed,
    find_place,
    find_start,
    parse_since,
)
from tickerd.gateway.queries import check_names
from tickerd.gateway.replay import parse_gap, parse_speed
from tickerd.gateway.view import PARAMETERS, View
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.replay import Replay
from tickerd.wire.contract import Watches, Wire

_OWN: Final = {"since", "from", "to", "speed", "gap"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked for."""

    view: View
    cursor: Cursor
    """Begin behind it."""
    replay: Replay | None = None
    """How to play history; None: all at once."""
    until: Cursor | None = None
    """End here, the event of this cursor included; None: never."""

    @property
    def fulfilled(self) -> bool:
        """Whether there is nothing to tell, and never will be."""
        return self.until is not None and self.cursor.seq >= self.until.seq


class Wishes:
    """Reads wishes."""

    def __init__(self, wire: Wire, watches: Watches, now: Callable[[], datetime]) -> None:
        self._wire = wire
        self._watches = watches
        self._now = now

    async def read(self, query: Mapping[str, str], view: View, last_id: str | None) -> Wish:
        """Read what was asked for.

        Args:
            query: the query's words, the view's among them.
            view: the same query's view.
            last_id: the last cursor that a browser which comes back has; it knows better where to
                begin than the query.

        Raises:
            BadRequest: something cannot be used, or does not go together.
            BadCursor: a place is none.
            UnknownBlog: no such blog is known here.
        """
        check_names(query, {*PARAMETERS, *_OWN})
        await check_blogs(self._wire, self._watches, view.blogs)
        start = await self._find_start(query, view, last_id)
        until = await self._find_end(query["to"], view) if "to" in query else None
        if until is not None and until.seq < start.cursor.seq and not last_id:
            raise BadRequest(cause="`to` lies before the place where the stream would begin")
        return Wish(view, start.cursor, _read_replay(query, start.moment), until)

    async def _find_start(self, query: Mapping[str, str], view: View, last_id: str | None) -> Start:
        if "since" in query and "from" in query:
            raise BadRequest(cause="`since` and `from` both say where to begin; use one of them")
        if "from" in query and not last_id:
            start = parse_since(query["from"])
            check_passed("from", start, self._now())
            return await find_start(self._wire, start, view)
        since = parse_since(last_id or query.get("since", "latest"))
        check_passed("since", since, self._now())
        return Start(await find_place(self._wire, since, view), None)

    async def _find_end(self, text: str, view: View) -> Cursor:
        end = parse_since(text)
        if end is End.EARLIEST:
            raise BadRequest(cause="`to` must be a cursor, a time or `latest`")
        check_passed("to", end, self._now(), ahead_seconds=0.0)
        cursor = await find_place(self._wire, end, view)
        try:
            await check_here(self._wire, cursor, view)
        except CursorExpired as error:
            raise BadRequest(cause=f"`to` is no place on this wire: {error.cause}") from None
        return cursor


def _read_replay(query: Mapping[str, str], moment: datetime | None) -> Replay | None:
    gap_seconds = parse_gap(query["gap"]) if "gap" in query else math.inf
    if "speed" in query:
        speed = parse_speed(query["speed"])
        if not ({"since", "from"} & set(query)):
            cause = "`speed` is that of a replay; say where it begins: `since` or `from`"
            raise BadRequest(cause=cause)
        return Replay(speed=speed, gap_seconds=gap_seconds).seek(moment, 0.0)
    if "gap" in query:
        raise BadRequest(cause="`gap` shortens the silences of a replay; say its `speed`, too")
    return None
