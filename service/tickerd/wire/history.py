"""Reading the log: the streams of several blogs merged into the one order."""

import heapq
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickerd.errors import ArchiveDamaged, CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection, Extent, read_scores
from tickerd.wire.retention import ask_floors, read_floor, tell_why
from tickerd.wire.stub import Part, Sealed


@dataclass(slots=True)
class _Strand:
    """What was fetched of one blog, and from where to fetch on."""

    blog: str
    head: int
    after: int
    ask: int
    """How many entries to fetch next."""
    parts: tuple[Part, ...]
    """The files to be read before Redis is asked."""
    fetched: deque[Entry] = field(default_factory=deque)
    spent: bool = False
    """Whether all of its entries up to the tip were fetched."""

    @property
    def least(self) -> int:
        """No entry that is still to come has a lower seq."""
        if self.fetched:
            return self.fetched[0].cursor.seq
        return max(self.after + 1, self.parts[0].first) if self.parts else self.after + 1

    def question(self, tip: int) -> Command:
        stream = keys.stream(self.blog)
        return ("XRANGE", stream, f"{self.after + 1}-0", str(tip), "COUNT", self.ask)

    def take_in(self, found: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> None:
        self.fetched.extend(decode(fields[b"body"]) for _, fields in found)
        self.spent = len(found) < self.ask
        self.ask *= 2
        if found:
            self.after = self.fetched[-1].cursor.seq

    async def unseal(self, archive: Archive) -> None:
        """Fetch on from the archive: one section of a file."""
        part = self.parts[0]
        entries = await archive.next_entries(self.blog, part, self.after)
        self.fetched.extend(entries)
        self.after = entries[-1].cursor.seq
        if self.after >= part.last:
            self.parts = self.parts[1:]
        self.spent = not self.parts and self.after >= self.head


@dataclass(frozen=True, slots=True)
class _Cut:
    """The wire at the moment at which a page begins to be read."""

    after: Cursor
    blogs: Collection[str] | None
    extent: Extent
    sealed: list[Any]
    """What was answered when asked for the blogs of which something after the cursor is sealed."""

    def questions(self) -> tuple[Command, Command]:
        """What tells whether the same may still be read as at that moment."""
        return ask_floors(self.blogs), _ask_moved(keys.SEALED, self.blogs, self.after)

    def holds(self, now: Extent, floors: list[Any], sealed: list[Any]) -> bool:
        """Whether nothing was lost, trimmed or sealed since, by the answers."""
        floor = read_floor(now, self.blogs, floors).cursor.seq
        return now.epoch == self.extent.epoch and floor <= self.after.seq and sealed == self.sealed


async def read(
    connection: Connection,
    archive: Archive,
    blogs: Collection[str] | None,
    after: Cursor,
    limit: int,
) -> list[Entry]:
    """The next entries after a cursor, in order, of these blogs (None: of all).

    Memory is bounded by twice the limit and a few entries a blog, and by a section of a file for
    each sealed blog that the page meets.

    Raises:
        CursorExpired: not all entries after the cursor are here.
        ArchiveUnavailable: some of them are sealed, and the archive cannot be used.
    """
    while True:
        extent, (ended_at, heads, floors, sealed) = await connection.cut(
            ("HGET", keys.EPOCHS, after.epoch),
            _ask_moved(keys.HEADS, blogs, after),
            ask_floors(blogs),
            _ask_moved(keys.SEALED, blogs, after),
        )
        floor = read_floor(extent, blogs, floors)
        cause = _judge(after, extent, int(ended_at) if ended_at is not None else None)
        if not cause and floor.cursor.seq > after.seq:
            cause = await tell_why(connection, floor)
        if cause:
            raise CursorExpired(str(after), cause, str(floor.cursor))
        moved = _read_moved(blogs, after, heads)
        gone = _read_moved(blogs, after, sealed)
        stubs = await archive.stubs.read(connection, extent.epoch, gone)
        if stubs.keys() != gone.keys():
            # More of one was sealed since we asked.
            continue
        ask = max(4, -(-limit // max(1, len(moved))))
        strands = [
            _Strand(blog, head, after.seq, min(limit, ask), _parts(stubs.get(blog), after))
            for blog, head in moved.items()
        ]
        cut = _Cut(after, blogs, extent, sealed)
        entries = await _merge(connection, archive, strands, cut, limit)
        if entries is not None:
            return entries


def _ask_moved(key: str, blogs: Collection[str] | None, after: Cursor) -> Command:
    """The question for the seqs of a view's blogs; of named ones alone, however many there are."""
    if blogs is None:
        return ("ZRANGEBYSCORE", key, f"({after.seq}", "+inf", "WITHSCORES")
    # "" is no blog: the command needs at least one name
    return ("ZMSCORE", key, *(sorted(blogs) or [""]))


def _read_moved(blogs: Collection[str] | None, after: Cursor, answer: list[Any]) -> dict[str, int]:
    """The seqs above a cursor, by blog."""
    if blogs is None:
        return read_scores(answer)
    pairs = zip(sorted(blogs) or [""], answer, strict=True)
    found = {blog: int(score) for blog, score in pairs if score is not None}
    return {blog: seq for blog, seq in found.items() if seq > after.seq}


def _parts(stub: Sealed | None, after: Cursor) -> tuple[Part, ...]:
    return tuple(part for part in stub.parts if part.last > after.seq) if stub else ()


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


async def _merge(
    connection: Connection, archive: Archive, strands: list[_Strand], cut: _Cut, limit: int
) -> list[Entry] | None:
    """Merge up to the tip of the cut, which no later commit can touch.

    None if the cut holds no more: then begin again.
    """
    entries: list[Entry] = []
    while len(entries) < limit:
        empty = [one for one in strands if not (one.fetched or one.spent or one.parts)]
        if empty:
            now, (floors, sealed, *found) = await connection.cut(
                *cut.questions(), *(strand.question(cut.extent.seq) for strand in empty)
            )
            if not cut.holds(now, floors, sealed):
                return None
            for strand, answer in zip(empty, found, strict=True):
                strand.take_in(answer)
        strands = [strand for strand in strands if strand.fetched or not strand.spent]
        if not strands:
            break
        next_one = _draw(strands, entries, limit)
        if next_one is not None and next_one.parts:
            await _unseal(next_one, archive, cut)
    return entries


async def _unseal(strand: _Strand, archive: Archive, cut: _Cut) -> None:
    part = strand.parts[0]
    try:
        await strand.unseal(archive)
    except ArchiveDamaged as error:
        resume = Cursor(cut.extent.epoch, part.last)
        cause = str(error).partition(". ")[0]
        raise CursorExpired(str(cut.after), cause, str(resume)) from error


def _draw(strands: list[_Strand], entries: list[Entry], limit: int) -> _Strand | None:
    """Move entries over in order; the strand that must be fetched on before the next is known."""
    heap = [(strand.least, place) for place, strand in enumerate(strands)]
    heapq.heapify(heap)
    while heap and len(entries) < limit:
        _, place = heap[0]
        strand = strands[place]
        if not strand.fetched:
            return strand
        entries.append(strand.fetched.popleft())
        if strand.spent and not strand.fetched:
            heapq.heappop(heap)
        else:
            heapq.heapreplace(heap, (strand.least, place))
    return None
