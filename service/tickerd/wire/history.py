"""Reading the log: the streams of several blogs merged into the one order."""

import heapq
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickerd.errors import CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.wire import keys
from tickerd.wire.connection import Connection, Extent
from tickerd.wire.retention import ask_floors, read_floor, tell_why


@dataclass(slots=True)
class _Strand:
    """What was fetched of one blog, and from where to fetch on."""

    blog: str
    after: int
    ask: int
    """How many entries to fetch next."""
    fetched: deque[Entry] = field(default_factory=deque)
    spent: bool = False
    """Whether all of its entries up to the tip were fetched."""

    def question(self, tip: int) -> tuple[Any, ...]:
        stream = keys.stream(self.blog)
        return ("XRANGE", stream, f"{self.after + 1}-0", str(tip), "COUNT", self.ask)

    def take_in(self, found: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> None:
        self.fetched.extend(decode(fields[b"body"]) for _, fields in found)
        self.spent = len(found) < self.ask
        self.ask *= 2
        if found:
            self.after = self.fetched[-1].cursor.seq


async def read(
    connection: Connection, blogs: Collection[str] | None, after: Cursor, limit: int
) -> list[Entry]:
    """The next entries after a cursor, in order, of these blogs (None: of all).

    Memory is bounded by twice the limit and a few entries a blog.

    Raises:
        CursorExpired: not all entries after the cursor are here.
    """
    wanted = None if blogs is None else set(blogs)
    while True:
        extent, (ended_at, heads, floors) = await connection.cut(
            ("HGET", keys.EPOCHS, after.epoch),
            ("ZRANGEBYSCORE", keys.HEADS, f"({after.seq}", "+inf"),
            ask_floors(blogs),
        )
        floor = read_floor(extent, blogs, floors)
        cause = _judge(after, extent, int(ended_at) if ended_at is not None else None)
        if not cause and floor.cursor.seq > after.seq:
            cause = await tell_why(connection, floor)
        if cause:
            raise CursorExpired(str(after), cause, str(floor.cursor))
        moved = [blog for blog in map(bytes.decode, heads) if wanted is None or blog in wanted]
        ask = max(4, -(-limit // max(1, len(moved))))
        strands = [_Strand(blog, after.seq, min(limit, ask)) for blog in moved]
        entries = await _merge(connection, blogs, strands, after, extent, limit)
        if entries is not None:
            return entries


def _judge(after: Cursor, extent: Extent, ended_at: int | None) -> str | None:
    """Why a cursor does not hold on this wire, whatever the view; None if it does."""
    last = extent.seq if after.epoch == extent.epoch else ended_at
    if last is None:
        return "the log that it belongs to is lost"
    if after.seq <= last:
        return None
    if after.epoch == extent.epoch:
        return f"the wire has not come so far, it ends at {extent.tip}"
    return f"Redis lost what followed {Cursor(after.epoch, last)} when it was restarted"


async def _merge(  # noqa: PLR0913, PLR0917 (what `read` was asked, and what it has found so far)
    connection: Connection,
    blogs: Collection[str] | None,
    strands: list[_Strand],
    after: Cursor,
    extent: Extent,
    limit: int,
) -> list[Entry] | None:
    """Merge up to the tip of `extent`, which no later commit can touch.

    None if the log was trimmed or another one took its place meanwhile: then begin again.
    """
    entries: list[Entry] = []
    while len(entries) < limit:
        empty = [strand for strand in strands if not strand.fetched and not strand.spent]
        if empty:
            now, (floors, *found) = await connection.cut(
                ask_floors(blogs), *(strand.question(extent.seq) for strand in empty)
            )
            trimmed = read_floor(now, blogs, floors).cursor.seq > after.seq
            if now.epoch != extent.epoch or trimmed:
                return None
            for strand, answer in zip(empty, found, strict=True):
                strand.take_in(answer)
        strands = [strand for strand in strands if strand.fetched]
        if not strands:
            break
        _draw(strands, entries, limit)
    return entries


def _draw(strands: list[_Strand], entries: list[Entry], limit: int) -> None:
    """Move entries over in order, until a strand must be fetched on before the next is known."""
    heap = [(strand.fetched[0].cursor.seq, place) for place, strand in enumerate(strands)]
    heapq.heapify(heap)
    while heap and len(entries) < limit:
        _, place = heap[0]
        strand = strands[place]
        entries.append(strand.fetched.popleft())
        if strand.fetched:
            heapq.heapreplace(heap, (strand.fetched[0].cursor.seq, place))
        elif strand.spent:
            heapq.heappop(heap)
        else:
            return
