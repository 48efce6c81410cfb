"""Trimming the log: the oldest events of a blog go, and the blog's floor says up to where."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.retention import Retention, find_excess
from tickerd.wire import keys, scripts
from tickerd.wire.checkpoints import pack
from tickerd.wire.connection import Command, Connection, Extent
from tickerd.wire.found import read_entries
from tickerd.wire.ground import ask_ground, build_on, find_ground, read_ground
from tickerd.wire.moments import to_milliseconds

_STEP: Final = 500
"""So many events go in one step: Redis does nothing else meanwhile."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The place from which everything of some blogs is still here, and what set it there."""

    cursor: Cursor
    blog: str | None = None
    """Whose events below it are gone; None where none are."""


async def trim(connection: Connection, blog: str, retention: Retention, at: datetime) -> int:
    """Take from the wire what must go of a blog; how many events went.

    Any number may do this at once: each step expects the floor that it has seen.

    Raises:
        Damaged: one of the oldest events cannot be read; it and what follows stays.
    """
    gone, look = 0, 1
    while True:
        _, (sealed, kept, base, total, found) = await connection.cut(
            ("ZSCORE", keys.SEALED, blog),
            ("ZSCORE", keys.FLOORS, blog),
            ask_ground(blog),
            ("XLEN", keys.stream(blog)),
            ("XRANGE", keys.stream(blog), "-", "+", "COUNT", look),
        )
        oldest = read_entries(blog, found)
        excess = find_excess(retention, [entry.observed_at for entry in oldest], total=total, at=at)
        # What is sealed is kept, and what follows it: a floor between them would hide it.
        if excess is None or sealed is not None:
            return gone
        if look == 1 < total:
            look = _STEP
            continue
        floor, going = int(kept or 0), oldest[: excess.events]
        # hundreds of events are folded in a tenth of a second
        ground = read_ground(base, floor) if floor else find_ground(going[0])
        if ground is not None:
            ground = await asyncio.to_thread(build_on, ground, going)
        (went,) = await connection.write(_trim(blog, floor, going, excess.why, ground))
        gone += int(went)
        if not went or excess.events < look:
            return gone


def _trim(
    blog: str, floor: int, going: Sequence[Entry], why: str, ground: Ground | None
) -> Command:
    names = (
        *(keys.FLOORS, keys.REASONS, keys.stream(blog)),
        *(keys.revisions(blog), keys.checkpoints(blog), keys.ground(blog)),
    )
    state = (to_milliseconds(ground.latest), pack(ground.known)) if ground else ("", "")
    posts = {e.event.post.id for e in going if isinstance(e.event, PostEvent)}
    arguments = (blog, floor, going[-1].cursor.seq, why, *state, *posts)
    return ("EVAL", scripts.TRIM, len(names), *names, *arguments)


def ask_floors(blogs: Collection[str] | None) -> Command:
    """The question for the floors of a view (None: of all blogs); `read_floor` reads the answer."""
    if blogs is None:
        return ("ZREVRANGE", keys.FLOORS, 0, 0, "WITHSCORES")
    # "" is no blog: the command needs at least one name
    return ("ZMSCORE", keys.FLOORS, *(sorted(blogs) or [""]))


def read_floor(extent: Extent, blogs: Collection[str] | None, answer: list[Any]) -> Floor:
    """The highest floor of a view."""
    if blogs is None:
        floors = [(int(answer[1]), answer[0].decode())] if answer else []
    else:
        pairs = zip(answer, sorted(blogs) or [""], strict=True)
        floors = [(int(score), blog) for score, blog in pairs if score is not None]
    seq, blog = max(floors, default=(0, None))
    return Floor(Cursor(extent.epoch, seq), blog)


async def tell_why(connection: Connection, floor: Floor) -> str:
    """What became of the events below a floor."""
    _, (why,) = await connection.cut(("HGET", keys.REASONS, floor.blog or ""))
    told = f": {why.decode()}" if why else ""
    return f"the events of {floor.blog} up to {floor.cursor} have been trimmed away{told}"
