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
    while True:
        extent, (ended_at, heads) = await connection.cut(
            ("HGET", keys.EPOCHS, after.epoch),
            ("ZRANGEBYSCORE", keys.HEADS, f"({after.seq}", "+inf"),
        )
        _judge(after, extent, int(ended_at) if ended_at is not None else None)
        moved = [head.decode() for head in heads]
        if blogs is not None:
            wanted = set(blogs)
            moved = [blog for blog in moved if blog in wanted]
        ask = max(4, -(-limit // max(1, len(moved))))
        strands = [_Strand(blog, after.seq, min(limit, ask)) for blog in moved]
        entries = await _merge(connection, strands, after, extent, limit)
        if entries is not None:
            return entries


def _judge(after: Cursor, extent: Extent, ended_at: int | None) -> None:
    last = extent.seq if after.epoch == extent.epoch else ended_at
    if last is None:
        cause = "the log that it belongs to is lost"
    elif after.seq > last and after.epoch == extent.epoch:
        cause = f"the wire has not come so far, it ends at {extent.tip}"
    elif after.seq > last:
        cause = f"Redis lost what followed {Cursor(after.epoch, last)} when it was restarted"
    elif after.seq < extent.floor_seq:
        cause = "older events have been trimmed away"
    else:
        return
    raise CursorExpired(str(after), cause, str(extent.floor))


async def _merge(
    connection: Connection, strands: list[_Strand], after: Cursor, extent: Extent, limit: int
) -> list[Entry] | None:
    """Merge up to the tip of `extent`, which no later commit can touch.

    None if the log was trimmed or another one took its place meanwhile: then begin again.
    """
    entries: list[Entry] = []
    while len(entries) < limit:
        empty = [strand for strand in strands if not strand.fetched and not strand.spent]
        if empty:
            now, found = await connection.cut(*(strand.question(extent.seq) for strand in empty))
            if now.epoch != extent.epoch or now.floor_seq > after.seq:
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
