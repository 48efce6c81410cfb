"""Where on the wire a reader wants to begin: a cursor, a time, `earliest` or `latest`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from tickerd.errors import BadCursor, BadRequest
from tickerd.gateway.view import View
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.frozen import format_instant, to_instant
from tickerd.wire.contract import Wire

AHEAD_SECONDS: Final = 60.0
"""A reader's clock may be so far ahead of ours."""
_PAGE: Final = 200


class End(Enum):
    """One of the two ends of the wire."""

    EARLIEST = "earliest"
    LATEST = "latest"


Since = Cursor | datetime | End
"""What a reader may ask for; a time means: what we observed after it."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a replay begins."""

    cursor: Cursor
    moment: datetime | None
    """What its clock shows at first; None: the moment of the first event."""


def parse_since(text: str) -> Since:
    """Read `since=`, `from=`, `to=` or `after=`.

    Raises:
        BadCursor: it is none of the four.
        BadRequest: it is a time without its zone.
    """
    if text in {"earliest", "latest"}:
        return End(text)
    try:
        return Cursor.parse(text)
    except BadCursor:
        return parse_time(text)


def check_passed(
    name: str, since: Since, now: datetime, *, ahead_seconds: float = AHEAD_SECONDS
) -> None:
    """Refuse a time that is still to come: a stream would tell what happens before it, too.

    Raises:
        BadRequest: it is ahead of us by more than clocks differ.
    """
    if isinstance(since, datetime) and since > now + timedelta(seconds=ahead_seconds):
        cause = f"`{name}` must be a time that has passed, not {format_instant(since)}"
        raise BadRequest(cause=cause)


def parse_time(text: str) -> datetime:
    """Read an aware time (RFC 3339). A `+` of its offset that the URL made a blank is healed.

    Raises:
        BadCursor: it is none.
        BadRequest: it has no zone.
    """
    try:
        moment = datetime.fromisoformat(text if "T" not in text else text.replace(" ", "+"))
        if moment.tzinfo is None:
            example = f"{moment.isoformat()}Z"
            raise BadRequest(cause=f"The time {text!r} needs its zone, like {example} for UTC")
        return to_instant(moment)
    except (ValueError, OverflowError):
        raise BadCursor(cursor=text) from None


def parse_as_of(text: str) -> datetime:
    """Read `as_of=`.

    Raises:
        BadRequest: it is no time with its zone.
    """
    try:
        return parse_time(text)
    except BadCursor:
        cause = f"`as_of` must be a time with its zone, like 2025-09-04T17:57:00Z, not {text!r}"
        raise BadRequest(cause=cause) from None


async def find_place(wire: Wire, since: Since, view: View) -> Cursor:
    """The cursor behind which lies what was asked for, as far as it is still here.

    Raises:
        WireUnavailable: Redis is away.
    """
    if isinstance(since, Cursor):
        return since
    blogs = view.blogs or None
    if isinstance(since, datetime):
        return await _find_moment(wire, since, blogs)
    return await (wire.floor(blogs) if since is End.EARLIEST else wire.tip())


async def find_start(wire: Wire, since: Since, view: View) -> Start:
    """The same for a replay. A time sets its clock, unless the log begins later.

    Raises:
        WireUnavailable: Redis is away.
    """
    cursor = await find_place(wire, since, view)
    if isinstance(since, datetime) and cursor != await wire.floor(view.blogs or None):
        return Start(cursor, since)
    return Start(cursor, None)


async def check_here(wire: Wire, cursor: Cursor, view: View) -> None:
    """Make sure that a cursor leads on.

    Raises:
        CursorExpired: not all that follows it is here, or the wire has not come so far.
        WireUnavailable: Redis is away.
    """
    await wire.read(view.blogs or None, after=cursor, limit=0)


async def _find_moment(wire: Wire, moment: datetime, blogs: Collection[str] | None) -> Cursor:
    """The last place before anything of these blogs that was observed after the moment."""
    place = await wire.place(moment, blogs)
    while True:
        page = await wire.read(blogs, after=place, limit=_PAGE)
        for entry in page:
            if entry.observed_at > moment:
                return place
            place = entry.cursor
        if len(page) < _PAGE:
            return place
